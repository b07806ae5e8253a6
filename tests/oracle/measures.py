"""The measures of a schedule, by itself and beside a baseline; sets by organisation."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.oracle.plain import NONE, Known, Raw, month
from tests.oracle.schedule import Series, at, central, optional, things

if TYPE_CHECKING:
    from tests.oracle.items import Item

PARTS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))


def first_with(series: Series, amount: Fraction, track: Known | None = None) -> int | None:
    numbers = series.to_date if track is None else track
    return next((m for m in series.months if (n := numbers[m]) is not None and n >= amount), None)


def first_month(series: Series, amount: Fraction) -> int | None:
    """The first month with so much there; not known where a coarse figure leaves it open."""
    soonest = next(
        (m for m in series.months if (n := series.at_most[m]) is None or n >= amount), None
    )
    if series.vague and soonest != first_with(series, amount, series.at_least):
        return None
    if series.vague:
        return soonest
    return first_with(series, amount)


def measures(
    request: Raw, item: str | None, series: Series, base: Series | None, earlier: int = 0
) -> Raw:
    """Every measure of §4.5 by its name, of a request made so many months earlier than it was."""
    wanted = quantity_of(request, item)
    need = month(request["needed_by"]) if "needed_by" in request else None
    dated = request.get("dated", "")
    dated = str(dated["before"] if isinstance(dated, dict) else dated)
    asked = month(dated[:7]) - earlier if "-" in dated else None
    opens = month(request["opens"]) if "opens" in request else None
    by_need, least, most = (
        None if need is None else series.by(need, track)
        for track in (series.to_date, series.at_least, series.at_most)
    )
    last = series.months[-1]
    ends = (series.by(last), series.by(last, series.at_least), series.by(last, series.at_most))
    found: Raw = {
        "total": ends,
        "by_need": (by_need, least, most),
        "by_need_share": tuple(
            each / wanted if wanted and each is not None else None
            for each in (by_need, least, most)
        ),
        "all_by_need": certainty(least, most, wanted),
        "shortfall": max(NONE, wanted - by_need) if wanted and by_need is not None else None,
        "complete": first_month(series, wanted) if wanted else None,
    }
    later = behind_by(series, base, wanted) if base else dict.fromkeys(PARTS)
    names = ("late_quarter", "late_half", "late_three_quarters", "late_whole")
    found |= {name: later.get(part) for name, part in zip(names, PARTS, strict=True)}
    counting = {m: q for m, q in series.delivered.items() if opens is None or m >= opens}
    found["peak"], found["peak_month"] = peak(series, counting)
    found["widest_gap"], found["widest_gap_month"] = (
        worst(gaps(series, base)) if base else (None, None)
    )
    found["unit_months_short"] = short(series, wanted, need, found["complete"])
    found["mean_wait"] = mean_wait(series, counting, asked)
    return found


def quantity_of(request: Raw, item: str | None) -> Fraction | None:
    """How much is asked for: of a sum as much as of all its items, if that is known of each."""
    if item in request.get("sums", {}):
        parts = [quantity_of(request, each) for each in request["sums"][item]["items"]]
        return None if None in parts else sum(filter(None, parts), NONE)
    return optional(things(request)[item], "quantity")


def goes_on(series: Series) -> bool:
    """Whether something came after the last month of which all of it is told."""
    told = series.told_until
    return told is not None and any(q for when, q in series.delivered.items() if when > told)


def certainty(least: Fraction | None, most: Fraction | None, wanted: Fraction | None) -> str | None:
    if wanted is None or least is None:
        return None
    if least >= wanted:
        return "certain"
    if most is None:
        return None
    return "impossible" if most < wanted else "possible"


def behind_by(series: Series, base: Series, wanted: Fraction | None) -> dict[Fraction, int | None]:
    found: dict[Fraction, int | None] = {}
    for part in PARTS if wanted else ():
        ours, theirs = (first_month(each, part * (wanted or NONE)) for each in (series, base))
        found[part] = None if ours is None or theirs is None else ours - theirs
    return found


def peak(series: Series, counting: Known) -> tuple[Fraction | None, int | None]:
    known = [each for each in counting.values() if each is not None]
    if not known or series.vague or series.unknown or not series.stated or goes_on(series):
        return None, None
    return max(known), next(m for m, q in counting.items() if q == max(known))


def over(series: Series, months: range) -> Series:
    """The same along more months: nothing planned there, and no more to date."""
    names = ("to_date", "at_most", "at_least")
    tracks = {
        name: {when: series.by(when, getattr(series, name)) for when in months} for name in names
    }
    delivered = {when: series.delivered.get(when) for when in months}
    return replace(series, months=months, delivered=delivered, **tracks)  # type: ignore[arg-type]


def gaps(series: Series, base: Series) -> Known:
    """Scenario less baseline, along one calendar."""
    both = {when: (series.by(when), base.by(when)) for when in series.months}
    return {m: None if a is None or b is None else a - b for m, (a, b) in both.items()}


def behind(series: Series, base: Series, when: int) -> str | None:
    most, least = series.by(when, series.at_most), series.by(when, series.at_least)
    theirs_most, theirs_least = base.by(when, base.at_most), base.by(when, base.at_least)
    if least is not None and theirs_most is not None and least >= theirs_most:
        return "impossible"
    if most is not None and theirs_least is not None and most < theirs_least:
        return "certain"
    return None if None in (most, least, theirs_most, theirs_least) else "possible"


def worst(found: Known) -> tuple[Fraction | None, int | None]:
    """The widest gap over the months that are known on both sides."""
    known = [gap for gap in found.values() if gap is not None]
    if not known:
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
    """The wait of what came; of a record as far as it tells."""
    known_until = series.told_until if series.told_until is not None else series.months[-1]
    total = series.by(min(known_until, series.months[-1]))
    if asked is None or not total or series.vague or goes_on(series):
        return None
    waited = sum(((q or NONE) * (m - asked) for m, q in counting.items()), NONE)
    return waited / sum((q or NONE for q in counting.values()), NONE)


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
