"""Sweeps as reports: where it tips, a row a variant, or a grid of one measure.

Convention: values go up; a variant is called by what is swept alone. What is not possible has no
numbers, and the notes say why.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from deliveries.analysis.measures import MEASURES, NOT_REACHED, Amount, Measured
from deliveries.charts import Chart, HeatMap, Tile
from deliveries.errors import RangeError
from deliveries.months import Month
from deliveries.numbers import MINUS, percent
from deliveries.reports.measures import (
    MEASURE_COLUMNS,
    counted_in,
    labels,
    measured_cell,
    noun,
    shown,
    with_even,
)
from deliveries.reports.notes import ScheduleReport, top_up_lines
from deliveries.reports.verdict import when_complete
from deliveries.reports.words import capital, listed, sheet_title
from deliveries.tables import Cell, Chunk, Column, Row, Table, Value, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.analysis.sweep import Sweep, Variant
    from deliveries.reports import View

    Number = Fraction | int
    Point = tuple[Number, Measured]
    """What an option is, and what is measured there."""
    Variants = tuple[tuple[Number, ...], Measured]
    """The same of two."""

_SHOWN = (
    "by_need", "total", "complete", "late_whole", "unit_months_short", "mean_wait",
    "longest_wait", "peak",
)  # fmt: skip
"""The measures that a table of variants has, the most telling first."""
_MOST_SHOWN = 5
"""The most of them: so many stand side by side on a screen."""
_MOST_ACROSS = 8
"""Up to how many columns of a grid stand close together."""
_MOST_SAID = 6
"""The most values of an option that the verdict goes through; of more it has the two ends."""
_EVENLY = "read evenly"
_MOST_ITEMS = 3
"""The most items of which the verdict speaks."""
_MOST_BESIDE = 12
"""Up to how many fields of one option stand beside one another: more stand in a column."""
MOST_TILES = 40
"""The most rows and columns of a heat map: more are no picture."""
NOT_POSSIBLE, NEVER, PERHAPS = "×", "–", "?"
"""What stands in a grid for a variant that is not possible, and for a month that is not reached."""
_HEADINGS = {"capacity": "a month", "shift": "months later", "quantity": "quantity"}
_NOWHERE = "at none of these"
_ENDS = {"month": ("at the earliest", "at the latest"), "": ("at least", "at most")}
"""What the two ends of a measure are called, by its unit."""


class Report(ScheduleReport):
    """Reports a sweep."""

    result = "sweep"
    called = "a sweep"

    def __init__(self, found: Sweep, view: View) -> None:
        super().__init__(found.comparison, view)
        self.found = found
        self.axes = list(found.swept)

    @cached_property
    def name(self) -> str:
        """Return what is swept, within a sentence: with all that is changed in each variant."""
        fixed = self.found.fixed
        return fixed.short if fixed and fixed.short else self.schedules[0].name

    @cached_property
    def _labels(self) -> dict[str | None, dict[str, str]]:
        return {item: labels(self.found.comparison, item) for item in self.found.items}

    def _label(self, item: str | None, measure: str) -> str:
        return self._labels[item].get(measure, MEASURES[measure].heading)

    @cached_property
    def _possible(self) -> list[Variant]:
        return [variant for variant in self.found.variants if variant.measured]

    # The verdict

    @property
    def verdict(self) -> str:
        items = self.found.items
        if len(items) > _MOST_ITEMS:
            count = len(self._possible)
            return f"{capital(self.name)}: {count:,} variants of {len(items):,} items."
        return " ".join(self._sentence(item) for item in items)

    def _sentence(self, item: str | None) -> str:
        """Say where an item tips: along what is swept, or within the grid."""
        points = [(each.values, each.measured[item][self.found.measure]) for each in self._possible]
        if all(found == Measured() for _, found in points):
            return f"Nothing is known of {self._what(item)} in any of these variants."
        if len(self.axes) == 1:
            return " ".join(self._along(item, [(values[0], found) for values, found in points]))
        if self.found.measure == "complete" and self.asked.needed_by:
            return self._by_the_need(item, points, self.asked.needed_by)
        return self._range(item, points)

    def _along(self, item: str | None, points: list[Point]) -> Iterator[str]:
        """Yield what stands from some value on and what is before it, and what the need is."""
        axis, said = self.axes[0], [self._outcome(item, found) for _, found in points]
        alike = next(len(list(same)) for _, same in groupby(reversed(said)))
        begins = next(len(list(same)) for _, same in groupby(said))
        last = len(points) - 1
        if alike > last:
            tip, other, where = 0, None, self._range_of(axis, points[0][0], points[last][0])
        elif alike > 1:
            tip, other = last + 1 - alike, last - alike
            where = self._from(axis, points[tip][0])
        elif begins > 1:
            tip, other = begins - 1, begins
            where = self._up_to(axis, points[tip][0])
        else:
            tip, other, where = 0, last, self._at(axis, points[0][0])
        sentence = f"{capital(where)}, {said[tip]}"
        if other is not None:
            value, there = points[other]
            at = self._at(axis, value, short=True)
            sentence += f"; {self._beyond(item, points[tip][1], there, at)}"
        yield f"{sentence}."
        need = self.asked.needed_by
        if self.found.measure != "complete" or need is None:
            return
        by_then = [self._is_by(found, need) for _, found in points]
        changes = [at for at in range(1, len(points)) if by_then[at] != by_then[at - 1]]
        then = f"sure to be there by {need.long()}, when it is needed"
        if not any(by_then):
            yield f"At none of these is all of it {then}."
        elif changes and (other is None or changes != [max(tip, other)]):
            yield f"All of it is {then}, {self._region(axis, points, need)}."

    def _by_the_need(self, item: str | None, points: list[Variants], need: Month) -> str:
        """Say within a grid where all of it is there by the month of need."""
        inner, outer = self.axes
        by_outer: dict[Number, list[Point]] = {}
        for (value, other), found in points:
            by_outer.setdefault(other, []).append((value, found))
        regions = {o: self._region(inner, by_outer[o], need) for o in sorted(by_outer)}
        sure = "" if all(each.at_least == each.at_most for _, each in points) else " sure to be"
        by_then = f"complete by {need.long()}, when it is needed"
        name = f"{capital(self.name)}{self.of(item)}"
        if set(regions.values()) == {_NOWHERE}:
            return f"{name} is in none of these{sure} {by_then}. {self._range(item, points)}"
        groups = [[*same] for _, same in groupby(regions, key=regions.__getitem__)]
        if len(groups) > _MOST_SAID:
            groups = [groups[0], groups[-1]]
        said = [
            f"{regions[group[0]]} {self._range_of(outer, group[0], group[-1])}" for group in groups
        ]
        return f"{name} is{sure} {by_then}, {listed(said)}."

    def _range(self, item: str | None, points: list[Variants]) -> str:
        """Say between what a measure is within a grid, by its upper end, and where.

        Where no variant has an upper end, it is by the lower one.
        """
        outcomes = {self._outcome(item, found) for _, found in points}
        if len(outcomes) == 1:
            return f"{capital(outcomes.pop())}, in each of these."
        ranked = [(_ends(found), values, found) for values, found in points]
        known = [each for each in ranked if None not in each[0]]
        known = known or [each for each in ranked if each[0][1] is not None] or ranked[:1]
        (_, at, least), (_, other, most) = (
            pick(known, key=lambda each: [end for end in each[0] if end is not None])
            for pick in (min, max)
        )
        said = self._outcome(item, least)
        if said == self._outcome(item, most):
            same = sum(self._outcome(item, found) == said for _, found in points)
            return f"{capital(said)}, in {same:,} of these {len(points):,}."
        there = self._beyond(item, least, most, self._where(other))
        return f"{capital(said)} {self._where(at)}; {there}."

    def _outcome(self, item: str | None, found: Measured) -> str:
        """Write ``Mao's plan is complete by December 1951``, ``the mean wait is 3½ months``."""
        if self.found.measure == "complete":
            if found == Measured():
                return f"when {self.name}{self.of(item)} is complete is not known"
            never_at_once = self.schedules[0].scenario.incomplete_before(item) is not None
            when = when_complete(found, has_first=never_at_once)
            when = f"{when} complete" if when in ("not", "perhaps not") else f"complete {when}"
            return f"{self.name}{self.of(item)} is {when}"
        return f"{self._what(item)} is {self._words(found)}"

    def _beyond(self, item: str | None, here: Measured, there: Measured, where: str) -> str:
        """Say what is otherwise elsewhere than here."""
        if self.found.measure != "complete":
            return f"{where} it is {self._words(there)}"
        if isinstance(here.at_most, Month) and isinstance(there.at_most, Month):
            months = there.at_most - here.at_most
            number = "a month" if abs(months) == 1 else f"{abs(months):,} months"
            is_sure = here.at_least == here.at_most and there.at_least == there.at_most
            if months:
                verb = "takes" if is_sure else "may take"
                return f"{where} it {verb} {number} {'longer' if months > 0 else 'less'}"
        return f"{where} {self._outcome(item, there).replace(self.name + self.of(item), 'it', 1)}"

    def _what(self, item: str | None) -> str:
        """Return what the measure is called within a sentence, with the item."""
        return noun(self.found.measure, self._label(item, self.found.measure)) + self.of(item)

    def _words(self, found: Measured) -> str:
        """Write what the sources allow of a measure: ``54``, ``44 to 1,056``, ``3½ months``."""
        unit = MEASURES[self.found.measure].unit
        say = percent if unit == "share" else self.view.say
        value, least, most = found
        if isinstance(value, str):
            return value
        if least is None and most is None:
            return "not known"
        ends = []
        for each in (least, most):
            if isinstance(each, Month):
                ends.append(each.long())
            elif each is not None:
                ends.append(say(Fraction(each)))
        said = " to ".join(dict.fromkeys(ends))
        if least is None or most is None:
            said = f"at {'least' if most is None else 'most'} {said}"
        if unit == "months":
            said += " month" if least == most == 1 else " months"
        return said

    @staticmethod
    def _is_by(found: Measured, need: Month) -> bool:
        """Tell if all of it is there by a month, in every way that the sources allow."""
        return isinstance(found.at_most, Month) and found.at_most <= need

    # What is swept, in words

    def _at(self, axis: str, value: Number, *, short: bool = False) -> str:
        say = self.view.say
        if axis == "capacity":
            return f"at {say(value)}" + ("" if short else " a month")
        if axis == "quantity":
            return f"with {say(value)}"
        if not value:
            return "as it is"
        months = abs(int(value))
        return f"{months:,} month{'s' * (months != 1)} {'later' if value > 0 else 'earlier'}"

    def _from(self, axis: str, value: Number) -> str:
        if axis == "shift" and not value:
            return "as it is and later"
        return f"from {self._at(axis, value).removeprefix('at ').removeprefix('with ')} on"

    def _up_to(self, axis: str, value: Number) -> str:
        if axis == "shift" and value <= 0:
            return f"{self._at(axis, value)} and more" if value else "as it is and earlier"
        return f"up to {self._at(axis, value).removeprefix('at ').removeprefix('with ')}"

    def _range_of(self, axis: str, first: Number, last: Number) -> str:
        """Write ``at 4 a month``, ``at 4 to 12 a month``, ``1 to 3 months later``."""
        if first == last:
            return self._at(axis, first)
        if axis == "shift":
            if first > 0:
                return f"{int(first):,} to {self._at(axis, last)}"
            if last < 0:
                return f"{-int(last):,} to {self._at(axis, first)}"
            ends = [self._at(axis, value) for value in (first, last) if value]
            if len(ends) == 1:
                return f"as it is and up to {ends[0]}"
            return f"from {ends[0]} to {ends[1]}"
        before = "at" if axis == "capacity" else "with"
        return f"{before} {self.view.say(first)} to {self._at(axis, last).split(' ', 1)[1]}"

    def _region(self, axis: str, points: list[Point], need: Month) -> str:
        """Write where along an option all of it is there by a month."""
        flags = [self._is_by(found, need) for _, found in points]
        holding = [value for (value, _), flag in zip(points, flags, strict=True) if flag]
        if not holding:
            return _NOWHERE
        if all(flags):
            return self._range_of(axis, holding[0], holding[-1])
        if len(holding) == 1:
            return self._at(axis, holding[0])
        if flags == sorted(flags):
            return self._from(axis, holding[0])
        if flags == sorted(flags, reverse=True):
            return self._up_to(axis, holding[-1])
        return f"at {len(holding):,} of {len(flags):,} of these"

    def _where(self, values: Sequence[Number]) -> str:
        return ", ".join(self._at(axis, at) for axis, at in zip(self.axes, values, strict=True))

    # The tables

    @property
    def tables(self) -> dict[str, Table]:
        found = self.found
        scenario, item, *numbers = MEASURE_COLUMNS
        swept = (
            Column("capacity", kind="number", about="The most a month, where it is one number."),
            Column("shift", kind="integer", about="The months that it is moved by."),
            Column("quantity", kind="number", about="The quantity of the tranche that is changed."),
        )
        unit = Column("unit", kind="text", about="What it is counted in.")
        tables = {"sweep": Table("", (scenario, item, *swept, *numbers, unit), long=self._chunks)}
        if refused := [(*self._options(each), each.why) for each in found.variants if each.why]:
            keys = (*(column.key for column in swept), "why")
            tables["not_possible"] = table_of("", keys, refused)
        return tables

    def _chunks(self) -> Iterator[Chunk]:
        """Yield the measures of each variant; those that say nothing in any are left out."""
        found, name = self.found, self.schedules[0].scenario_id
        telling = {
            item: [each for each in found.measures if self._tells(item, each)]
            for item in found.items
        }
        for variant in found.variants:
            rows: list[tuple[Value, ...]] = []
            for item in found.items:
                of = variant.measured.get(item, {})
                for measure in telling[item]:
                    unit = counted_in(measure, self.asked.thing(item))
                    amounts = of.get(measure, Measured())
                    rows.append((name, item, *self._options(variant), measure, *amounts, unit))
            if rows:
                yield Chunk(len(rows), tuple(zip(*rows, strict=True)))

    def _tells(self, item: str | None, measure: str) -> bool:
        """Tell if a measure says anything of an item in any variant."""
        if measure == self.found.measure:
            return True
        return any(each.measured[item][measure] != Measured() for each in self._possible)

    def _options(self, variant: Variant) -> tuple[Value, Value, Value]:
        """Return its capacity, shift and quantity, swept or changed otherwise, if any."""
        of = dict(zip(self.axes, variant.values, strict=True))
        fixed = self.found.fixed
        capacity, shift, quantity = (of.get(axis) for axis in _HEADINGS)
        if fixed and capacity is None and len(fixed.capacity) == 1 and not fixed.capacity[0].window:
            capacity = fixed.capacity[0].limit
        if fixed and shift is None:
            shift = fixed.shift
        if fixed and quantity is None and fixed.quantity:
            quantity = fixed.quantity.amount
        return capacity, shift, quantity

    # What people are shown

    @cached_property
    def parts(self) -> Sequence[Table]:
        if len(self.axes) == 1:
            return [self._rows(item) for item in self.found.items]
        return [table for item in self.found.items for table in self._grids(item)]

    def _rows(self, item: str | None) -> Table:
        """Return a row a variant, with the measures that say most."""
        measures = [*self.found.measures]
        if len(measures) > 1:
            telling = [name for name in _SHOWN if name in self._labels[item]]
            measures = [name for name in telling if self._tells(item, name)][:_MOST_SHOWN]
        axis = self.axes[0]
        columns = [Column(axis, _HEADINGS[axis])]
        columns += [Column(name, self._label(item, name), align="right") for name in measures]
        rows: list[Row] = []
        for variant in self.found.variants:
            first = Cell(self._value(axis, variant.values[0]))
            if not variant.measured:
                empty = [Cell()] * (len(measures) - 1)
                rows.append(Row((first, Cell("not possible"), *empty)))
                continue
            of = [variant.measured[item][name] for name in measures]
            cells = [first, *map(measured_cell, measures, of)]
            evenly = [shown(name, each.value) for name, each in zip(measures, of, strict=True)]
            rows += with_even(cells, [None, *evenly], _EVENLY)
        title = sheet_title(item, self.asked.thing(item), f"by {axis}")
        return Table(title, tuple(columns), tuple(rows))

    def _grids(self, item: str | None) -> Iterator[Table]:
        """Yield the grid of a measure; where the sources leave it open, one for each end."""
        measure = self.found.measure
        all_of_it = [each.measured[item][measure] for each in self._possible]
        label = f"{self._label(item, measure)}{self.of(item)}"
        if all(each.at_least == each.at_most for each in all_of_it):
            yield self._grid(item, label, 1)
            return
        for end, words in enumerate(_ENDS.get(MEASURES[measure].unit, _ENDS[""]), 1):
            yield self._grid(item, f"{label}, {words}", end)
        if any(each.value is not None for each in all_of_it):
            yield self._grid(item, f"{label}, read evenly", 0)

    @cached_property
    def _sides(self) -> tuple[str, str]:
        """Return what goes down a grid, and across it: the option with fewer values.

        Of one option alone many values go down, a few across.
        """
        first, *others = self.axes
        if not others:
            return (first, "") if len(self.found.variants) > _MOST_BESIDE else ("", first)
        (second,) = others
        longer = len(self.found.swept[second]) > len(self.found.swept[first])
        return (second, first) if longer else (first, second)

    def _grid(self, item: str | None, title: str, end: int) -> Table:
        """Return a grid of one of the three numbers of a measure."""
        down, across = self._sides
        wide = self.found.swept[across]
        group = _HEADINGS[across] if len(wide) <= _MOST_ACROSS else ""
        columns = [Column(down, _HEADINGS[down])]
        columns += [
            Column(f"{across} {value}", self._named(across, value), group, align="right")
            for value in wide
        ]
        rows = []
        for value in self.found.swept[down]:
            cells = [self._grid_cell(item, self._there[value, other], end) for other in wide]
            rows.append(Row((Cell(self._value(down, value)), *cells)))
        turned = f"{title}: {down} down, {across} across"
        return Table(turned, tuple(columns), tuple(rows))

    @cached_property
    def _there(self) -> dict[tuple[Number, Number], Variant]:
        """Return the variants by what goes down and across; by 0 where nothing does."""
        found = {}
        for each in self.found.variants:
            values = dict(zip(self.axes, each.values, strict=True))
            down, across = (values.get(axis, 0) for axis in self._sides)
            found[down, across] = each
        return found

    def _grid_cell(self, item: str | None, variant: Variant, end: int) -> Cell:
        if not variant.measured:
            return Cell(NOT_POSSIBLE)
        measure = self.found.measure
        found = variant.measured[item][measure]
        if found.value == NOT_REACHED:
            return Cell(NEVER)
        amount: Amount = found[end]
        if end and amount is None and found.at_least == found.at_most:
            amount = found.value
        if amount is None:
            is_open = end == 2 and found != Measured()
            return Cell(PERHAPS if is_open and isinstance(found.at_least, Month) else "unknown")
        need = self.asked.needed_by
        if measure == "complete" and need and isinstance(amount, Month):
            return Cell(amount, "", "ahead" if amount <= need else "behind")
        return Cell(shown(measure, amount))

    def _value(self, axis: str, value: Number) -> Value:
        """Return what an option is, as a cell: months have a sign."""
        if axis != "shift" or not value:
            return Fraction(value)
        return f"{'+' if value > 0 else MINUS}{abs(int(value)):,}"

    def _named(self, axis: str, value: Number) -> str:
        """Write what an option is, for the heading of a row or column."""
        shown_as = self._value(axis, value)
        return shown_as if isinstance(shown_as, str) else self.view.say(value)

    @cached_property
    def legend(self) -> Sequence[str]:
        cells = {cell.value for part in self.parts for row in part.rows for cell in row.cells}
        lines = []
        if NEVER in cells:
            lines.append(f"{NEVER} Not reached in any way that the sources allow.")
        if PERHAPS in cells:
            lines.append(f"{PERHAPS} In some way that the sources allow it is never reached.")
        if _EVENLY in cells:
            lines.append("Read evenly: within what the sources allow, which is above it.")
        if any(column.key.startswith("late_") for part in self.parts for column in part.columns):
            lines.append(f"Months later than {self.schedules[0].name} as it stands.")
        return lines

    @property
    def notes(self) -> Sequence[str]:
        lines = []
        if "shift" in self.axes:
            lines.append(f"It is moved by so many months: {MINUS} is earlier, + later.")
        if "capacity" in self.axes:
            outside = any(each.top_ups for each in self.schedules[0].items.values())
            lines.append(
                "A capacity is the most that can come in a month, and the user's own: what cannot "
                "come waits, and comes as soon as it can." + " Top-ups are outside it." * outside
            )
        refused: dict[str, list[str]] = {}
        for each in self.found.variants:
            if each.why:
                refused.setdefault(each.why, []).append(self._where(each.values))
        mark = f"{NOT_POSSIBLE} " if len(self.axes) > 1 else ""
        for why, where in refused.items():
            named = listed(where) if len(where) <= _MOST_ITEMS else f"{len(where):,} variants"
            lines.append(f"{mark}Not possible, {named}: {why}.")
        return [*lines, *top_up_lines(self.schedules, self.view.say)]

    # The picture

    @property
    def chart(self) -> Chart:
        """Return the heat map of the first item. Raises `RangeError` for too many fields."""
        item, measure = self.found.items[0], self.found.measure
        heat, need = self._heat(item), self.asked.needed_by
        kind = "later" if MEASURES[measure].unit == "month" else "more"
        notes = [f"The darker, the {kind}; where the sources leave a range, by the even reading."]
        if need and any(tile.marked for tiles in heat.tiles for tile in tiles):
            notes.append(f"Bold: sure to be there by {need.long()}, when it is needed.")
        if len(self.found.items) > 1:
            notes.append(f"One of {len(self.found.items)} items.")
        label = f"{self._label(item, measure)}{self.of(item)}"
        return Chart(
            "sweep",
            self.asked.title,
            self.verdict,
            f"{capital(self.name)}: {label[:1].lower()}{label[1:]}",
            self.found.comparison.window,
            notes=(*notes, *self.notes),
            cites="; ".join(each.cited for each in self.sources),
            sources=tuple(each.named for each in self.sources),
            heat=heat,
        )

    def _heat(self, item: str | None) -> HeatMap:
        """Return the fields, in rows and columns."""
        measure, (down, across) = self.found.measure, self._sides
        rows, columns = (self.found.swept.get(axis, (0,)) for axis in self._sides)
        if max(len(rows), len(columns)) > MOST_TILES:
            reason = f"a heat map has at most {MOST_TILES} rows and columns"
            raise RangeError(reason, "take larger steps")
        found = [each.measured[item][measure] for each in self._possible]
        ranked = [(rank, each) for each in found if (rank := _rank(each)) is not None]
        least, most = (
            pick(ranked, key=itemgetter(0))[1] if ranked else None for pick in (min, max)
        )
        return HeatMap(
            _HEADINGS.get(down, ""),
            _HEADINGS.get(across, ""),
            tuple(self._named(down, row) if down else "" for row in rows),
            tuple(self._named(across, column) if across else "" for column in columns),
            tuple(
                tuple(self._tile(self._there[row, at], item, least, most) for at in columns)
                for row in rows
            ),
            (_shaded_by(least), _shaded_by(most)) if least and most else None,
            is_share=MEASURES[measure].unit == "share",
        )

    def _tile(
        self, variant: Variant, item: str | None, least: Measured | None, most: Measured | None
    ) -> Tile:
        """Return a variant's field, shaded between the least and the most of all."""
        if not variant.measured:
            return Tile("not possible", "not possible", None)
        found = variant.measured[item][self.found.measure]
        value, low, high = found
        if low == high is None:
            low = high = value
        rank, lightest, darkest = (_rank(each or ()) for each in (found, least, most))
        shade = None
        if rank is not None and lightest is not None and darkest is not None:
            shade = (rank - lightest) / ((darkest - lightest) or 1)
        need = self.asked.needed_by if self.found.measure == "complete" else None
        return Tile(low, high, shade, marked=need is not None and self._is_by(found, need))


def _rank(numbers: Sequence[Amount]) -> Fraction | None:
    """Return the first of some numbers that is known, such that it can be compared."""
    for each in numbers:
        if isinstance(each, Month):
            return Fraction(each.year * 12 + each.number)
        if isinstance(each, Fraction | int):
            return Fraction(each)
    return None


def _ends(found: Measured) -> tuple[Fraction | None, Fraction | None]:
    """Return the upper and the lower end of a measure, such that they can be compared."""
    value, least, most = found
    if least is None and most is None:
        least = most = value
    return _rank((most,)), _rank((least,))


def _shaded_by(found: Measured) -> Amount:
    """Return the number that a field is shaded by."""
    return next(each for each in found if each is not None and not isinstance(each, str))
