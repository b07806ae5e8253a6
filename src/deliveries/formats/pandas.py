"""The tables of a report as pandas frames, with dtypes.

Convention: what is empty is NaN, NaT or ``<NA>``, never nought. Columns grow chunk by chunk, as
compactly as their dtypes allow, so that a million rows fit into memory.
"""

from __future__ import annotations

from array import array
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from deliveries.months import Month
from deliveries.reports import report as report_of
from deliveries.tables import Exact, Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.reports import Report, View
    from deliveries.results import Result
    from deliveries.tables import Column, Table, Value

_MOST = 2**63
"""From where on a number is no 64-bit integer."""


def frame(
    result: Result | Report,
    table: str | None = None,
    *,
    view: View | None = None,
    exact: bool = False,
) -> pd.DataFrame:
    """Return a table of a result, its first unless another is named, as a frame.

    Texts are ``string``, months ``period[M]``, numbers ``float64`` and the halves of fractions
    ``Int64``; with ``exact`` numbers are `Fraction` in columns of objects. A column whose rows
    differ in kind, such as the values of measures, has objects. The index counts the rows from 0.
    Raises `KeyError` for a table that there is not, and what the report raises.
    """
    tables = report_of(result, view).tables
    return _frame(tables[table or next(iter(tables))], exact=exact)


def frames(
    result: Result | Report, *, view: View | None = None, exact: bool = False
) -> dict[str, pd.DataFrame]:
    """Return every table of a result as `frame` does, by their names."""
    tables = report_of(result, view).tables
    return {name: _frame(table, exact=exact) for name, table in tables.items()}


def _frame(table: Table, *, exact: bool) -> pd.DataFrame:
    gathered: list[Any] = [
        array("d") if column.kind == "number" and not exact else [] for column in table.columns
    ]
    lengths: list[int] = []
    for chunk in table.chunks():
        lengths.append(chunk.length)
        for so_far, column in zip(gathered, chunk.columns, strict=True):
            if isinstance(so_far, array):
                so_far.extend(_doubles(column, chunk.length))
            elif column is None or isinstance(column, str):
                so_far.append((column, chunk.length))  # it is repeated in the end
            elif isinstance(column, Exact):
                so_far.extend((value, 1) for value in column.values())
            else:
                so_far.extend((value, 1) for value in column)
    made = {}
    for at, column in enumerate(table.columns):
        made[column.key] = _typed(column, gathered[at], exact=exact)
        gathered[at] = None  # it is let go as soon as it is in its dtype
    return pd.DataFrame(made, copy=False)


def _doubles(column: Exact | Sequence[Value] | None, length: int) -> Sequence[float]:
    if column is None:
        return [float("nan")] * length
    if isinstance(column, Exact):
        known = {
            part: float("nan") if part is None else part / column.denominator
            for part in set(column.parts)
        }
        return [known[part] for part in column.parts]
    return [float("nan") if value is None else float(cast("Fraction", value)) for value in column]


def _typed(column: Column, gathered: Any, *, exact: bool) -> Any:
    """Return a column in its dtype."""
    if isinstance(gathered, array):
        return pd.Series(gathered, dtype="float64")
    values: list[Any] = [each.value if isinstance(each, Share) else each for each, _ in gathered]
    times = [count for _, count in gathered]
    kinds = {type(value) for value in values if value is not None}
    made: Any
    if column.kind == "month" or kinds == {Month}:
        months = {
            each: pd.NaT if each is None else pd.Period(str(each), "M") for each in set(values)
        }
        made = pd.PeriodIndex([months[each] for each in values], freq="M")
    elif column.kind == "text" or (kinds and not kinds & {int, Fraction, Month}):
        made = pd.array([None if each is None else str(each) for each in values], dtype="string")
    elif column.kind == "integer" and not exact and all(abs(each or 0) < _MOST for each in values):
        made = pd.array(values, dtype="Int64")
    elif column.kind != "integer" and not exact and kinds and kinds <= {int, Fraction}:
        numbers = [float("nan") if each is None else float(each) for each in values]
        made = pd.Series(numbers, dtype="float64")
    else:
        made = pd.Series(values, dtype="object")
    repeated = made.repeat(times)
    return repeated.reset_index(drop=True) if isinstance(repeated, pd.Series) else repeated
