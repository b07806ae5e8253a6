"""How a number came to be, step by step, as one would write it on a blackboard.

Convention: a step has a label and, where something is reckoned, an equation whose right side is its
value. Every equation can be worked out by itself, and the last of them are the cells of the tables.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from deliveries.conversion import sets_by
from deliveries.displayed import as_html
from deliveries.errors import ConversionError
from deliveries.metrics import first_month
from deliveries.schedule import by_recipient
from deliveries.schedule.placement import running_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.case import Citation, Limit
    from deliveries.months import Month
    from deliveries.schedule import ItemSchedule, Line, Schedule, Series


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
    """What belongs together: a tranche, the sum, the capacity..."""

    title: str
    steps: tuple[Step, ...]
    source: tuple[Citation, ...] = ()


class Explanation(NamedTuple):
    """Everything behind the cells of one scenario, item and month."""

    schedule: Schedule
    item: ItemSchedule
    month: Month
    delivered: Fraction | None
    """What the month brings; None where nothing is planned or known."""
    cumulative: Fraction | None
    """What is there at its end; None where that is not known."""
    least: Fraction | None
    most: Fraction | None
    gap: Fraction | None
    """Less what the baseline has there; None without one to compare with."""
    sections: tuple[Section, ...]

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return as_html(self)


def explain(
    schedule: Schedule, month: Month, *, item: str | None = None, baseline: Schedule | None = None
) -> Explanation:
    """Explain what a scenario brings in a month, and what is there at its end.

    ``item`` is needed for an itemised request. Any month can be asked about: before the scenario
    begins nothing is there, after it ends all of it. Raises `UnknownNameError` for an item that the
    scenario does not have.
    """
    thing = schedule.item(item)
    series = thing.counted
    there = None if series is None else series.at(month, series.cumulative)
    sections = [*_tranche_sections(thing, month), *_sum_sections(thing, month)]
    sections += _capacity_sections(schedule, thing, month)
    sections += _recipient_sections(thing, month)
    sections += _division_sections(schedule, month)
    gap = None
    if baseline is not None and there is not None:
        gap, section = _gap_section(thing, baseline, month, there)
        sections += section
    if series is not None:
        sections += _measure_sections(schedule, thing, series)
    return Explanation(
        schedule,
        thing,
        month,
        _in_month(series, month),
        there,
        None if series is None else series.at(month, series.latest),
        None if series is None else series.at(month, series.earliest),
        gap,
        tuple(sections),
    )


def _in_month(series: Series | None, month: Month) -> Fraction | None:
    if series is None or month not in series.window:
        return None
    return series.exact(series.delivered[month - series.window.first])


def _tranche_sections(item: ItemSchedule, month: Month) -> Iterator[Section]:
    """Each tranche: its quantity, what is due by the month before, by the month, and in it."""
    for line in item.tranches:
        steps = [*_quantity_steps(item, line), *_due_steps(item, line, month)]
        counts = "" if line.tranche.counted else ", top-ups (not counted)"
        title = f"Tranche {line.number}, {line.window.long()}{counts}"
        yield Section(title, tuple(steps), line.tranche.source)


def _quantity_steps(item: ItemSchedule, line: Line) -> Iterator[Step]:
    """How much the tranche brings in all."""
    tranche, total = line.tranche, _amount(line)
    asked = item.thing.quantity or Fraction(0)
    if total is None:
        yield Step("its quantity is not known")
    elif tranche.share is not None:
        yield Step("its quantity, a share of the request", (asked, "×", tranche.share), total)
    elif line.openness == "balance":
        counting = (each for each in item.tranches if each.tranche.counted and each.counts)
        others = [each for each in counting if each is not line]
        amounts = [amount for each in others if (amount := _amount(each)) is not None]
        equation: list[Term] = [asked]
        for amount in amounts:
            equation += ["−", amount]
        yield Step("its quantity, the balance of the request", tuple(equation), total)
    elif line.openness == "at_most":
        yield Step("its quantity, a ceiling read in full", (total,), total)
    else:
        yield Step("its quantity", (total,), total)


def _due_steps(item: ItemSchedule, line: Line, month: Month) -> Iterator[Step]:
    """What is due to date and in the month."""
    if line.cumulative is None:
        return
    at = month - line.window.first
    if not line.counts:
        yield Step("it comes before the request opens: shown, never counted")
        return
    if line.coarse and 0 <= at < len(line.window) - 1:
        yield Step("how it fell within its months is not known")
        return
    if line.coarse and at >= 0:
        total = _amount(line) or Fraction(0)
        least = "at least, as the record ends within its last month" if _is_bound(line) else ""
        yield Step(f"all of it has come by then{f', {least}' if least else ''}", (total,), total)
        return
    if at < 0:
        yield Step(f"it begins in {line.window.first.long()}", (Fraction(0),), Fraction(0))
        return
    if at >= len(line.window):
        total = _amount(line) or Fraction(0)
        yield Step(f"all of it is due since {line.window.last.long()}", (total,), total)
        return
    before = Fraction(0)
    if at:
        yield from _running(item, line, at - 1, "due by the month before")
        before = Fraction(line.cumulative[at - 1], line.grain)
    yield from _running(item, line, at, "due by then")
    due = Fraction(line.cumulative[at], line.grain)
    yield Step("so due in the month", (due, "−", before), due - before)


def _running(item: ItemSchedule, line: Line, at: int, label: str) -> Iterator[Step]:
    """A running total: the share of the quantity, then rounded to lots."""
    total, tranche = _amount(line) or Fraction(0), line.tranche
    weights = running_weights(tranche)
    ideal = total * Fraction(weights[at], weights[-1])
    equation: tuple[Term, ...] = (total, "×", Ratio(weights[at], weights[-1]))
    if tranche.amounts is not None:
        months = list(line.window)[: at + 1]
        equation = _joined("+", [tranche.amounts.get(each, Fraction(0)) for each in months])
    yield Step(f"{label}, {_manner(line, at)}", equation, ideal)
    if item.lot is not None:
        lot = Fraction(item.lot, line.grain)
        rounded = Fraction((line.cumulative or ())[at], line.grain)
        yield Step("to whole lots, half a lot up", (ideal, "in lots of", lot), rounded)


def _manner(line: Line, at: int) -> str:
    """How a quantity is taken to fall, in words."""
    months, tranche = len(line.window), line.tranche
    if tranche.amounts is not None:
        return "as the source lists it"
    if tranche.weights is not None:
        return "in the stated proportions"
    how = "evenly" if tranche.stated else "read evenly"
    return f"{how}, {at + 1} of {months} month{'s' if months != 1 else ''}"


def _joined(sign: str, numbers: Sequence[Fraction]) -> tuple[Term, ...]:
    terms: list[Term] = []
    for number in numbers:
        terms += [sign, number] if terms else [number]
    return tuple(terms)


def _amount(line: Line) -> Fraction | None:
    return None if line.cumulative is None else Fraction(line.cumulative[-1], line.grain)


def _sum_sections(item: ItemSchedule, month: Month) -> Iterator[Section]:
    """The tranches together; under a capacity, what is scheduled."""
    if item.scheduled is None:
        return
    yield from _early_sections(item, month)
    lines = [line for line in item.tranches if line.tranche.counted and line.counts]
    if not lines:
        yield Section("Together", (Step("nothing of it counts"),))
        return
    what = "scheduled" if item.waiting else "there"
    if item.scheduled.at(month, item.scheduled.cumulative) is None:
        least = item.scheduled.at(month, item.scheduled.latest)
        if least is not None and any(
            _is_bound(line) and line.window.last <= month for line in lines
        ):
            bounds = [_at(line, month) for line in lines]
            step = Step("at least, by then", _joined("+", bounds), sum(bounds, Fraction(0)))
            yield Section("Together", (step,))
        else:
            yield Section("Together", (Step("what is not known cannot be added"),))
        return
    known = [line for line in lines if line.cumulative is not None]
    to_date = [_at(line, month) for line in known]
    before = [_at(line, month + -1) for line in known]
    both = [now - then for now, then in zip(to_date, before, strict=True)]
    steps = [Step(f"{what} by then", _joined("+", to_date), sum(to_date, Fraction(0)))]
    if not any(line.coarse and month in line.window for line in lines):
        steps.append(Step(f"{what} in the month", _joined("+", both), sum(both, Fraction(0))))
    yield Section("Together", tuple(steps))


def _early_sections(item: ItemSchedule, month: Month) -> Iterator[Section]:
    """What comes before the request opens: shown, never counted."""
    steps = []
    for line in item.tranches:
        amount = _amount(line)
        if not line.tranche.counted or line.counts or month not in line.window or amount is None:
            continue
        if line.coarse and len(line.window) > 1:
            steps.append(Step(f"shown, for {line.window.long()} together", (amount,), amount))
        else:
            before = _at(line, month + -1)
            due = _at(line, month)
            steps.append(Step("shown for the month", (due, "−", before), due - before))
    if steps:
        yield Section("Before the request opens", tuple(steps))


def _is_bound(line: Line) -> bool:
    """Whether a record's figure is a lower bound."""
    return line.tranche.through is not None


def _at(line: Line, month: Month) -> Fraction:
    """A line's running total at the end of a month."""
    at = month - line.window.first
    if at < 0 or line.cumulative is None:
        return Fraction(0)
    return Fraction(line.cumulative[min(at, len(line.cumulative) - 1)], line.grain)


def _capacity_sections(schedule: Schedule, item: ItemSchedule, month: Month) -> Iterator[Section]:
    """What the capacity lets through, and what waits."""
    if item.waiting is None or item.counted is None or item.scheduled is None:
        return
    due = item.scheduled.at(month, item.scheduled.cumulative) or Fraction(0)
    there = item.counted.at(month, item.counted.cumulative) or Fraction(0)
    before = item.counted.at(month + -1, item.counted.cumulative) or Fraction(0)
    limit = _limit(schedule, item, month)
    if limit is None:
        steps = [Step("there by then, as the month has no limit", (due,), there)]
    else:
        most = _through(item, limit)
        steps = []
        if most != limit.limit:
            lot = Fraction(item.lot or 1, item.grain)
            steps.append(
                Step("the limit in whole lots", (limit.limit, "down to lots of", lot), most)
            )
        steps.append(Step("could be there by then", (before, "+", most), before + most))
        both: tuple[Term, ...] = (due, "or if less", before + most)
        steps.append(Step("there by then, the scheduled or what can come", both, there))
    steps.append(Step("so in the month", (there, "−", before), there - before))
    steps.append(Step("waiting", (due, "−", there), due - there))
    yield Section("Capacity", tuple(steps), limit.source if limit else ())


def _limit(schedule: Schedule, item: ItemSchedule, month: Month) -> Limit | None:
    """The limit of the month, if it has one."""
    for limit in schedule.scenario.capacity:
        if limit.item == item.id and (limit.window is None or month in limit.window):
            return limit
    return None


def _through(item: ItemSchedule, limit: Limit) -> Fraction:
    """What a limit lets through: as many whole lots as it holds."""
    if item.lot is None:
        return limit.limit
    return limit.limit // _lot(item) * _lot(item)


def _lot(item: ItemSchedule) -> Fraction:
    return Fraction(item.lot or 1, item.grain)


def _recipient_sections(item: ItemSchedule, month: Month) -> Iterator[Section]:
    """Who has how much by then, where a source says who receives."""
    shares = by_recipient(item)
    if not any(shares):
        return
    known = {name: each.at(month, each.cumulative) for name, each in shares.items()}
    steps = [
        Step(f"for {name}" if name else "for whom is not stated", (there,), there)
        for name, there in known.items()
        if there is not None
    ]
    values = [step.value for step in steps if step.value is not None]
    steps.append(Step("for all of them", _joined("+", values), sum(values, Fraction(0))))
    yield Section("For whom, by then", tuple(steps))


def _division_sections(schedule: Schedule, month: Month) -> Iterator[Section]:
    """What the sets make of divisions, where a source says for which organisation they are."""
    if not any(tranche.establishment for tranche in schedule.scenario.tranches):
        return
    try:
        sets = {each: sets_by(schedule, each, month) for each in ("existing", "new", "top-up")}
    except ConversionError:
        return
    existing, new, top_ups = sets["existing"], sets["new"], sets["top-up"]
    turned = min(existing, top_ups)
    steps = (
        Step("sets for the existing organisation", (existing,), existing),
        Step("turned by top-ups", (existing, "or if less", top_ups), turned),
        Step("divisions on the existing one", (existing, "−", turned), existing - turned),
        Step("divisions on the new one", (new, "+", turned), new + turned),
    )
    yield Section("Divisions by then", steps)


def _measure_sections(schedule: Schedule, item: ItemSchedule, series: Series) -> Iterator[Section]:
    """The measures of the whole scenario, whatever the month: need, completion, wait."""
    steps = [*_need_steps(schedule, item, series), *_wait_steps(schedule, series)]
    if steps:
        yield Section("Measures of the whole scenario", tuple(steps))


def _need_steps(schedule: Schedule, item: ItemSchedule, series: Series) -> Iterator[Step]:
    """Shortfall and share at the need, completion, and what is short until then."""
    need, wanted = schedule.request.needed_by, item.thing.quantity
    if wanted is None:
        return
    if need and (there := series.at(need, series.cumulative)) is not None:
        yield Step(f"there by {need.long()}, the month of need", (there,), there)
        if there <= wanted:
            yield Step("shortfall there", (wanted, "−", there), wanted - there)
        yield Step("its share of the request", (there, "÷", wanted), there / wanted)
    completed = first_month(series, wanted)
    if completed is None:
        return
    yield Step(f"complete in {completed.long()}, the first month with all of it there")
    if need and completed > need:
        months = [need + at for at in range(completed - need)]
        short = [wanted - (series.at(month, series.cumulative) or 0) for month in months]
        label = "short at the end of each month from the need to completion"
        yield Step(label, _joined("+", short), sum(short, Fraction(0)))


def _wait_steps(schedule: Schedule, series: Series) -> Iterator[Step]:
    """The mean wait: what each month brings, times the months since the request."""
    asked = schedule.request.dated.month if schedule.request.dated else None
    if asked is None or not series.total or series.figures:
        return
    months = zip(series.window, map(series.exact, series.delivered), strict=True)
    waits = [each * (month - asked) for month, each in months if each]
    waited = sum(waits, Fraction(0))
    label = "waited in all, each month's delivery times the months since the request"
    yield Step(label, _joined("+", waits), waited)
    yield Step("mean wait in months", (waited, "÷", series.total), waited / series.total)


def _gap_section(
    item: ItemSchedule, baseline: Schedule, month: Month, there: Fraction
) -> tuple[Fraction | None, list[Section]]:
    """The gap to the baseline."""
    base = baseline.items.get(item.id)
    if base is None or base.counted is None:
        return None, []
    theirs = base.counted.at(month, base.counted.cumulative)
    if theirs is None:
        return None, []
    step = Step("there by then, less the baseline", (there, "−", theirs), there - theirs)
    return there - theirs, [Section(f"Against {baseline.scenario_id}", (step,))]
