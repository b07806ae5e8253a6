"""The one long table of schedules, and the pivots of it that people read.

Convention: a row is a scenario, an item and a period; every series runs along the same calendar.
Nothing is counted twice: top-ups are not in it, nor what came before the request opens, unless it
is split in detail. Before its first month a scenario has 0; after its last its total goes on, but
a record says nothing after its end. An empty cell is what nobody knows.
"""

from __future__ import annotations

from functools import lru_cache
from math import gcd
from typing import TYPE_CHECKING, NamedTuple

from deliveries.errors import RangeError
from deliveries.months import LONGEST_WINDOW, By, Month, Window
from deliveries.schedule import strands
from deliveries.tables import Cell, Chunk, Column, Exact, Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from fractions import Fraction

    from deliveries.analysis.comparison import Compared, Comparison
    from deliveries.case import Citation, Item, Request, Scenario
    from deliveries.reports import View
    from deliveries.schedule import ItemSchedule, Schedule, Series

    Columns = tuple[str | Exact | Sequence[str | int | None] | None, ...]

TOGETHER = "‡"
"""Marks one figure for several months in the period that holds all of them."""
WITHIN = "…"
"""Stands where a record has one figure for these months and others together."""
OR_MORE = "+"
"""Marks a lower bound."""
NEED = "◂"
"""Marks the period of need."""
OPEN = "?"
"""Marks a gap whose sign the sources leave open."""
MOST_WIDE = LONGEST_WINDOW

_NAMES = (
    Column("request", kind="text", about="The request's id in the case file.", required=True),
    Column("scenario", kind="text", about="The scenario's id.", required=True),
    Column("kind", kind="text", about="Whose word it is: a proposal, a record...", required=True),
    Column("item", kind="text", about="The item's id; empty where the request has no items."),
    Column("unit", kind="text", about="What the quantities are counted in.", required=True),
)
_DETAIL = (
    Column("recipient", kind="text", about="Who receives; empty where no source says."),
    Column("establishment", kind="text", about=(
        "The organisation that a set is made up for: existing or new; a top-up turns an existing "
        "set into a new one. Empty where no source says."
    )),
    Column("counted", kind="text", about="Whether it counts towards the request: yes, or no."),
)  # fmt: skip
_AMOUNTS = (
    Column("delivered", kind="number", about="What comes in the period, read evenly."),
    Column("to_date", kind="number", about="What has come by its end, read evenly."),
    Column("at_least", kind="number", about="The least that the sources allow to have come."),
    Column("at_most", kind="number", about=(
        "The most that the sources allow to have come; empty where there is no upper bound."
    )),
    Column("share", kind="number", about="What comes in the period, of all that was asked for."),
    Column("gap", kind="number", about="What has come, less what the baseline has by then."),
    Column("behind", kind="text", about=(
        "Whether it is behind the baseline, over all that the sources allow: certain, possible or "
        "impossible."
    )),
    Column("delivered_numerator", kind="integer", about="What comes in the period, exactly."),
    Column("delivered_denominator", kind="integer", about="The other half of the fraction."),
    Column("source", kind="text", about="The documents and paragraphs behind the row."),
)  # fmt: skip
_GAP_KEYS = ("gap", "behind")


def period_column(by: By) -> Column:
    """Return the column of the periods: `month`, or `quarter`, `half`, `year`."""
    about = f"The {by.value}, such as {Window.parse('1951-07').periods(by)[0]}."
    return Column(by.value, kind="month" if by is By.month else "text", about=about, required=True)


def shown_periods(calendar: Window, view: View) -> list[Window]:
    """Return the periods to show, in order; each is whole if any of its months is asked for.

    Raises `RangeError` if there are none.
    """
    first, last = view.first or calendar.first, view.last or calendar.last
    if view.first and view.last and last < first:
        raise RangeError(f"{last.long()} is before {first.long()}: there is nothing to show")
    if last < calendar.first or calendar.last < first:
        when = f"up to {last.long()}" if last < calendar.first else f"from {first.long()} on"
        hint = f"the schedules run from {calendar.first.long()} to {calendar.last.long()}"
        raise RangeError(f"nothing is planned {when}", hint)
    asked = Window(first, last)
    return [period for period in calendar.periods(view.by) if period.overlaps(asked)]


class Calendar(NamedTuple):
    """The months of a table, and the periods of it that are shown."""

    window: Window
    periods: list[Window]

    @property
    def by_month(self) -> bool:
        """Whether its periods are all of its months."""
        return len(self.periods) == len(self.window) > 0 and len(self.periods[0]) == 1

    def at_ends(self, numbers: Sequence[Any]) -> Sequence[Any]:
        """Return what stands along the months, at the end of each period."""
        if self.by_month:
            return numbers
        last = self.window.last
        return [numbers[min(period.last, last) - self.window.first] for period in self.periods]


def delivered_in(series: Series, calendar: Calendar, *, counted: bool = True) -> list[int | None]:
    """Return what comes in each period, in grains; None where that is not known.

    The series runs along the calendar. Where ``counted``, what comes before the request opens is
    left out.
    """
    months: list[int | None] = [grains or 0 for grains in series.delivered]
    first = series.window.first
    unknown = [*series.unknown, *(figure.window for figure in series.figures)]
    if series.ends is not None and series.ends < series.window.last:
        unknown.append(Window(series.ends + 1, series.window.last))
    for window in unknown:
        for place in range(window.first - first, window.last - first + 1):
            months[place] = None
    opens = series.opens if counted else None
    if opens is not None and opens > first:
        before = min(opens - first, len(months))
        months[:before] = [0] * before
    if calendar.by_month and not series.figures:
        return months
    found: list[int | None] = []
    for period in calendar.periods:
        own = months[max(period.first - first, 0) : period.last - first + 1]
        total = sum(grains or 0 for grains in own)
        is_open = None in own
        inside = [
            figure
            for figure in series.figures
            if period.holds(figure.window) and not (opens and figure.window.first < opens)
        ]
        if inside:  # a figure is never spread, but whole where its months are
            held = sum(len(figure.window) for figure in inside)
            is_open = own.count(None) > held
            total += sum(figure.grains for figure in inside)
        found.append(None if is_open else total)
    return found


def _amounts(
    series: Series,
    thing: Request | Item,
    calendar: Calendar,
    gaps: tuple[tuple[int | None, ...], int],
    behind: Sequence[str | None],
    *,
    counted: bool = True,
) -> Columns:
    """Return the columns of numbers of one series, from `delivered` to `delivered_denominator`."""
    grain, delivered = series.grain, delivered_in(series, calendar, counted=counted)
    share: Exact | None = None
    if thing.quantity and counted:
        whole = thing.quantity * grain
        if whole.denominator == 1:
            share = Exact(delivered, whole.numerator)
        else:
            parts = [None if e is None else e * whole.denominator for e in delivered]
            share = Exact(parts, whole.numerator)
    halves = {each: gcd(each, grain) for each in set(delivered) if each is not None}
    return (
        Exact(delivered, grain),
        Exact(calendar.at_ends(series.to_date), grain),
        Exact(calendar.at_ends(series.at_least), grain),
        Exact(calendar.at_ends(series.at_most), grain),
        share,
        Exact(calendar.at_ends(gaps[0]), gaps[1]),
        calendar.at_ends(behind),
        [None if each is None else each // halves[each] for each in delivered],
        [None if each is None else grain // halves[each] for each in delivered],
    )


@lru_cache(maxsize=256)
def _sources(
    calendar: tuple[Window, ...], cited: tuple[tuple[Window, tuple[Citation, ...]], ...]
) -> str | list[str | None]:
    """Return the documents behind each period: those of what falls in it."""
    found: list[str | None] = []
    for period in calendar:
        within = [own for window, own in cited if window.overlaps(period)]
        citations = dict.fromkeys(citation for own in within for citation in own)
        found.append("; ".join(map(str, citations)) or None)
    same = found[0] if len(set(found)) == 1 else None
    return same if same is not None else found


@lru_cache(maxsize=64)
def _named(periods: tuple[Window, ...]) -> tuple[str, ...]:
    return tuple(map(str, periods))
