"""An explanation as a report: what the scenario is, the steps, the band, what is assumed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.explanation import Explanation, Ratio, Step, Term
from deliveries.reports.notes import OneScheduleReport
from deliveries.reports.readings import choice_said
from deliveries.reports.words import (
    Say,
    band,
    base_name,
    capital,
    cited,
    limits_words,
    units,
    with_unit,
)
from deliveries.tables import Notes, Part, Table, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.case import Scenario
    from deliveries.charts import Chart
    from deliveries.reports import View


class Report(OneScheduleReport):
    """Reports an explanation: the answer first, then how it came to be."""

    result = "explanation"
    called = "an explanation"

    def __init__(self, explained: Explanation, view: View) -> None:
        super().__init__(explained.schedule, view)
        self.explained = explained
        self.unit = explained.item.thing.unit

    @property
    def verdict(self) -> str:
        explained, say = self.explained, self.view.say
        name, month, thing = capital(self.name), explained.month.long(), explained.item.thing
        delivered, to_date, least, most, _ = explained.numbers
        is_record = explained.schedule.scenario.kind == "record"
        has, is_there, are_there = ("brought", "was", "were") if is_record else ("has", "is", "are")
        if to_date is None and (least or most is not None):
            there = f"{band(least, most, say)} {units(thing)} {are_there} there at its end"
        elif to_date is None:
            there = f"how many {units(thing)} {are_there} there is not known"
        else:
            verb = is_there if to_date == 1 else are_there
            there = f"{with_unit(thing, to_date, say)} {verb} there at its end"
        if delivered is not None:
            brought = with_unit(thing, delivered, say)
            return f"{name} {has} {brought} in {month}; {there}."
        series = explained.item.series
        figures = series.figures if series else ()
        within = [each for each in figures if explained.month in each.window]
        if series and within and all(len(figure.window) == 1 for figure in within):
            grains = series.delivered[explained.month - series.window.first] or 0
            grains += sum(figure.grains for figure in within)
            known = with_unit(thing, Fraction(grains, series.grain), say)
            return f"{name} {has} at least {known} in {month}; {there}."
        if within or (series and any(explained.month in window for window in series.unknown)):
            brought = f"what came in {month} by itself is not known"
        elif series and series.ends is not None and explained.month > series.ends:
            brought = f"the record ends before {month}, and what came then is not known"
        else:
            brought = f"nothing is {'recorded' if is_record else 'planned'} for {month}"
        return f"{name}: {brought}; {there}."

    @property
    def tables(self) -> dict[str, Table]:
        explained = self.explained
        rows = []
        for section in explained.sections:
            source = "; ".join(map(str, section.source)) or None
            for step in section.steps:
                equation = " ".join(_term(term, str) for term in step.equation) or None
                rows.append((section.title, step.label, equation, step.value, source))
        steps = table_of("", ("section", "label", "equation", "value", "source"), rows)
        about = (self.request, explained.schedule.scenario_id, explained.item.id, self.unit)
        row = (*about, explained.month, *explained.numbers)
        fields = explained.numbers._fields
        keys = ("request", "scenario", "item", "unit", "month", *fields)
        tables = {"steps": steps, "month": table_of("", keys, [row])}
        if explained.reread:
            others = [(each.choice.id, each.taken, *each.numbers) for each in explained.reread]
            tables["readings"] = table_of("", ("choice", "taken", *fields), others)
        return tables

    @property
    def parts(self) -> Sequence[Part]:
        say, stands = self.view.say, self.explained.numbers
        lines = []
        for choice, taken, read in self.explained.reread:
            named = {"in the month": "delivered", "to date": "to_date", "gap": "gap"}
            changed = [
                f"{words} {say(number)}"
                for words, key in named.items()
                if (number := getattr(read, key)) != getattr(stands, key) and number is not None
            ]
            if (read.at_least, read.at_most) != (stands.at_least, stands.at_most):
                changed.append(f"the sources allow {band(read.at_least, read.at_most, say)}")
            said = choice_said(self.asked, choice, [taken], say)
            otherwise = capital(", ".join(changed) or "these numbers are the same")
            lines.append(f"{said}. {otherwise}.")
        others = [Notes("In other readings, each by itself", tuple(lines))] if lines else []
        return [*self.steps, *others]

    @property
    def steps(self) -> list[Notes]:
        """Return how the number came to be, as the case stands."""
        say = self.view.say
        lineage = []
        for scenario in self.schedule.lineage:
            name = scenario.title or scenario.short or self.schedule.scenario_id
            changes = ", ".join(f"{key} {self._change(scenario, key)}" for key in scenario.changes)
            written = ", written out"
            if base := base_name(self.schedule, scenario):
                written = f": {base}, with {changes or 'nothing changed'}"
            lineage.append(f"{name}{written}{cited(scenario.source)}.")
        parts = [Notes("The scenario", tuple(lineage))]
        for section in self.explained.sections:
            lines = tuple(step_line(step, self.view.exactly) for step in section.steps)
            parts.append(Notes(f"{section.title}{cited(section.source)}", lines))
        lines = tuple(_band(self.explained, say))
        return [*parts, Notes("The band", lines)] if lines else parts

    def _change(self, scenario: Scenario, key: str) -> str:
        if key == "capacity":
            return limits_words(scenario.capacity, self.view.exactly)
        of = f" (tranche {scenario.tranche})" if scenario.tranche and key != "shift" else ""
        return f"{getattr(scenario, key)}{of}"

    @property
    def chart(self) -> Chart:
        from deliveries.reports.schedule import Report as Scheduled

        view = self.view._replace(item=self.explained.item.id)
        return Scheduled(self.explained.schedule, view).chart


def step_line(step: Step, say: Say) -> str:
    """Write ``due by then, read evenly, 4 of 6 months: 16 × 4/6 = 10⅔``."""
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


def _band(explained: Explanation, say: Say) -> Iterator[str]:
    """Yield what the sources allow by then."""
    _, _, least, most, _ = explained.numbers
    if least is None or most is None:
        return
    if least == most:
        yield "The sources leave nothing open about what is there by then."
        return
    yield f"The sources allow {band(least, most, say)} by then."
    for line in explained.item.tranches:
        item = explained.schedule.request.items.get(line.tranche.item or "")
        name = f"Tranche {line.number}"
        if item and explained.item.of:
            name += f" ({item.title or line.tranche.item})"
        if line.tranche.counted and not line.tranche.stated and not line.is_loose:
            yield (
                f"{name} may come all at once, in {line.window.first.long()} or in "
                f"{line.window.last.long()}: how it falls is not said{cited(line.tranche.source)}."
            )
        if line.openness == "at_most":
            yield f"{name} is a ceiling: less may come{cited(line.tranche.source)}."
    until, scenario = explained.item.incomplete_before, explained.schedule.scenario
    if until and explained.month < until:
        assumed = scenario.assumed.get("not_complete_before")
        why = f": {assumed.why}" if assumed else ""
        yield f"Not all of it is there before {until.long()}{why}{cited(scenario.source)}."
