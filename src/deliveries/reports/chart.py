"""A comparison as a chart: which months, lines or bars, what is marked, how it is read.

Convention: the same words as in the report; a chart has one item, the first of an itemised request
unless another is named. A number stands at the end of its month, and what a record knows only for
several months in one has none before the last of them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.analysis.divisions import divisions
from deliveries.charts import Bar, Chart, Curve, Level, Moment, Panel, Stretch
from deliveries.errors import RangeError, UnknownNameError, did_you_mean
from deliveries.months import LONGEST_WINDOW, Window
from deliveries.reports.notes import all_citations
from deliveries.reports.schedules import Calendar
from deliveries.reports.verdict import verdict
from deliveries.reports.words import (
    by_document,
    capital,
    heading,
    listed,
    read_evenly,
    short_name,
    units,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Literal

    from deliveries.analysis.comparison import Comparison, Entry
    from deliveries.case import Source, Tranche
    from deliveries.charts import Filling, Kind, Values
    from deliveries.months import Month
    from deliveries.reports import View
    from deliveries.reports.words import Say
    from deliveries.schedule import Series

    Name = Literal["to_date", "at_least", "at_most"]

MOST_DRAWN = 24
"""How many scenarios a chart can show: more are no picture."""


def comparison_chart(comparison: Comparison, view: View) -> Chart:
    """Return the chart of a view's kind, item and months, the baseline first.

    Raises `UnknownNameError` for an item that the request does not have, `RangeError` where nothing
    is to be drawn or too much, and `ConversionError` for sets that make no divisions.
    """
    if len(comparison.schedulers) > MOST_DRAWN:
        raise RangeError(
            f"a chart shows at most {MOST_DRAWN} scenarios, not {len(comparison.schedulers):,}",
            "name those that are to be drawn",
        )
    item, kind, say = chosen_item(comparison, view.item), view.chart, view.say
    across = _shown(comparison, view)
    curves, panels = _drawn(comparison, kind, item, across)
    request = comparison.request
    chart = Chart(
        kind,
        _title(comparison, item),
        verdict(comparison, say),
        _up(comparison, kind, item),
        across,
        curves,
        panels,
        _level(comparison, kind, item, say),
        _need(comparison, across),
        _opens(comparison, across),
    )
    schedules = [entry.schedule for entry in comparison.entries]
    cites = by_document(all_citations(request, schedules))
    return chart._replace(
        notes=tuple(reading_notes(comparison, chart, item, say)),
        cites="; ".join(cites.values()),
        key=tuple(key_of(panels)),
        sources=tuple(_titles(cites, comparison.case.sources)),
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
    periods = Calendar(comparison.window, view).periods
    across = Window(periods[0].first, periods[-1].last)
    need = comparison.request.needed_by
    if need is None or view.first or view.last:
        return across
    with_need = Window(min(across.first, need), max(across.last, need))
    return with_need if len(with_need) <= LONGEST_WINDOW else across


def _drawn(
    comparison: Comparison, kind: Kind, item: str | None, across: Window
) -> tuple[tuple[Curve, ...], tuple[Panel, ...]]:
    """Lines or bars. Raises `RangeError` if nothing of them can be drawn."""
    lines: tuple[Curve, ...] = ()
    panels: tuple[Panel, ...] = ()
    match kind:
        case "to-date":
            lines = to_date_lines(comparison, item, across)
        case "gap":
            lines = gap_lines(comparison, item, across)
        case "monthly":
            panels = monthly_panels(comparison, item, across)
        case "divisions":
            panels = division_panels(comparison, across)
    known = any(value is not None for line in lines for value in line.values)
    if not (known or any(each.stretches for each in lines) or any(each.bars for each in panels)):
        raise RangeError("nothing of this is known by month: there is nothing to draw")
    return lines, panels


def _title(comparison: Comparison, item: str | None) -> str:
    title = comparison.request.title
    return title if item is None else f"{title}: {comparison.request.things[item].title or item}"


def _up(comparison: Comparison, kind: Kind, item: str | None) -> str:
    """What the vertical axis counts, and how."""
    what = capital(units(comparison.request.things[item]))
    if kind == "gap":
        base = comparison.base
        return f"{what} to date, more or less than {short_name(base.id, base.schedule.scenario)}"
    how = {"to-date": f"{what} to date", "monthly": f"{what} a month", "divisions": "Divisions"}
    return how[kind]


def _level(comparison: Comparison, kind: Kind, item: str | None, say: Say) -> Level | None:
    """The quantity of the request, where totals are drawn."""
    quantity = comparison.request.things[item].quantity
    if quantity is None or kind != "to-date":
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


def baseline_first(comparison: Comparison, item: str | None) -> list[Entry]:
    """The scenarios that have the item."""
    entries = [entry for entry in comparison.entries if item in entry.items]
    return sorted(entries, key=lambda entry: entry.id != comparison.baseline)


def to_date_lines(comparison: Comparison, item: str | None, across: Window) -> tuple[Curve, ...]:
    """What is there at the end of each month, by scenario."""
    return tuple(
        _to_date(entry, entry.items[item].series, across)
        for entry in baseline_first(comparison, item)
    )


def _to_date(entry: Entry, series: Series, across: Window) -> Curve:
    return Curve(
        entry.id,
        heading(entry.id, entry.schedule.scenario),
        _before(series, across),
        _along(series, "to_date", across),
        _along(series, "at_least", across),
        _along(series, "at_most", across),
        tuple(_stretches(series, across)),
        _before_opening(series, across),
        entry.schedule.scenario.kind == "record",
    )


def _before(series: Series, across: Window) -> Fraction | None:
    """What is there before the first month shown."""
    place = across.first - series.window.first
    if series.opens and across.first < series.opens:
        return None
    return series.at(across.first + -1) if place > 0 else Fraction(0)


def _along(series: Series, name: Name, across: Window) -> Values:
    """The numbers from the end of the month before the opening on: there a total is nought."""
    start = series.opens and series.opens.ordinal - 1
    return tuple(
        None if start and month.ordinal < start else series.at(month, name) for month in across
    )


def _stretches(series: Series, across: Window) -> Iterator[Stretch]:
    """The figures of a record that count, each at the total that it leads to."""
    for figure in series.figures:
        late = series.opens is not None and figure.window.first < series.opens
        level = series.at(figure.window.last, "at_least")
        coarse = figure.open_ended or len(figure.window) > 1
        if coarse and not late and level is not None and figure.window.overlaps(across):
            yield Stretch(figure.window, level, figure.open_ended)


def _before_opening(series: Series, across: Window) -> Values:
    """Totals to date of what comes before the opening; empty where there is no such thing."""
    if series.opens is None:
        return ()
    early = [None if month >= series.opens else _brought_until(series, month) for month in across]
    return tuple(early) if any(early) else ()


def _brought_until(series: Series, month: Month) -> Fraction | None:
    """All of it to date; None within the months of one figure."""
    if any(each.window.first <= month < each.window.last for each in series.figures):
        return None
    months = series.delivered[: max(month - series.window.first + 1, 0)]
    figures = [each.grains for each in series.figures if each.window.last <= month]
    return series.exact(sum(grains or 0 for grains in [*months, *figures]))


def gap_lines(comparison: Comparison, item: str | None, across: Window) -> tuple[Curve, ...]:
    """Each scenario less the baseline. Raises `RangeError` where there are not two of them."""
    base, *others = baseline_first(comparison, item)
    if base.id != comparison.baseline or not others:
        hint = "name another scenario, or draw another --kind"
        raise RangeError("a gap needs a scenario beside the baseline", hint)
    return tuple(_gap(entry, base, item, across) for entry in others)


def _gap(entry: Entry, base: Entry, item: str | None, across: Window) -> Curve:
    mine, theirs = entry.items[item].series, base.items[item].series
    ranges = zip(
        _less(mine, "at_least", theirs, "at_most", across),
        _less(mine, "at_most", theirs, "at_least", across),
        strict=True,
    )
    sure = [pair if None not in pair else (None, None) for pair in ranges]
    ends = (_before(each, across) for each in (mine, theirs))
    before = [each for each in ends if each is not None]
    return Curve(
        entry.id,
        heading(entry.id, entry.schedule.scenario),
        before[0] - before[1] if len(before) == 2 else None,
        _less(mine, "to_date", theirs, "to_date", across),
        tuple(least for least, _ in sure),
        tuple(most for _, most in sure),
        recorded=entry.schedule.scenario.kind == "record",
    )


def _less(one: Series, name: Name, other: Series, others: Name, across: Window) -> Values:
    pairs = zip(_along(one, name, across), _along(other, others, across), strict=True)
    return tuple(
        None if mine is None or theirs is None else mine - theirs for mine, theirs in pairs
    )


NOTHING = Fraction(0)


def monthly_panels(comparison: Comparison, item: str | None, across: Window) -> tuple[Panel, ...]:
    """What each month brings, by scenario."""
    return tuple(
        Panel(
            entry.id,
            heading(entry.id, entry.schedule.scenario),
            tuple(_brought(entry, item, across)),
            tuple(_unknown(entry.items[item].series, across)),
        )
        for entry in baseline_first(comparison, item)
    )


def _brought(entry: Entry, item: str | None, across: Window) -> Iterator[Bar]:
    """One bar a month, and one for each figure of a record."""
    series = entry.items[item].series
    for place, grains in enumerate(series.delivered):
        month = series.window.first + place
        amount = series.exact(grains)
        if amount and month in across:
            window = Window(month, month)
            yield Bar(window, NOTHING, amount, amount, _look(entry, item, series, month))
    for figure in series.figures:
        if figure.window.overlaps(across):
            amount = Fraction(figure.grains, series.grain)
            late = series.opens is not None and figure.window.first < series.opens
            look: Filling = "pale" if late else "together" if len(figure.window) > 1 else "stated"
            top = amount / len(figure.window)
            yield Bar(figure.window, NOTHING, top, amount, look, figure.open_ended)


def _unknown(series: Series, across: Window) -> Iterator[Window]:
    """The windows of quantities that are not known, as far as they are shown."""
    for gap in series.unknown:
        if gap.overlaps(across):
            yield Window(max(gap.first, across.first), min(gap.last, across.last))


def _look(entry: Entry, item: str | None, series: Series, month: Month) -> Filling:
    """Whether a month's quantity is the source's word, our even reading, or not counted."""
    if series.opens is not None and month < series.opens:
        return "pale"
    if entry.schedule.scenario.kind == "record":
        return "stated"
    schedule = entry.schedule.items[item]
    if schedule.limits:  # no source says who waits, so all of it is as open as any of it
        return "even" if read_evenly(entry.schedule.scenario) else "stated"
    falling = [line for line in schedule.tranches if line.counts and month in line.window]
    open_ = any(line.tranche.counted and not line.tranche.stated for line in falling)
    return "even" if open_ else "stated"


def division_panels(comparison: Comparison, across: Window) -> tuple[Panel, ...]:
    """Divisions by organisation at the end of each month, by scenario. Raises `ConversionError`."""
    return tuple(
        Panel(
            entry.id,
            heading(entry.id, entry.schedule.scenario),
            tuple(_stacked(entry, across)),
        )
        for entry in sorted(comparison.entries, key=lambda each: each.id != comparison.baseline)
    )


def _stacked(entry: Entry, across: Window) -> Iterator[Bar]:
    """The organisations one upon the other, read centrally."""
    there = divisions(entry.schedule, across)
    looks: tuple[Filling, ...] = ("existing", "new", "not stated")
    tracks = (there.existing[0], there.new[0], there.not_stated[0])
    for place, month in enumerate(across):
        base = NOTHING
        for look, track in zip(looks, tracks, strict=True):
            amount = track[place]
            if amount:
                yield Bar(Window(month, month), base, base + amount, amount, look)
            base += amount


WORDS: dict[Filling, str] = {
    "stated": "as the source has it",
    "even": "read evenly: the source does not say in which month",
    "together": "one figure for several months",
    "pale": "before the request opens, not counted",
    "existing": "on the existing organisation",
    "new": "on the new organisation",
    "not stated": "organisation not stated",
}
"""What the looks of bars mean."""


def reading_notes(
    comparison: Comparison, chart: Chart, item: str | None, say: Say
) -> Iterator[str]:
    """The notes under a chart."""
    yield from _item(comparison, item)
    if chart.curves:
        yield "A total stands at the end of its month: no source gives a day."
    banded = [line for line in chart.curves if line.banded]
    if banded:
        evenly = not all(line.recorded for line in banded)
        yield f"Shaded: all that the sources allow{'; the line reads them evenly' * evenly}."
    if any(tranche.openness == "at_most" for tranche in _tranches(comparison)):
        yield "At most: where a source gives a ceiling, the ceiling itself is drawn."
    yield from _bars(chart, say)
    yield from _records(chart)
    yield from _not_known(comparison, item, panels=bool(chart.panels))
    if chart.opens and any(line.pale for line in chart.curves):
        yield f"Pale: what came before {chart.opens.month.long()}, which is not counted."


def _item(comparison: Comparison, item: str | None) -> Iterator[str]:
    """Which of several items this is."""
    items = comparison.request.items
    if item is not None and len(items) > 1:
        yield f"One of {len(items)} items: {items[item].title or item}."


def _tranches(comparison: Comparison) -> list[Tranche]:
    return [part for entry in comparison.entries for part in entry.schedule.scenario.tranches]


def key_of(panels: Sequence[Panel]) -> Iterator[tuple[Filling, str]]:
    """What each look of a bar means, where there is more than the plainest."""
    looks = {bar.filling for panel in panels for bar in panel.bars}
    if looks - {"stated"}:
        yield from ((look, words) for look, words in WORDS.items() if look in looks)


def _bars(chart: Chart, say: Say) -> Iterator[str]:
    """What the numbers behind the bars are."""
    if chart.kind == "divisions":
        yield "Divisions at the end of each month, read centrally."
    for panel in chart.panels:
        for bar in panel.bars:
            if bar.filling == "together":
                yield (
                    f"{panel.name}: {say(bar.amount)} in {bar.window.long()} together; the "
                    "area of the bar is that, as the record does not say how it fell."
                )


def _records(chart: Chart) -> Iterator[str]:
    """What a record knows coarsely."""
    stretches = [stretch for line in chart.curves for stretch in line.stretches]
    together = dict.fromkeys(s.window.long() for s in stretches if not s.open_ended)
    if together:
        yield (
            f"A bar over several months: one figure for {listed(together)}; the record does not "
            "say how it fell."
        )
    open_ = [bar.open_ended for panel in chart.panels for bar in panel.bars]
    if any(open_) or any(stretch.open_ended for stretch in stretches):
        yield "An arrow: or more, as the record ends within the month."


def _not_known(comparison: Comparison, item: str | None, *, panels: bool) -> Iterator[str]:
    """Whose quantities are not known: their lines end, their bars are not there."""
    names = [
        short_name(entry.id, entry.schedule.scenario)
        for entry in comparison.entries
        if item in entry.items and entry.items[item].series.unknown
    ]
    if names:
        signs = "not known, and marked with a ?" if panels else "not known, and no line is drawn"
        yield f"{capital(listed(names))}: in some months {signs}."
