"""An explanation as a report: what the scenario is, the steps, the band, what is assumed, where."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.explain import Ratio
from deliveries.reports.notes import assumed_lines, notes, source_lines
from deliveries.reports.records import exact
from deliveries.reports.words import band, capital, cited, short_name, units, with_unit
from deliveries.tables import Cell, Column, Notes, Report, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deliveries.case import Scenario, Source
    from deliveries.explain import Explanation, Step, Term
    from deliveries.reports.records import Record
    from deliveries.reports.words import Say

EXPLANATION_SCHEMA = "deliveries/explanation/1"


def explanation_report(explained: Explanation, sources: Mapping[str, Source], say: Say) -> Report:
    """The answer first, then how it came to be."""
    schedule = explained.schedule
    sections = [
        Notes(
            f"{section.title}{cited(section.source)}",
            tuple(step_line(step, say) for step in section.steps),
        )
        for section in explained.sections
    ]
    return Report(
        _lead(explained, say),
        (
            *notes("The scenario", _lineage(explained)),
            *sections,
            *notes("The band", _band(explained, say)),
            *notes("Assumed", assumed_lines(schedule.request, [schedule])),
            *notes("Sources", source_lines(schedule.request, [schedule], sources)),
        ),
    )


def step_line(step: Step, say: Say) -> str:
    """``due by then, read evenly, 4 of 6 months: 16 × 4/6 = 10⅔``."""
    if step.value is None:
        return f"{step.label}."
    left = " ".join(_term(term, say) for term in step.equation)
    if step.equation == (step.value,):
        return f"{step.label}: {left}"
    return f"{step.label}: {left} = {say(step.value)}"


def _term(term: Term, say: Say) -> str:
    if isinstance(term, Ratio):
        return f"{term.part}/{term.whole}"
    return term if isinstance(term, str) else say(term)


def _lead(explained: Explanation, say: Say) -> str:
    schedule, thing = explained.schedule, explained.item.thing
    name = capital(short_name(schedule.scenario_id, schedule.scenario))
    month = explained.month.long()
    if explained.to_date is None and explained.least and explained.most is None:
        there = f"at least {with_unit(thing, explained.least, say)} are there at its end"
    elif explained.to_date is None:
        there = f"how many {units(thing)} are there is not known"
    else:
        is_there = "is" if explained.to_date == 1 else "are"
        there = f"{with_unit(thing, explained.to_date, say)} {is_there} there at its end"
    if explained.delivered is None:
        series = explained.item.series
        alone = [f for f in series.figures if len(f.window) == 1] if series else []
        for figure in alone:
            if series and explained.month in figure.window:
                least = with_unit(thing, Fraction(figure.grains, series.grain), say)
                return f"{name} brings at least {least} in {month}; {there}."
        within = series and any(
            explained.month in window
            for window in (*series.unknown, *(figure.window for figure in series.figures))
        )
        by_itself = f"what came in {month} by itself is not known"
        return f"{name}: {by_itself if within else f'nothing is planned for {month}'}; {there}."
    return f"{name} brings {with_unit(thing, explained.delivered, say)} in {month}; {there}."


def _lineage(explained: Explanation) -> Iterator[str]:
    """The scenario and what it is based on, each change in a line."""
    for scenario in explained.schedule.lineage:
        name = scenario.title or scenario.short or explained.schedule.scenario_id
        changes = ", ".join(f"{key} {_change(scenario, key)}" for key in scenario.changes)
        if scenario.based_on:
            changed = f"{scenario.based_on}, with {changes or 'nothing changed'}"
            yield f"{name}: {changed}{cited(scenario.source)}."
        else:
            yield f"{name}, written out{cited(scenario.source)}."


def _change(scenario: Scenario, key: str) -> str:
    if key == "capacity":
        return " and ".join(
            f"{limit.limit} a month{f' {limit.window.long()}' if limit.window else ''}"
            for limit in scenario.capacity
        )
    of = f" (tranche {scenario.tranche})" if scenario.tranche and key != "shift" else ""
    return f"{getattr(scenario, key)}{of}"


def _band(explained: Explanation, say: Say) -> Iterator[str]:
    """What the sources allow by then."""
    if explained.least is None or explained.most is None:
        return
    if explained.least == explained.most:
        yield "The sources leave nothing open about what is there by then."
        return
    yield f"The sources allow {band(explained.least, explained.most, say)} by then."
    for line in explained.item.tranches:
        if line.tranche.counted and not line.tranche.stated:
            yield (
                f"Tranche {line.number} may come all at once, in {line.window.first.long()} or in "
                f"{line.window.last.long()}: how it falls is not said{cited(line.tranche.source)}."
            )
        if line.openness == "at_most":
            yield f"Tranche {line.number} is a ceiling: less may come{cited(line.tranche.source)}."


def explanation_table(explained: Explanation) -> Sheet:
    """One row a step, for data."""
    keys = ("section", "label", "equation", "value", "source")
    rows = []
    for section in explained.sections:
        source = "; ".join(map(str, section.source)) or None
        for step in section.steps:
            equation = " ".join(_term(term, _exactly) for term in step.equation) or None
            values = (section.title, step.label, equation, exact(step.value), source)
            rows.append(Row(tuple(map(Cell, values))))
    return Sheet("", tuple(map(Column, keys)), tuple(rows))


def explanation_record(explained: Explanation) -> Record:
    """The same for JSON: equations with exact numbers, signs as they are printed."""
    return {
        "schema": EXPLANATION_SCHEMA,
        "request": explained.schedule.request_id,
        "scenario": explained.schedule.scenario_id,
        "item": explained.item.id,
        "unit": explained.item.thing.unit,
        "month": str(explained.month),
        "delivered": exact(explained.delivered),
        "to_date": exact(explained.to_date),
        "at_least": exact(explained.least),
        "at_most": exact(explained.most),
        "gap": exact(explained.gap),
        "sections": [
            {
                "title": section.title,
                "steps": [_step_record(step) for step in section.steps],
                "source": [str(citation) for citation in section.source],
            }
            for section in explained.sections
        ],
    }


def _step_record(step: Step) -> Record:
    equation = " ".join(_term(term, _exactly) for term in step.equation)
    return {"label": step.label, "equation": equation or None, "value": exact(step.value)}


def _exactly(number: Fraction | int) -> str:
    return str(number)
