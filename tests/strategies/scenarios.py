"""Scenarios with tranches of their own."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.strategies.terms import (
    NAMES,
    NONE,
    PLANS,
    START,
    TEXTS,
    Draw,
    Terms,
    amount,
    given,
    maybe,
    month_text,
    text_of,
    window_text,
)

if TYPE_CHECKING:
    from tests.oracle import Raw


def a_window(terms: Terms, longest: int = 14) -> tuple[int, int]:
    """First and last month; it never straddles the opening."""
    draw = terms.draw
    first = START + draw(st.integers(0, 20))
    last = first + draw(st.sampled_from([0, 0, 1, 2, 5, longest - 1]))
    if terms.opens is not None and first < terms.opens <= last:
        last = terms.opens - 1
    return first, last


def a_profile(terms: Terms, first: int, last: int, kind: str, total: Fraction | None) -> Raw:
    """How a tranche falls: one of the ways, or nothing."""
    draw, months = terms.draw, last - first + 1
    way = draw(st.sampled_from(["", "", "profile", "monthly", "weights", "amounts"]))
    if way == "profile":
        return {"profile": "even"}
    if way == "monthly":
        return {"monthly": str(Fraction(1, months))}
    if way == "weights":
        weights = [draw(st.integers(0, 4).map(Fraction)) for _ in range(months)]
        more = draw(st.sampled_from([Fraction(1), Fraction(1, 2)]))
        weights[draw(st.integers(0, months - 1))] += more
        return {"weights": [text_of(draw, each) for each in weights]}
    if way == "amounts" and total is not None and kind in ("exact", "at_most"):
        return {"amounts": amounts(draw, first, months, total)}
    return {}


def amounts(draw: Draw, first: int, months: int, total: Fraction) -> dict[str, str]:
    """A total in two months, or in one."""
    one, other = (draw(st.integers(0, months - 1)) for _ in range(2))
    if one == other or total.denominator != 1:
        return {month_text(first + one): text_of(draw, total)}
    return {month_text(first + one): text_of(draw, total), month_text(first + other): "0"}


def recipients(draw: Draw, total: Fraction, lot: Fraction | None) -> dict[str, str]:
    part = (
        (lot * draw(st.integers(0, int(total / lot))))
        if lot
        else total * draw(st.sampled_from([NONE, Fraction(1, 3), Fraction(3, 4)]))
    )
    names = draw(st.permutations(NAMES))
    return {names[0]: text_of(draw, total - part), names[1]: text_of(draw, part)}


def a_tranche(terms: Terms, item: str | None, kind: str, *, record: bool) -> Raw:
    draw, lot = terms.draw, terms.lots[item]
    first, last = a_window(terms)
    total = amount(draw, lot) if kind in ("exact", "at_most") else None
    profile = a_profile(terms, first, last, kind, total)
    quantity: Any = kind if total is None else text_of(draw, total)
    if kind == "at_most":
        quantity = {"at_most": quantity}
    own_sum = kind == "exact" and "amounts" in profile and draw(st.booleans())
    whom = recipients(draw, total, lot) if total and draw(st.integers(0, 3)) == 0 else None
    top_up = ["top-up"] if kind != "balance" and not record else []
    through = f"{month_text(last)}-15" if record and draw(st.integers(0, 3)) == 0 else None
    found = given(
        item=item,
        quantity=None if own_sum else quantity,
        window=window_text(draw, first, last),
        establishment=maybe(draw, draw(st.sampled_from(["existing", "new", *top_up]))),
        recipients=whom,
        through=through if total is not None else None,
        source=a_citation(terms),
        note=maybe(draw, "A note", often=6),
        **profile,
    )
    return in_some_order(draw, found) | given(
        assumed=maybe(draw, {"window": "so it seems"}, often=5)
    )


def in_some_order(draw: Draw, found: Raw) -> Raw:
    keys = draw(st.permutations(list(found)))
    return {key: found[key] for key in keys}


def a_citation(terms: Terms) -> Any:
    if not terms.citing or terms.draw(st.booleans()):
        return None
    name = terms.draw(st.sampled_from(terms.citing))
    return terms.draw(st.sampled_from([name, f"{name} §3", [name, f"{name} §4"]]))


def kinds_of(terms: Terms, item: str | None, *, record: bool) -> list[str]:
    """The kinds of quantity of an item's tranches: one balance at most, and none of the unknown."""
    draw = terms.draw
    kinds = ["exact", "exact", "at_most", "at_most", "unknown"]
    found: list[str] = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3))
    if found.count("at_most") > 2:
        found = found[:2]
    if terms.asked[item] and "unknown" not in found and not record and draw(st.booleans()):
        found[-1] = "balance"
    return found


def a_scenario(terms: Terms) -> Raw:
    """A scenario with tranches of its own."""
    draw = terms.draw
    record = draw(st.integers(0, 4)) == 0
    tranches: list[Raw] = []
    of: list[str | None] = []
    if terms.items:
        of += draw(st.lists(st.sampled_from(terms.items), min_size=1, unique=True))
    for item in of or list(terms.lots):
        kinds = kinds_of(terms, item, record=record)
        tranches += [a_tranche(terms, item, kind, record=record) for kind in kinds]
    if terms.items != [] and draw(st.booleans()):
        tranches.append(a_share(terms, alone=draw(st.booleans()), among=tranches))
        if tranches[-1]["share"] == "1":
            tranches = tranches[-1:]
    scenario = given(
        title=maybe(draw, draw(st.sampled_from(TEXTS))),
        kind="record" if record else draw(st.sampled_from(PLANS)),
        dated=maybe(draw, "1951-06-21"),
        by=maybe(draw, "Somebody", often=4),
        tranches=tranches,
        source=a_citation(terms),
    )
    if not record and draw(st.booleans()):
        scenario |= given(capacity=a_capacity(terms, tranches))
    return scenario


def a_share(terms: Terms, *, alone: bool, among: list[Raw]) -> Raw:
    """A share of every item: the whole, or half where it will make whole lots."""
    draw = terms.draw
    first, last = a_window(terms)
    share = "1" if alone or not among else "1/2"
    profile = a_profile(terms, first, last, "share", None)
    return given(share=share, window=window_text(draw, first, last), **profile)


def a_capacity(terms: Terms, tranches: list[Raw]) -> Any:
    """A number, or steps, for what is known of all that is counted."""
    draw, found = terms.draw, []
    for item, lot in terms.lots.items():
        own = [each for each in tranches if each.get("item") in (item, None)]
        shared = any("share" in each for each in own)
        if any(each.get("quantity") == "unknown" for each in own) or (
            shared and not terms.asked[item]
        ):
            continue
        most = (lot or Fraction(1, 2)) * draw(st.integers(1, 7)) + draw(
            st.sampled_from([NONE, Fraction(1, 3)])
        )
        if item is None and draw(st.booleans()):
            return text_of(draw, most)
        begin = START + draw(st.integers(0, 15))
        least = draw(st.sampled_from([NONE, most / 3]))
        steps = [
            given(
                limit=text_of(draw, least), item=item, window=window_text(draw, begin, begin + 2)
            ),
            given(limit=text_of(draw, most), item=item, window=f"{month_text(begin + 4)}.."),
        ]
        found += steps if draw(st.booleans()) else [given(limit=str(most), item=item)]
    return found
