"""A tranche's steps: how much it brings in all, by the end of a month, and in it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from deliveries.explain.model import Ratio, Section, Step, Term, joined
from deliveries.schedule.placement import running_weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.months import Month
    from deliveries.schedule import ItemSchedule, Line


def tranche_sections(item: ItemSchedule, month: Month) -> Iterator[Section]:
    """Each tranche: its quantity, what is due by the month before, by the month, and in it."""
    for line in item.tranches:
        steps = [*_quantity_steps(item, line), *_due_steps(item, line, month)]
        counts = "" if line.tranche.counted else ", top-ups (not counted)"
        title = f"Tranche {line.number}, {line.window.long()}{counts}"
        yield Section(title, tuple(steps), line.tranche.source)


def _quantity_steps(item: ItemSchedule, line: Line) -> Iterator[Step]:
    """How much the tranche brings in all."""
    tranche, total = line.tranche, total_of(line)
    asked = item.thing.quantity or Fraction(0)
    if total is None:
        yield Step("its quantity is not known")
    elif tranche.share is not None:
        yield Step("its quantity, a share of the request", (asked, "×", tranche.share), total)
    elif line.openness == "balance":
        counting = (each for each in item.tranches if each.tranche.counted and each.counts)
        others = [each for each in counting if each is not line]
        amounts = [amount for each in others if (amount := total_of(each)) is not None]
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
    if line.to_date is None:
        return
    at = month - line.window.first
    if not line.counts:
        yield Step("it comes before the request opens: shown, never counted")
        return
    if line.coarse and 0 <= at < len(line.window) - 1:
        yield Step("how it fell within its months is not known")
        return
    if line.coarse and at >= 0:
        total = total_of(line) or Fraction(0)
        least = "at least, as the record ends within its last month" if is_bound(line) else ""
        yield Step(f"all of it has come by then{f', {least}' if least else ''}", (total,), total)
        return
    if at < 0:
        yield Step(f"it begins in {line.window.first.long()}", (Fraction(0),), Fraction(0))
        return
    if at >= len(line.window):
        total = total_of(line) or Fraction(0)
        yield Step(f"all of it is due since {line.window.last.long()}", (total,), total)
        return
    before = Fraction(0)
    if at:
        yield from _running(item, line, at - 1, "due by the month before")
        before = Fraction(line.to_date[at - 1], line.grain)
    yield from _running(item, line, at, "due by then")
    due = Fraction(line.to_date[at], line.grain)
    yield Step("so due in the month", (due, "−", before), due - before)


def _running(item: ItemSchedule, line: Line, at: int, label: str) -> Iterator[Step]:
    """A running total: the share of the quantity, then rounded to lots."""
    total, tranche = total_of(line) or Fraction(0), line.tranche
    weights = running_weights(tranche)
    ideal = total * Fraction(weights[at], weights[-1])
    equation: tuple[Term, ...] = (total, "×", Ratio(weights[at], weights[-1]))
    if tranche.amounts is not None:
        months = list(line.window)[: at + 1]
        equation = joined("+", [tranche.amounts.get(each, Fraction(0)) for each in months])
    yield Step(f"{label}, {_manner(line, at)}", equation, ideal)
    if item.lot is not None:
        lot = Fraction(item.lot, line.grain)
        rounded = Fraction((line.to_date or ())[at], line.grain)
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


def total_of(line: Line) -> Fraction | None:
    """All of it, in units; None if it is not known."""
    return None if line.to_date is None else Fraction(line.to_date[-1], line.grain)


def is_bound(line: Line) -> bool:
    """Whether a record's figure is a lower bound."""
    return line.tranche.through is not None


def there_at(line: Line, month: Month, *, before: bool = False) -> Fraction:
    """A line's running total at the end of a month, or of the month before it."""
    at = month - line.window.first - before
    if at < 0 or line.to_date is None:
        return Fraction(0)
    return Fraction(line.to_date[min(at, len(line.to_date) - 1)], line.grain)
