"""Comparisons as reports: of one request, of an altered scenario with its base, of several."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from deliveries.read.writing import value_yaml
from deliveries.reports import Cited, View
from deliveries.reports import Report as Base
from deliveries.reports.measures import MEASURE_COLUMNS, counted_in, gauges, measures_sheet
from deliveries.reports.notes import (
    ScheduleReport,
    capacity_lines,
    exceeding_lines,
    figure_lines,
    item_lines,
    past_lines,
    reading_lines,
    recipe_of,
    sum_lines,
    top_up_lines,
    year_lines,
)
from deliveries.reports.schedule import scenario_parts
from deliveries.reports.schedules import (
    NEED,
    OPEN,
    REQUEST,
    Calendar,
    LongTables,
    Strip,
    delivered_cells,
    pivot,
    signs_of,
    to_date_cells,
)
from deliveries.reports.verdict import unlike, verdict
from deliveries.reports.words import capital, listed, sheet_title, units
from deliveries.tables import Cell, Chapter, Chunk, Column, Part, Row, Table, Value, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from deliveries.analysis.comparison import Compared, Comparison, Comparisons
    from deliveries.analysis.recipe import Recipe
    from deliveries.analysis.whatif import WhatIf
    from deliveries.case import Case
    from deliveries.charts import Chart
    from deliveries.reports.schedules import Track


class Report(ScheduleReport):
    """Reports scenarios side by side."""

    result = "comparison"
    called = "a comparison"

    def __init__(self, comparison: Comparison, view: View) -> None:
        """Take the comparison, and which part of it is shown. Raises `RangeError` for no months."""
        super().__init__(comparison, view)
        self.comparison = comparison
        self.calendar = Calendar(comparison.window, view, self.asked.year_begins)

    @property
    def verdict(self) -> str:
        return verdict(self.comparison, self.view.say)

    def _strips(self, sums: bool) -> Iterator[Strip]:
        """Yield what the tables of schedules have rows of: items, or ``sums`` of them."""
        only = [*(self.asked.sums if sums else self.asked.things)]
        for _, scheduled, compared in self.comparison.each_item(only):
            for name, item in scheduled.items():
                scenario = self.comparison.schedulers[name].scenario
                yield Strip(name, scenario, item, compared.get(name))

    @property
    def tables(self) -> dict[str, Table]:
        view, along = self.view, self.calendar
        if view.detail:  # top-ups come in months of their own
            along = Calendar(self.comparison.longest, view, self.asked.year_begins)
        schedulers = self.comparison.schedulers.values()
        records = any(each.scenario.kind == "record" for each in schedulers)
        long = LongTables(self.request, self.asked, self._strips, self.calendar, view, against=True)
        tables = {"schedule": long.schedule(along), **long.sums(), "measures": self._measures()}
        return tables | long.beside(is_recorded=records)

    def _measures(self) -> Table:
        columns = (*MEASURE_COLUMNS, Column("unit", kind="text", about="What it is counted in."))

        def chunks() -> Iterator[Chunk]:
            for item, _, compared in self.comparison.each_item():
                rows: list[tuple[Value, ...]] = []
                for name, each in compared.items():
                    thing = self.asked.thing(item)
                    for measure, found in each.measures.items():
                        if found != (None, None, None):
                            unit = counted_in(measure, thing)
                            rows.append((name, item, measure, *found, unit))
                if rows:
                    yield Chunk(len(rows), tuple(zip(*rows, strict=True)))

        return Table("", columns, long=chunks)

    @cached_property
    def parts(self) -> Sequence[Part | Chapter]:
        comparison, view = self.comparison, self.view
        parts: list[Part | Chapter] = [*gauges(comparison, view.say)]
        parts += [self.pivot(item) for item in comparison.items]
        parts += [measures_sheet(comparison, item) for item in comparison.items]
        for entry in comparison.entries if view.detail else ():
            parts += scenario_parts(entry.schedule, view)
        return parts

    def pivot(self, item: str | None) -> Table:
        """Return the table of an item with a row a period, as people read it."""
        comparison, calendar = self.comparison, self.calendar
        by, years = calendar.by.value, list(calendar.years.values())
        tracks: list[Track] = []
        curves = []
        for entry in comparison.entries:
            if item not in entry.items:
                continue
            compared = entry.items[item]
            group, series = capital(entry.schedule.name), compared.series
            column = Column(f"{entry.id}.delivered", by, group)
            comes = delivered_cells(series, calendar, calendar.periods)
            tracks.append((column, comes, delivered_cells(series, calendar, years)))
            column = Column(f"{entry.id}.to_date", "to date", group)
            tracks.append((column, to_date_cells(series, calendar), []))
            curves.append(column.key)
            if entry.id != comparison.baseline:
                cells = []  # marked where the sign of the gap is our reading
                for place in calendar.ends:
                    gap, is_behind = compared.gap[place], compared.behind[place]
                    if gap is None:
                        cells.append(Cell())
                    elif is_behind == "possible":
                        cells.append(Cell(gap, OPEN, "open"))
                    else:
                        cells.append(Cell(gap, "", "behind" if gap < 0 else "ahead" if gap else ""))
                tracks.append((Column(f"{entry.id}.gap", "gap", group), cells, []))
        title = sheet_title(item, self.asked.thing(item), f"{by} by {by}")
        table = pivot(title, calendar, tracks, self.asked.needed_by)
        return table._replace(curves=(tuple(curves),))

    @cached_property
    def legend(self) -> Sequence[str]:
        signs, need = signs_of(self.parts), self.asked.needed_by
        lines = [f"{NEED} The month of need, {need.long()}."] if need and NEED in signs else []
        lines += year_lines(self.calendar, self.asked)
        reading = reading_lines(self.comparison, marked=OPEN in signs)
        return [*lines, *reading, *figure_lines(self.schedules, signs)]

    @property
    def notes(self) -> Sequence[str]:
        shown = item_lines(self.comparison, self.comparison.only)
        return self.noted([] if self.asked.sums else shown)

    def noted(self, first: Iterable[str], left_out: Iterable[str] = ()) -> list[str]:
        """Return the notes, with what a kind of report says first, and what it leaves out."""
        _, unalike = unlike(self.comparison)
        lines = [*first, *sum_lines(self.schedules), *past_lines(self.comparison)]
        lines += [*filter(None, [unalike]), *left_out]
        for each in (exceeding_lines, capacity_lines, top_up_lines):
            lines += each(self.schedules, self.view.say)
        return lines

    @property
    def background(self) -> Sequence[str]:
        noted: dict[str, list[str]] = {}
        for schedule in self.schedules:
            if note := schedule.scenario.note:
                noted.setdefault(note, []).append(schedule.name)
        own = [f"{capital(listed(names))}. {note}" for note, names in noted.items()]
        return [self.asked.note, *own] if self.asked.note else own

    @property
    def chart(self) -> Chart:
        from deliveries.reports.chart import comparison_chart

        if self.view.chart == "revisions":
            from deliveries.analysis.revisions import Revisions
            from deliveries.reports.revisions import revisions_chart

            return revisions_chart(Revisions(self.comparison), self.view)
        return comparison_chart(self.comparison, self.view)


class WhatIfReport(Report):
    """Reports an altered scenario: the comparison with its base, and the changes."""

    result = "whatif"
    called = "a what-if"

    def __init__(self, what: WhatIf, view: View) -> None:
        """Take the what-if, and which part of it is shown. Raises `RangeError` for no months."""
        super().__init__(what.comparison, view)
        self.what = what

    @property
    def verdict(self) -> str:
        return verdict(self.comparison, self.view.say, history=False)

    def _each(self, item: str | None) -> Iterator[tuple[str, Compared | None]]:
        """Yield the base, each change by itself and all of them; None where one is not possible."""
        base, altered = self.comparison.entries
        yield "as it is", base.items.get(item)
        for key, comparison in self.what.alone.items():
            yield f"{key} alone", comparison.entries[1].items.get(item) if comparison else None
        yield "together", altered.items.get(item)

    @property
    def tables(self) -> dict[str, Table]:
        changed = self.what.scenario
        rows: list[tuple[Value, ...]] = [
            (self.what.base, self.what.id, key, value_yaml(getattr(changed, key)))
            for key in changed.changes
        ]
        tables = super().tables
        tables["changes"] = table_of("", ("base", "scenario", "change", "to"), rows)
        if self.what.alone:
            effects: list[tuple[Value, ...]] = []
            for item in self.comparison.entries[1].items:
                for label, compared in self._each(item):
                    for name, found in compared.measures.items() if compared else ():
                        if found.value is not None:
                            effects.append((item, label, name, *found))
            keys = ("item", "change", "measure", "value", "at_least", "at_most")
            tables["effects"] = table_of("", keys, effects)
        return tables

    @cached_property
    def parts(self) -> Sequence[Part | Chapter]:
        items = self.comparison.entries[1].items if self.what.alone else ()
        return [*super().parts, *map(self._effects, items)]

    def _effects(self, item: str | None) -> Table:
        """Return the base, each change alone, and all together; one row each."""
        thing, need = self.asked.thing(item), self.asked.needed_by
        shown = {} if need is None else {"by_need": f"by {need.short()}"}
        if thing.quantity is None:
            shown |= {"total": "in all", "peak": "most in a month", "mean_wait": "mean wait"}
        else:
            shown |= {"complete": "complete in", "late_whole": "months later"}
            if need is not None:
                shown["unit_months_short"] = f"short, {units(thing)} × months"
        columns = [Column("change", "", align="left")]
        columns += [Column(name, heading, align="right") for name, heading in shown.items()]
        rows = []
        for label, compared in self._each(item):
            if compared is None:
                cells = [Cell("not possible"), *[Cell()] * (len(shown) - 1)]
            else:
                cells = [Cell(compared.measures[name].value) for name in shown]
                if "complete" in shown and compared.measures["complete"].value is None:
                    cells[list(shown).index("complete")] = Cell("unknown")
            rows.append(Row((Cell(label), *cells)))
        return Table(f"What each change does{self.of(item)}", tuple(columns), tuple(rows))


class SeveralReport(Base):
    """Reports several requests."""

    result = "comparisons"
    called = "a list of comparisons"

    def __init__(self, found: Comparisons, view: View) -> None:
        self.reports = [Report(each, view) for each in found.comparisons]
        self.title = self.reports[0].about.case.title

    @property
    def case(self) -> Case:
        cases = [each.case for each in self.reports]
        requests = {name: each for case in cases for name, each in case.requests.items()}
        sources = {name: each for case in cases for name, each in case.sources.items()}
        return cases[0].model_copy(update={"requests": requests, "sources": sources})

    @property
    def recipe(self) -> Recipe:
        first = self.reports[0]
        return recipe_of(self.result, [each.about for each in self.reports], first.view)

    @property
    def verdict(self) -> str:
        return " ".join(f"{each.title}: {each.verdict}" for each in self.reports)

    @property
    def tables(self) -> dict[str, Table]:
        found: dict[str, list[tuple[str, Table]]] = {}
        for each in self.reports:
            for name, table in each.tables.items():
                found.setdefault(name, []).append((each.request, table))
        return {name: _joined(tables) for name, tables in found.items()}

    @cached_property
    def parts(self) -> Sequence[Chapter]:
        return [Chapter(each.title, tuple(each.parts)) for each in self.reports]  # type: ignore[arg-type]  # none is a chapter

    @property
    def legend(self) -> Sequence[str]:
        return list(dict.fromkeys(line for each in self.reports for line in each.legend))

    @property
    def notes(self) -> Sequence[str]:
        return list(dict.fromkeys(line for each in self.reports for line in each.notes))

    @property
    def background(self) -> Sequence[str]:
        return [f"{each.title}. {line}" for each in self.reports for line in each.background]

    @property
    def assumptions(self) -> Sequence[str]:
        return [f"{each.title}. {line}" for each in self.reports for line in each.assumptions]

    @property
    def sources(self) -> Sequence[Cited]:
        return list(dict.fromkeys(each for report in self.reports for each in report.sources))


def _joined(tables: list[tuple[str, Table]]) -> Table:
    """Return one table of all; each row names its request."""
    _, first = tables[0]
    named = first.columns[0].key == "request"

    def chunks() -> Iterator[Chunk]:
        for request, table in tables:
            for chunk in table.chunks():
                yield chunk if named else Chunk(chunk.length, (request, *chunk.columns))

    columns = first.columns if named else (REQUEST, *first.columns)
    return Table(first.title, columns, long=chunks)
