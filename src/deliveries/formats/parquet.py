"""The first table of a report as Parquet: texts, 64-bit floats, integers.

Convention: it is written as it is made, so many rows at a time; null is what is empty. pyarrow
comes with the extra ``parquet``.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from deliveries.errors import FormatError, WriteError
from deliveries.tables import Exact, Share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from deliveries.formats import Options
    from deliveries.reports import Report
    from deliveries.tables import Column, Table, Value

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
        hint = "install it: pip install 'deliveries[parquet]'"
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
                arrays = [
                    pa.array(each, kind.type) for each, kind in zip(columns, schema, strict=True)
                ]
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
    batch: list[list[Any]] = [[] for _ in table.columns]
    for chunk in table.chunks():
        for so_far, column, values in zip(batch, table.columns, chunk.columns, strict=True):
            so_far.extend(_values(column, values, chunk.length))
        if len(batch[0]) >= ROWS:
            yield batch
            batch = [[] for _ in table.columns]
    if batch[0]:
        yield batch


def _values(
    column: Column, values: str | Exact | Sequence[Value] | None, length: int
) -> Sequence[Any]:
    if values is None or isinstance(values, str):
        return [values] * length
    if isinstance(values, Exact):
        return [None if part is None else part / values.denominator for part in values.parts]
    plain = [each.value if isinstance(each, Share) else each for each in values]
    if column.kind == "integer":
        return plain
    if column.kind == "number":
        return [None if each is None else float(cast("Fraction", each)) for each in plain]
    return [None if each is None else str(each) for each in plain]
