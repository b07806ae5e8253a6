"""Promises over time as a report: a row a promise, and how far each moved from the one before."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from deliveries.analysis.measures import Measured
from deliveries.analysis.revisions import Revisions, Vintage, changed
from deliveries.case.models import NO_PROMISES
from deliveries.reports.chart import chosen_item, comparison_chart
from deliveries.reports.comparison import Report as ComparisonReport
from deliveries.reports.measures import with_even
from deliveries.reports.notes import figure_lines, reading_lines, year_lines
from deliveries.reports.schedules import band_cells, signs_of, to_date_cells
from deliveries.reports.verdict import by_the_need
from deliveries.reports.words import Say, band, baseline_first, capital, listed, sheet_title
from deliveries.tables import Band, Cell, Column, Part, Row, Table, Value, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.charts import Chart, Curve
    from deliveries.reports import View

_KEYS = (
    "request", "line", "scenario", "kind", "dated", "item", "unit", "by", "to_date", "at_least",
    "at_most", "moved", "moved_at_least", "moved_at_most", "complete", "complete_from",
    "complete_to", "later", "later_from", "later_to",
)  # fmt: skip


class Report(ComparisonReport):
    """Reports promises over time."""

    result = "revisions"
    called = "a list of promises"

    def __init__(self, found: Revisions, view: View) -> None:
        """Take the promises, and which months are shown. Raises `RangeError` for none."""
        super().__init__(found.comparison, view)
        self.found = found

    @property
    def verdict(self) -> str:
        return verdict(self.found, self.view.say)

    def _rows(self) -> Iterator[tuple[int, str | None, list[Vintage]]]:
        """Yield each line of each item: its number, from 1, and its promises."""
        for item in self.comparison.items:
            for number, line in enumerate(self.found.lines, 1):
                if vintages := self.found.vintages(line, item):
                    yield number, item, vintages

    @property
    def tables(self) -> dict[str, Table]:
        period = self.calendar.by.value
        rows: list[tuple[Value, ...]] = []
        totals: list[tuple[Value, ...]] = []
        for number, item, vintages in self._rows():
            unit = self.asked.thing(item).unit
            for each in vintages:
                scenario, series = self.asked.scenarios[each.scenario], each.compared.series
                named = (self.request, number, each.scenario)
                of = (scenario.kind, scenario.dated, item, unit, self.found.month)
                rows.append((*named, *of, *each.there, *each.moved, *each.complete, *each.later))
                tracks = [self.calendar.at_ends(track) for track in series.totals]
                for name, *grains in zip(self.calendar.named, *tracks, strict=True):
                    totals.append((*named, item, name, *map(series.exact, grains)))
        keys = ("request", "line", "scenario", "item", period, "to_date", "at_least", "at_most")
        return {"revisions": table_of("", _KEYS, rows), "totals": table_of("", keys, totals)}

    @cached_property
    def parts(self) -> Sequence[Part]:
        found: list[Part] = []
        for number, item, vintages in self._rows():
            of = f", line {number}" if len(self.found.lines) > 1 else ""
            found += [self._promises(item, vintages, of), self._by_period(item, vintages, of)]
        return found

    def _promises(self, item: str | None, vintages: list[Vintage], of: str) -> Table:
        """Return what each has by the month of need, when all is there, and how far it moved."""
        columns = [Column("scenario", "", align="left"), Column("dated", "dated", align="left")]
        columns += [
            Column("to_date", f"by {self.found.month.short()}", align="right"),
            Column("moved", "moved", align="right"),
            Column("complete", "complete in", align="right"),
            Column("later", "months later", align="right"),
        ]
        rows: list[Row] = []
        for each in vintages:
            measured = (each.there, each.moved, each.complete, each.later)
            dated = Cell(self.asked.scenarios[each.scenario].dated)
            cells = [Cell(self._name(each)), dated, _allowed(each.there, unknown="unknown")]
            cells += map(_allowed, measured[1:])
            evenly = [None if self._is_record(each) else found.value for found in measured]
            rows += with_even(cells, [None, None, *evenly])
        title = sheet_title(item, self.asked.thing(item), f"one after another{of}")
        full = [
            at for at in range(len(columns)) if any(row.cells[at].value is not None for row in rows)
        ]
        return Table(
            title,
            tuple(columns[at] for at in full),
            tuple(row._replace(cells=tuple(row.cells[at] for at in full)) for row in rows),
        )

    def _by_period(self, item: str | None, vintages: list[Vintage], of: str) -> Table:
        """Return what each has by the end of each period."""
        calendar, period = self.calendar, self.calendar.by.value
        columns = [Column("scenario", "", align="left")]
        columns += [
            Column(name, each.short(), align="right")
            for name, each in zip(calendar.named, calendar.periods, strict=True)
        ]
        rows: list[Row] = []
        for each in vintages:
            series = each.compared.series
            known, bands = to_date_cells(series, calendar), band_cells(series, calendar)
            cells = [band if band.value else one for one, band in zip(known, bands, strict=True)]
            evenly = [None if self._is_record(each) else cell.value for cell in known]
            rows += with_even([Cell(self._name(each)), *cells], [None, *evenly])
        title = sheet_title(item, self.asked.thing(item), f"by the end of each {period}{of}")
        return Table(title, tuple(columns), tuple(rows))

    def _name(self, vintage: Vintage) -> str:
        return capital(self.asked.called(vintage.scenario))

    def _is_record(self, vintage: Vintage) -> bool:
        return self.asked.scenarios[vintage.scenario].kind == "record"

    @cached_property
    def legend(self) -> Sequence[str]:
        signs, lines = signs_of(self.parts), list[str]()
        if any(each.moved != Measured() for *_, vintages in self._rows() for each in vintages):
            against = "against the one above"
            if any(schedule.scenario.kind == "record" for schedule in self.schedules):
                against += ", a record against the last promise"
            tables = [part for part in self.parts if isinstance(part, Table)]
            keys = {column.key for table in tables for column in table.columns}
            what = "Moved, and months later" if "later" in keys else "Moved"
            lines = [f"{what}: {against}; over all that the sources of both allow."]
        lines += year_lines(self.calendar, self.asked)
        lines += reading_lines(self.comparison, marked=False)
        figures = figure_lines(self.schedules, signs)
        return [*lines, *(line for line in figures if line[0] in signs or line[0].isalpha())]

    @property
    def notes(self) -> Sequence[str]:
        scenarios = self.asked.scenarios
        named = {each for line in self.found.lines for each in line}
        order = "They stand in the order of their dates."
        if any(scenarios[name].revises for name in named):
            order = "Each stands under the one that it revises."
        undated = [
            self.asked.called(name)
            for name, each in scenarios.items()
            if each.dated is None and each.kind not in NO_PROMISES and name not in named
        ]
        left = [f"Left out, as there is no date: {listed(undated)}."] if undated else []
        return self.noted([order], left)

    @property
    def chart(self) -> Chart:
        return revisions_chart(self.found, self.view)


def _allowed(measured: Measured, *, unknown: str | None = None) -> Cell:
    """Return what the sources allow, as a cell; ``unknown`` stands where nothing is known."""
    value, least, most = measured
    if least != most:
        return Cell(Band(least, most))
    known = value if least is None else least
    return Cell(unknown if known is None else known)


def verdict(found: Revisions, say: Say) -> str:
    """Say what each promised by the month of need, and how far the last is from the first."""
    request = found.comparison.request
    entries = {entry.id: entry for entry in found.comparison.entries}
    names = list(dict.fromkeys(name for line in found.lines for name in line))
    names.sort(key=lambda name: request.scenarios[name].kind == "record")
    counting = [entries[name] for name in names if request.items or None in entries[name].items]
    sentences = [by_the_need(found.comparison, counting, say)]
    if request.items:
        return sentences[0]
    for line in found.lines:
        promises = tuple(name for name in line if request.scenarios[name].kind != "record")
        vintages = found.vintages(promises, None)
        if len(vintages) < 2:
            continue
        first, last = (request.scenarios[vintages[at].scenario] for at in (0, -1))
        is_dated_later = last.dated and first.dated and last.dated.is_after(first.dated)
        if not (last.revises or is_dated_later):
            continue
        ends = "the first of these to the last"
        if len(found.lines) > 1:
            both = (vintages[0].scenario, vintages[-1].scenario)
            ends = " to ".join(map(request.called, both))
        whole = changed(vintages[0], vintages[-1])
        less = _ways(whole.moved, "more", "less", say)
        later = _ways(whole.later, "month{s} later", "month{s} earlier", say)
        said = [] if less is None else [f"that becomes {less or 'no other'}"]
        if later is not None:
            said.append(f"all of it comes {later or 'in the same month'}")
        if said:
            sentences.append(f"From {ends}, {' and '.join(said)}.")
    return " ".join(sentences)


def _ways(measured: Measured, more: str, less: str, say: Say) -> str | None:
    """Write a range of a change; None if an end of it is open, nothing if there is none."""
    ends = [Fraction(each) for each in measured[1:] if isinstance(each, int | Fraction)]
    if len(ends) < 2:
        return None
    least, most = ends
    if least == most == 0:
        return ""
    way = more if least >= 0 else less
    if least < 0 < most:
        one, other = (
            f"{say(abs(each))} {words.format(s='s' * (abs(each) != 1))}"
            for each, words in ((least, less), (most, more))
        )
        return f"{one} to {other}"
    low, high = sorted((abs(least), abs(most)))
    return f"{band(low, high, say)} {way.format(s='s' * (high != 1))}"


def revisions_chart(found: Revisions, view: View) -> Chart:
    """Return the totals that were promised, a line a promise, the older the paler.

    Raises as `comparison_chart` does.
    """
    comparison = found.comparison
    chart = comparison_chart(comparison, view._replace(chart="revisions"))
    item = chosen_item(comparison, view.item)
    ids = [entry.id for entry in baseline_first(comparison) if item in entry.items]
    drawn = dict(zip(ids, chart.curves, strict=True))
    curves: dict[str, Curve] = {}
    for line in found.lines:
        names = [name for name in line if name in drawn]
        for newer, name in zip(reversed(range(len(names))), names, strict=True):
            dated, called = comparison.request.scenarios[name].dated, drawn[name].name
            if dated:
                called = f"{capital(dated.long())}: {comparison.request.called(name)}"
            age = Fraction(newer, max(len(names) - 1, 1))
            curves[name] = drawn[name]._replace(name=called, age=age)
    notes = ("The older, the paler the line.", *chart.notes)
    return chart._replace(
        subtitle=verdict(found, view.say), curves=tuple(curves.values()), notes=notes
    )
