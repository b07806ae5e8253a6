"""Requests and whole case files."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from tests import oracle
from tests.strategies.changes import a_change, kind_of
from tests.strategies.scenarios import a_citation, a_scenario
from tests.strategies.terms import (
    NAMES,
    NONE,
    START,
    TEXTS,
    Draw,
    Terms,
    given,
    maybe,
    month_text,
    text_of,
)
from tests.written import as_yaml

if TYPE_CHECKING:
    from tests.oracle import Raw


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
        year_begins=maybe(draw, draw(st.integers(1, 12)), often=4),
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
        if draw(st.booleans()):
            of = draw(st.permutations(terms.items))[: draw(st.integers(1, len(terms.items)))]
            request["sums"] = {"all": {"items": of}}
            for name in of:
                request["items"][name]["unit"] = "piece"
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
