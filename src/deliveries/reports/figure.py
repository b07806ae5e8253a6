"""A comparison as a chart: which months, lines or bars, what is marked, how it is read.

Convention: the same words as in the report of ``compare``; a chart has one item, the first of an
itemised request unless another is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.charts import Figure, Level, Moment
from deliveries.errors import RangeError, UnknownNameError, did_you_mean
from deliveries.months import LONGEST_WINDOW, Window
from deliveries.reports.figure_bars import division_panels, monthly_panels
from deliveries.reports.figure_lines import gap_lines, to_date_lines
from deliveries.reports.figure_notes import key_of, reading_notes
from deliveries.reports.notes import all_citations
from deliveries.reports.periods import View, shown_periods
from deliveries.reports.verdict import verdict
from deliveries.reports.words import by_document, capital, short_name, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deliveries.analysis.comparison import Comparison
    from deliveries.case import Source
    from deliveries.charts import Kind, Line, Panel
    from deliveries.reports.words import Say


def comparison_figure(
    comparison: Comparison,
    kind: Kind,
    item: str | None,
    sources: Mapping[str, Source],
    view: View,
    say: Say,
) -> Figure:
    """The chart of one kind, the baseline first.

    Raises `UnknownNameError` for an item that the request does not have, `RangeError` where nothing
    is to be drawn, and `ConversionError` for sets that make no divisions.
    """
    item = chosen_item(comparison, item)
    across = _shown(comparison, view)
    lines, panels = _drawn(comparison, kind, item, across)
    request = comparison.request
    figure = Figure(
        kind,
        _title(comparison, item),
        verdict(comparison, say),
        _up(comparison, kind, item),
        across,
        lines,
        panels,
        _level(comparison, kind, item, say),
        _need(comparison, across),
        _opens(comparison, across),
    )
    schedules = [entry.schedule for entry in comparison.entries]
    cites = all_citations(request, schedules)
    return figure._replace(
        notes=tuple(reading_notes(comparison, figure, item, say)),
        cites="; ".join(by_document(cites).values()),
        key=tuple(key_of(panels)),
        sources=tuple(_titles(by_document(cites), sources)),
    )


def chosen_item(comparison: Comparison, item: str | None) -> str | None:
    """The item that is drawn: the first that is compared, if none is named."""
    items = comparison.request.items
    there = [name for name in items if any(name in entry.items for entry in comparison.entries)]
    if item is None:
        return there[0] if there else None
    if item not in items:
        hint = did_you_mean(item, items, "one of: ") if items else "the request has no items"
        raise UnknownNameError(f"there is no item '{item}' in the request", hint)
    if item not in there:
        raise RangeError(f"none of these scenarios has '{item}'", f"they have: {', '.join(there)}")
    return item


def _shown(comparison: Comparison, view: View) -> Window:
    """The months asked for; unless any are, those planned and the month of need."""
    periods = shown_periods(comparison.window, view)
    across = Window(periods[0].first, periods[-1].last)
    need = comparison.request.needed_by
    if need is None or view.first or view.last:
        return across
    with_need = Window(min(across.first, need), max(across.last, need))
    return with_need if len(with_need) <= LONGEST_WINDOW else across


def _drawn(
    comparison: Comparison, kind: Kind, item: str | None, across: Window
) -> tuple[tuple[Line, ...], tuple[Panel, ...]]:
    """Lines or bars. Raises `RangeError` if nothing of them can be drawn."""
    lines: tuple[Line, ...] = ()
    panels: tuple[Panel, ...] = ()
    match kind:
        case "to_date":
            lines = to_date_lines(comparison, item, across)
        case "gap":
            lines = gap_lines(comparison, item, across)
        case "monthly":
            panels = monthly_panels(comparison, item, across)
        case "divisions":
            panels = division_panels(comparison, across)
    known = any(value is not None for line in lines for value in line.values)
    if not (known or any(each.stretches for each in lines) or any(each.blocks for each in panels)):
        raise RangeError("nothing of this is known by month: there is nothing to draw")
    return lines, panels


def _title(comparison: Comparison, item: str | None) -> str:
    title = comparison.request.title
    return title if item is None else f"{title}: {comparison.request.things[item].title or item}"


def _up(comparison: Comparison, kind: Kind, item: str | None) -> str:
    """What the vertical axis counts, and how."""
    what = capital(units(comparison.request.things[item]))
    if kind == "gap":
        base = next(each for each in comparison.entries if each.id == comparison.baseline)
        return f"{what} to date, more or less than {short_name(base.id, base.schedule.scenario)}"
    how = {"to_date": f"{what} to date", "monthly": f"{what} a month", "divisions": "Divisions"}
    return how[kind]


def _level(comparison: Comparison, kind: Kind, item: str | None, say: Say) -> Level | None:
    """The quantity of the request, where totals are drawn."""
    quantity = comparison.request.things[item].quantity
    if quantity is None or kind != "to_date":
        return None
    need = comparison.request.needed_by
    by = f"needed by {need.long()}" if need else "asked for"
    return Level(quantity, f"{say(quantity)} {by}")


def _need(comparison: Comparison, across: Window) -> Moment | None:
    need = comparison.request.needed_by
    if need is None or need not in across:
        return None
    return Moment(need, f"Needed by {need.long()}")


def _opens(comparison: Comparison, across: Window) -> Moment | None:
    opens = comparison.request.opens
    if opens is None or not across.first < opens <= across.last:
        return None
    return Moment(opens, f"Before {opens.long()}: not counted")


def _titles(cites_of: Mapping[str, str], sources: Mapping[str, Source]) -> Iterator[str]:
    """Each document by its title and date; one that is not at hand by its id and paragraphs."""
    for name, cites in cites_of.items():
        if name not in sources:
            yield cites
            continue
        source = sources[name]
        date = f", {source.date.long()}" if source.date else ""
        yield f"{source.title.rstrip('.')}{date}"
