"""Random case files: plain values that are valid by construction, and the text of a file of them.

Scenarios come first, and the request asks for at least what they bring; what a change makes of a
scenario is looked at with the oracle's own reading, and only what fits is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import strategies as st

from tests import oracle
from tests.written import as_yaml

if TYPE_CHECKING:
    from tests.oracle import Raw

START = 1951 * 12
PLANS = ("proposal", "offer", "reply", "agreement", "plan", "counterfactual")
TEXTS = ("A telegram", "Guns: all of them", "no", "1951", "# 3", "Ärmel – §2", "'quoted'", '"x" y')
NAMES = ("China", "Korea", "Here & there")
NONE = Fraction(0)
Draw = st.DrawFn


class CaseFile(NamedTuple):
    """A case as plain values, as YAML text, and the lists of items that the text names."""

    plain: Raw
    text: str
    lists: dict[str, str]


def saved(file: CaseFile, folder: str) -> Path:
    """Where a case file stands, with its lists beside it."""
    place = Path(folder)
    for name, text in (("case.yaml", file.text), *file.lists.items()):
        (place / name).write_text(text, encoding="utf-8", newline="")
    return place / "case.yaml"


@dataclass
class Terms:
    """What the scenarios of a request are made within."""

    draw: Draw
    lots: dict[str | None, Fraction | None]
    """The things that are counted, each with its lot."""
    asked: dict[str | None, bool]
    """Whether a quantity of it is asked for."""
    opens: int | None
    citing: list[str]

    @property
    def items(self) -> list[str]:
        return [name for name in self.lots if name]


# How things are written.


def text_of(draw: Draw, number: Fraction) -> str:
    """A number as a fraction, a decimal, a mixed number, or not in lowest terms."""
    whole, rest = divmod(number, 1)
    ways = [str(number)]
    if rest and whole:
        ways.append(f"{whole} {rest}")
    if rest:
        ways.append(f"{2 * number.numerator}/{2 * number.denominator}")
    if 1000 % number.denominator == 0:
        decimals = f"{int(rest * 1000):03}"
        ways.append(f"{whole}.{decimals.rstrip('0') or '0'}")
    return draw(st.sampled_from(ways))


def month_text(when: int) -> str:
    return f"{when // 12:04}-{when % 12 + 1:02}"


def window_text(draw: Draw, first: int, last: int) -> str:
    """A window in one of the ways to write it."""
    ways = [
        f"{month_text(first)}..{month_text(last)}",
        f"{month_text(first)} .. {month_text(last)}",
    ]
    begins, ends = period_texts(first, begins=True), period_texts(last, begins=False)
    ways += [f"{begin}..{end}" for begin in begins for end in ends]
    ways += [begin for begin in begins if oracle.window(begin) == (first, last)]
    return draw(st.sampled_from(ways))


def period_texts(when: int, *, begins: bool) -> list[str]:
    """The periods that begin, or end, with a month."""
    year, at = divmod(when if begins else when + 1, 12)
    year, at = (year, at) if begins or at else (year - 1, 12)
    found = [month_text(when)]
    for size, letter in ((3, "Q"), (6, "H"), (12, "")):
        if at % size == 0:
            number = at // size + begins
            found.append(f"{year:04}-{letter}{number}" if letter else f"{year:04}")
    return found


def amount(draw: Draw, lot: Fraction | None, least: int = 0) -> Fraction:
    if lot:
        return lot * draw(st.integers(least, 12))
    small = st.fractions(least, 30, max_denominator=6)
    return draw(st.integers(least, 20).map(Fraction) | small)


def maybe(draw: Draw, value: Any, *, often: int = 2) -> Any:
    return value if draw(st.integers(0, often - 1)) == 0 else None


def given(**keys: Any) -> Raw:
    return {key: value for key, value in keys.items() if value not in (None, "", [], {})}


# Tranches.


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


# Requests.


def total_of(request: Raw, name: str, item: str | None) -> tuple[Fraction, Fraction]:
    """What a scenario's tranches make of an item, and the share of it beside them."""
    total = share = NONE
    opens = oracle.month(request["opens"]) if "opens" in request else None
    for tranche in oracle.resolve(request, name).tranches:
        counts = tranche.counted and (opens is None or tranche.first >= opens)
        if tranche.share is not None and tranche.counted:
            share += tranche.share
        elif tranche.item == item and counts:
            total += tranche.amount or NONE
    return total, share


def enough(draw: Draw, request: Raw, item: str | None, lot: Fraction | None) -> Fraction:
    """A quantity that holds what every scenario brings, and halves into whole lots."""
    most = NONE
    for name in request["scenarios"]:
        total, share = total_of(request, name, item)
        balanced = any(each.kind == "balance" for each in oracle.resolve(request, name).tranches)
        if kind_of(request, name) != "record" or balanced:
            most = max(most, total if share < 1 else NONE, 2 * total if 0 < share < 1 else NONE)
    unit = 2 * lot if lot else Fraction(1, 2)
    more = draw(st.sampled_from([0, 0, 1, 5]))
    return max(-(-most // unit), 1) * unit + more * unit


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


@st.composite
def requests(draw: Draw, citing: list[str]) -> Raw:
    lots: dict[str | None, Fraction | None] = {}
    names: list[str | None] = [None]
    if draw(st.integers(0, 2)) == 0:
        names = ["rifles", "shells", "coal"][: draw(st.integers(1, 3))]  # type: ignore[assignment]
    for name in names:
        lots[name] = draw(st.sampled_from([None, Fraction(1), Fraction(5), Fraction(1, 2)]))
    asked = {name: draw(st.integers(0, 3)) > 0 for name in names}
    opens = START + draw(st.integers(2, 12)) if draw(st.integers(0, 3)) == 0 else None
    terms = Terms(draw, lots, asked, opens, citing)
    needed = draw(st.integers(-3, 30))
    request = given(
        title=draw(st.sampled_from(TEXTS)),
        recipient="China",
        supplier="The Soviet Union",
        recipients=maybe(draw, list(NAMES)),
        dated=maybe(draw, draw(st.sampled_from(["1951", "1951-06", "1951-06-21", "1950-12-31"]))),
        needed_by=maybe(draw, month_text(START + needed)),
        opens=None if opens is None else month_text(opens),
        goods=maybe(draw, ["guns", "no"], often=4),
        source=a_citation(terms),
        unit=None if terms.items else "set",
        plural=None if terms.items else maybe(draw, "sets"),
        lot=str(lots[None]) if lots.get(None) else None,
    )
    scenarios: dict[str, Raw] = {}
    request["scenarios"] = scenarios
    for at in range(draw(st.integers(1, 3))):
        base = draw(st.sampled_from(list(scenarios))) if at and draw(st.booleans()) else None
        scenarios[f"s{at}"] = a_change(terms, request, base) if base else a_scenario(terms)
    return finished(draw, request, terms)


def finished(draw: Draw, request: Raw, terms: Terms) -> Raw:
    """With quantities, and what names its scenarios."""
    made = {
        name: text_of(draw, enough(draw, request, name, lot))
        for name, lot in terms.lots.items()
        if terms.asked[name]
    }
    if terms.items:
        lots = {name: str(lot) if lot else None for name, lot in terms.lots.items()}
        request["items"] = {
            name: given(unit=f"{name} unit", quantity=made.get(name), lot=lots[name])
            for name in terms.items
        }
    else:
        request |= given(quantity=made.get(None))
    unlimit_what_never_ends(request | given(quantity=made.get(None)))
    names = list(request["scenarios"])
    return request | given(
        baseline=maybe(draw, draw(st.sampled_from(names))),
        compare=maybe(draw, draw(st.permutations(names))[: draw(st.integers(1, len(names)))]),
    )


def unlimit_what_never_ends(request: Raw) -> None:
    """Take capacities away through which a scenario never comes."""
    for name in request["scenarios"]:
        try:
            oracle.work_out(request, name)
        except oracle.NeverEndsError:
            limited: Raw = request["scenarios"][name]
            while limited:
                limited.pop("capacity", None)
                limited = request["scenarios"].get(limited.get("based_on"), {})


@st.composite
def case_files(draw: Draw) -> CaseFile:
    """A whole case file."""
    sources = {
        name: given(
            title=draw(st.sampled_from(TEXTS)),
            grade=draw(st.sampled_from(["primary", "primary-part", "secondary", "ours"])),
            date=maybe(draw, "1951-06-21"),
            url=maybe(draw, "https://a.example/x?y=1#z"),
            says=draw(st.sampled_from([None, "Sixteen now", {"3": "Sixteen", "4a": "no: 44"}])),
        )
        for name in ["letter", "tel-21039"][: draw(st.integers(0, 2))]
    }
    count = draw(st.sampled_from([1, 1, 1, 2]))
    asked = {f"r{at}": draw(requests(list(sources))) for at in range(count)}
    plain = {"title": "Random", **given(sources=sources), "requests": asked}
    lists: dict[str, str] = {}
    written = dict(plain, requests={name: dict(each) for name, each in asked.items()})
    for name, request in written["requests"].items():
        if "items" in request and draw(st.booleans()):
            lists[f"{name}.csv"] = as_csv(request["items"], draw(st.sampled_from(",;\t")))
            request["items"] = f"{name}.csv"
    text = as_yaml(written, Random(draw(st.integers(0, 50))))  # noqa: S311  # a style, no secret
    return CaseFile(plain, text, lists)


def as_csv(items: Raw, delimiter: str) -> str:
    columns = ["quantity", "item", "lot", "unit"]
    rows = [
        [name if key == "item" else each.get(key, "") for key in columns]
        for name, each in items.items()
    ]
    return "\n".join(delimiter.join(row) for row in [columns, *rows])
