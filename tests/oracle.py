"""What a case comes to, worked out slowly and plainly from its raw values.

It is written from the design alone and shares nothing with the package: a month is a number of
months, a quantity a `Fraction`, a series a mapping of months, and None is what is not known.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from math import ceil, floor
from typing import Any

Raw = dict[str, Any]
"""A request, scenario or tranche as YAML has it: texts, lists and mappings."""
Known = dict[int, Fraction | None]
"""Something by month; None where it is not known."""
NONE = Fraction(0)
CENTURY = 1200
START = 1951 * 12


class NeverEndsError(Exception):
    """A capacity through which the schedule never comes."""


class BrokenLotError(Exception):
    """A quantity that is not whole, where whole units are asked for."""


def number(text: str) -> Fraction:
    """``2 2/3`` is 2 and 2/3."""
    whole, _, part = str(text).strip().rpartition(" ")
    return int(whole or 0) + Fraction(part)


def period(text: str) -> tuple[int, int]:
    """The first and last month of ``1951``, ``1951-07``, ``1951-H2`` or ``1951-Q3``."""
    year, _, part = text.strip().partition("-")
    january = int(year) * 12
    if not part:
        return january, january + 11
    if part[0] in "HQ":
        size = 6 if part[0] == "H" else 3
        first = january + size * (int(part[1]) - 1)
        return first, first + size - 1
    return (january + int(part) - 1,) * 2


def window(text: str) -> tuple[int, int | None]:
    """First and last month; the last is None in ``1951-10..``."""
    begin, dots, end = text.partition("..")
    if not dots:
        return period(begin)
    return period(begin)[0], period(end)[1] if end.strip() else None


def month(text: str) -> int:
    return period(text)[0]


# What a scenario says, with ``based_on`` carried out.


@dataclass(frozen=True)
class Tranche:
    """A tranche in plain numbers."""

    first: int
    last: int
    kind: str = "exact"
    amount: Fraction | None = None
    item: str | None = None
    share: Fraction | None = None
    profile: str = ""
    by_month: tuple[Fraction, ...] = ()
    """What ``weights`` or ``amounts`` say, month by month."""
    establishment: str | None = None
    recipients: tuple[tuple[str, Fraction], ...] = ()
    through: bool = False

    @property
    def months(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def stated(self) -> bool:
        """Whether the source says how it falls: one month leaves nothing open."""
        return bool(self.profile) or self.first == self.last

    @property
    def counted(self) -> bool:
        return self.establishment != "top-up"

    def but(self, **changed: Any) -> Tranche:
        return Tranche(**{**self.__dict__, **changed})


def quantity(raw: Any) -> tuple[str, Fraction | None]:
    if isinstance(raw, dict):
        return "at_most", number(raw["at_most"])
    return (raw, None) if raw in ("balance", "unknown") else ("exact", number(raw))


def read_tranche(raw: Raw) -> Tranche:
    first, last = window(raw["window"])
    assert last is not None
    profile = next((key for key in ("profile", "monthly", "weights", "amounts") if key in raw), "")
    by_month: list[Fraction] = [number(each) for each in raw.get("weights", ())]
    if profile == "amounts":
        listed = {month(key): number(each) for key, each in raw["amounts"].items()}
        by_month = [listed.get(each, NONE) for each in range(first, last + 1)]
    kind, amount = quantity(raw["quantity"]) if "quantity" in raw else ("exact", None)
    if profile == "amounts" and amount is None:
        amount = sum(by_month, NONE)
    return Tranche(
        first,
        last,
        kind,
        amount,
        raw.get("item"),
        number(raw["share"]) if "share" in raw else None,
        profile,
        tuple(by_month),
        raw.get("establishment"),
        tuple((name, number(each)) for name, each in raw.get("recipients", {}).items()),
        "through" in raw,
    )


@dataclass(frozen=True)
class Limit:
    """So much a month, always or in some months."""

    most: Fraction
    item: str | None = None
    first: int | None = None
    last: int | None = None

    def holds(self, at: int) -> bool:
        return (self.first is None or self.first <= at) and (self.last is None or at <= self.last)


def read_limits(raw: Any) -> list[Limit]:
    if not isinstance(raw, list):
        return [Limit(number(raw))]
    ends = [window(each["window"]) if "window" in each else (None, None) for each in raw]
    return [
        Limit(number(each["limit"]), each.get("item"), *own)
        for each, own in zip(raw, ends, strict=True)
    ]


@dataclass(frozen=True)
class Plan:
    """A scenario with tranches of its own."""

    tranches: tuple[Tranche, ...]
    limits: tuple[Limit, ...]
    record: bool


def resolve(request: Raw, name: str) -> Plan:
    """Changes are carried out in this order: quantity, window, monthly, shift, capacity."""
    raw = request["scenarios"][name]
    limits = read_limits(raw["capacity"]) if "capacity" in raw else []
    record = raw["kind"] == "record"
    if "based_on" not in raw:
        return Plan(tuple(map(read_tranche, raw["tranches"])), tuple(limits), record)
    base = resolve(request, raw["based_on"])
    tranches = list(base.tranches)
    at = int(raw.get("tranche", 1)) - 1
    tranches[at] = changed(tranches[at], raw)
    later = int(raw.get("shift", 0))
    moved = (each.but(first=each.first + later, last=each.last + later) for each in tranches)
    own = {limit.item for limit in limits}
    kept = [limit for limit in base.limits if limit.item not in own]
    return Plan(tuple(moved), (*kept, *limits), record)


def changed(tranche: Tranche, raw: Raw) -> Tranche:
    if "quantity" in raw:
        kind, amount = quantity(raw["quantity"])
        profile = "weights" if tranche.profile == "amounts" else tranche.profile
        tranche = tranche.but(kind=kind, amount=amount, recipients=(), profile=profile)
    if "window" in raw:
        first, last = window(raw["window"])
        assert last is not None
        more = last - first - (tranche.last - tranche.first)
        by_month = (*tranche.by_month, *(NONE,) * more) if tranche.profile == "amounts" else ()
        tranche = tranche.but(first=first, last=last, by_month=by_month or tranche.by_month)
    if "monthly" in raw:
        last = (
            tranche.last if "window" in raw else tranche.first + int(1 / number(raw["monthly"])) - 1
        )
        tranche = tranche.but(last=last, profile="monthly", by_month=())
    return tranche


# How much of one item comes when.


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
    """Whether a record has it as one figure."""


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
        coarse = plan.record and (not tranche.stated or tranche.through)
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
    cumulative: Known = field(default_factory=dict)
    earliest: Known = field(default_factory=dict)
    latest: Known = field(default_factory=dict)
    vague: bool = False
    """Whether a figure for several months, or a lower bound, is counted in it."""

    def by(self, when: int, track: Known | None = None) -> Fraction | None:
        """To date: nought before the first month, as at the last after it."""
        numbers = self.cumulative if track is None else track
        if when < self.months[0]:
            return NONE
        return numbers[min(when, self.months[-1])]


def add_up(lines: list[Line], lot: Fraction | None) -> Series | None:
    if not lines:
        return None
    months = range(
        min(each.tranche.first for each in lines), max(each.tranche.last for each in lines) + 1
    )
    counting = [line for line in lines if line.counts]
    series = Series(months, vague=any(each.coarse and each.amount is not None for each in counting))
    series.earliest, series.latest = bounds(counting, lot, months)
    for when in months:
        series.delivered[when] = brought(lines, lot, when)
        series.cumulative[when] = sum(
            (at(e.tranche, central(e, lot), when) for e in counting if e.amount is not None), NONE
        )
        forget(series, lines, when)
    return series


def brought(lines: list[Line], lot: Fraction | None, when: int) -> Fraction | None:
    """What a month brings; a figure for several months is in none of them."""
    here = [line for line in lines if when in line.tranche.months]
    fine = [line for line in here if not line.coarse or line.amount is None]
    if not fine or any(line.amount is None for line in fine):
        return None
    tracks = [(line.tranche, central(line, lot)) for line in fine]
    return sum((at(*each, when) - at(*each, when - 1) for each in tracks), NONE)


def forget(series: Series, lines: list[Line], when: int) -> None:
    """Take out what nobody knows of a month."""
    for line in lines:
        begun, over = line.tranche.first <= when, line.tranche.last <= when
        bound = line.counts and line.coarse and line.amount is not None
        if line.amount is None and line.counts and begun:
            series.cumulative[when] = series.earliest[when] = series.latest[when] = None
        if bound and begun and not over:
            series.cumulative[when] = None
        if bound and over and line.tranche.through:
            series.cumulative[when] = series.earliest[when] = None


# A capacity, and what waits for it.


def cap(series: Series, limits: list[Limit], lot: Fraction | None, opens: int | None) -> Series:
    """Delivered is the less of what waits with what is scheduled, and the capacity."""
    first = series.months[0]
    tracks = (series.cumulative, series.earliest, series.latest)
    paths = [capped(track, limits, lot, first) for track in tracks]
    months = range(first, first + max(map(len, paths)))
    found = Series(months)
    for path, track in zip(paths, (found.cumulative, found.earliest, found.latest), strict=True):
        track.update({when: path[min(when - first, len(path) - 1)] for when in months})
    for when in months:
        came = (found.by(when) or NONE) - (found.by(when - 1) or NONE)
        planned = series.delivered.get(when)
        found.delivered[when] = came if came or planned is not None else None
        if opens is not None and when < opens:
            found.delivered[when] = planned
    return found


def capped(track: Known, limits: list[Limit], lot: Fraction | None, first: int) -> list[Fraction]:
    due = [each or NONE for each in track.values()]
    there: list[Fraction] = []
    while len(there) < len(due) or there[-1] < due[-1]:
        if len(there) >= CENTURY:
            raise NeverEndsError
        scheduled, so_far = due[min(len(there), len(due) - 1)], there[-1] if there else NONE
        came = scheduled - so_far
        for limit in limits:
            if limit.holds(first + len(there)):
                came = min(came, floor(limit.most / lot) * lot if lot else limit.most)
        there.append(so_far + came)
    return there


@dataclass(frozen=True)
class Waiting:
    binding: list[int]
    most: Fraction
    most_month: int | None
    longest: int


def wait(due: Series, there: Series) -> Waiting:
    arrears = {when: (due.by(when) or NONE) - (there.by(when) or NONE) for when in there.months}
    most = max(arrears.values())
    longest = 0
    for when in there.months:
        wanted = due.by(when) or NONE
        longest = max(
            longest, next(m for m in there.months if (there.by(m) or NONE) >= wanted) - when
        )
    return Waiting(
        [when for when, waits in arrears.items() if waits > 0],
        most,
        next(when for when, waits in arrears.items() if waits == most) if most else None,
        longest,
    )


def smallest_capacity(due: Series, by: int, lot: Fraction | None) -> Fraction:
    """The maximum over j of (S(T) - S(j-1)) / (T - j + 1); the next whole number of lots."""
    months = range(min(due.months[0], by), by + 1)
    rates = [((due.by(by) or NONE) - (due.by(j - 1) or NONE)) / (by - j + 1) for j in months]
    return ceil(max(rates) / lot) * lot if lot else max(rates)


# An item of a scenario, whole.


@dataclass
class Item:
    """An item of a scenario."""

    lines: list[Line]
    lot: Fraction | None
    scheduled: Series | None
    counted: Series | None
    """As it arrives."""
    waiting: Waiting | None
    top_ups: Series | None


def divided(line: Line, lot: Fraction | None) -> dict[str, list[Fraction]]:
    """Running totals of each recipient; each lot goes to the one furthest behind its share."""
    shares = dict(line.tranche.recipients)
    running = central(line, lot)
    whole = sum(shares.values(), NONE)
    if lot is None or not whole:
        return {name: [each * q / (whole or 1) for each in running] for name, q in shares.items()}
    given = dict.fromkeys(shares, NONE)
    found: dict[str, list[Fraction]] = {name: [] for name in shares}
    for there in running:
        while sum(given.values()) < there:
            t = sum(given.values()) + lot
            behind = {name: q * t / whole - given[name] for name, q in shares.items()}
            given[max(behind, key=lambda name: behind[name])] += lot
        for name, got in given.items():
            found[name].append(got)
    return found


def work_out(request: Raw, name: str, *, whole: bool = False) -> dict[str | None, Item]:
    """Every item of a scenario that has a tranche of it."""
    plan = resolve(request, name)
    opens = month(request["opens"]) if "opens" in request else None
    found = {}
    for item, thing in things(request).items():
        if not (lines := lines_of(request, plan, item)):
            continue
        lot = optional(thing, "lot") or (Fraction(1) if whole else None)
        if lot:
            check_whole(lines, lot)
        scheduled = add_up([line for line in lines if line.tranche.counted], lot)
        limits = [limit for limit in plan.limits if limit.item == item]
        counted, waiting = scheduled, None
        if scheduled and limits:
            counted = cap(scheduled, limits, lot, opens)
            waiting = wait(scheduled, counted)
        top_ups = add_up([line for line in lines if not line.tranche.counted], lot)
        found[item] = Item(lines, lot, scheduled, counted, waiting, top_ups)
    return found


def check_whole(lines: list[Line], lot: Fraction) -> None:
    for line in lines:
        parts = [each for _, each in line.tranche.recipients]
        if any(each is not None and each % lot for each in (line.amount, *parts)):
            raise BrokenLotError


# Measures.

PARTS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))


def first_with(series: Series, amount: Fraction, track: Known | None = None) -> int | None:
    numbers = series.cumulative if track is None else track
    return next((m for m in series.months if (n := numbers[m]) is not None and n >= amount), None)


def first_month(series: Series, amount: Fraction) -> int | None:
    """The first month with so much there; not known where a coarse figure leaves it open."""
    if series.vague and first_with(series, amount, series.earliest) != first_with(
        series, amount, series.latest
    ):
        return None
    return first_with(series, amount)


def measures(request: Raw, item: str | None, series: Series, base: Series | None) -> Raw:
    """Every measure of §4.5 by its name."""
    wanted = optional(things(request)[item], "quantity")
    need = month(request["needed_by"]) if "needed_by" in request else None
    dated = str(request.get("dated", ""))
    asked = month(dated[:7]) if "-" in dated else None
    opens = month(request["opens"]) if "opens" in request else None
    by_need, least, most = (
        None if need is None else series.by(need, track)
        for track in (series.cumulative, series.latest, series.earliest)
    )
    last = series.months[-1]
    found: Raw = {
        "total": series.by(last),
        "least_total": series.by(last, series.latest),
        "most_total": series.by(last, series.earliest),
        "delivered_by_need": by_need,
        "least_by_need": least,
        "most_by_need": most,
        "share_by_need": by_need / wanted if wanted and by_need is not None else None,
        "all_by_need": certainty(least, most, wanted),
        "shortfall_at_need": max(NONE, wanted - by_need)
        if wanted and by_need is not None
        else None,
        "completed": first_month(series, wanted) if wanted else None,
    }
    found["months_behind_baseline"] = behind_by(series, base, wanted) if base else {}
    counting = {m: q for m, q in series.delivered.items() if opens is None or m >= opens}
    found["peak"], found["peak_month"] = peak(series, counting)
    found["worst_gap"], found["worst_gap_month"] = (
        worst(gaps(series, base)) if base else (None, None)
    )
    found["set_months_short"] = short(series, wanted, need, found["completed"])
    found["mean_wait_months"] = mean_wait(series, counting, asked)
    return found


def certainty(least: Fraction | None, most: Fraction | None, wanted: Fraction | None) -> str | None:
    if least is None or most is None or wanted is None:
        return None
    return "certain" if least >= wanted else "impossible" if most < wanted else "possible"


def behind_by(series: Series, base: Series, wanted: Fraction | None) -> dict[Fraction, int | None]:
    found: dict[Fraction, int | None] = {}
    for part in PARTS if wanted else ():
        ours, theirs = (first_month(each, part * (wanted or NONE)) for each in (series, base))
        found[part] = None if ours is None or theirs is None else ours - theirs
    return found


def peak(series: Series, counting: Known) -> tuple[Fraction | None, int | None]:
    known = [each for each in counting.values() if each is not None]
    if not known or series.vague or None in series.latest.values():
        return None, None
    return max(known), next(m for m, q in counting.items() if q == max(known))


def over(series: Series, months: range) -> Series:
    """The same along more months: nothing planned there, and no more to date."""
    names = ("cumulative", "earliest", "latest")
    tracks = {
        name: {when: series.by(when, getattr(series, name)) for when in months} for name in names
    }
    delivered = {when: series.delivered.get(when) for when in months}
    return Series(months, delivered, **tracks, vague=series.vague)


def gaps(series: Series, base: Series) -> Known:
    """Scenario less baseline, along one calendar."""
    both = {when: (series.by(when), base.by(when)) for when in series.months}
    return {m: None if a is None or b is None else a - b for m, (a, b) in both.items()}


def behind(series: Series, base: Series, when: int) -> str | None:
    ours = series.by(when, series.earliest), series.by(when, series.latest)
    theirs = base.by(when, base.earliest), base.by(when, base.latest)
    if None in (*ours, *theirs):
        return None
    if ours[0] < theirs[1]:  # type: ignore[operator]
        return "certain"
    return "impossible" if ours[1] >= theirs[0] else "possible"  # type: ignore[operator]


def worst(found: Known) -> tuple[Fraction | None, int | None]:
    known = [gap for gap in found.values() if gap is not None]
    if len(known) < len(found):
        return None, None
    least = min(known)
    return (least, next(m for m, g in found.items() if g == least)) if least < 0 else (NONE, None)


def short(
    series: Series, wanted: Fraction | None, need: int | None, completed: int | None
) -> Fraction | None:
    """What is missing at each month's end from the need to completion; of no month if unknown."""
    if wanted is None or need is None or completed is None:
        return None
    there = [series.by(when) for when in range(need, completed)]
    if None in there:
        return None
    return sum((max(NONE, wanted - (each or NONE)) for each in there), NONE)


def mean_wait(series: Series, counting: Known, asked: int | None) -> Fraction | None:
    total = series.by(series.months[-1])
    if asked is None or not total or series.vague:
        return None
    waited = sum(((q or NONE) * (m - asked) for m, q in counting.items()), NONE)
    return waited / sum((q or NONE for q in counting.values()), NONE)


# Divisions by organisation.


def sets(item: Item, when: int) -> dict[str, Fraction]:
    """Sets for each organisation that are there, read centrally."""
    found = dict.fromkeys(("existing", "new", "top-up"), NONE)
    for line in item.lines:
        if line.counts and line.tranche.establishment and line.amount is not None:
            running = central(line, item.lot)
            found[line.tranche.establishment] += at(line.tranche, running, when)
    return found


def break_even(existing: Fraction, top_ups: Fraction, new: Fraction) -> Fraction | None:
    """The u at which existing sets, some topped up, are worth as much as new ones."""
    return (existing - top_ups) / (new - top_ups) if new > top_ups else None
