"""Divisions by organisation as reports: of one scenario, and of several with the break-even."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deliveries.analysis.divisions import break_even, calendar, differs_in_top_ups_only, divisions
from deliveries.reports.notes import assumed_lines, notes, source_lines
from deliveries.reports.periods import at_end, shown_periods
from deliveries.reports.records import exact
from deliveries.reports.words import capital, heading, short_name
from deliveries.schedule import schedule_scenario
from deliveries.tables import Cell, Column, Report, Row, Sheet, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from deliveries.analysis.comparison import Comparison
    from deliveries.analysis.divisions import Divisions, Exact
    from deliveries.case import Case, Source
    from deliveries.months import Window
    from deliveries.reports.periods import View
    from deliveries.reports.records import Record
    from deliveries.reports.words import Say
    from deliveries.schedule import Schedule

DIVISIONS_SCHEMA = "deliveries/divisions/1"
_KINDS = {"existing": "existing", "new": "new", "not_stated": "not stated"}


class _Track(NamedTuple):
    """One organisation of one scenario."""

    key: str
    heading: str
    central: Exact
    least: Exact
    most: Exact


def other_readings(case: Case, comparison: Comparison) -> dict[str, list[str]]:
    """The scenarios that read a compared one's source otherwise, by the id of that one.

    They are based on it and differ in its top-ups only.
    """
    request = comparison.request
    shown = {entry.id for entry in comparison.entries}
    found: dict[str, list[str]] = {}
    for name, scenario in request.scenarios.items():
        base = scenario.based_on
        if name in shown or base is None or base not in shown:
            continue
        one, other = (
            schedule_scenario(case, each, request=comparison.request_id) for each in (name, base)
        )
        if differs_in_top_ups_only(one, other):
            found.setdefault(base, []).append(name)
    return found


def divisions_report(
    schedules: Sequence[Schedule],
    lead: str,
    sources: Mapping[str, Source],
    view: View,
    say: Say,
    uplift: Fraction | None = None,
) -> Report:
    """Divisions by organisation, of one scenario or several.

    Raises `RangeError` or `ConversionError`.
    """
    window = calendar(schedules)
    request = schedules[0].request
    sheet = _sheet(schedules, window, view, uplift)
    reading = [*_reading(), *_weighed(schedules, say)]
    if uplift is not None and any(column.key.endswith(".worth") for column in sheet.columns):
        reading.insert(1, f"Worth: in existing sets, a new set holding {say(uplift)} of them.")
    return Report(
        lead,
        (
            sheet,
            *notes("Reading the table", reading),
            *notes("Assumed", assumed_lines(request, schedules)),
            *notes("Sources", source_lines(request, schedules, sources)),
        ),
    )


def schedule_lead(schedule: Schedule, say: Say) -> str:
    """What exists by the need, and in the end."""
    window = schedule.window
    there = divisions(schedule)
    months = sorted({*filter(None, (schedule.request.needed_by,)), window.last})
    said = []
    for month in months:
        at = max(0, min(month - window.first, len(window) - 1))
        kinds = (
            f"{say(track.central[at])} on the {track.heading} organisation"
            if track.key != "not_stated"
            else f"{say(track.central[at])} on one that is not stated"
            for track in _tracks(there)
            if track.central[at]
        )
        said.append(f"by {month.long()} {' and '.join(kinds) or 'none'}")
    name = capital(short_name(schedule.scenario_id, schedule.scenario))
    return f"{name} makes these divisions, read centrally: {'; '.join(said)}."


def _tracks(there: Divisions) -> list[_Track]:
    """The organisations that ever have a division; the two that are named always."""
    tracks = [_Track(key, name, *getattr(there, key)) for key, name in _KINDS.items()]
    return [track for track in tracks if track.key != "not_stated" or any(track.most)]


def _sheet(
    schedules: Sequence[Schedule], window: Window, view: View, uplift: Fraction | None
) -> Sheet:
    columns = [Column("period", "", align="left")]
    tracks: list[_Track] = []
    for schedule in schedules:
        group = heading(schedule.scenario_id, schedule.scenario) if len(schedules) > 1 else ""
        there = divisions(schedule, window)
        own = _tracks(there)
        if uplift is not None and not any(there.not_stated[2]):
            worth = there.worth(uplift)
            own.append(_Track("worth", "worth", worth, worth, worth))
        for track in own:
            tracks.append(track)
            columns.append(Column(f"{schedule.scenario_id}.{track.key}", track.heading, group))
            if len(schedules) == 1 and track.least != track.most:
                columns.append(Column(f"{track.key}.band", "may be", group, "right"))
    alone = len(schedules) == 1
    rows = tuple(
        Row((Cell(period), *_cells(tracks, window, period, banded=alone)))
        for period in shown_periods(window, view)
    )
    return Sheet("Divisions by organisation, to date", tuple(columns), rows)


def _cells(
    tracks: Sequence[_Track], window: Window, period: Window, *, banded: bool
) -> Iterator[Cell]:
    for track in tracks:
        yield Cell(at_end(window, period, track.central))
        if banded and track.least != track.most:
            least, most = (at_end(window, period, each) for each in (track.least, track.most))
            yield Cell(None if least == most else Span(least, most))


def _reading() -> Iterator[str]:
    yield (
        "A set for the existing or the new organisation makes a division on it; a top-up set turns "
        "a division on the existing organisation into one on the new."
    )


def _weighed(schedules: Sequence[Schedule], say: Say) -> Iterator[str]:
    """The break-even of each scenario of new sets against the first."""
    need = schedules[0].request.needed_by
    base, *others = schedules
    for other in others:
        even = break_even(base, other, need) if need else None
        if need is None or even is None:
            continue
        names = [short_name(each.scenario_id, each.scenario) for each in (other, base)]
        if even.most == even.least:
            size = say(even.least)
        else:
            size = f"at least {say(even.least)}"
            size += f" and at most {say(even.most)}" if even.most is not None else ""
        yield (
            f"Break-even in {need.long()}: {names[0]} is worth as much as {names[1]} if a new set "
            f"holds {size} existing {'one' if even.least == even.most == 1 else 'ones'}."
        )


def divisions_table(schedules: Sequence[Schedule], view: View, uplift: Fraction | None) -> Sheet:
    """One row a period; central, least and most of each organisation, and the worth."""
    window = calendar(schedules)
    columns = [Column("month")]
    tracks: list[Exact] = []
    for schedule in schedules:
        there = divisions(schedule, window)
        for track in _tracks(there):
            for part in ("central", "least", "most"):
                suffix = "" if part == "central" else f".{part}"
                columns.append(Column(f"{schedule.scenario_id}.{track.key}{suffix}"))
                tracks.append(getattr(track, part))
        if uplift is not None and not any(there.not_stated[2]):
            columns.append(Column(f"{schedule.scenario_id}.worth"))
            tracks.append(there.worth(uplift))
    rows = [
        Row((Cell(period), *(Cell(at_end(window, period, track)) for track in tracks)))
        for period in shown_periods(window, view)
    ]
    return Sheet("", tuple(columns), tuple(rows))


def divisions_record(schedules: Sequence[Schedule], view: View, uplift: Fraction | None) -> Record:
    """The same for JSON, with the break-even against the first."""
    window = calendar(schedules)
    periods = shown_periods(window, view)
    need = schedules[0].request.needed_by
    scenarios: list[Record] = []
    for schedule in schedules:
        there = divisions(schedule, window)
        record: Record = {"id": schedule.scenario_id}
        for track in _tracks(there):
            for part in ("central", "least", "most"):
                key = track.key if part == "central" else f"{track.key}_{part}"
                numbers = getattr(track, part)
                record[key] = [exact(at_end(window, period, numbers)) for period in periods]
        if uplift is not None and not any(there.not_stated[2]):
            worth = there.worth(uplift)
            record["worth"] = [exact(at_end(window, period, worth)) for period in periods]
        even = break_even(schedules[0], schedule, need) if need and scenarios else None
        record["break_even"] = even and {"least": exact(even.least), "most": exact(even.most)}
        scenarios.append(record)
    return {
        "schema": DIVISIONS_SCHEMA,
        "request": schedules[0].request_id,
        "by": view.by.value,
        "uplift": exact(uplift),
        "months": [str(period) for period in periods],
        "scenarios": scenarios,
    }
