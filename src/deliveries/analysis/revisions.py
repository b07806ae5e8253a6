"""Promises over time: each beside the one that it takes the place of.

Convention: every scenario is a promise but a record, which comes last, and a counterfactual. Where
none says which other it ``revises``, they stand in the order of their dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from deliveries.analysis.comparison import Comparison, as_said, compare_scenarios
from deliveries.analysis.measures import MEASURES, Measured, Subject
from deliveries.case import find_request, find_scenario
from deliveries.case.resolve import revised_among
from deliveries.errors import RangeError
from deliveries.results import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deliveries.analysis.comparison import Compared
    from deliveries.analysis.measures import Amount
    from deliveries.case import Case, Request
    from deliveries.months import Date, Month

    Line = tuple[str, ...]
    """Scenarios by their ids, the first promise first, records last."""


class Vintage(NamedTuple):
    """One promise, or a record: how much of an item, and how far that is from the one before."""

    scenario: str
    """Its id."""
    compared: Compared
    there: Measured
    """By the month of need, in the item's unit."""
    complete: Measured
    """The month in which all of it is there."""
    moved: Measured = Measured()
    """The same, less that of the promise before; over all that the sources of both allow."""
    later: Measured = Measured()
    """The months by which all of it is there later than with the promise before."""


@dataclass(frozen=True)
class Revisions(Result):
    """The promises among what is compared, line by line."""

    result: ClassVar[str] = "revisions"
    comparison: Comparison

    @property
    def month(self) -> Month:
        """Return the month by whose end they are told: that of need, or the last that is known."""
        return self.comparison.month

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return the promises in order, with the records at the end of each line."""
        return lines_of(self.comparison.request, list(self.comparison.schedulers))

    def vintages(self, line: Line, item: str | None) -> list[Vintage]:
        """Return what each in a line has of an item; whatever has nothing of it is passed over.

        Each is measured against the promise before it: a record against the last of them.
        """
        entries = {entry.id: entry for entry in self.comparison.entries}
        month = self.month
        found: list[Vintage] = []
        before: Vintage | None = None
        for name in line:
            if item not in entries[name].items:
                continue
            compared = entries[name].items[item]
            series = compared.series
            there = (series.at(month), series.at(month, "at_least"), series.at(month, "at_most"))
            complete = compared.measures["complete"]
            vintage = Vintage(name, compared, Measured(*there), complete)
            found.append(changed(before, vintage) if before else vintage)
            if entries[name].schedule.scenario.kind != "record":
                before = vintage
        return found


def changed(earlier: Vintage, later: Vintage) -> Vintage:
    """Return a promise with how far it is from an earlier one."""
    old, new = earlier.there, later.there
    ours, theirs = later.compared, earlier.compared
    subject = Subject(ours.item, ours.series, theirs.series, ours.need)
    return later._replace(
        moved=Measured(
            _less(new.value, old.value),
            _less(new.at_least, old.at_most),
            _less(new.at_most, old.at_least),
        ),
        later=MEASURES["late_whole"].work_out(subject),
    )


def _less(one: Amount, other: Amount) -> Fraction | None:
    """Return how much more one quantity is than another; None if one of them is not known."""
    return one - other if isinstance(one, Fraction) and isinstance(other, Fraction) else None


def compare_revisions(
    case: Case,
    names: Sequence[str] = (),
    *,
    request: str | None = None,
    whole: bool = False,
    as_of: Date | None = None,
) -> Revisions:
    """Set the promises for a request beside one another, in the order in which they were made.

    All but counterfactuals are taken if none is named; those without a date are left out where
    there is no other order. Raises as `compare_scenarios` does, and `RangeError` if there is no
    promise among them, or none with a date.
    """
    request_id, asked = find_request(case, request)
    for name in names:
        find_scenario(asked, name)
    if as_of is not None:
        known, names = as_said(case, request_id, names, as_of)
        asked = known.requests[request_id]
    every = [name for name, each in asked.scenarios.items() if each.kind != "counterfactual"]
    lines = lines_of(asked, list(dict.fromkeys(names or every)))
    taken = list(dict.fromkeys(name for line in lines for name in line))
    comparison = compare_scenarios(
        case, taken, request=request_id, baseline=taken[0], whole=whole, as_of=as_of
    )
    return Revisions(comparison)


def lines_of(request: Request, names: Sequence[str]) -> tuple[Line, ...]:
    """Return the lines that scenarios of a request make: one for each promise that none revises.

    It has the promises before it, each revised by the next of them that is named; one that neither
    revises nor is revised is a line by itself. Without any revision all that are dated are one
    line. Raises `RangeError` if there is no promise, or no order.
    """
    scenarios = request.scenarios
    records = tuple(name for name in names if scenarios[name].kind == "record")
    promises = [name for name in names if name not in records]
    if not promises:
        raise RangeError("there is no promise among these scenarios", "a record is what came")
    before: dict[str, str] = {}
    for name in promises:
        if earlier := revised_among(request, name, promises):
            before[name] = earlier
    if not before:
        dated = {name: scenarios[name].dated for name in promises}
        order = sorted((each.last_day, at) for at, each in enumerate(dated.values()) if each)
        line = tuple(promises[at] for _, at in order)
        if not line and len(promises) > 1:
            hint = "give them `dated`, or say which of them each `revises`"
            raise RangeError("none of these promises has a date, so there is no order", hint)
        return ((*(line or promises), *records),)
    lines = []
    for name in promises:
        if name not in before.values():
            line = (name,)
            while line[0] in before:
                line = (before[line[0]], *line)
            lines.append((*line, *records))
    return tuple(lines)
