"""Scenarios that change another, as far as it fits."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests import oracle
from tests.strategies.scenarios import a_capacity, a_citation, in_some_order
from tests.strategies.terms import PLANS, Terms, amount, given, text_of, window_text

if TYPE_CHECKING:
    from tests.oracle import Raw


def kind_of(request: Raw, name: str) -> str:
    return str(request["scenarios"][name]["kind"])


def a_change(terms: Terms, request: Raw, base: str) -> Raw:
    """A scenario based on another, with some changes that fit it; perhaps with none."""
    draw = terms.draw
    scenario = given(kind=draw(st.sampled_from(PLANS)), based_on=base, source=a_citation(terms))
    if kind_of(request, base) == "record":
        return scenario | {"kind": "record"}
    tranches = oracle.resolve(request, base).tranches
    at = draw(st.integers(0, len(tranches) - 1))
    for key in draw(
        st.lists(st.sampled_from(["quantity", "window", "monthly", "shift"]), unique=True)
    ):
        value = a_new(terms, tranches, at, key, unlimited=not oracle.resolve(request, base).limits)
        tried = scenario | ({key: value} if value is not None else {})
        if len(tranches) > 1 and {"quantity", "window", "monthly"} & set(tried):
            tried["tranche"] = str(at + 1)
        if fits(request, tried):
            scenario = tried
    after = oracle.resolve(request | {"scenarios": request["scenarios"] | {"it": scenario}}, "it")
    known = all(each.kind != "unknown" for each in (*tranches, *after.tranches))
    if known and all(terms.asked.values()) and draw(st.booleans()):
        scenario |= given(capacity=a_capacity(terms, []))
    return in_some_order(draw, scenario)


def a_new(terms: Terms, tranches: Any, at: int, key: str, *, unlimited: bool) -> Any:
    """Another value for what a change is about."""
    draw, own = terms.draw, tranches[at]
    if key == "shift":
        return str(draw(st.integers(-9, 9)))
    if key == "monthly":
        return str(Fraction(1, draw(st.integers(1, 8))))
    if key == "window":
        later = draw(st.integers(-6, 6))
        longer = 0 if own.profile in ("weights", "amounts") else draw(st.integers(0, 5))
        return window_text(draw, own.first + later, own.last + later + longer)
    if own.share is not None:
        return None
    more = text_of(draw, amount(draw, terms.lots[own.item], 1))
    ways = [more, {"at_most": more}, *(["unknown"] if unlimited and len(tranches) == 1 else [])]
    return draw(st.sampled_from(ways))


def fits(request: Raw, scenario: Raw) -> bool:
    """Whether the changed scenario holds together, but for its sum."""
    tried = request | {"scenarios": request["scenarios"] | {"tried": scenario}}
    opens = oracle.month(request["opens"]) if "opens" in request else None
    tranches = oracle.resolve(tried, "tried").tranches
    if any(each.kind == "unknown" for each in tranches) and len(tranches) > 1:
        base = oracle.resolve(request, scenario["based_on"]).tranches
        if any(each.kind == "balance" for each in (*tranches, *base)):
            return False
    for each in tranches:
        if opens is not None and each.first < opens <= each.last:
            return False
        if each.profile == "weights" and len(each.by_month) != len(each.months):
            return False
        if each.profile in ("weights", "amounts") and not any(each.by_month):
            return False
    share = Fraction(scenario.get("monthly", "0"))
    if "window" in scenario and share:
        return share * len(tranches[int(scenario.get("tranche", 1)) - 1].months) == 1
    return True
