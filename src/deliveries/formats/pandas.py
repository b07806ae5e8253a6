"""The tables of a report as pandas frames, with dtypes.

Convention: what is empty is NaN, NaT or ``<NA>``, never nought. Columns grow chunk by chunk, as
compactly as their dtypes allow, so that a million rows fit into memory.
"""

from __future__ import annotations

from array import array
from fractions import Fraction
from math import nan
from typing import TYPE_CHECKING, Any

import pandas as pd

from deliveries.months import Month
from deliveries.reports import report as report_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.reports import Report, View
    from deliveries.results import Result
    from deliveries.tables import Column, Table

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
    for chunk in table.chunks():
        columns: Iterator[list[Any]] = chunk.written(lambda value: value)
        for so_far, values in zip(gathered, columns, strict=True):
            if isinstance(so_far, array):
                so_far.extend([nan if value is None else float(value) for value in values])
            else:
                so_far.extend(values)
    made = {}
    for at, column in enumerate(table.columns):
        made[column.key] = _typed(column, gathered[at], exact=exact)
        gathered[at] = None  # it is let go as soon as it is in its dtype
    return pd.DataFrame(made, copy=False)


def _typed(column: Column, values: Any, *, exact: bool) -> Any:
    if isinstance(values, array):
        return pd.Series(values, dtype="float64")
    kinds = {type(value) for value in values if value is not None}
    if column.kind == "month" or kinds == {Month}:
        months = {
            each: pd.NaT if each is None else pd.Period(str(each), "M") for each in set(values)
        }
        return pd.PeriodIndex([months[each] for each in values], freq="M")
    if column.kind == "text" or (kinds and not kinds & {int, Fraction, Month}):
        return pd.array([None if each is None else str(each) for each in values], dtype="string")
    if column.kind == "integer" and not exact and all(abs(each or 0) < _MOST for each in values):
        return pd.array(values, dtype="Int64")
    if column.kind != "integer" and not exact and kinds and kinds <= {int, Fraction}:
        numbers = [nan if each is None else float(each) for each in values]
        return pd.Series(numbers, dtype="float64")
    if not exact:
        values = [float(each) if isinstance(each, Fraction) else each for each in values]
    return pd.Series(values, dtype="object")
