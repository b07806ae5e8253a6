"""A long table as Parquet: texts, 64-bit floats and, for the halves of a fraction, integers.

Convention: it is written as it is made, so many rows at a time; null is what is empty. pyarrow
comes with the extra ``parquet``.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from deliveries.errors import WriteError
from deliveries.tables import Numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from deliveries.tables import Block, Roll, Way

ROWS = 100_000
"""About how many rows are held at once."""


def write_parquet(roll: Roll, stream: BinaryIO) -> None:
    """Write every block. Raises `WriteError` for a fraction beyond 64 bits."""
    first = next(roll.blocks)
    schema = pa.schema(list(zip(roll.keys, _types(first), strict=True)))
    with pq.ParquetWriter(stream, schema) as writer:
        for blocks in _batches(chain([first], roll.blocks)):
            writer.write_batch(_batch(blocks, schema))


def _types(block: Block) -> list[Any]:
    types = [pa.string() for _ in block.before]
    for column in block.columns:
        types += map(_type, column.ways) if isinstance(column, Numbers) else [pa.string()]
    return [*types, *(pa.string() for _ in block.after)]


def _type(way: Way) -> Any:
    return pa.float64() if way.shown == "number" else pa.int64()


def _batches(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    batch: list[Block] = []
    rows = 0
    for block in blocks:
        batch.append(block)
        rows += _length(block)
        if rows >= ROWS:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch


def _batch(blocks: Sequence[Block], schema: Any) -> Any:
    columns: list[list[object]] = [[] for _ in schema.names]
    for block in blocks:
        for so_far, values in zip(columns, _values(block), strict=True):
            so_far.extend(values)
    try:
        arrays = [pa.array(each, kind.type) for each, kind in zip(columns, schema, strict=True)]
    except (OverflowError, pa.ArrowInvalid) as error:
        message = "a fraction has more than 64 bits, which Parquet cannot hold"
        raise WriteError(message, "write .csv or .json, which hold any number") from error
    return pa.record_batch(arrays, schema=schema)


def _values(block: Block) -> Iterator[Sequence[object]]:
    """The values of each column."""
    rows = _length(block)
    yield from ([text] * rows for text in block.before)
    for column in block.columns:
        if isinstance(column, Numbers):
            yield from (_numbers(column.parts, way) for way in column.ways)
        else:
            yield column
    yield from ([text or None] * rows for text in block.after)


def _numbers(parts: Sequence[int | None], way: Way) -> list[object]:
    if way.shown == "number":
        return [None if part is None else part / way.denominator for part in parts]
    return [None if part is None else way.exact(part) for part in parts]


def _length(block: Block) -> int:
    first = block.columns[0]
    return len(first.parts if isinstance(first, Numbers) else first)
