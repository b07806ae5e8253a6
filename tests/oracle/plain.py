"""What a scenario says, in plain numbers, with ``based_on`` carried out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
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
    open_ended: bool = False
    """Whether a record ends before its last month does."""

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


def day_after(text: str) -> date:
    return date.fromisoformat(str(text)) + timedelta(days=1)


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
        "through" in raw and day_after(raw["through"]).day != 1,
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
    earlier: int = 0
    """How many months earlier than it was the request is taken to have been made."""


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
    return Plan(tuple(moved), (*kept, *limits), record, base.earlier + max(0, -later))


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
