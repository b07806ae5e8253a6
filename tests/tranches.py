"""Random tranches, and cases around them, as the models have them."""

from fractions import Fraction

from hypothesis import strategies as st

from deliveries.case import Case, Scenario, Tranche
from deliveries.months import Month, Window
from deliveries.schedule import Series, schedule_scenario

AMOUNTS = st.fractions(min_value=0, max_value=500, max_denominator=12)
WHOLE = st.integers(0, 60).map(Fraction)


@st.composite
def windows(draw: st.DrawFn, longest: int = 40) -> Window:
    first = Month(1951, 1) + draw(st.integers(0, 30))
    return Window(first, first + draw(st.integers(0, longest - 1)))


@st.composite
def tranches(draw: st.DrawFn, amounts: st.SearchStrategy[Fraction] = AMOUNTS) -> Tranche:
    window = draw(windows())
    recipients: dict[str, Fraction] = {}
    if draw(st.booleans()):
        recipients = {name: draw(amounts) for name in "ABC"[: draw(st.integers(1, 3))]}
    quantity = sum(recipients.values(), Fraction(0)) if recipients else draw(amounts)
    weights = None
    if draw(st.booleans()):
        numbers = st.lists(st.integers(0, 9), min_size=len(window), max_size=len(window))
        weights = draw(numbers.filter(any))
    return Tranche(
        quantity=str(quantity), window=window, weights=weights, recipients=recipients or {}
    )


def a_case(*scenarios: list[Tranche], **request: object) -> Case:
    """A case whose scenarios s0, s1... have these tranches; its request has these keys, too."""
    return Case.model_validate(
        {
            "title": "Random",
            "requests": {
                "r": {
                    "title": "Random",
                    "recipient": "Here",
                    "supplier": "There",
                    "unit": "set",
                    "scenarios": {
                        f"s{at}": Scenario(kind="plan", tranches=tuple(each))
                        for at, each in enumerate(scenarios)
                    },
                    **request,
                }
            },
        }
    )


def counted(case: Case, name: str = "s0", *, whole: bool = False) -> Series:
    series = schedule_scenario(case, name, whole=whole).items[None].series
    assert series is not None
    return series


def total(planned: list[Tranche]) -> Fraction:
    amounts = [each.quantity.amount for each in planned if each.quantity]
    return sum((amount for amount in amounts if amount), Fraction(0))


LISTS = st.lists(tranches(), min_size=1, max_size=4)


@st.composite
def open_tranches(draw: st.DrawFn) -> list[Tranche]:
    """One or two ceilings and a balance or a number, each with a stated profile or none."""
    planned = []
    first = draw(st.sampled_from(["balance", "1", "3"]))
    for at in range(draw(st.integers(1, 2)) + 1):
        window = draw(windows(3))
        numbers = st.lists(st.integers(0, 4), min_size=len(window), max_size=len(window))
        weights = draw(st.none() | numbers.filter(any))
        ceiling = draw(st.integers(0, 3))
        quantity: object = {"at_most": str(ceiling)} if at else first
        recipients = (
            {"A": ceiling - 1, "B": 1} if at and ceiling > 1 and draw(st.booleans()) else {}
        )
        planned.append(
            Tranche(quantity=quantity, window=window, weights=weights, recipients=recipients)
        )
    return planned


def whole_of(planned: list[Tranche], rest: int) -> int:
    """What is asked for: all that the tranches may bring, and the rest for a balance."""
    amounts = [each.quantity.amount for each in planned if each.quantity]
    return sum(rest if amount is None else int(amount) for amount in amounts)
