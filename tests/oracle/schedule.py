"""How much of one item comes when, and the least and the most that may."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from math import floor
from typing import Any

from tests.oracle.plain import NONE, Known, Plan, Raw, Tranche, month, number


@dataclass(frozen=True)
class Line:
    """A tranche's part of one item."""

    number: int
    """The tranche's place in its scenario, from 1."""
    tranche: Tranche
    amount: Fraction | None
    counts: bool
    """Whether it comes when the request is open."""
    coarse: bool
    """Whether a record has it as one figure. Nothing is nothing in each month."""


def things(request: Raw) -> dict[str | None, Raw]:
    return dict(request.get("items", {})) or {None: request}


def optional(raw: Raw, key: str) -> Fraction | None:
    return number(raw[key]) if key in raw else None


def lines_of(request: Raw, plan: Plan, item: str | None) -> list[Line]:
    asked = optional(things(request)[item], "quantity")
    opens = month(request["opens"]) if "opens" in request else None
    found = []
    for number_, tranche in enumerate(plan.tranches, 1):
        if tranche.share is None and tranche.item != item:
            continue
        amount = tranche.amount
        if tranche.share is not None:
            amount = None if asked is None else tranche.share * asked
        counts = opens is None or tranche.first >= opens
        coarse = plan.record and not tranche.stated and bool(amount)
        found.append(Line(number_, tranche, amount, counts, coarse))
    taken = sum(
        (each.amount or NONE for each in found if each.counts and each.tranche.counted), NONE
    )
    return [
        replace(each, amount=(asked or NONE) - taken) if each.tranche.kind == "balance" else each
        for each in found
    ]


def spread(total: Fraction, tranche: Tranche, lot: Fraction | None) -> list[Fraction]:
    """Running totals: ideal, or rounded to whole lots, half up."""
    weights = tranche.by_month if any(tranche.by_month) else (Fraction(1),) * len(tranche.months)
    ideal = [total * sum(weights[: at + 1], NONE) / sum(weights) for at in range(len(weights))]
    return [floor(each / lot + Fraction(1, 2)) * lot if lot else each for each in ideal]


def central(line: Line, lot: Fraction | None) -> list[Fraction]:
    assert line.amount is not None
    if line.coarse:
        return [NONE] * (len(line.tranche.months) - 1) + [line.amount]
    return spread(line.amount, line.tranche, lot)


def at(tranche: Tranche, running: list[Fraction], when: int) -> Fraction:
    return running[min(when, tranche.last) - tranche.first] if when >= tranche.first else NONE


def extreme(
    line: Line, amount: Fraction, lot: Fraction | None, when: int, *, most: bool
) -> Fraction:
    """The most or the least of such an amount by the end of a month."""
    if line.tranche.stated:
        return at(line.tranche, spread(amount, line.tranche, lot), when)
    return amount if when >= (line.tranche.first if most else line.tranche.last) else NONE


def divisions_of(ceilings: list[Line], lot: Fraction | None, balance: Line | None) -> Any:
    """What may come of each ceiling: every whole number of lots, where a balance takes the rest."""
    amounts = [each.amount or NONE for each in ceilings]
    if balance is None or lot is None:
        return list(product(*((NONE, each) for each in amounts)))
    return list(product(*([lot * n for n in range(int(each / lot) + 1)] for each in amounts)))


def bounds(lines: list[Line], lot: Fraction | None, months: range) -> tuple[Known, Known]:
    """The greatest and the least by each month, over every division and every placement."""
    known = [line for line in lines if line.amount is not None]
    ceilings = [line for line in known if line.tranche.kind == "at_most"]
    balance = next((line for line in known if line.tranche.kind == "balance"), None)
    ways = []
    for came in divisions_of(ceilings, lot, balance):
        amounts = {each.number: more for each, more in zip(ceilings, came, strict=True)}
        left = sum((each.amount or NONE for each in ceilings), NONE) - sum(came, NONE)
        if balance:
            amounts[balance.number] = (balance.amount or NONE) + left
        ways.append([(line, amounts.get(line.number, line.amount or NONE)) for line in known])
    found: tuple[Known, Known] = ({}, {})
    for when in months:
        for most, track in ((True, found[0]), (False, found[1])):
            sums = (
                sum((extreme(*each, lot, when, most=most) for each in way), NONE) for way in ways
            )
            track[when] = max(sums) if most else min(sums)
    return found


@dataclass
class Series:
    """What comes, by month, from the first to the last of `months`."""

    months: range
    delivered: Known = field(default_factory=dict)
    to_date: Known = field(default_factory=dict)
    at_most: Known = field(default_factory=dict)
    at_least: Known = field(default_factory=dict)
    vague: bool = False
    """Whether a figure for several months, or a lower bound, is counted in it."""
    stated: bool = True
    """Whether every tranche that counts says how it falls."""
    told_until: int | None = None
    """The last month of which a record says anything."""

    def by(self, when: int, track: Known | None = None) -> Fraction | None:
        """To date: nought before the first month, as at the last after it.

        When a record has ended more may have come: at least that is there, and nobody knows how
        much, nor how much at most.
        """
        numbers = self.to_date if track is None else track
        if when < self.months[0]:
            return NONE
        if self.told_until is not None and when > self.told_until and track is not self.at_least:
            return None
        return numbers[min(when, self.months[-1])]


def add_up(lines: list[Line], lot: Fraction | None, *, record: bool = False) -> Series | None:
    if not lines:
        return None
    months = range(
        min(each.tranche.first for each in lines), max(each.tranche.last for each in lines) + 1
    )
    counting = [line for line in lines if line.counts]
    lumped = (e.amount is not None and (e.coarse or e.tranche.open_ended) for e in counting)
    stated = all(line.tranche.stated for line in counting)
    series = Series(months, vague=any(lumped), stated=stated)
    series.at_most, series.at_least = bounds(counting, lot, months)
    for when in months:
        series.delivered[when] = brought(lines, lot, when)
        series.to_date[when] = sum(
            (at(e.tranche, central(e, lot), when) for e in counting if e.amount is not None), NONE
        )
        forget(series, lines, when, record=record)
    return series


def brought(lines: list[Line], lot: Fraction | None, when: int) -> Fraction | None:
    """What a month brings; a figure for several months is in none of them."""
    here = [line for line in lines if when in line.tranche.months]
    fine = [
        line
        for line in here
        if line.amount is None
        or not (line.coarse or (line.tranche.open_ended and when == line.tranche.last))
    ]
    if not fine or any(line.amount is None for line in fine):
        return None
    tracks = [(line.tranche, central(line, lot)) for line in fine]
    return sum((at(*each, when) - at(*each, when - 1) for each in tracks), NONE)


def forget(series: Series, lines: list[Line], when: int, *, record: bool) -> None:
    """Take out what nobody knows of a month."""
    for line in lines:
        begun, over = line.tranche.first <= when, line.tranche.last <= when
        known = line.counts and line.amount is not None
        if line.amount is None and line.counts and begun:
            series.to_date[when] = series.at_most[when] = None
            if not record or not series.at_least[when]:  # else at least what else came
                series.at_least[when] = None
        if known and line.coarse and begun and not over:
            series.to_date[when] = None
        if known and over and line.tranche.open_ended:
            series.to_date[when] = series.at_most[when] = None
