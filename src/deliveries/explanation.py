"""Explains how a number came to be, step by step, as one would write it on a blackboard.

Convention: a step has a label and, where something is reckoned, an equation whose right side is its
value. Every equation can be worked out by itself, and the last of them are the cells of the tables.
The steps of a section are in the order in which one would write them; a section without steps is
left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from deliveries.analysis.divisions import sets_by
from deliveries.analysis.measures import reaching
from deliveries.case import Choice, Citation, alternatives, with_reading
from deliveries.case.models import all_but_one
from deliveries.errors import CapacityError, ConversionError, LotError
from deliveries.months import Month
from deliveries.results import Result
from deliveries.schedule import by_recipient, line_source, schedule_scenario
from deliveries.schedule.model import Bound, limit_in
from deliveries.schedule.placement import running_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.case.models import Row
    from deliveries.schedule import ItemSchedule, Line, Schedule, Series

NONE = Fraction(0)
MOST_ROWS = 10
"""How many rows of a ledger are listed one by one: the largest."""


class Ratio(NamedTuple):
    """A share as it is reckoned, not in lowest terms: 4 of 6 months."""

    part: int
    whole: int


Term = Fraction | Ratio | str
"""A number, a share, or a sign between them."""


class Step(NamedTuple):
    """One line on the blackboard."""

    label: str
    equation: tuple[Term, ...] = ()
    """The left side; empty where nothing is reckoned."""
    value: Fraction | None = None
    """The right side; None where nothing is reckoned or known."""


class Section(NamedTuple):
    """A group of lines that belong together: a tranche, the sum, the capacity..."""

    title: str
    steps: tuple[Step, ...]
    source: tuple[Citation, ...] = ()


class Numbers(NamedTuple):
    """The numbers of one month. None is what is not known, or not planned."""

    delivered: Fraction | None = None
    """What the month brings; None where nothing is planned or known."""
    to_date: Fraction | None = None
    """What is there at its end; None where that is not known."""
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    gap: Fraction | None = None
    """Less what the baseline has there; None without one to compare with."""


class Reread(NamedTuple):
    """The numbers of the month where one choice is taken otherwise, and all else as it stands."""

    choice: Choice
    taken: int
    """Which of its alternatives, from 1."""
    numbers: Numbers


@dataclass(frozen=True)
class Explanation(Result):
    """Everything behind the cells of one scenario, item and month."""

    result: ClassVar[str] = "explanation"
    schedule: Schedule
    item: ItemSchedule
    month: Month
    numbers: Numbers
    sections: tuple[Section, ...]
    baseline: Schedule | None = None
    """What the gap is to."""

    @cached_property
    def reread(self) -> tuple[Reread, ...]:
        """Return the numbers in the other readings of the documents, each alternative by itself."""
        return tuple(_reread(self.schedule, self.month, self.item.id, self.baseline))


def explain(
    schedule: Schedule,
    month: Month,
    *,
    item: str | None = None,
    baseline: Schedule | None = None,
    measures: bool = True,
) -> Explanation:
    """Explain what a scenario brings in a month, and what is there at its end.

    ``item`` is needed for an itemised request. Any month can be asked about: before the scenario
    begins nothing is there, after it ends all of it. Without ``measures``, what is the same for all
    months is left out. Raises `UnknownNameError` for an item that the scenario does not have.
    """
    thing = schedule.item(item)
    numbers = _numbers(schedule, month, thing.id, baseline)
    against: list[Step] = []
    if numbers.to_date is not None and numbers.gap is not None:
        theirs = numbers.to_date - numbers.gap
        against.append(_less("there by then, less the baseline", numbers.to_date, theirs))
    sections = (item_sections if thing.of else row_sections)(schedule, thing, month)
    of_rows = bool(sections)
    for line in () if of_rows else thing.tranches:
        counts = "" if line.tranche.counted else ", top-ups (not counted)"
        title = f"Tranche {line.number}, {line.window.long()}{counts}"
        steps = [quantity_step(thing, line), *due_steps(thing, line, month)]
        sections.append(Section(title, tuple(steps), line.tranche.source))
    measured = need_steps(schedule, thing) + wait_steps(schedule, thing) if measures else []
    titled: list[tuple[str, list[Step], tuple[Citation, ...]]] = []
    if not thing.of:
        titled += [
            ("Before the request opens", early_steps(thing, month), ()),
            ("Milestones and totals", rest_steps(thing, month, of_rows=of_rows), ()),
            ("Together", sum_steps(thing, month, of_rows=of_rows), ()),
            ("Capacity", *capacity_steps(thing, month)),
        ]
    titled += [
        ("For whom, by then", recipient_steps(thing, month), ()),
        ("Divisions by then", division_steps(schedule, month), ()),
        (f"Against {baseline.name}" if baseline else "", against, ()),
        ("Measures of the whole scenario", measured, ()),
    ]
    sections += [Section(title, tuple(steps), source) for title, steps, source in titled if steps]
    return Explanation(schedule, thing, month, numbers, tuple(sections), baseline)


def _numbers(
    schedule: Schedule, month: Month, item: str | None, baseline: Schedule | None
) -> Numbers:
    series = schedule.items[item].series if item in schedule.items else None
    if series is None:
        return Numbers()
    there, delivered, gap = series.at(month), None, None
    if month in series.window and not _is_open(series, month):
        delivered = series.exact(series.delivered[month - series.window.first])
    base = baseline.items.get(item) if baseline else None
    theirs = base.series.at(month) if base and base.series else None
    if there is not None and theirs is not None:
        gap = there - theirs
    least, most = series.at(month, "at_least"), series.at(month, "at_most")
    return Numbers(delivered, there, least, most, gap)


def _is_open(series: Series, month: Month) -> bool:
    """Tell if what a month brings is not known by itself."""
    windows = (*series.unknown, *(figure.window for figure in series.figures))
    has_ended = series.ends is not None and month > series.ends
    return has_ended or any(month in window for window in windows)


def _reread(
    schedule: Schedule, month: Month, item: str | None, baseline: Schedule | None
) -> Iterator[Reread]:
    """Yield the numbers of a month in the other readings of its scenario and its baseline."""
    names = [each.scenario_id for each in (schedule, baseline) if each]
    for choice in alternatives(schedule.request, names):
        for taken in range(1, choice.size + 1):
            case = with_reading(schedule.case, schedule.request_id, {choice.id: taken})
            try:
                own, *base = (
                    schedule_scenario(case, name, request=schedule.request_id, whole=schedule.whole)
                    for name in names
                )
            except (LotError, CapacityError):
                continue  # it cannot be counted in whole units, or at a capacity
            yield Reread(choice, taken, _numbers(own, month, item, base[0] if base else None))


def item_sections(schedule: Schedule, item: ItemSchedule, month: Month) -> list[Section]:
    """Explain a sum: what each of its items has, and all of them together."""
    in_month: list[Step] = []
    by_then: list[Step] = []
    is_least = False
    is_open = any(each.series and _is_open(each.series, month) for each in item.of)
    for each in item.of:
        name = each.thing.title or str(each.id)
        numbers = _numbers(schedule, month, each.id, None)
        delivered, there = numbers.delivered, numbers.to_date
        if delivered is None:
            in_month.append(Step(f"{name}: nothing is planned or known"))
        else:
            in_month.append(Step(name, (delivered,), delivered))
        if there is None:
            is_least, there = True, numbers.at_least
            name = f"{name}, at least" if there is not None else f"{name}: not known"
        by_then.append(Step(name, () if there is None else (there,), there))
    lines = ((each, line) for each in item.of for line in each.tranches)
    source = tuple(dict.fromkeys(cite for each, line in lines for cite in line_source(each, line)))
    is_early = item.opens is not None and month < item.opens
    early = ", before the request opens: never counted" if is_early else ""
    sections = []
    for title, steps, label, or_more in (
        (f"Its items in {month.long()}{early}", in_month, "there in the month", is_open),
        ("Its items by then", by_then, "there by then", is_least),
    ):
        if known := [step.value for step in steps if step.value is not None]:
            steps.append(_added(f"{label}, at least" if or_more else label, known))
        sections.append(Section(title, tuple(steps), source))
    return sections


def row_sections(schedule: Schedule, item: ItemSchedule, month: Month) -> list[Section]:
    """Return the rows of a ledger that are behind a month: the largest, and how many more."""
    ledger = schedule.scenario.ledger
    if ledger is None or ledger.content is None:
        return []
    own: list[tuple[Row, Line]] = []
    within: list[tuple[Row, Line]] = []
    earlier: list[Fraction] = []
    for line in item.tranches:
        rows = ledger.content.rows[line.number - 1]
        if month in line.window:
            held = own if len(line.window) == 1 and line.tranche.to_date is None else within
            held += [(row, line) for row in rows]
        elif line.window.last < month:
            earlier += [Fraction(row.quantity or 0) for row in rows]
    by_date = any(line.tranche.to_date is not None for line in item.tranches)
    several = f"by a date in {month.long()}" if by_date else "for several months, this among them"
    titled = (
        (f"Rows of {ledger.file} in {month.long()}", own),
        (f"Rows of {ledger.file} {several}", within),
    )
    sections = []
    for title, rows_of in titled:
        rows_of.sort(key=lambda each: (-abs(each[0].quantity or 0), each[0].line))
        steps = [_row_step(row, line) for row, line in rows_of[:MOST_ROWS]]
        amounts = [step.value for step in steps if step.value is not None]
        if more := [Fraction(row.quantity or 0) for row, _ in rows_of[MOST_ROWS:]]:
            count = f"and {len(more):,} more row{'s' if len(more) > 1 else ''}"
            amounts.append(sum(more, NONE))
            steps.append(Step(count, (amounts[-1],), amounts[-1]))
        if rows_of is own and len(amounts) > 1:
            steps.append(_added(f"{len(own):,} rows together", amounts))
        source = dict.fromkeys(each for _, line in rows_of for each in line.tranche.source)
        sections.append(Section(title, tuple(steps), tuple(source)))
    if not (own or within):
        sections[0] = sections[0]._replace(steps=(Step("there is none"),))
    count = f"{len(earlier):,} row{'s' if len(earlier) != 1 else ''}"
    if earlier and not by_date:
        total = sum(earlier, NONE)
        before = Section(f"Rows of {ledger.file} before", (Step(count, (total,), total),))
        sections.insert(1, before)
    return [section for section in sections if section.steps]


def _row_step(row: Row, line: Line) -> Step:
    """Write a row of a ledger as a step: where it stands, when, for whom."""
    tranche = line.tranche
    label = [f"line {row.line:,}", row.date, *tranche.recipients]
    if tranche.establishment:
        label.append(tranche.establishment)
    if not line.counts:
        label.append("before the request opens: never counted")
    if tranche.to_date is not None:
        label.append("all that had come by then")
    if row.note:
        label.append(row.note)
    if row.quantity is None:
        return Step(", ".join([*label, str(tranche.quantity)]))
    amount = Fraction(row.quantity)
    return Step(", ".join(label), (amount,), amount)


def quantity_step(item: ItemSchedule, line: Line) -> Step:
    """Explain how much a tranche brings in all."""
    tranche, total = line.tranche, _total(line)
    asked, mark = item.thing.quantity or NONE, tranche.mark
    if mark is not None and tranche.date:
        by = tranche.date.long()
        return Step(f"a milestone, all that had come by {by}, the rows up to it too", (mark,), mark)
    if mark is not None:
        return Step("a total, the rows within it too", (mark,), mark)
    if line.is_loose:
        return Step(f"its quantity is {tranche.quantity}, and is part of what the milestones hold")
    if total is None:
        return Step("its quantity is not known")
    if tranche.share is not None:
        return Step("its quantity, a share of the request", (asked, "×", tranche.share), total)
    if line.openness == "balance":
        equation: list[Term] = [asked]
        for each in item.tranches:
            amount = _total(each)
            if each.tranche.counted and each.counts and each is not line and amount is not None:
                equation += ["−", amount]
        return Step("its quantity, the balance of the request", tuple(equation), total)
    how = {
        "at_most": ", a ceiling read in full",
        "at_least": ", or more",
        "from": f", or up to {tranche.quantity and tranche.quantity.to}",
    }
    return Step(f"its quantity{how.get(line.openness, '')}", (total,), total)


def due_steps(item: ItemSchedule, line: Line, month: Month) -> list[Step]:
    """Explain what of a tranche is due by the month before, by the month, and in it.

    Of a record nothing is due: it came.
    """
    total = _total(line)
    at, months = month - line.window.first, len(line.window)
    if total is None:
        return []
    if not line.counts:
        return [Step("it comes before the request opens: shown, never counted")]
    if at < 0:
        return [Step(f"it begins in {line.window.first.long()}", (NONE,), NONE)]
    figure = line.figure
    if figure and figure.window.first <= month < figure.window.last:
        return [Step("how it fell within its months is not known")]
    if figure and month >= figure.window.last:
        least = ", at least, as the record ends within its last month" if figure.open_ended else ""
        if line.or_more:
            least = ", at least"
        return [Step(f"all of it has come by then{least}", (total,), total)]
    if line.is_record and (at >= months or months == 1):
        came = "has come by then" if at >= months else "came in the month"
        return [Step(f"all of it {came}", (total,), total)]
    if at >= months:
        return [Step(f"all of it is due since {line.window.last.long()}", (total,), total)]
    steps = _running(item, line, at - 1, "due by the month before") if at else []
    steps += _running(item, line, at, "due by then")
    due, before = _there(line, month), _there(line, month, before=True)
    return [*steps, _less("so due in the month", due, before)]


def _running(item: ItemSchedule, line: Line, at: int, label: str) -> list[Step]:
    """Explain a running total: the share of the quantity, then rounded to lots."""
    total, tranche, months = _total(line) or NONE, line.tranche, len(line.window)
    weights = running_weights(tranche)
    ratio = Ratio(weights[at], weights[-1])
    ideal = total * Fraction(*ratio)
    equation: tuple[Term, ...] = (total, "×", ratio)
    if tranche.amounts is not None:
        manner = "as the source lists it"
        listed = [tranche.amounts.get(each, NONE) for each in [*line.window][: at + 1]]
        equation = _joined(listed)
    elif tranche.weights is not None:
        manner = "in the stated proportions"
    else:
        how = "evenly" if tranche.stated else "read evenly"
        manner = f"{how}, {at + 1} of {months} month{'s' if months != 1 else ''}"
    steps = [Step(f"{label}, {manner}", equation, ideal)]
    if item.lot is not None:
        in_lots: tuple[Term, ...] = (ideal, "in lots of", Fraction(item.lot, line.grain))
        rounded = _there(line, line.window.first + at)
        steps.append(Step("to whole lots, half a lot up", in_lots, rounded))
    return steps


def early_steps(item: ItemSchedule, month: Month) -> list[Step]:
    """Explain what comes before the request opens: shown, never counted."""
    steps: list[Step] = []
    for line in item.tranches:
        amount = _total(line)
        if not line.tranche.counted or line.counts or month not in line.window or amount is None:
            continue
        figure = line.figure
        if figure and len(figure.window) > 1:
            steps.append(Step(f"shown, for {figure.window.long()} together", (amount,), amount))
        else:
            due, before = _there(line, month), _there(line, month, before=True)
            steps.append(_less("shown for the month", due, before))
    return steps


def sum_steps(item: ItemSchedule, month: Month, *, of_rows: bool = False) -> list[Step]:
    """Explain what the tranches bring together; under a capacity, what is scheduled.

    The many ``of_rows`` of a ledger are added up in two: what came before, and in the month.
    """
    if item.scheduled is None:
        return []
    lines = [line for line in item.tranches if line.tranche.counted and line.counts]
    if not lines:
        return [Step("nothing of it counts")]
    if item.rests:
        return _rest_sums(item, lines, month)
    if item.scheduled.at(month) is None:
        figures = [line.figure for line in lines if line.figure]
        has_bound = any(each.open_ended and each.window.last <= month for each in figures)
        has_bound |= any(line.to_date is None for line in lines)
        if item.scheduled.at(month, "at_least") is not None and has_bound:
            return [_added("at least, by then", [_there(line, month) for line in lines])]
        return [Step("what is not known cannot be added")]
    what = "scheduled" if item.waiting else "there"
    known = [line for line in lines if line.to_date is not None]
    if of_rows:
        before = sum([_there(line, month, before=True) for line in known], NONE)
        now = sum([_there(line, month) for line in known], NONE) - before
        return [_added(f"{what} by then, what came before and in the month", [before, now])]
    if held := _held_steps(item, known, month, what):
        return held
    steps = [_added(f"{what} by then", [_there(line, month) for line in known])]
    if not any(line.figure and month in line.figure.window for line in lines):
        due = [_there(line, month) - _there(line, month, before=True) for line in known]
        steps.append(_added(f"{what} in the month", due))
    return steps


def _held_steps(item: ItemSchedule, lines: Sequence[Line], month: Month, what: str) -> list[Step]:
    """Explain what waits, or has waited, as the source says when not all of it is there."""
    until, series = item.incomplete_before, item.scheduled
    if until is None or series is None:
        return []
    due, due_before = ([_there(line, each) for line in lines] for each in (month, month + -1))
    there, before = series.at(month), series.at(month + -1)
    if there is None or before is None or (there, before) == (sum(due), sum(due_before)):
        return []
    steps = [_added(f"{what} by then", due)]
    if there != sum(due):
        label = f"{what} by then, as it is not complete before {until.long()}"
        at_most: tuple[Term, ...] = (sum(due, NONE), "or, if less,", all_but_one(item.thing))
        steps = [_added("due by then", due), Step(label, at_most, there)]
    return [*steps, _less(f"{what} in the month", there, before)]


def rest_steps(item: ItemSchedule, month: Month, *, of_rows: bool = False) -> list[Step]:
    """Explain what milestones and totals bring beyond the rows that are scheduled by themselves.

    Those that are rows of a ledger have no numbers.
    """
    steps: list[Step] = []
    for rest in item.rests:
        of = f", for {rest.scope.recipient}" if rest.scope.recipient else ""
        numbers = ", ".join(map(str, sorted(rest.numbers)))
        least, most = rest.series.at(month, "at_least"), rest.series.at(month, "at_most")
        these = f"tranche{'s' if len(rest.numbers) > 1 else ''} {numbers}{of}"
        these = f"the running totals{of}" if of_rows else these
        label = f"beyond the other rows, by then, from {these}"
        if least is not None and least == most:
            steps.append(Step(label, (least,), least))
            continue
        if least is not None:
            steps.append(Step(f"{label}, at least", (least,), least))
        if most is None:
            steps.append(Step(f"{label}: nobody says how much at most"))
        else:
            steps.append(Step(f"{label}, at most", (most,), most))
    return steps


def _rest_sums(item: ItemSchedule, lines: Sequence[Line], month: Month) -> list[Step]:
    """Add up rows and what milestones and totals bring beyond them: the bounds if that is open."""
    steps: list[Step] = []
    alone = [(line.window, line.grain, line) for line in lines if not line.is_loose]
    rests = [rest.series for rest in item.rests if rest.scope.counted and rest.scope.counts]
    known = item.scheduled is not None and item.scheduled.at(month) is not None
    tracks: tuple[tuple[str, Bound], ...] = (
        (("there by then", "to_date"),)
        if known
        else (("at least, by then", "at_least"), ("at most, by then", "at_most"))
    )
    for label, track in tracks:
        terms: list[Fraction] = []
        for window, grain, line in alone:
            numbers = getattr(line, track)
            if month >= window.first and numbers is not None:
                at = min(month - window.first, len(numbers) - 1)
                terms.append(Fraction(numbers[at], grain))
        terms += [each for series in rests if (each := series.at(month, track)) is not None]
        total = item.scheduled.at(month, track) if item.scheduled else None
        if total is None:
            steps.append(Step(f"{label}: not known"))
        elif sum(terms, NONE) == total:
            steps.append(Step(label, _joined(terms), total))
        else:  # nobody takes back what never came
            both: tuple[Term, ...] = (sum(terms, NONE), "or, if more,", NONE)
            steps.append(Step(label, both, total))
    return steps


def capacity_steps(item: ItemSchedule, month: Month) -> tuple[list[Step], tuple[Citation, ...]]:
    """Explain what a capacity lets through, and what waits; with where the limit stands."""
    if item.waiting is None or item.series is None or item.scheduled is None:
        return [], ()
    due = item.scheduled.at(month) or NONE
    there = item.series.at(month) or NONE
    before = NONE
    if month > item.series.window.first:
        before = item.series.at(month + -1) or NONE
    steps: list[Step] = []
    source: tuple[Citation, ...] = ()
    limit = limit_in(month, item.limits)
    if limit is None:
        steps.append(Step("there by then, as the month has no limit", (due,), there))
    else:
        stated, most = limit.limit.limit, Fraction(limit.grains, item.grain)
        source = limit.limit.source
        if most != stated:
            lot = Fraction(item.lot or 1, item.grain)
            steps.append(Step("the limit in whole lots", (stated, "down to lots of", lot), most))
        steps.append(Step("could be there by then", (before, "+", most), before + most))
        both: tuple[Term, ...] = (due, "or, if less,", before + most)
        steps.append(Step("there by then, the scheduled or what can come", both, there))
    steps += [_less("so in the month", there, before), _less("waiting", due, there)]
    return steps, source


def recipient_steps(item: ItemSchedule, month: Month) -> list[Step]:
    """Explain who has how much by then, where a source says who receives."""
    shares = by_recipient(item)
    if not any(shares):
        return []
    totals = {name: series.at(month) for name, series in shares.items()}
    known = {name: there for name, there in totals.items() if there is not None}
    steps = [
        Step(f"for {name}" if name else "for whom is not stated", (there,), there)
        for name, there in known.items()
    ]
    if len(known) == len(shares):
        steps.append(_added("for all of them", [*known.values()]))
    return steps


def division_steps(schedule: Schedule, month: Month) -> list[Step]:
    """Explain the divisions, where a source says for which organisation the sets are."""
    if not any(tranche.establishment for tranche in schedule.scenario.tranches):
        return []
    try:
        existing, new, top_ups = (
            sets_by(schedule, each, month) for each in ("existing", "new", "top-up")
        )
    except ConversionError:
        return []
    if existing is None or new is None or top_ups is None:
        return []
    turned = min(existing, top_ups)
    return [
        Step("sets for the existing organisation", (existing,), existing),
        Step("turned by top-ups", (existing, "or, if less,", top_ups), turned),
        _less("divisions on the existing one", existing, turned),
        Step("divisions on the new one", (new, "+", turned), new + turned),
    ]


def need_steps(schedule: Schedule, item: ItemSchedule) -> list[Step]:
    """Explain what is there and short at the need, the completion, and what is short until then."""
    series, need, wanted = item.series, schedule.request.needed_by, item.thing.quantity
    if series is None or wanted is None:
        return []
    steps: list[Step] = []
    there = series.at(need) if need else None
    if need and there is not None:
        steps.append(Step(f"there by {need.long()}, the month of need", (there,), there))
        if there <= wanted:
            steps.append(_less("shortfall by then", wanted, there))
        steps.append(Step("its share of the request", (there, "÷", wanted), there / wanted))
    completed = reaching(series, wanted).value
    if not isinstance(completed, Month):
        return steps
    steps.append(Step(f"complete in {completed.long()}, the first month with all of it there"))
    if need and completed > need:
        there_then = [series.at(need + at) for at in range(completed - need)]
        short = [wanted - each for each in there_then if each is not None]
        if len(short) == len(there_then):
            label = "short at the end of each month from the need to completion"
            steps.append(_added(label, short))
    return steps


def wait_steps(schedule: Schedule, item: ItemSchedule) -> list[Step]:
    """Explain the mean wait: what each month brings, times the months since the request."""
    series, dated = item.series, schedule.request.dated
    asked = dated.month if dated else None
    if series is None or asked is None or not series.total or series.coarse or item.goes_on:
        return []
    waits = [
        Fraction(grains, series.grain) * (month - asked)
        for month, grains in zip(series.window, series.counting, strict=True)
        if grains
    ]
    waited = sum(waits, NONE)
    label = "waited in all, each month's delivery times the months since the request"
    mean = Step("mean wait in months", (waited, "÷", series.total), waited / series.total)
    return [_added(label, waits), mean]


def _joined(numbers: Sequence[Fraction]) -> tuple[Term, ...]:
    """Write numbers with a plus between them; nought if there are none."""
    terms: list[Term] = []
    for number in numbers:
        sign, size = ("−", -number) if number < 0 else ("+", number)
        terms += [sign, size] if terms else [number]
    return tuple(terms) or (NONE,)


def _added(label: str, numbers: Sequence[Fraction]) -> Step:
    return Step(label, _joined(numbers), sum(numbers, NONE))


def _less(label: str, one: Fraction, other: Fraction) -> Step:
    return Step(label, (one, "−", other), one - other)


def _total(line: Line) -> Fraction | None:
    """Return all of a line, in units; None if it is not known."""
    return None if line.total is None else Fraction(line.total, line.grain)


def _there(line: Line, month: Month, *, before: bool = False) -> Fraction:
    """Return a line's running total at the end of a month, or of the month before it."""
    at = month - line.window.first - before
    if at < 0 or line.to_date is None:
        return NONE
    return Fraction(line.to_date[min(at, len(line.to_date) - 1)], line.grain)
