"""What a document leaves open, taken as it is assumed or in another way."""

import re
from fractions import Fraction

import pytest

from deliveries.analysis.comparison import Handout, compare_scenarios
from deliveries.analysis.readings import Moved, Readings, compare_readings
from deliveries.case import Case, Choice, alternatives, extract, find_scenario, with_reading
from deliveries.case.derived import under_capacity
from deliveries.errors import CaseError, ChangeError
from deliveries.explanation import explain
from deliveries.formats import as_text
from deliveries.months import Date, Month
from deliveries.read import parse_case, review_assumptions, review_sources, shipped_case
from deliveries.read.writing import case_yaml
from deliveries.reports import report
from deliveries.schedule import schedule_scenario
from deliveries.tables import Chapter
from tests.conftest import around

OPEN = """
unit: set
quantity: 60
dated: 1951-06
assumed: {dated: {why: of the letter, or: [1951-05]}}
scenarios:
  plan:
    kind: plan
    tranches:
      - quantity: 20
        window: 1951-07..1951-09
        assumed:
          window: {why: ours, or: [1951-06..1951-09, 1951-08..1951-09]}
          quantity: {why: read so, or: [24], choice: hand}
          note: unsettled
      - quantity: 30
        window: 1952
        assumed: {quantity: {why: read so, or: [36], choice: hand}}
  later:
    kind: counterfactual
    based_on: plan
    shift: 2
    assumed: {shift: {why: guessed, or: [3]}}
  half:
    kind: counterfactual
    based_on: plan
    tranche: 1
    window: 1951-12
  other:
    kind: plan
    tranches: [{quantity: 60, window: 1951}]
"""


def ids(found: list[Choice]) -> list[tuple[str, int]]:
    return [(choice.id, choice.size) for choice in found]


@pytest.fixture
def open_case() -> Case:
    return parse_case(around(OPEN))


def test_a_scenario_rests_on_the_request_s_choices_and_its_own(open_case: Case) -> None:
    request = open_case.requests["test"]
    assert ids(alternatives(request, ["other"])) == [("the request, dated", 1)]
    assert ids(alternatives(request, ["plan"])) == [
        ("the request, dated", 1), ("plan, tranche 1, window", 2), ("hand", 1),
    ]  # fmt: skip


def test_and_on_its_base_s_as_far_as_it_does_not_change_them(open_case: Case) -> None:
    request = open_case.requests["test"]
    assert ("plan, tranche 1, window", 2) in ids(alternatives(request, ["later"]))
    assert ("later, shift", 1) in ids(alternatives(request, ["later"]))
    assert "plan, tranche 1, window" not in dict(ids(alternatives(request, ["half"])))
    assert "hand" in dict(ids(alternatives(request, ["half"])))


def test_a_choice_says_what_it_replaces_and_why(open_case: Case) -> None:
    (hand,) = (
        each for each in alternatives(open_case.requests["test"], ["plan"]) if each.id == "hand"
    )
    assert [(place.path[-1], place.key, place.why, place.values) for place in hand.places] == [
        (0, "quantity", "read so", ("24",)),
        (1, "quantity", "read so", ("36",)),
    ]


def test_a_reading_puts_all_of_a_choice_in_place_and_nothing_else(open_case: Case) -> None:
    read = with_reading(open_case, "test", {"hand": 1, "plan, tranche 1, window": 0})
    first, second = read.requests["test"].scenarios["plan"].tranches
    assert (str(first.quantity), str(second.quantity)) == ("24", "36")
    assert str(first.window) == "1951-Q3"
    assert first.assumed["quantity"].why == "read so"
    assert ids(alternatives(read.requests["test"], ["plan"])) == [
        ("the request, dated", 1), ("plan, tranche 1, window", 2),
    ]  # fmt: skip


def test_a_reading_of_the_base_moves_with_a_shift(open_case: Case) -> None:
    read = with_reading(open_case, "test", {"plan, tranche 1, window": 2, "later, shift": 1})
    later = find_scenario(read.requests["test"], "later")
    assert str(later.tranches[0].window) == "1951-11..1951-12"


def test_a_reading_of_the_request(open_case: Case) -> None:
    read = with_reading(open_case, "test", {"the request, dated": 1})
    assert str(read.requests["test"].dated) == "1951-05"
    assert with_reading(open_case, "test", {}) == open_case


def test_readings_that_fit_by_themselves_and_not_together() -> None:
    text = OPEN.replace("or: [36], choice: hand", "or: [38]").replace(
        "or: [24], choice: hand", "or: [24]"
    )
    case = parse_case(around(text))
    taken = {"plan, tranche 1, quantity": 1, "plan, tranche 2, quantity": 1}
    with pytest.raises(ChangeError, match="the tranches make 62; the request is for 60"):
        with_reading(case, "test", taken)


def test_other_readings_are_written_and_read_again(open_case: Case) -> None:
    assert parse_case(case_yaml(open_case)) == open_case


def test_what_is_written_out_keeps_the_readings_that_still_fit(open_case: Case) -> None:
    part = extract(open_case, "test", ["later"])
    assert parse_case(case_yaml(part)) == part
    assert ids(alternatives(part.requests["test"], ["later"])) == [
        ("the request, dated", 1), ("hand", 1),
    ]  # fmt: skip


def test_the_sixty_divisions_have_eighteen_readings(shipped: Case) -> None:
    request = shipped.requests["sixty-divisions"]
    found = alternatives(request, request.compare)
    assert ids(found) == [
        ("mao-one-sixth, tranche 2, quantity", 1),
        ("general-staff, tranche 1, window", 2),
        ("stalin-reply, tranche 1, window", 2),
    ]
    months = ("1951-06..1951-12", "1951-08..1951-12")
    assert [place.values for each in found for place in each.places] == [("60",), months, months]


def test_without_cnac_the_record_is_the_army_s(shipped: Case) -> None:
    request = shipped.requests["hump-1943"]
    assert ids(alternatives(request, ["delivered"])) == [("cnac", 1)]
    read = with_reading(shipped, "hump-1943", {"cnac": 1}).requests["hump-1943"].scenarios
    carried = [tranche.quantity for tranche in read["delivered"].tranches]
    assert carried == [tranche.quantity for tranche in request.scenarios["delivered-army"].tranches]


def test_what_has_no_other_reading_is_listed_and_is_no_problem() -> None:
    found = review_assumptions()
    assert "assumed without another reading: the request, needed_by" in [
        each.message for each in found
    ]
    assert not any(
        "tranche 1, window" in each.message for each in found if "general" in each.message
    )
    assert {each.code for each in found} == {"no-alternative"}
    assert review_sources(shipped_case()) == []


@pytest.mark.parametrize(
    ("profile", "month", "fits"),
    [
        ("window: 1951-07..1951-12", "1951-12", True),  # all of it may come in December
        ("window: 1951-07..1951-12", "1952-01", False),
        ("window: 1951-07..1951-12, profile: even", "1951-12", True),
        ("window: 1951-07..1951-12, weights: [1, 0, 0, 0, 0, 59]", "1951-12", True),
        ("window: 1951-07..1951-12, weights: [59, 0, 0, 0, 0, 1]", "1951-12", True),  # one is left
        (
            "window: 1951-07..1951-12, weights: [119, 0, 0, 0, 0, 1]",
            "1951-12",
            False,
        ),  # half of one
        ("window: 1951-07..1951-08, amounts: {1951-07: 59, 1951-08: 1}", "1951-08", True),
        ("window: 1951-07..1951-08, amounts: {1951-07: 60}", "1951-08", False),
    ],
)
def test_a_scenario_can_be_incomplete_as_long_as_it_says(
    profile: str, month: str, *, fits: bool
) -> None:
    text = around(f"""
unit: set
quantity: 60
scenarios:
  plan: {{kind: plan, not_complete_before: {month}, tranches: [{{quantity: 60, {profile}}}]}}
""")
    if fits:
        assert (
            str(parse_case(text).requests["test"].scenarios["plan"].incomplete_before(None))
            == month
        )
    else:
        with pytest.raises(CaseError, match="however they fall"):
            parse_case(text)


def test_a_ceiling_may_take_from_a_balance_what_comes_late() -> None:
    """The balance is due in 1951; ten of the sixty may come under the ceiling, until June 1952."""
    text = around("""
unit: set
quantity: 60
scenarios:
  plan:
    kind: plan
    not_complete_before: 1952-06
    tranches: [{quantity: {at_most: 10}, window: 1952-H1}, {quantity: balance, window: 1951}]
""")
    assert parse_case(text)
    with pytest.raises(CaseError, match="however they fall"):
        parse_case(text.replace("1952-06", "1952-07"))


def test_what_is_not_complete_moves_with_a_shift_and_ends_with_the_months() -> None:
    case = parse_case(
        around("""
unit: set
quantity: 60
scenarios:
  plan: {kind: plan, not_complete_before: 1951-12, tranches: [{quantity: 60, window: 1951}]}
  later: {kind: counterfactual, based_on: plan, shift: 3}
  sooner: {kind: counterfactual, based_on: plan, shift: -3}
  own: {kind: counterfactual, based_on: plan, shift: 3, not_complete_before: 1952-01}
  in-june: {kind: counterfactual, based_on: plan, window: 1951-06}
""")
    )
    found = {
        name: str(find_scenario(case.requests["test"], name).incomplete_before(None))
        for name in case.requests["test"].scenarios
    }
    assert found == {
        "plan": "1951-12",
        "later": "1952-03",
        "sooner": "1951-09",
        "own": "1952-01",
        "in-june": "None",
    }


def test_an_item_is_not_complete_before_a_month_of_its_own() -> None:
    case = parse_case(
        around("""
items: {guns: {unit: gun, quantity: 60, lot: 10}, boots: {unit: pair, quantity: 4}}
scenarios:
  plan: {kind: plan, not_complete_before: {guns: 1951-12}, tranches: [{share: 1, window: 1951}]}
""")
    )
    plan = case.requests["test"].scenarios["plan"]
    assert (str(plan.incomplete_before("guns")), plan.incomplete_before("boots")) == (
        "1951-12",
        None,
    )
    assert parse_case(case_yaml(case)) == case


def moved(found: Readings) -> dict[tuple[str, str], Moved]:
    return {(each.scenario, each.measure): each for each in found.moved if each.moves}


def test_what_moves_over_the_readings_of_june_1951(shipped: Case) -> None:
    """Sixteen of sixty a half month later or sooner: 16/60 × ½ is 2/15; ten of sixty: 1/12.

    With all of the sixteen in June the first quarter, 15, is there a month sooner than by July,
    when Mao has it in August: 2 months before. From August it is there in August at the soonest.
    """
    found = compare_readings(shipped)
    assert len(found.measured) == 18
    here = moved(found)
    assert set(here) == {
        ("general-staff", "mean_wait"), ("general-staff", "late_quarter"),
        ("stalin-reply", "mean_wait"),
    }  # fmt: skip
    staff, stalin = here["general-staff", "mean_wait"], here["stalin-reply", "mean_wait"]
    half, either = Fraction(29, 2), Fraction(2, 15)
    assert (staff.least.value, staff.most.value) == (half - either, half + either)
    half, either = Fraction(37, 2), Fraction(1, 12)
    assert (stalin.least.value, stalin.most.value) == (half - either, half + either)
    quarter = here["general-staff", "late_quarter"]
    assert (quarter.stands, quarter.least, quarter.most) == ((4, -1, 4), (4, -2, 4), (4, 0, 4))
    assert quarter.evenly_by == ()
    assert quarter.range_by == ("general-staff, tranche 1, window",)


def test_the_verdict_on_the_readings_of_june_1951(shipped: Case) -> None:
    said = report(compare_readings(shipped)).verdict
    assert said.startswith(
        "In all 18 readings it is 60 (Mao's plan), 16 (the General Staff's calculation) and at "
        "most 10 (Stalin's reply) by December 1951, and all completion dates are the same. "
        "Read evenly only the mean wait moves, by 2/15 of a month either way for the General "
        "Staff's calculation and by 1/12 of a month either way for Stalin's reply."
    )


def test_cnac_moves_the_record_and_nothing_else(shipped: Case) -> None:
    """7,898 of July and August are the Army's; with CNAC's 2,375 they are 10,273."""
    found = compare_readings(shipped, request="hump-1943")
    there = moved(found)["delivered", "by_known"]
    assert (there.least.at_most, there.most.at_most) == (7898, 10273)
    assert {scenario for scenario, _ in moved(found)} == {"delivered"}
    assert "Army transport and CNAC brought 7,898 or 10,273." in report(found).verdict


def test_a_reading_is_what_the_case_would_be_if_it_were_written_so(open_case: Case) -> None:
    """Each of the 12 readings of two scenarios is typed into the file, and compared."""
    found = compare_readings(open_case, ["plan", "other"])
    assert [choice.size for choice in found.choices] == [1, 2, 1]
    assert len(found.measured) == 12
    months = ("1951-07..1951-09", "1951-06..1951-09", "1951-08..1951-09")
    for taken, measures in found.measured.items():
        dated, window, hand = taken
        text = OPEN.replace("dated: 1951-06", f"dated: 1951-0{6 - dated}")
        text = text.replace("window: 1951-07..1951-09", f"window: {months[window]}", 1)
        text = text.replace("quantity: 20\n", f"quantity: {(20, 24)[hand]}\n")
        text = text.replace("quantity: 30\n", f"quantity: {(30, 36)[hand]}\n")
        typed = parse_case(around(re.sub("assumed: {dated.*}}\n", "", text)))
        for entry in compare_scenarios(typed, ["plan", "other"]).entries:
            assert entry.items[None].measures == measures[entry.id, None], taken


def test_readings_that_do_not_go_together_are_left_out_and_counted() -> None:
    """24 of the first and 38 of the second are 62, of 60."""
    text = OPEN.replace("or: [36], choice: hand", "or: [38]")
    case = parse_case(around(text.replace("or: [24], choice: hand", "or: [24]")))
    found = compare_readings(case, ["plan"])
    assert (len(found.measured), found.unfit) == (2 * 3 * 3, 2 * 3)
    assert "6 readings are left out" in " ".join(report(found).notes)


def test_where_there_are_too_many_each_alternative_is_taken_by_itself(
    open_case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deliveries.analysis.readings.MOST_READINGS", 11)
    found = compare_readings(open_case, ["plan"])
    assert list(found.measured) == [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 2, 0), (0, 0, 1)]
    assert not found.is_every
    assert "each alternative is taken by itself" in " ".join(report(found).notes)


def test_nothing_to_choose_is_said(shipped: Case) -> None:
    found = compare_readings(shipped, request="guns-1953")
    assert not report(found).parts
    assert report(found).verdict.startswith("Nothing that these scenarios rest on")


def test_the_band_of_the_chart_is_over_all_readings(shipped: Case) -> None:
    """With all of the sixteen in June they may be there by then; by July's plan in July."""
    chart = report(compare_readings(shipped)).chart
    assert chart is not None
    assert str(chart.across.first) == "1951-06"
    staff = chart.curves[1]
    assert staff.values[0] == 0
    assert staff.bands[0] == (0, 16)


def test_an_explanation_has_the_other_readings(shipped: Case) -> None:
    """Sixteen over seven months from June, or over five from August; by October 5/7 and 3/5."""
    staff, mao = (schedule_scenario(shipped, name) for name in ("general-staff", "mao-one-sixth"))
    explained = explain(staff, Month.parse("1951-10"), baseline=mao)
    found = [(each.choice.id, each.taken, each.numbers.to_date) for each in explained.reread]
    assert found == [
        ("mao-one-sixth, tranche 2, quantity", 1, Fraction(32, 3)),
        ("general-staff, tranche 1, window", 1, Fraction(80, 7)),
        ("general-staff, tranche 1, window", 2, Fraction(48, 5)),
    ]
    text = as_text(explained)
    assert "Mao's plan, 1952, quantity: 60. These numbers are the same." in text


def test_a_handout_says_what_other_readings_change_and_a_worksheet_does_not(shipped: Case) -> None:
    comparison = compare_scenarios(shipped)
    said = "In all 18 readings it is 60 (Mao's plan), 16 (the General Staff's calculation)"
    chapters = {
        each.title: each for each in report(Handout(comparison)).parts if isinstance(each, Chapter)
    }
    (notes,) = chapters["What the documents do not say"].parts
    assert any(line.startswith(said) for line in notes.lines)  # type: ignore[union-attr]  # notes
    assert said not in as_text(Handout(comparison, "blank"), "html")


def test_a_reading_that_cannot_be_counted_in_whole_units_is_not_explained() -> None:
    """20 is a whole number of sets, 24½ is none."""
    case = parse_case(around(OPEN.replace("or: [24], choice: hand", "or: [49/2, 24]")))
    explained = explain(schedule_scenario(case, "plan", whole=True), Month.parse("1951-09"))
    taken = [each.taken for each in explained.reread if "quantity" in each.choice.id]
    assert taken == [2]


def test_measures_are_counted_in_the_same_as_in_a_comparison(shipped: Case) -> None:
    found = compare_readings(shipped)
    rows = list(report(found).tables["readings"].values())
    here = {(row[1], row[3]): row[13] for row in rows}
    compared = report(found.comparison).tables["measures"].values()
    assert here == {(name, measure): unit for name, _, measure, *_, unit in compared}
    assert here["stalin-reply", "unit_months_short"] == "division sets × months"


def test_as_of_a_day_and_at_one_capacity_it_is_said_so(shipped: Case) -> None:
    found = compare_readings(under_capacity(shipped, 8), as_of=Date.parse("1951-06-22"))
    assert [name for name, _ in next(iter(found.measured.values()))] == [
        "mao-one-sixth", "general-staff",
    ]  # fmt: skip
    notes = " ".join(report(found).notes)
    assert "As of 22 June 1951" in notes
    assert "Not yet said: Stalin's reply (24 June 1951)." in notes
    assert "One capacity for all" in notes


def test_no_months_and_no_units_are_told_apart_in_each_reading(shipped: Case) -> None:
    """A plan against itself is nought months later, which is whole, and nought units behind."""
    _, measures = next(iter(compare_readings(shipped).measured.items()))
    of_mao = measures["mao-one-sixth", None]
    assert of_mao["late_half"].value == of_mao["widest_gap"].value == 0
    assert type(of_mao["late_half"].value) is int
    assert type(of_mao["widest_gap"].value) is Fraction


@pytest.mark.parametrize(
    ("open_one", "certain_one", "said"),
    [
        (
            "or: [{at_most: 1}], choice: one",
            "assumed: {quantity: {why: so it seems, or: [3], choice: one}}",
            "2 to 7 or 3 to 4",  # fewer that are open with one more that is certain; never 2 to 4
        ),
        ("or: [{at_most: 1}, {at_most: 3}]", "assumed: {}", "2 to 7"),
    ],
)
def test_two_readings_are_said_as_they_are_and_of_more_the_whole_range(
    open_one: str, certain_one: str, said: str
) -> None:
    case = parse_case(
        around(f"""
    unit: gun
    quantity: 20
    needed_by: 1951-06
    scenarios:
      offer:
        kind: offer
        tranches:
        - quantity: {{at_most: 5}}
          window: 1951-05
          assumed: {{quantity: {{why: so it seems, {open_one}}}}}
        - quantity: 2
          window: 1951-06
          {certain_one}
    """)
    )
    assert f"By June 1951 offer offers {said}." in report(compare_readings(case)).verdict


def test_a_month_that_is_another_in_another_reading_is_not_named() -> None:
    """By March four are there; by January, the other reading of the need, two of them."""
    readings = compare_readings(
        parse_case(
            around("""
    unit: gun
    quantity: 6
    needed_by: 1951-03
    assumed: {needed_by: {why: a guess, or: [1951-01]}}
    scenarios:
      plan: {kind: plan, tranches: [{quantity: 6, window: 1951-01..1951-03, profile: even}]}
    """)
        )
    )
    assert report(readings).verdict.startswith("By the month of need plan plans 2 or 6. ")
    text = as_text(readings, "txt")
    assert "  By the month of need" in text
    assert "Mar 1951" not in text
