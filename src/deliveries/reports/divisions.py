"""Divisions by organisation as a report: of one scenario, or of several with the break-even."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.analysis.divisions import ByDivisions, Divisions, Exact, Tracks, divisions
from deliveries.months import Window
from deliveries.reports.notes import ScheduleReport
from deliveries.reports.schedules import Calendar, pivot
from deliveries.reports.verdict import verdict
from deliveries.reports.words import capital
from deliveries.tables import Band, Cell, Column, Table, Value, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.charts import Chart
    from deliveries.reports import View
    from deliveries.reports.schedules import Track


class Report(ScheduleReport):
    """Reports divisions."""

    result = "divisions"
    called = "a table of divisions"

    def __init__(self, found: ByDivisions, view: View) -> None:
        """Take the divisions, and which months are shown. Raises `RangeError` for none."""
        super().__init__(found.schedules[0], view)
        self.found = found
        self.schedules = list(found.schedules)
        self.calendar = Calendar(found.window, view, self.asked.year_begins)

    @property
    def verdict(self) -> str:
        say = self.view.say
        if self.found.comparison:
            return verdict(self.found.comparison, say)
        schedule, last = self.schedules[0], self.found.window.last
        said = []
        for month in sorted({schedule.request.needed_by or last, last}):
            kinds = []
            there = divisions(schedule, Window(month, month))
            for name, ((central,), _, _) in _kinds(there):
                if central:
                    is_stated = name != "not stated"
                    on = f"the {name} organisation" if is_stated else "one that is not stated"
                    kinds.append(f"{say(central)} on {on}")
            if there.new[0][0] is not None:  # of what is after its end a record tells nothing
                said.append(f"by {month.long()} {' and '.join(kinds) or 'none'}")
        name = capital(schedule.name)
        return f"{name} makes these divisions, read evenly: {'; '.join(said)}."

    def _worth(self, there: Divisions) -> Exact | None:
        """Return what all is worth in existing sets; None where it cannot be said."""
        if self.found.uplift is None or there.has_not_stated:
            return None
        return there.worth(self.found.uplift)

    @property
    def tables(self) -> dict[str, Table]:
        calendar, period = self.calendar, self.calendar.by.value
        rows: list[tuple[Value, ...]] = []
        worths: list[tuple[Value, ...]] = []
        for schedule, there in zip(self.schedules, self.found.divisions, strict=True):
            named = (self.request, schedule.scenario_id)
            for name, tracks in _kinds(there):
                along = zip(calendar.named, *map(calendar.at_ends, tracks), strict=True)
                rows += [(*named, name, *numbers) for numbers in along]
            if worth := self._worth(there):
                for at, number in zip(calendar.named, calendar.at_ends(worth), strict=True):
                    worths.append((*named, at, self.found.uplift, number))
        keys: tuple[str, ...] = ("request", "scenario", "establishment", period)
        keys += ("divisions", "at_least", "at_most")
        tables = {"divisions": table_of("", keys, rows)}
        if worths:
            keys = ("request", "scenario", period, "uplift", "worth")
            tables["worth"] = table_of("", keys, worths)
        base, need = self.schedules[0].scenario_id, self.asked.needed_by
        evens = self.found.break_evens.items()
        if of_even := [(self.request, name, base, need, *even) for name, even in evens]:
            keys = ("request", "scenario", "against", "month", "at_least", "at_most")
            tables["break_even"] = table_of("", keys, of_even)
        return tables

    @property
    def parts(self) -> Sequence[Table]:
        calendar, alone = self.calendar, len(self.schedules) == 1
        tracks: list[Track] = []
        for schedule, there in zip(self.schedules, self.found.divisions, strict=True):
            group = "" if alone else capital(schedule.name)
            for name, (central, least, most) in _kinds(there):
                column = Column(f"{schedule.scenario_id}.{name}", name, group)
                tracks.append((column, [*map(Cell, calendar.at_ends(central))], []))
                if alone and least != most:
                    column = Column(f"{name}.band", "may be", group, "right", "number")
                    ends = map(Band, calendar.at_ends(least), calendar.at_ends(most))
                    cells = [Cell(each if each.least != each.most else None) for each in ends]
                    tracks.append((column, cells, []))
            if worth := self._worth(there):
                column = Column(f"{schedule.scenario_id}.worth", "worth", group)
                tracks.append((column, [*map(Cell, calendar.at_ends(worth))], []))
        return [pivot("Divisions by organisation, to date", calendar, tracks)]

    @property
    def legend(self) -> Sequence[str]:
        makes = (
            "A set for the existing or the new organisation makes a division on it; a top-up set "
            "turns a division on the existing organisation into one on the new."
        )
        lines = [makes]
        if any(item.outstanding for each in self.schedules for item in each.items.values()):
            lines.append("Not all of it is there before some month; nobody says which sets wait.")
        if self.found.uplift is not None and any(map(self._worth, self.found.divisions)):
            size = self.view.say(self.found.uplift)
            lines.append(f"Worth: in existing sets, a new set holding {size} of them.")
        return lines

    @property
    def notes(self) -> Sequence[str]:
        lines = []
        say, base, need = self.view.say, self.schedules[0], self.asked.needed_by
        for other in self.schedules[1:]:
            even = self.found.break_evens.get(other.scenario_id)
            if even is None or need is None or even.most == 0:
                continue  # at 0 they are equal only if a new set is worth nothing
            if even.most is None:
                size = f"at least {say(even.least)}"
            elif even.least in (0, even.most):
                size = f"{'' if even.least else 'at most '}{say(even.most)}"
            else:
                size = f"{say(even.least)} to {say(even.most)}"
            ones = "one" if even.least == even.most == 1 else "ones"
            lines.append(
                f"Break-even in {need.long()}: {other.name} is worth as much as "
                f"{base.name} if a new set holds {size} existing {ones}."
            )
        return lines

    @property
    def chart(self) -> Chart | None:
        from deliveries.reports.chart import comparison_chart

        if self.found.comparison is None:
            return None
        return comparison_chart(self.found.comparison, self.view._replace(chart="divisions"))


def _kinds(there: Divisions) -> list[tuple[str, Tracks]]:
    """Return the organisations that ever have a division; the two that are named always."""
    kinds = [("existing", there.existing), ("new", there.new)]
    return kinds + ([("not stated", there.not_stated)] if there.has_not_stated else [])
