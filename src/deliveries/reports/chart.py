"""A comparison as a chart: which months, lines or bars, what is marked, how it is read.

Convention: the same words as in the report; a chart has one item, the first of an itemised request
unless another is named. A number stands at the end of its month, and what a record knows only for
several months in one has none before the last of them.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.analysis.divisions import divisions
from deliveries.charts import MOST_LINES, Bar, Chart, Curve, Level, Moment, Panel, Stretch
from deliveries.errors import RangeError, UnknownNameError, did_you_mean
from deliveries.months import LONGEST_WINDOW, Month, Window
from deliveries.reports.notes import cite_sources, item_lines
from deliveries.reports.schedules import Calendar
from deliveries.reports.verdict import verdict
from deliveries.reports.words import (
    baseline_first,
    by_document,
    capital,
    listed,
    read_evenly,
    units,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from deliveries.analysis.comparison import Comparison, Entry
    from deliveries.analysis.readings import Readings
    from deliveries.charts import Filling, Values
    from deliveries.reports import View
    from deliveries.reports.words import Say
    from deliveries.schedule import Series

    Bands = tuple[tuple[Fraction, Fraction] | None, ...]

MOST_MONTHS = 10_000
"""The most months of all scenarios together in a chart: each takes some 15 KB while it is drawn."""
MOST_PANELS = 24
"""The most scenarios of which each has bars of its own: more are no picture."""
NOTHING = Fraction(0)
WORDS: dict[Filling, str] = {
    "stated": "as the source has it",
    "even": "read evenly: the source does not say in which month",
    "together": "one figure for several months",
    "pale": "before the request opens, not counted",
    "existing": "on the existing organisation",
    "new": "on the new organisation",
    "not stated": "organisation not stated",
}
"""The meaning of the looks of bars."""


def comparison_chart(comparison: Comparison, view: View) -> Chart:
    """Return the chart of a view's kind, item and months, the baseline first.

    Raises `UnknownNameError` for an item that the request does not have, `RangeError` where nothing
    is to be drawn or too much, and `ConversionError` for sets that make no divisions.
    """
    request, kind = comparison.request, view.chart
    count, has_bars = len(comparison.schedulers), kind in ("monthly", "divisions")
    hint = "name those that are to be drawn"
    if has_bars and count > MOST_PANELS:
        message = f"a chart of bars shows at most {MOST_PANELS} scenarios, not {count:,}"
        raise RangeError(message, hint)
    if not has_bars and count > MOST_LINES:
        lines = f"the lines of at most {MOST_LINES} scenarios apart, not {count:,}"
        raise RangeError(f"a chart can tell {lines}", f"{hint}, or draw --kind monthly")
    item = chosen_item(comparison, view.item)
    thing, title = request.thing(item), request.title
    calendar = Calendar(comparison.window, view, request.year_begins)
    across = months_shown(calendar, request.needed_by, view)
    if (months := len(across) * count) > MOST_MONTHS:
        message = f"a chart shows at most {MOST_MONTHS:,} months of its scenarios, not {months:,}"
        raise RangeError(message, "show fewer months with --from and --to, or fewer scenarios")
    curves, panels = drawn(comparison, view, item, across)
    looks = {bar.filling for panel in panels for bar in panel.bars}
    what, base = units(thing), comparison.base
    up = {
        "to-date": f"{what} to date",
        "revisions": f"{what} to date, one after another",
        "monthly": f"{what} a month",
        "gap": f"{what} to date, more or less than {base.schedule.name}",
        "divisions": "Divisions",
    }
    level = need = opens = None
    by = f"needed by {request.needed_by.long()}" if request.needed_by else "asked for"
    if thing.quantity is not None and kind in ("to-date", "revisions"):
        level = Level(thing.quantity, f"{view.say(thing.quantity)} {by}")
    if request.needed_by and request.needed_by in across:
        need = Moment(request.needed_by, capital(by))
    if request.opens and across.first < request.opens <= across.last:
        opens = Moment(request.opens, f"Before {request.opens.long()}: not counted")
    schedules = [entry.schedule for entry in comparison.entries]
    sources = cite_sources(request, schedules, comparison.case.sources)
    chart = Chart(
        kind,
        title if item is None else f"{title}: {thing.title or item}",
        verdict(comparison, view.say),
        up[kind],
        across,
        curves,
        panels,
        level,
        need,
        opens,
        tuple(pair for pair in WORDS.items() if pair[0] in looks and looks != {"stated"}),
        cites="; ".join(each.cited for each in sources),
        sources=tuple(each.named for each in sources),
        year_begins=request.year_begins,
    )
    return chart._replace(notes=tuple(reading_notes(comparison, chart, item, view.say)))


def readings_chart(readings: Readings, view: View) -> Chart:
    """Return the chart of a comparison to date, its bands over all that any reading allows.

    Its lines are those of the reading that stands in the case file. Raises as `comparison_chart`.
    """
    view, here = view._replace(chart="to-date"), readings.comparison
    item = chosen_item(here, view.item)
    others = [each for _, each in readings.comparisons() if each]
    calendar = replace(here, window=Window.around(each.window for each in others))
    chart = comparison_chart(calendar, view)
    bands: dict[str, list[Bands]] = {}
    for each in others:
        for entry in each.entries:
            if item in entry.items:
                found = curve(entry, item, chart.across, None).bands
                bands.setdefault(entry.id, []).append(found)
    drawn_ids = [entry.id for entry in baseline_first(here) if item in entry.items]
    curves = tuple(
        each._replace(bands=tuple(map(_widest, zip(*bands[name], strict=True))))
        for name, each in zip(drawn_ids, chart.curves, strict=True)
    )
    chart = chart._replace(curves=curves)
    shaded = f"All {len(others):,} readings are in the shading; the lines are as the case stands."
    return chart._replace(notes=(*reading_notes(here, chart, item, view.say), shaded))


def _widest(bands: Sequence[tuple[Fraction, Fraction] | None]) -> tuple[Fraction, Fraction] | None:
    """Return the band around several; None where one of them is not known."""
    known = [each for each in bands if each]
    if len(known) < len(bands):
        return None
    return min(least for least, _ in known), max(most for _, most in known)


def chosen_item(comparison: Comparison, item: str | None) -> str | None:
    """Return what is drawn: if none is named the first sum that is compared, else an item."""
    items = {**comparison.request.sums, **comparison.request.items}
    there = [name for name in items if any(name in entry.items for entry in comparison.entries)]
    if item is None:
        return there[0] if there else None
    if item not in items:
        hint = did_you_mean(item, items, "one of: ") if items else "the request has no items"
        raise UnknownNameError(f"there is no item '{item}' in the request", hint)
    if item not in there:
        raise RangeError(f"none of these scenarios has '{item}'", f"they have: {', '.join(there)}")
    return item


def months_shown(calendar: Calendar, need: Month | None, view: View) -> Window:
    """Return the months asked for; unless any are, those planned and the month of need."""
    across = Window(calendar.starts[0], calendar.periods[-1].last)
    if need is None or view.first or view.last:
        return across
    with_need = Window(min(across.first, need), max(across.last, need))
    return with_need if len(with_need) <= LONGEST_WINDOW else across


def drawn(
    comparison: Comparison,
    view: View,
    item: str | None,
    across: Window,
    line: Callable[[Entry, str | None, Window, Entry | None], Curve] | None = None,
) -> tuple[tuple[Curve, ...], tuple[Panel, ...]]:
    """Return lines or panels, the baseline's first. Raises `RangeError` if there are none.

    Lines are made by `curve`, unless by another function.
    """
    curves, panels = list[Curve](), list[Panel]()
    entries = baseline_first(comparison)
    if view.chart != "divisions":
        entries = [entry for entry in entries if item in entry.items]
    base = None
    if view.chart == "gap":
        base = entries.pop(0)
        if base.id != comparison.baseline or not entries:
            hint = "name another scenario, or draw another --kind"
            raise RangeError("a gap needs a scenario beside the baseline", hint)
    for entry in entries:
        if view.chart in ("to-date", "gap", "revisions"):
            curves.append((line or curve)(entry, item, across, base))
        elif view.chart == "monthly":
            panels.append(monthly_panel(entry, item, across))
        else:
            panels.append(division_panel(entry, across))
    opens = comparison.request.opens
    start = 0 if base is None or opens is None else max(opens - across.first, 0)
    # before the request opens any gap is nought: that draws nothing
    known = [value is not None for each in curves for value in each.values[start:]]
    known += [bool(each.stretches) for each in curves] + [bool(each.bars) for each in panels]
    if not any(known):
        raise RangeError("nothing of this is known by month: there is nothing to draw")
    return tuple(curves), tuple(panels)


def curve(entry: Entry, item: str | None, across: Window, base: Entry | None) -> Curve:
    """Return a scenario's totals to date, or what they are more than those of ``base``."""
    series, scenario = entry.items[item].series, entry.schedule.scenario
    values, least, most = _along(series, across)
    stretches, pale = tuple(_stretches(series, across)), _pale(series, across)
    if base is not None:
        evenly, lowest, highest = _along(base.items[item].series, across)
        values, least, most = _less(values, evenly), _less(least, highest), _less(most, lowest)
        stretches, pale = (), ()
    bands = [
        (low, high) if low is not None and high is not None else None
        for low, high in zip(least, most, strict=True)
    ]
    return Curve(
        capital(entry.schedule.name),
        values[0],
        values[1:],
        tuple(bands[1:]),
        stretches,
        pale,
        scenario.kind == "record",
        _cites(entry),
    )


def _cites(entry: Entry) -> str:
    """Write the documents behind a scenario: ``tel-21039 §4, §5; tel-3777``."""
    return "; ".join(by_document(entry.schedule.citations).values())


def _along(series: Series, across: Window) -> Iterator[Values]:
    """Yield the totals before the first month and in each: read evenly, at least, at most.

    They are None before what counts begins.
    """
    along = series.over(Window.around((series.window, across)))
    begin = across.first - along.window.first
    late = max(series.opens - across.first, 0) if series.opens else 0
    for track in along.totals:
        totals = [track[begin - 1] if begin else 0, *track[begin : begin + len(across)]]
        yield tuple(None if at < late else series.exact(each) for at, each in enumerate(totals))


def _less(mine: Values, theirs: Values) -> Values:
    """Return the differences of what is known on both sides."""
    return tuple(
        None if one is None or other is None else one - other
        for one, other in zip(mine, theirs, strict=True)
    )


def _stretches(series: Series, across: Window) -> Iterator[Stretch]:
    """Yield the figures of a record that count, each at the total that it leads to."""
    for figure in series.figures:
        late = series.opens is not None and figure.window.first < series.opens
        level = series.at(figure.window.last, "at_least")
        coarse = figure.open_ended or len(figure.window) > 1
        if coarse and not late and level is not None and figure.window.overlaps(across):
            has_end = series.at(figure.window.last, "at_most") is not None
            yield Stretch(figure.window, level, figure.open_ended or not has_end)


def _pale(series: Series, across: Window) -> Values:
    """Return totals to date of what comes before the opening; nothing where nothing does.

    A month within those of one figure has none.
    """
    if series.opens is None:
        return ()
    totals = list[Fraction | None]()
    for month in across:
        within = any(each.window.first <= month < each.window.last for each in series.figures)
        if month >= series.opens or within:
            totals.append(None)
            continue
        months = series.delivered[: max(month - series.window.first + 1, 0)]
        figures = [each.grains for each in series.figures if each.window.last <= month]
        totals.append(series.exact(sum(grains or 0 for grains in [*months, *figures])))
    return tuple(totals) if any(totals) else ()


def monthly_panel(entry: Entry, item: str | None, across: Window) -> Panel:
    """Return what each month brings: one bar a month, and one for each figure of a record."""
    series = entry.items[item].series
    bars = list[Bar]()
    for month, grains in zip(series.window, series.delivered, strict=True):
        amount = series.exact(grains)
        if amount and month in across and not any(month in each for each in series.unknown):
            window = Window(month, month)
            look, more = _filling(entry, item, month), bool(series.ends and month > series.ends)
            bars.append(Bar(window, NOTHING, amount, amount, look, more))
    for figure in series.figures:
        window = figure.window
        if window.overlaps(across):
            late = series.opens is not None and window.first < series.opens
            look = "pale" if late else "together" if len(window) > 1 else "stated"
            amount = Fraction(figure.grains, series.grain)
            top = amount / len(window)
            more, whole = figure.open_ended, window if len(window.runs) > 1 else None
            runs = [run for run in window.runs if run.overlaps(across)]  # of holes some may not be
            bars += [Bar(run, NOTHING, top, amount, look, more, whole) for run in runs]
    unknown = tuple(
        Window(max(gap.first, across.first), min(gap.last, across.last))
        for window in series.unknown
        for gap in window.runs
        if gap.overlaps(across)
    )
    return Panel(capital(entry.schedule.name), tuple(bars), unknown, _cites(entry))


def _filling(entry: Entry, item: str | None, month: Month) -> Filling:
    """Say if a month's quantity is the source's word, our even reading, or not counted."""
    opens, scenario = entry.items[item].series.opens, entry.schedule.scenario
    if opens is not None and month < opens:
        return "pale"
    if scenario.kind == "record":
        return "stated"
    schedule = entry.schedule.items[item]
    if schedule.is_pooled:  # no source says who waits, so all of it is as open as any of it
        return "even" if read_evenly(scenario) else "stated"
    falling = [line for line in schedule.tranches if line.counts and month in line.window]
    open_ = any(line.tranche.counted and not line.tranche.stated for line in falling)
    return "even" if open_ else "stated"


def division_panel(entry: Entry, across: Window) -> Panel:
    """Return the divisions at the end of each month, read centrally, by organisation.

    Raises `ConversionError`.
    """
    there = divisions(entry.schedule, across)
    looks: tuple[Filling, ...] = ("existing", "new", "not stated")
    bars = list[Bar]()
    for place, month in enumerate(across):
        base = NOTHING
        for look, track in zip(looks, (there.existing, there.new, there.not_stated), strict=True):
            amount = track[0][place]
            if amount:
                bars.append(Bar(Window(month, month), base, base + amount, amount, look))
                base += amount
    return Panel(capital(entry.schedule.name), tuple(bars), cites=_cites(entry))


def reading_notes(
    comparison: Comparison, chart: Chart, item: str | None, say: Say
) -> Iterator[str]:
    """Yield the notes under a chart."""
    yield from item_lines(comparison, item)
    entries = [entry.schedule.items.get(item) for entry in comparison.entries]
    throughs = [line.tranche.through for each in entries if each for line in each.tranches]
    if chart.curves:
        has_day = any(through and through.day for through in throughs)
        why = "" if has_day else ": no source gives a day"
        yield f"A total stands at the end of its month{why}."
    banded = [line for line in chart.curves if line.banded]
    if banded:
        evenly = not all(line.recorded for line in banded)
        yield f"Shaded: all that the sources allow{'; the line reads them evenly' * evenly}."
        if len(banded) > 1:
            yield "Where shades overlap, each goes on to its own outline."
    scenarios = [entry.schedule.scenario for entry in comparison.entries]
    if any(part.openness == "at_most" for scenario in scenarios for part in scenario.tranches):
        yield "At most: where a source gives a ceiling, the ceiling itself is drawn."
    if chart.kind == "divisions":
        yield "Divisions at the end of each month."
    yield from _coarse_notes(chart, say, is_sum=item in comparison.request.sums)
    names = [
        entry.schedule.name
        for entry in comparison.entries
        if item in entry.items and entry.items[item].series.unknown
    ]
    if names:
        how = "marked with a ?" if chart.panels else "no line is drawn"
        yield f"{capital(listed(names))}: in some months not known, and {how}."
    if chart.opens and any(line.pale for line in chart.curves):
        yield f"Pale: what came before {chart.opens.month.long()}, which is not counted."


def _coarse_notes(chart: Chart, say: Say, *, is_sum: bool) -> Iterator[str]:
    """Yield what a record knows for several months in one, or as a lower bound."""
    bars = [bar for panel in chart.panels for bar in panel.bars]
    stretches = [stretch for line in chart.curves for stretch in line.stretches]
    for panel in chart.panels:
        together = (bar for bar in panel.bars if bar.filling == "together")
        for months, amount in dict.fromkeys((bar.months, bar.amount) for bar in together):
            yield (
                f"{panel.name}: {say(amount)} in {months.long()} together; the area of "
                "the bar is that, as the record does not say how it fell."
            )
    lines = dict.fromkeys(s.window.long() for s in stretches if not s.open_ended)
    if lines:
        yield (
            f"A bar over several months: one figure for {listed(lines)}; the record does not "
            "say how it fell."
        )
    if any(bar.open_ended for bar in bars) or any(each.open_ended for each in stretches):
        before = ", or of some items before it" if is_sum else ""
        yield f"An arrow: or more, as the record ends within the month{before}."
