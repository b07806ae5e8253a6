"""The first table of a report as Parquet: texts, 64-bit floats, integers.

Convention: it is written as it is made, so many rows at a time; null is what is empty. pyarrow
comes with the extra ``parquet``.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from deliveries.errors import FormatError, WriteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from deliveries.formats import Options
    from deliveries.reports import Report
    from deliveries.tables import Table

ROWS = 100_000
"""About how many rows are held at once."""


def write(report: Report, _: Options) -> Iterator[bytes]:
    """Yield the first table. Raises `FormatError` if there is none.

    Raises `WriteError` where pyarrow is wanting, or for a fraction beyond 64 bits.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        hint = "install it beside deliveries: pip install pyarrow"
        raise WriteError("Parquet needs pyarrow, which is not here", hint) from None
    table = next(iter(report.tables.values()), None)
    if table is None:
        raise FormatError(f"{report.called} has no table for Parquet")
    stream = BytesIO()
    types = {"number": pa.float64(), "integer": pa.int64()}
    schema = pa.schema([(each.key, types.get(each.kind, pa.string())) for each in table.columns])
    with pq.ParquetWriter(stream, schema) as writer:
        for columns in _batches(table):
            try:
                arrays = list(map(pa.array, columns, schema.types))
            except (OverflowError, pa.ArrowInvalid) as error:
                message = "a fraction has more than 64 bits, which Parquet cannot hold"
                hint = "write .csv or .json, which hold any number"
                raise WriteError(message, hint) from error
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            yield stream.getvalue()
            stream.seek(0)
            stream.truncate()
    yield stream.getvalue()


def _batches(table: Table) -> Iterator[list[list[Any]]]:
    """Yield the values of each column, so many rows at a time."""
    types: dict[str, Callable[[Any], Any]] = {"number": float, "integer": int}
    makers = [types.get(column.kind, str) for column in table.columns]
    batch: list[list[Any]] = [[] for _ in makers]
    for chunk in table.chunks():
        for so_far, make, values in zip(
            batch, makers, chunk.written(lambda value: value), strict=True
        ):
            so_far.extend([None if each is None else make(each) for each in values])
        if len(batch[0]) >= ROWS:
            yield batch
            batch = [[] for _ in makers]
    if batch[0]:
        yield batch
