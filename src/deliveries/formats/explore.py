"""A page in which capacity and shift can be moved: all numbers are in it, none is made by it.

Convention: what the page may show is worked out here, by the same reports that the command line
writes, and packed; its script (``explore.js``) only looks up and draws. Whatever is alike in two
states is packed once. Without a script the page is the comparison as it is.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from math import atan, degrees
from typing import TYPE_CHECKING, Any

from deliveries.charts import round_ticks
from deliveries.errors import FormatError, RangeError
from deliveries.formats.cells import Style
from deliveries.formats.html import filled, hash_of, script_of, sections_of, written_rows
from deliveries.formats.layers import INK, LINE_STYLES, number
from deliveries.formats.pictures import curve_cells, svg_beside
from deliveries.formats.references import coins
from deliveries.months import NAMES, By, Window
from deliveries.reports.exploration import Report as ExplorationReport
from deliveries.reports.words import baseline_first, capital, cited
from deliveries.tables import Picture, Table

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from fractions import Fraction

    from deliveries.analysis.explore import Explored
    from deliveries.charts import Chart, Curve
    from deliveries.formats import Options
    from deliveries.reports import Report
    from deliveries.reports.comparison import Report as ComparisonReport


def write(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the page. Raises `FormatError` for what is no exploration."""
    if not isinstance(report, ExplorationReport):
        raise FormatError(f"{report.called} has nothing to move", "deliveries explore has")
    style, sections = Style(options.decimals), sections_of(report)
    script = script_of("explore.js")
    with ThreadPoolExecutor() as beside:
        drawings = {id(each.chart): beside.submit(svg_beside, each.chart, style)
                    for each in sections if isinstance(each, Picture)}  # fmt: skip
        exploration, pool = report.exploration, _Pool()
        items = [_item(report, each, pool, style) for each in exploration.explored]
        data = {"guess": exploration.guess, "items": items, "pool": pool.values}
        packed = zlib.compress(json.dumps(data, separators=(",", ":")).encode(), 8)
    yield from filled(
        "explore.html.j2",
        title=report.title,
        subtitle=report.subtitle,
        lead=report.verdict,
        sections=sections,
        svg=lambda chart, _: drawings[id(chart)].result(),
        cited=coins(report),
        style=style,
        nav=options.nav,
        script=script,
        scripts=f"; script-src 'sha256-{hash_of(script)}'",
        packed=b64encode(packed).decode(),
    )


class _Pool:
    """Keeps every value once, and says where it is."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.lines: dict[int, tuple[int, Fraction, Fraction]] = {}
        """Of each line, by its identity: its place, the least and the most that it reaches."""
        self._places: dict[Hashable, int] = {}

    def place(self, key: Hashable, value: Any = None) -> int:
        """Return the place of a value, known by a key: itself, unless one is given."""
        found = self._places.setdefault(key, len(self.values))
        if found == len(self.values):
            self.values.append(key if value is None else value)
        return found


def _item(
    report: ExplorationReport, explored: Explored, pool: _Pool, style: Style
) -> dict[str, Any]:
    """Return an item (or the request's unit), its scenarios, and every state."""
    comparison = explored.comparison
    thing, say = comparison.request.thing(explored.item), style.number
    title = thing.title or explored.item or ""
    ids = [*comparison.schedulers]
    ordered = sorted(ids, key=lambda name: name != comparison.baseline)  # as a chart has them
    states: dict[str, list[Any]] = {}
    windows: list[Window] = []
    for state, found in report.states(explored):
        chosen = ids.index(state.scenario) if state.scenario is not None else -1
        capacity = [None, *explored.capacities].index(state.capacity)
        key = f"{chosen}/{capacity}/{explored.shifts.index(state.shift)}"
        try:
            chart = report.lines(found, explored) if found else None
        except RangeError:  # there is nothing to draw
            chart = None
        if found is None or chart is None:
            continue
        windows.append(chart.across)
        there = [*found.comparison.schedulers]
        placed = [there.index(entry.id) for entry in baseline_first(found.comparison)]
        states[key] = _state(found, chart, pool, style, placed)
        states[key].append(explored.option(state))
    if not windows:
        return {"title": title, "states": {}}
    across = Window.around(windows)
    for each in states.values():  # from months to places along the longest calendar
        each[0] = each[0] - across.first
    why = {
        name: {f"{month - across.first}": pool.place("\n".join(map(style.text, lines)))
               for month, lines in by_month.items()}
        for name, by_month in report.explanations(explored).items()
    }  # fmt: skip
    need = comparison.request.needed_by
    years = across.periods(By.year, comparison.request.year_begins)
    sources = {entry.id: entry.schedule.citations for entry in comparison.entries}
    looks = [LINE_STYLES[ordered.index(name)] for name in ids]
    return {
        "title": title,
        "command": explored.command,
        "scenarios": [
            {
                "id": name,
                "name": style.text(capital(comparison.request.called(name))),
                "colour": "currentColor"
                if of.colour == INK
                else of.colour,  # ink, on dark paper too
                "dash": " ".join(map(str, of.dash)) or "none",
                "angle": round(degrees(atan(of.slope))),
                "alterable": name in explored.alterable,
                "cites": style.text(cited(sources[name])),
            }
            for name, of in zip(ids, looks, strict=True)
        ],
        "baseline": ids.index(comparison.baseline),
        "capacities": [None, *(str(each) for each in explored.capacities)],
        "capacity words": ["no limit", *(f"{say(each)} a month" for each in explored.capacities)],
        "shifts": [*explored.shifts],
        "shift words": [
            f"{abs(each)} month{'s' * (abs(each) > 1)} {'later' if each > 0 else 'earlier'}"
            if each
            else "as it is"
            for each in explored.shifts
        ],
        "months": [str(month) for month in across],
        "long": [month.long() for month in across],
        "short": [NAMES[month.number - 1][:3] for month in across],
        "years": [year.short() for year in years for month in year if month in across],
        "need": None if need is None else need - across.first,
        "up": style.text(f"{(thing.plural or thing.unit)} to date"),
        "level": None if thing.quantity is None else [number(thing.quantity), say(thing.quantity)],
        "states": states,
        "why": why,
    }


def _state(
    report: ComparisonReport, chart: Chart, pool: _Pool, style: Style, placed: list[int]
) -> list[Any]:
    """Return what is shown in a state: first month, months, words, tables and lines."""
    names = [style.text(capital(entry.schedule.name)) for entry in report.comparison.entries]
    curves = [0] * len(placed)
    reaches = [*chart._replace(curves=()).reach]
    for at, line in zip(placed, chart.curves, strict=True):  # as a chart has them
        if id(line) not in pool.lines:  # the report keeps them
            own = chart._replace(curves=(line,)).reach
            pool.lines[id(line)] = (_curve(line, chart, pool, style), *own)
        curves[at], *reach = pool.lines[id(line)]
        reaches += reach
    steps = round_ticks(min(reaches), max(reaches), 6)
    ticks = tuple((number(each), style.number(each)) for each in steps)
    tables = [
        _table(part, report, chart, pool, style) for part in report.parts if isinstance(part, Table)
    ]
    notes = tuple(style.text(line) for line in (*report.legend, *report.notes))
    return [
        chart.across.first, len(chart.across), pool.place(style.text(report.verdict)),
        pool.place(("names", *names), names), pool.place(ticks), tables, curves, pool.place(notes),
    ]  # fmt: skip


def _curve(line: Curve, chart: Chart, pool: _Pool, style: Style) -> int:
    """Pack a line: its values, its band, its figures for several months, and its words."""
    values = tuple(None if each is None else number(each) for each in (line.before, *line.values))
    shaded = line.bands if line.banded else ()
    bands = tuple(each and (number(each[0]), number(each[1])) for each in shaded)
    stretches = tuple(
        (each.window.first - chart.across.first, each.window.last - chart.across.first + 1,
         number(each.level), each.open_ended)
        for each in line.stretches
    )  # fmt: skip
    words = curve_cells(line, chart, style)
    texts = tuple(words.get(month, "") for month in chart.across)
    return pool.place((values, bands, stretches, texts))


def _table(
    table: Table, report: ComparisonReport, chart: Chart, pool: _Pool, style: Style
) -> list[Any]:
    """Pack a table: its heading, and its rows with the month that each is of."""
    ids = [*report.comparison.schedulers]
    owners = [ids.index(name) if (name := each.key.partition(".")[0]) in ids else -1
              for each in table.columns]  # fmt: skip
    headings = tuple(style.text(column.heading) for column in table.columns)
    groups = tuple((style.text(name), count) for name, count in table.groups())
    head = (style.text(table.title), groups, headings, tuple(owners))
    rows = []
    for role, cells in written_rows(table, style):
        packed = tuple(
            each.whole if each[2:] == ("", "", 0, 0) and not each.classes else tuple(each)
            for each in cells
        )
        rows.append(pool.place((role, packed)))
    firsts = [row.cells[0].value for row in table.rows]
    months = [
        each.first - chart.across.first if isinstance(each, Window) else None for each in firsts
    ]
    return [pool.place(head), rows, pool.place(tuple(months))]
