"""A comparison in every reading of its documents: what stands whatever is chosen, what moves."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from deliveries.analysis.measures import MEASURES, Measured
from deliveries.analysis.readings import MOST_READINGS, Moved, Readings, in_order
from deliveries.case import Choice, Quantity, Request, Tranche, taken_values
from deliveries.months import Date, Month, Window
from deliveries.reports.measures import MEASURE_COLUMNS, counted_in, labels, noun
from deliveries.reports.notes import (
    ScheduleReport,
    capacity_lines,
    exceeding_lines,
    item_lines,
    past_lines,
)
from deliveries.reports.schedules import REQUEST
from deliveries.reports.verdict import verb_of
from deliveries.reports.words import Say, band, capital, cited, listed
from deliveries.tables import Band, Cell, Chunk, Column, Notes, Part, Row, Table, Value, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from deliveries.charts import Chart
    from deliveries.reports import View

MOST_NAMED = 4
"""The most measures that the verdict names; of more it counts them."""


class Report(ScheduleReport):
    """Reports a comparison in all its readings."""

    result = "readings"
    called = "a table of readings"

    def __init__(self, readings: Readings, view: View) -> None:
        super().__init__(readings.comparison, view)
        self.readings = readings
        self.comparison = readings.comparison

    def _name(self, moved: Moved) -> str:
        return self.asked.called(moved.scenario)

    def _is_record(self, moved: Moved) -> bool:
        return self.asked.scenarios[moved.scenario].kind == "record"

    @cached_property
    def _labels(self) -> dict[str | None, dict[str, str]]:
        """Return the measures spoken of, by item; a share says no more than its quantity."""
        found: dict[str | None, dict[str, str]] = {}
        for item in self.comparison.items:
            named = labels(self.comparison, item, **self._instead(item))
            spoken = [name for name in named if MEASURES[name].unit not in ("share", "certainty")]
            found[item] = {name: named[name] for name in spoken}
        return found

    def _instead(self, item: str | None) -> dict[str, str]:
        """Return what the months are called that are others in other readings."""
        needs = self.readings.needs.get(item, ())
        words = {"need": "the month of need", "known": "the last month that is known"}
        several = {
            "need": len({each.by for each in needs}) > 1,
            "known": len({each.known for each in needs}) > 1,
        }
        return {name: words[name] for name in words if several[name]}

    @cached_property
    def _moved(self) -> list[Moved]:
        """Return the measures that are spoken of."""
        return [each for each in self.readings.moved if each.measure in self._labels[each.item]]

    @property
    def verdict(self) -> str:
        if not self.readings.choices:
            return "Nothing that these scenarios rest on is given another reading in the case."
        moving = [each for each in self._moved if each.moves]
        number = len(self.readings.measured)
        count = "both readings" if number == 2 else f"all {number:,} readings"
        if not moving:
            return f"In {count} every measure is the same: the conclusion hangs on no choice."
        sentences = []
        evenly = [each for each in moving if each.evenly_moves and not self._is_record(each)]
        ranges = [each for each in moving if each.range_moves]
        if self.asked.items:
            same = len(self._moved) - len(moving)
            sentences.append(f"In {count} {same:,} of {len(self._moved):,} measures are the same.")
        else:
            by_then = "by_need" if self.asked.needed_by else "by_known"
            sentences += self._of_the_need(by_then, count)
            said = [each for each in ranges if each.measure in (by_then, "complete")]
            ranges = [each for each in ranges if each not in said]
            evenly = [each for each in evenly if each not in said]
        if evenly:
            what = self._measures_said(evenly)
            if len({each.measure for each in evenly}) == 1 and None in self._labels:
                amounts = [f"{self._shift(each)} for {self._name(each)}" for each in evenly]
                what = f"only {what} moves, {listed(amounts)}"
            else:
                what += " move" if len(evenly) > 1 else " moves"
            sentences.append(f"Read evenly {what}.")
        if ranges:
            sentences.append(f"What the sources allow moves for {self._measures_said(ranges)}.")
        return " ".join(sentences)

    def _of_the_need(self, by_then: str, count: str) -> Iterator[str]:
        """Yield what stands by the month of need, what does not, and the completion dates."""
        which = "need" if self.asked.needed_by else "known"
        month = self._instead(None).get(which, self.comparison.month.long())
        there = [each for each in self._moved if each.measure == by_then]
        dates = [each for each in self._moved if each.measure == "complete"]
        standing = [
            f"{self._amount(each.stands)} ({self._name(each)})"
            for each in there
            if not each.range_moves
        ]
        if standing:
            said = f"In {count} it is {listed(standing)} by {month}"
            if dates and not any(each.range_moves for each in dates):
                several = len(dates) > 1
                dated = "all completion dates are" if several else "the completion date is"
                said += f", and {dated} the same"
            yield f"{said}."
        for each in there:
            if each.range_moves:
                verb = next(
                    verb_of(own) for own in self.schedules if own.scenario_id == each.scenario
                )
                amounts = self._amount(Measured(None, each.least.at_least, each.most.at_most))
                if len(self.readings.measured) == 2:
                    found = [of[each.scenario, None] for of in self.readings.measured.values()]
                    both = sorted(
                        (of[by_then][1:] for of in found), key=lambda ends: [*map(in_order, ends)]
                    )
                    amounts = " or ".join(self._amount(Measured(None, *ends)) for ends in both)
                yield f"By {month} {self._name(each)} {verb} {amounts}."
        moving = [self._name(each) for each in dates if each.range_moves]
        if moving:
            yield f"The completion moves for {listed(moving)}."

    def _amount(self, measured: Measured) -> str:
        """Write what is there as exactly as it is known."""
        ends = (measured.at_least, measured.at_most)
        least, most = (each if isinstance(each, Fraction) else None for each in ends)
        return band(least, most, self.view.say)

    def _measures_said(self, found: Sequence[Moved]) -> str:
        """Name measures in a sentence, or count them where there are many."""
        said = []
        for each in found:
            label = self._labels[each.item][each.measure]
            said.append(noun(each.measure, label) + self.of(each.item))
        names = dict.fromkeys(said)
        return listed(names) if len(names) <= MOST_NAMED else f"{len(names):,} measures"

    def _shift(self, moved: Moved) -> str:
        """Write ``by 2/15 of a month either way``, ``from 3 to 5``."""
        least, stands, most = moved.least.value, moved.stands.value, moved.most.value
        say = self.view.say
        if (
            isinstance(least, Fraction)
            and isinstance(stands, Fraction)
            and most == 2 * stands - least
        ):
            either = stands - least
            unit = ""
            if MEASURES[moved.measure].unit == "months":
                unit = " of a month" if either < 1 else " months"
            return f"by {say(either)}{unit} either way"
        return f"from {_words(least, say)} to {_words(most, say)}"

    @property
    def tables(self) -> dict[str, Table]:
        moved: list[tuple[Value, ...]] = []
        for each in self.readings.moved:
            unit = counted_in(each.measure, self.asked.thing(each.item))
            named = (self.request, each.scenario, each.item, each.measure)
            numbers = zip(each.stands, each.least, each.most, strict=True)
            by = ("; ".join(each.evenly_by) or None, "; ".join(each.range_by) or None)
            moved.append((*named, *(n for of in numbers for n in of), unit, *by))
        keys = ["request", "scenario", "item", "measure"]
        for name in ("value", "at_least", "at_most"):
            keys += [name, f"{name}_from", f"{name}_to"]
        keys += ["unit", "value_moved_by", "range_moved_by"]
        chosen: list[tuple[Value, ...]] = []
        for choice in self.readings.choices:
            for number in range(choice.size + 1):
                values = taken_values(self.asked, choice, number)
                for place, value in zip(choice.places, values, strict=True):
                    at = ".".join(map(str, (*place.path, place.key)))
                    chosen.append((self.request, choice.id, number, at, _text(value), place.why))
        return {
            "readings": table_of("", keys, moved),
            "choices": table_of(
                "", ("request", "choice", "taken", "place", "reading", "why"), chosen
            ),
            "every": self._every(),
        }

    def _every(self) -> Table:
        """Return the measures of each reading: what is taken of each choice, then the numbers."""
        columns = (
            REQUEST,
            Column("reading", kind="integer", about="Its number, from 1.", required=True),
            Column("taken", kind="text", about="Of each choice: 0 as it stands, or which other."),
            *MEASURE_COLUMNS,
        )

        def chunks() -> Iterator[Chunk]:
            for number, (taken, found) in enumerate(self.readings.measured.items(), 1):
                rows = [
                    (name, item, measure, *value)
                    for (name, item), measures in found.items()
                    for measure, value in measures.items()
                    if value != (None, None, None)
                ]
                if rows:
                    of = (self.request, [number] * len(rows), " ".join(map(str, taken)))
                    yield Chunk(len(rows), (*of, *zip(*rows, strict=True)))

        return Table("", columns, long=chunks)

    @cached_property
    def parts(self) -> Sequence[Part]:
        if not self.readings.choices:
            return ()
        said = map(self._choice_said, self.readings.choices)
        lines = [f"{number}. {each}" for number, each in enumerate(said, 1)]
        parts: list[Part] = [Notes("What can be read otherwise", tuple(lines))]
        if rows := tuple(self._rows()):
            count = len(self.readings.measured)
            columns = (
                Column("measure", "", align="left"),
                Column("value", "read evenly", align="right"),
                Column("at_least", "at least", align="right"),
                Column("at_most", "at most", align="right"),
                Column("by", "by", align="right"),
            )
            parts.append(Table(f"What moves, over {count:,} readings", columns, rows))
        if same := tuple(self._same()):
            parts.append(Notes("The same in every reading", same))
        return parts

    def _choice_said(self, choice: Choice) -> str:
        """Write what a choice is over, what stands, what could be taken instead, and why."""
        parts = dict(self.asked.parts())
        reasons = dict.fromkeys(
            capital(f"{place.why}{cited(parts[place.path].source)}.") for place in choice.places
        )
        said = choice_said(self.asked, choice, range(choice.size + 1), self.view.say)
        return f"{said}. {' '.join(reasons)}"

    def _rows(self) -> Iterator[Row]:
        """Yield what moves, under its scenario: between what each of its three numbers does."""
        numbers = {choice.id: at for at, choice in enumerate(self.readings.choices, 1)}
        above = None
        for each in self._moved:
            if not each.moves:
                continue
            over = capital(self._name(each)) + self.of(each.item)
            if over != above:
                yield Row((Cell(over), *[Cell()] * 4), "heading")
                above = over
            ends = [
                Cell(least if least == most else Band(least, most))
                for least, most in zip(each.least, each.most, strict=True)
            ]
            if self._is_record(each):
                ends[0] = Cell()  # a record is never read evenly
            by = sorted({numbers[name] for name in (*each.evenly_by, *each.range_by)})
            label = f"  {self._labels[each.item][each.measure]}"
            yield Row((Cell(label), *ends, Cell(", ".join(map(str, by)))))

    def _same(self) -> Iterator[str]:
        """Yield how much stands of each scenario, and the choices that move nothing."""
        for schedule in self.schedules:
            found = [each for each in self._moved if each.scenario == schedule.scenario_id]
            same = sum(not each.moves for each in found)
            if found:
                of = f"{same:,} of {len(found):,}" if same < len(found) else "every"
                yield f"{capital(schedule.name)}: {of} measure{'s' * (same < len(found))}."
        moving = {name for each in self.readings.moved for name in each.evenly_by + each.range_by}
        for number, choice in enumerate(self.readings.choices, 1):
            if choice.id not in moving:
                parts = dict(self.asked.parts())
                over = (parts[place.path] for place in choice.places)
                top_ups = all(isinstance(part, Tranche) and not part.counted for part in over)
                why = ": none counts top-ups" if top_ups else ""
                yield f"Choice {number} moves no measure{why}."

    @property
    def notes(self) -> Sequence[str]:
        readings = self.readings
        lines = [*item_lines(self.comparison, self.comparison.only)]
        if not readings.choices:
            lines.append("An alternative is written under `assumed`, with `or`.")
        if not readings.is_every:
            lines.append(
                f"There are more than {MOST_READINGS:,} combinations: each alternative is taken by "
                "itself, with all else as it stands."
            )
        if readings.unfit:
            several = readings.unfit > 1
            lines.append(
                f"{readings.unfit:,} {'readings are' if several else 'reading is'} left out, whose "
                "alternatives do not go together."
            )
        if any(each.moves for each in self._moved):
            lines.append(
                "Each column is a number by itself: from the least to the most that it is in any "
                "reading. At least and at most are what the sources allow within one reading; by "
                "which choices it moves is said last."
            )
        lines += past_lines(self.comparison)
        for each in (exceeding_lines, capacity_lines):
            lines += each(self.schedules, self.view.say)
        return lines

    @property
    def chart(self) -> Chart:
        """Return the comparison's chart, its bands over all that any reading allows."""
        from deliveries.reports.chart import readings_chart

        return readings_chart(self.readings, self.view)._replace(subtitle=self.verdict)


def choice_said(request: Request, choice: Choice, numbers: Iterable[int], say: Say) -> str:
    """Write ``Mao's plan, 1952, quantity: 16; or 60``: what is taken of each place of a choice."""
    taken = [taken_values(request, choice, number) for number in numbers]
    of_scenario: dict[str, list[str]] = {}
    for at, (path, key, *_) in enumerate(choice.places):
        of, inner = "the request", path
        if path[:1] == ("scenarios",):
            of, inner = request.called(str(path[1])), path[2:]
        words = [key.replace("_", " ")]
        if inner:
            window = getattr(dict(request.parts())[path], "window", None)
            words.insert(0, window.long() if window else f"{inner[0]} {int(inner[1]) + 1}")
        first, *others = (_words(each[at], say) for each in taken)
        instead = f"; or {' or '.join(others)}" if others else ""
        of_scenario.setdefault(of, []).append(f"{', '.join(words)}: {first}{instead}")
    together = f" ({choice.id}, all together)" if len(choice.places) > 1 else ""
    whole = "; ".join(f"{of}, {'; '.join(said)}" for of, said in of_scenario.items())
    return capital(whole) + together


def _words(value: object, say: Say) -> str:
    """Write what is taken for a field in a sentence."""
    match value:
        case Month() | Window() | Date():
            return value.long()
        case Quantity(kind, Fraction() as amount):
            return f"{'at most ' if kind == 'at_most' else ''}{say(amount)}"
        case Fraction() | int():
            return say(value)
        case dict():
            pairs = value.items()
            return listed(f"{_words(n, say)} for {_words(of, say)}" for of, n in pairs)
        case tuple():
            return listed(_words(each, say) for each in value)
    return str(value)


def _text(value: object) -> str:
    """Write what is taken for a field as data."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {each}" for key, each in value.items())
    return "; ".join(map(str, value)) if type(value) is tuple else str(value)
