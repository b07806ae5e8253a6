"""The one long table of schedules, and the pivots of it that people read.

Convention: a row is a scenario, an item and a period, and every series runs along the same
calendar. Nothing is counted twice: top-ups are not in it, nor what came before the request opens,
unless it is split in detail. Before its first month a scenario has 0; after its last its total goes
on, but a record says nothing after its end. An empty cell is what nobody knows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from math import gcd
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from deliveries.errors import RangeError
from deliveries.months import LONGEST_WINDOW, By, Month, Window
from deliveries.schedule import ItemSchedule, Part, Series, line_source, strands
from deliveries.tables import Band, Cell, Chunk, Column, Exact, Row, Table, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from deliveries.analysis.comparison import Compared
    from deliveries.case import Citation, Request, Scenario
    from deliveries.reports import View

    Rows = Iterable[tuple[Value, ...]]
    Track = tuple[Column, list[Cell], list[Cell]]
    """A column of a pivot: its cells, and the years' subtotals; a running total has none."""

T = TypeVar("T")
Parts = list[int | None]

TOGETHER = "‡"
"""Marks one figure for several months in the period that holds all of them."""
WITHIN = "…"
"""Stands where a record has one figure for these months and others together."""
OR_MORE = "+"
"""Marks a lower bound."""

OPEN = "?"
"""Marks a gap whose sign the sources leave open."""
NEED = "◂"
"""Marks the period of need."""

_EXAMPLE = Window.parse("1951-07")
REQUEST = Column("request", kind="text", about="The request's id in the case.", required=True)
_NAMES = (
    REQUEST,
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
_WIDE = ("delivered", "to_date", "at_least", "at_most")


class Calendar:
    """The months of a table, and the periods of it that are shown.

    Raises `RangeError` if there are none, or too many. A period is whole if any of its months is
    asked for.
    """

    def __init__(self, window: Window, view: View, year_begins: int) -> None:
        """Choose the periods that a view shows; years begin in the month of that number."""
        if len(window) > LONGEST_WINDOW:
            raise RangeError(
                f"these scenarios lie too far apart, from {window.first.long()} "
                f"to {window.last.long()}",
                f"a table has at most {LONGEST_WINDOW:,} months",
            )
        first, last = view.first or window.first, view.last or window.last
        if view.first and view.last and last < first:
            raise RangeError(f"{last.long()} is before {first.long()}: there is nothing to show")
        if last < window.first or window.last < first:
            when = f"up to {last.long()}" if last < window.first else f"from {first.long()} on"
            hint = f"the schedules run from {window.first.long()} to {window.last.long()}"
            raise RangeError(f"nothing is planned or recorded {when}", hint)
        asked = Window(first, last)
        self.window = window
        self.by = view.by
        periods = window.periods(view.by, year_begins)
        self.periods = [each for each in periods if each.overlaps(asked)]
        self.is_whole = view.by is By.month and len(self.periods) == len(window)
        """Whether the periods are the months of the window."""
        self.starts = [period.first for period in self.periods]
        self.ends = [min(period.last, window.last) - window.first for period in self.periods]
        """The place in the window at which each period ends."""
        self.column = Column(
            view.by.value,
            kind="month" if view.by is By.month else "text",
            about=f"The {view.by.value}, such as {_EXAMPLE.periods(view.by, year_begins)[0]}.",
            required=True,
        )
        self.years: dict[int, Window] = {}
        """The years whose months are all shown, by the place of their last period."""
        for year in window.periods(By.year, year_begins):
            begin, end = bisect_left(self.starts, year.first), bisect_right(self.starts, year.last)
            months = min(year.last, window.last) - max(year.first, window.first)
            if end - begin > 1 and self.periods[end - 1].last - self.starts[begin] >= months:
                self.years[end - 1] = year

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Return the periods as data name them."""
        return tuple(map(str, self.periods))

    def at_ends(self, along: Sequence[T]) -> Sequence[T]:
        """Return what stands along the months, at the end of each period."""
        return along if self.is_whole else [along[place] for place in self.ends]


def delivered_in(
    series: Series,
    calendar: Calendar,
    periods: Sequence[Window],
    *,
    counted: bool = True,
    at_least: bool = False,
) -> Parts:
    """Return what comes in each period, in grains; None where that is not known.

    The series runs along the calendar. Where ``counted``, what comes before the request opens is
    left out. A figure for several months is never spread: it is whole in the period that holds it.
    Where ``at_least``, a lower bound is taken as it is, and what a record does not tell as nothing.
    """
    months: Parts = [grains or 0 for grains in series.delivered]
    first = series.window.first
    if not (at_least and None not in series.at_least):  # a record has at least what else came
        for run in (run for window in series.unknown for run in window.runs):
            months[run.first - first : run.last + 1 - first] = [None] * len(run)
    if series.ends is not None and not at_least:
        after = series.ends + 1 - first
        months[after:] = [None] * (len(months) - after)
    opens = series.opens if counted else None
    if opens is not None and opens > first:
        before = min(opens - first, len(months))
        months[:before] = [0] * before
    if calendar.is_whole and periods is calendar.periods and not series.figures:
        return months
    figures = [each for each in series.figures if not (opens and each.window.first < opens)]
    found: Parts = []
    for period in periods:
        own = months[max(period.first - first, 0) : max(period.last - first + 1, 0)]
        inside = [figure for figure in figures if figure.window.overlaps(period)]
        if None in own or not all(
            period.holds(figure.window) and (at_least or not figure.open_ended) for figure in inside
        ):
            found.append(None)
        else:
            total = sum(grains or 0 for grains in own)
            found.append(total + sum(figure.grains for figure in inside))
    return found


class Strip(NamedTuple):
    """An item of a scenario: the table has a run of rows of it, or of each of its parts."""

    scenario_id: str
    scenario: Scenario
    item: ItemSchedule
    compared: Compared | None = None
    """What it is beside the baseline; None where nothing is compared."""

    def runs(self, calendar: Calendar, *, detail: bool) -> list[tuple[Series, Part | None]]:
        """Return what has rows, along a calendar: what counts, or in detail each part of it."""
        if detail:
            parts = strands(self.item)
            return [(part.series.over(calendar.window), part) for part in parts]
        series = self.compared.series if self.compared else self.item.series
        return [(series.over(calendar.window), None)] if series else []


class LongTables(NamedTuple):
    """Makes the long table of a request's schedules, and the tables that stand beside it."""

    request_id: str
    request: Request
    strips: Callable[[bool], Iterable[Strip]]
    """What has rows: items, or sums. It is called whenever rows are made, one after another."""
    calendar: Calendar
    view: View
    against: bool
    """Whether it is set against a baseline; else there are neither `gap` nor `behind`."""

    def schedule(self, calendar: Calendar, *, sums: bool = False) -> Table:
        """Make the long table, or one with a column a month where the view is wide.

        A sum has no parts: its items have them.
        """
        against, detail = self.against, self.view.detail and not sums
        names = (*_NAMES, *(_DETAIL if detail else ()))
        if self.view.wide:
            along = (Column(name, kind="number") for name in calendar.named)
            columns = (*names, Column("measure", kind="text", required=True), *along, _AMOUNTS[-1])
        else:
            amounts = (each for each in _AMOUNTS if against or each.key not in ("gap", "behind"))
            columns = (*names, calendar.column, *amounts)

        def chunks() -> Iterator[Chunk]:
            known: dict[object, tuple[str | None, ...]] = {}
            runs = (
                (strip, *run)
                for strip in self.strips(sums)
                for run in strip.runs(calendar, detail=detail)
            )
            for strip, series, part in runs:
                thing, grain, named = strip.item.thing, series.grain, self._named(strip)
                if part:
                    named += (part.recipient, part.establishment, "yes" if part.counted else "no")
                counted = part is None or part.counted
                delivered = delivered_in(series, calendar, calendar.periods, counted=part is None)
                tracks = [delivered, *(calendar.at_ends(each) for each in series.totals)]
                source = _sources(strip.item, part, calendar, known)
                if self.view.wide:
                    periods = (Exact(each, grain) for each in zip(*tracks, strict=True))
                    each_once = dict.fromkeys("; ".join(filter(None, source)).split("; "))
                    cites = "; ".join(each_once) or None
                    yield Chunk(len(_WIDE), (*named, _WIDE, *periods, cites))
                    continue
                share = None
                if counted and thing.quantity:
                    many, of = thing.quantity.as_integer_ratio()
                    parts = delivered
                    if of != 1:
                        parts = [None if each is None else each * of for each in delivered]
                    share = Exact(parts, many * grain)
                gap: tuple[Exact | Sequence[str | None] | None, ...] = (None, None)
                if strip.compared and not part:
                    gaps, denominator = strip.compared.gap_parts
                    behind = list(calendar.at_ends(strip.compared.behind))
                    gap = (Exact(calendar.at_ends(gaps), denominator), behind)
                exact = (*(Exact(each, grain) for each in tracks), share, *(gap if against else ()))
                fraction = _fraction(delivered, grain)
                values = (*named, calendar.named, *exact, *fraction, source)
                yield Chunk(len(calendar.periods), values)

        return Table("", columns, long=chunks)

    def sums(self) -> dict[str, Table]:
        """Make the tables of a request's sums, by their names in data; none where it has no sums.

        They are tables of their own, so that whoever adds up the long table counts nothing twice.
        """
        if not self.request.sums:
            return {}
        table = self.schedule(self.calendar, sums=True)
        return {"sums": table, **self._years("years_of_sums", sums=True)}

    def beside(self, *, is_recorded: bool) -> dict[str, Table]:
        """Make the tables that stand beside the long one, by their names in data.

        These are the years' subtotals; what came before the request opens; and, of records, what
        they have for several months in one, or as a lower bound.
        """

        def before_opening(series: Series) -> Rows:
            return [
                (month, series.exact(grains))
                for month, grains in zip(series.window, series.delivered, strict=True)
                if series.opens and month < series.opens and grains is not None
            ]

        def figures(series: Series) -> Rows:
            return [
                (str(each.window), series.exact(each.grains), "yes" if each.open_ended else "no")
                for each in series.figures
            ]

        found = self._years("years")
        if self.request.opens:
            month, delivered = Column("month", kind="month"), Column("delivered", kind="number")
            found["before_opening"] = self._beside(before_opening, month, delivered)
        if is_recorded:
            window, or_more = Column("window", kind="text"), Column("or_more", kind="text")
            quantity = Column("quantity", kind="number")
            found["figures"] = self._beside(figures, window, quantity, or_more)
        return found

    def _years(self, name: str, *, sums: bool = False) -> dict[str, Table]:
        """Make the table of the years' subtotals; none where no year is shown whole."""
        calendar = self.calendar
        years = list(calendar.years.values())

        def of_years(series: Series) -> Rows:
            known = delivered_in(series, calendar, years)
            least = delivered_in(series, calendar, years, at_least=True)
            for year, one, other in zip(years, known, least, strict=True):
                yield str(year), series.exact(one), series.exact(other)

        year, delivered = Column("year", kind="text"), Column("delivered", kind="number")
        at_least = Column("at_least", kind="number")
        return {name: self._beside(of_years, year, delivered, at_least, sums=sums)} if years else {}

    def _beside(
        self, rows_of: Callable[[Series], Rows], *columns: Column, sums: bool = False
    ) -> Table:
        """Make a table of what a function makes of each series."""

        def chunks() -> Iterator[Chunk]:
            for strip in self.strips(sums):
                for series, _ in strip.runs(self.calendar, detail=False):
                    if rows := list(rows_of(series)):
                        yield Chunk(len(rows), (*self._named(strip), *zip(*rows, strict=True)))

        return Table("", (*_NAMES, *columns), long=chunks)

    def _named(self, strip: Strip) -> tuple[str | None, ...]:
        item = strip.item
        return self.request_id, strip.scenario_id, strip.scenario.kind, item.id, item.thing.unit


def _fraction(delivered: Parts, grain: int) -> tuple[Parts, Parts]:
    """Return what each period brings as numerators and denominators, in lowest terms."""
    if grain == 1:
        return delivered, [None if each is None else 1 for each in delivered]
    divisors = {each: gcd(each, grain) for each in set(delivered) if each is not None}
    numerators: Parts = []
    denominators: Parts = []
    for each in delivered:
        numerators.append(None if each is None else each // divisors[each])
        denominators.append(None if each is None else grain // divisors[each])
    return numerators, denominators


def _sources(
    item: ItemSchedule,
    part: Part | None,
    calendar: Calendar,
    known: dict[object, tuple[str | None, ...]],
) -> tuple[str | None, ...]:
    """Return the documents behind each period: those of the tranches that fall in it.

    What is held back comes after its tranche, so there they are cited to the end. ``known``
    keeps what is worked out: most items of a list cite alike.
    """
    starts = calendar.starts
    counted = part is None or part.counted
    waits = counted and item.is_pooled
    lines = item.lines if part else item.tranches
    lines = tuple(line for line in lines if line.tranche.counted == counted)
    if part and not waits:
        own = (part.recipient, part.establishment)
        lines = tuple(each for each in lines if (each.recipient, each.tranche.establishment) == own)
    # The case holds these as long as the table is made, so what they are at stands for them.
    held = (item.source, *(line.tranche for line in lines))
    key = (item.is_pooled, item.thing.source, *map(id, held))
    if key not in known:
        within: list[dict[Citation, None]] = [{} for _ in starts]
        lasts = [period.last for period in calendar.periods]
        for line in lines:
            last = calendar.window.last if waits else line.window.last
            for place in range(bisect_left(lasts, line.window.first), bisect_right(starts, last)):
                within[place].update(dict.fromkeys(line_source(item, line)))
        known[key] = tuple("; ".join(map(str, each)) or None for each in within)
    return known[key]


def signs_of(parts: Iterable[object]) -> set[str]:
    """Return the signs that stand in tables: marks, and texts in the place of numbers."""
    found: set[str] = set()
    for part in parts:
        for row in part.rows if isinstance(part, Table) else ():
            for cell in row.cells:
                if cell.mark:
                    found.update(cell.mark)
                if isinstance(cell.value, str):
                    found.add(cell.value)
    return found


def pivot(
    title: str, calendar: Calendar, tracks: Iterable[Track], needed: Month | None = None
) -> Table:
    """Return a table with a row a period, and a year's subtotals, if any, under its last period.

    The period with the month of need is marked.
    """
    columns = [Column("period", "", align="left")]
    periods = [[Cell(each, NEED if needed and needed in each else "") for each in calendar.periods]]
    subtotals = [[Cell(f"Year {year.short()}") for year in calendar.years.values()]]
    has_subtotals = False
    for column, cells, of_years in tracks:
        columns.append(column)
        periods.append(cells)
        subtotals.append(of_years or [Cell()] * len(calendar.years))
        has_subtotals = has_subtotals or bool(of_years)
    years = iter(zip(*subtotals, strict=True))
    rows = []
    for at, row in enumerate(zip(*periods, strict=True)):
        rows.append(Row(row))
        if has_subtotals and at in calendar.years:
            rows.append(Row(next(years), "subtotal"))
    return Table(title, tuple(columns), tuple(rows))


def delivered_cells(series: Series, calendar: Calendar, periods: Sequence[Window]) -> list[Cell]:
    """Return what each period brings as people read it: blank where nothing is planned.

    What comes before the request opens is shown, though it never counts.
    """
    counting = delivered_in(series, calendar, periods)
    shown = delivered_in(series, calendar, periods, counted=False) if series.opens else counting
    first = series.window.first
    is_plain = not (series.figures or series.unknown or series.or_more)
    cells = []
    for period, counts, all_of_it in zip(periods, counting, shown, strict=True):
        before = series.opens is not None and period.last < series.opens
        grains = all_of_it if before else counts
        if grains and is_plain:
            cells.append(Cell(series.exact(grains)))
            continue
        figures = [each for each in series.figures if each.window.overlaps(period)]
        planned = series.delivered[max(period.first - first, 0) : period.last - first + 1]
        if any(window.overlaps(period) for window in series.unknown):
            cells.append(Cell("unknown"))
        elif any(not period.holds(figure.window) for figure in figures):
            cells.append(Cell(WITHIN))
        elif not figures and planned.count(None) == len(planned):
            cells.append(Cell())
        else:
            marks = {
                OR_MORE if each.open_ended else TOGETHER
                for each in figures
                if each.open_ended or len(each.window) > 1
            }
            if any(window.overlaps(period) for window in series.or_more):
                marks.add(OR_MORE)
            if grains is None:  # a record ends within the period: so much, or more
                marks.add(OR_MORE)
                (grains,) = delivered_in(
                    series, calendar, [period], counted=not before, at_least=True
                )
            cells.append(Cell(series.exact(grains), "".join(sorted(marks))))
    return cells


def to_date_cells(series: Series, calendar: Calendar) -> list[Cell]:
    """Return what is there by the end of each period, as far as it is known."""
    cells = []
    for place in calendar.ends:
        known, least, most = series.to_date[place], series.at_least[place], series.at_most[place]
        month = series.window.first + place
        if known is not None:
            at_least = series.or_more and any(each.first <= month for each in series.or_more)
            cells.append(Cell(series.exact(known), OR_MORE if at_least else ""))
        elif any(each.window.first <= month < each.window.last for each in series.figures):
            cells.append(Cell(WITHIN))
        elif least and most is None:
            cells.append(Cell(series.exact(least), OR_MORE))
        else:
            cells.append(Cell("unknown" if not least and most is None else WITHIN))
    return cells


def band_cells(series: Series, calendar: Calendar) -> list[Cell]:
    """Return the least and the most to date, where they differ."""
    cells = []
    for place in calendar.ends:
        least, most = series.exact(series.at_least[place]), series.exact(series.at_most[place])
        is_open = least is not None and most is not None and least != most
        cells.append(Cell(Band(least, most)) if is_open else Cell())
    return cells
