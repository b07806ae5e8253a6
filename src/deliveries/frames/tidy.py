"""The tidy table as a pandas frame: the rows and columns of the long CSV, with dtypes.

Convention: unknown is NaN or ``<NA>``, never nought. Columns grow block by block, as compactly as
their dtypes allow, so that a million rows fit into memory.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import pandas as pd

from deliveries.months import Month
from deliveries.tables import Numbers
from deliveries.tidy import TIDY_COLUMNS, choose, tidy_roll

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.case import Case
    from deliveries.tables import Block, Way

_AT = TIDY_COLUMNS.index("month")
_NAMES, _NUMBERS, _SOURCE = TIDY_COLUMNS[:_AT], TIDY_COLUMNS[_AT + 1 : -1], TIDY_COLUMNS[-1]
_HALVES = ("delivered_numerator", "delivered_denominator")
_PERIODS: Any = pd.PeriodIndex  # its types leave `from_ordinals` out
_FIRST = Month.of(1970, 1)
"""The month from which pandas counts."""


def tidy_frame(
    case: Case,
    names: Sequence[str] = (),
    *,
    request: str | None = None,
    whole: bool = False,
    exact: bool = False,
) -> pd.DataFrame:
    """One row a scenario, item, recipient, organisation and month; no subtotals.

    All scenarios of a request (the first of the case unless another is named), or those named. The
    index counts the rows from 0.

    Columns: ``request``, ``scenario``, ``kind``, ``item``, ``unit``, ``recipient``,
    ``establishment`` (string), ``month`` (``period[M]``), ``delivered``, ``to_date``,
    ``at_most``, ``at_least`` (quantities), ``delivered_numerator``, ``delivered_denominator``
    (Int64; ints in an ``object`` column if any has more than 64 bits), ``share_of_total`` (of all
    that the scenario brings of the item, a quantity) and ``source`` (string). With ``exact=True``
    the fractions' halves are always ints, None for ``<NA>``. Raises `UnknownNameError`, `LotError`
    and `CapacityError`.
    """
    gathered = _Gathered(exact=exact)
    for block in tidy_roll(choose(case, names, request=request, whole=whole)).blocks:
        gathered.add(block)
    return gathered.frame()


class _Gathered:
    """The columns so far."""

    def __init__(self, *, exact: bool) -> None:
        self.exact = exact
        self.lengths: list[int] = []
        self.texts: dict[str, list[str | None]] = {name: [] for name in (*_NAMES, _SOURCE)}
        """One of each block: they are repeated in the end."""
        self.months = array("q")
        self.numbers: dict[str, Any] = {
            name: [] if exact or name in _HALVES else array("d") for name in _NUMBERS
        }

    def add(self, block: Block) -> None:
        """Add the rows of a block."""
        months, *numbers = block.columns
        assert not isinstance(months, Numbers)  # noqa: S101  # the first that differs is the month
        start = Month.parse(months[0]) - _FIRST
        self.months.extend(range(start, start + len(months)))
        self.lengths.append(len(months))
        for name, text in zip(self.texts, (*block.before, *block.after), strict=True):
            self.texts[name].append(text or None)
        for name, values in zip(_NUMBERS, _columns(numbers, exact=self.exact), strict=True):
            self.numbers[name].extend(values)

    def frame(self) -> pd.DataFrame:
        """All rows; a column is let go as soon as it is in its dtype."""
        made: dict[str, Any] = {}
        for name in TIDY_COLUMNS:
            if name in self.texts:
                made[name] = pd.array(self.texts.pop(name), dtype="string").repeat(self.lengths)
            elif name in self.numbers:
                made[name] = _typed(self.numbers.pop(name), exact=self.exact)
            else:
                made[name] = _PERIODS.from_ordinals(self.months, freq="M")
        return pd.DataFrame(made, copy=False)


def _columns(numbers: Sequence[object], *, exact: bool) -> Iterator[Sequence[object]]:
    """The values of each column; running totals are mostly one and the same three times."""
    made: dict[tuple[int, Way], Sequence[object]] = {}
    for column in numbers:
        assert isinstance(column, Numbers)  # noqa: S101  # only the first that differs is text
        for way in column.ways:
            key = id(column.parts), way
            if key not in made:
                made[key] = _values(column.parts, way, exact=exact)
            yield made[key]


def _values(parts: Sequence[int | None], way: Way, *, exact: bool) -> list[object]:
    """What the column shows of each row's number; those that are alike are reckoned once."""
    shown = {part: _value(part, way, exact=exact) for part in set(parts)}
    return [*map(shown.__getitem__, parts)]


def _value(part: int | None, way: Way, *, exact: bool) -> object:
    if part is None:
        return None if exact or way.shown != "number" else float("nan")
    if way.shown == "number":
        return way.exact(part) if exact else part / way.denominator
    return int(way.exact(part))


def _typed(values: Any, *, exact: bool) -> Any:
    """A column of numbers in its dtype."""
    if exact:
        return pd.Series(values, dtype="object")
    if isinstance(values, array):
        return pd.Series(values, dtype="float64")
    try:
        return pd.array(values, dtype="Int64")
    except OverflowError:
        return pd.Series(values, dtype="object")
