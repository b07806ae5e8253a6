"""Every result in every format: from Python it is what the command line writes."""

import json
import re
from collections.abc import Callable
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import deliveries
from deliveries import By, Month, Options, View
from deliveries.case import Case
from deliveries.errors import (
    CaseError,
    ConversionError,
    FormatError,
    RangeError,
    UnreadableError,
)
from deliveries.formats import FORMATS, write
from deliveries.results import Result
from tests.report_data import Said
from tests.terminal import run

OCTOBER, DECEMBER = Month.parse("1951-10"), Month.parse("1951-12")


def result_of(case: Case, name: str) -> Result:
    schedule = deliveries.schedule_scenario(case, "general-staff")
    base = deliveries.schedule_scenario(case, "mao-one-sixth")
    changes = {"shift": -3, "capacity": 4}
    results: dict[str, Callable[[], Result]] = {
        "case": lambda: case,
        "sources": lambda: deliveries.Sources(case),
        "comparison": lambda: deliveries.compare_scenarios(case),
        "comparisons": lambda: deliveries.compare_requests(case),
        "divisions": lambda: deliveries.compare_divisions(case, uplift=Fraction(7, 2)),
        "of one": lambda: deliveries.show_divisions(case, "general-staff"),
        "schedule": lambda: schedule,
        "per": lambda: deliveries.divide(schedule, 36),
        "what-if": lambda: deliveries.what_if(case, "mao-one-sixth", changes),
        "sweep": lambda: deliveries.sweep(case, "mao-one-sixth", {"capacity": "8..9"}),
        "grid": lambda: deliveries.sweep(
            case, "general-staff", {"capacity": "3..4", "shift": "-1..0"}, measure="mean_wait"
        ),
        "explanation": lambda: deliveries.explain(schedule, OCTOBER, baseline=base),
        "need": lambda: deliveries.needed_capacity(schedule, DECEMBER),
        "when": lambda: deliveries.when_reached(schedule, 30),
        "handout": lambda: deliveries.Handout(deliveries.compare_scenarios(case), "key", 3),
    }
    return results[name]()


SAME = [
    ("list", "case", View()),
    ("list --sources", "sources", View()),
    ("compare", "comparison", View()),
    ("compare --by quarter --decimal", "comparison", View(By.quarter, decimals=True)),
    ("compare --from 1951-10 --to 1951-12", "comparison", View(By.month, OCTOBER, DECEMBER)),
    ("compare --detail", "comparison", View(detail=True)),
    ("compare --uplift 7/2", "divisions", View()),
    ("show general-staff", "schedule", View()),
    ("show general-staff --divisions --by year", "of one", View(By.year)),
    ("show general-staff --per 36", "per", View()),
    ("whatif mao-one-sixth --shift -3 --capacity 4", "what-if", View()),
    ("sweep mao-one-sixth --capacity 8..9", "sweep", View()),
    (
        "sweep general-staff --capacity 3..4 --shift -1..0 --measure mean_wait --decimal",
        "grid",
        View(decimals=True),
    ),
    ("explain general-staff 1951-10", "explanation", View()),
    ("need general-staff --due 1951-12", "need", View()),
    ("when general-staff 30", "when", View()),
]


@pytest.mark.parametrize(("command", "name", "view"), SAME)
def test_a_format_is_what_the_command_line_writes(
    shipped: Case, command: str, name: str, view: View
) -> None:
    result, options = result_of(shipped, name), Options(view.decimals)
    full = deliveries.as_text(result, "txt", view, options)
    assert full == run(*command.split(), "--full").stdout
    short = deliveries.as_text(result, "txt", view, options._replace(full=False))
    assert short == run(*command.split()).stdout
    for form in ("md", "csv", "json"):
        found = deliveries.as_text(result, form, view, options)
        assert found == run(*command.split(), "--format", form).stdout


WITHOUT_CHART = {"case", "sources", "comparisons", "of one", "per", "need", "when"}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "name",
    ["case", "comparison", "divisions", "schedule", "per", "what-if", "sweep", "grid",
     "explanation", "need", "when", "handout"],
)  # fmt: skip
def test_every_result_has_every_format_or_says_that_it_has_not(
    shipped: Case, name: str, form: str
) -> None:
    result = result_of(shipped, name)
    if form in ("svg", "png", "pdf") and name in WITHOUT_CHART:
        with pytest.raises(FormatError, match="has no chart"):
            deliveries.as_bytes(result, form)
    elif form == "gift" and name != "handout":
        with pytest.raises(FormatError, match="has no questions"):
            deliveries.as_bytes(result, form)
    else:
        assert len(deliveries.as_bytes(result, form)) > 100


def test_what_is_altered_goes_into_a_file_by_its_ending(tmp_path: Path) -> None:
    begins = {"svg": b"<svg", "xlsx": b"PK", "html": b"<!doctype", "db": b"SQLite", "pdf": b"%PDF"}
    for ending, start in begins.items():
        done = run(
            "whatif", "mao-one-sixth", "--capacity", "6", "-o", f"six.{ending}", folder=tmp_path
        )
        assert (done.code, done.stdout) == (0, "")
        assert (tmp_path / f"six.{ending}").read_bytes().startswith(start)


def test_what_a_result_has_nothing_for_is_wrong_usage() -> None:
    done = run("need", "general-staff", "-o", "need.svg")
    assert done.code == 2
    assert done.stderr.startswith("deliveries: a needed capacity has no chart\n")
    with pytest.raises(FormatError, match="a thing said has no table for CSV"):
        list(write(Said("x"), "csv"))


def test_all_requests_are_one_table(shipped: Case) -> None:
    done = run("export", "--all-requests")
    found = pd.read_csv(BytesIO(done.stdout.encode()))
    assert list(dict.fromkeys(found["request"])) == list(shipped.requests)
    alone = pd.read_csv(BytesIO(run("export", "-r", "hump-1943").stdout.encode()))
    hump = found[found["request"] == "hump-1943"].reset_index(drop=True)
    pd.testing.assert_frame_equal(hump, alone, check_dtype=False)
    measures = deliveries.as_dict(result_of(shipped, "comparisons"))["tables"]["measures"]
    assert {row["request"] for row in measures} == set(shipped.requests)


@pytest.mark.parametrize("request_id", ["sixty-divisions", "thirty-six-divisions", "hump-1943"])
def test_every_number_that_people_see_is_in_the_json(shipped: Case, request_id: str) -> None:
    """Of a comparison: on the screen, in Markdown, HTML and the workbook."""
    comparison = deliveries.compare_scenarios(shipped, request=request_id)
    record = deliveries.as_dict(comparison)
    known = set()
    for rows in record["tables"].values():
        for row in rows:
            for key, value in row.items():
                if isinstance(value, int) or re.fullmatch(r"-?\d+(/\d+)?", str(value)):
                    known.add(Fraction(value))
                    if row.get("unit") == "share" or key == "share":
                        known.add(Fraction(round(Fraction(value) * 100)))  # as per cent
    quantity = shipped.requests[request_id].quantity
    known |= {quantity} if quantity else set()
    text = deliveries.as_text(comparison, "txt", options=Options(full=False))
    tables = text[text.index("\n\n") : text.index("Reading the table")]
    html = deliveries.as_text(comparison, "html")
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html[: html.index("Reading the table")])
    shown = {
        "screen": tables,
        "markdown": "\n".join(
            line
            for line in deliveries.as_text(comparison, "md").splitlines()
            if line.startswith(("| ", "- `"))
        ),
        "html": "\n".join(re.sub("<[^>]*>", "", cell) for cell in cells),
    }
    for name, said in shown.items():
        numbers = list(numbers_in(said))
        assert len(numbers) > 20, name
        assert [each for each in numbers if each not in known] == [], name
    book = openpyxl.load_workbook(BytesIO(deliveries.as_bytes(comparison, "xlsx")))
    found = [
        cell.value
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    ]
    doubles = {float(f"{float(each):.12g}") for each in known}
    assert len(found) > 100
    assert {each for each in found if float(f"{each:.12g}") not in doubles} == set()


SIGNS = {
    "½": (1, 2),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅙": (1, 6),
    "⅚": (5, 6),
}


def numbers_in(text: str) -> list[Fraction]:
    """Read numbers as people write them; a month or a bar has none."""
    months = [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
        "Year",
    ]
    text = re.sub(rf"({'|'.join(months)})[a-z]* \d{{4}}", "", text)
    text = re.sub(r"Of [\d,]+ .* by .*", "", text)
    pattern = r"([−-]?)([\d,]*\d)?(?:([½⅓⅔¼¾⅙⅚⅖⅗])|\s(\d+)/(\d+))?"
    found = []
    for sign, whole, part, top, bottom in re.findall(pattern, text):
        if whole or part:
            number = Fraction((whole or "0").replace(",", ""))
            number += Fraction(*SIGNS[part]) if part else Fraction(0)
            number += Fraction(int(top), int(bottom)) if bottom else Fraction(0)
            found.append(-number if sign else number)
    return found


def shipped_scenarios() -> list[tuple[str, str]]:
    case = deliveries.load_case()
    return [
        (request, name)
        for request, asked in case.requests.items()
        for name, scenario in asked.scenarios.items()
        if scenario.kind != "record"
    ]


@pytest.mark.parametrize(("request_id", "name"), shipped_scenarios())
def test_the_obvious_sum_and_the_obvious_pivot_are_right(
    shipped: Case, request_id: str, name: str
) -> None:
    """In pandas, of the CSV, for every scenario whose months are all known."""
    written = deliveries.as_bytes(
        deliveries.compare_scenarios(shipped, [name], request=request_id), "csv"
    )
    table = pd.read_csv(BytesIO(written))
    schedule = deliveries.schedule_scenario(shipped, name, request=request_id)
    items = table["item"].astype("object").fillna("")
    for item_id, item in schedule.items.items():
        series = item.series
        if series is None or series.unknown or series.figures:
            continue
        own = table[(table["scenario"] == name) & (items == (item_id or ""))]
        assert own["delivered"].sum() == pytest.approx(float(series.total or 0))
        pivot = own.pivot_table(index="month", columns="scenario", values="to_date")[name]
        assert pivot.is_monotonic_increasing
        for month, value in pivot.items():
            exact = series.at(Month.parse(str(month))) or 0
            assert value == pytest.approx(float(exact), rel=1e-15)  # older pandas rounds twice


def test_a_faulty_case_has_the_formats_of_its_problems() -> None:
    with pytest.raises(CaseError) as caught:
        deliveries.parse_case("title: T\nrequests: {}\nsorces: {}\n")
    record = json.loads(deliveries.as_text(caught.value, "json"))
    assert [each["line"] for each in record["tables"]["problems"]] == [2, 3]
    rows = deliveries.as_text(caught.value, "csv").splitlines()
    assert rows[0] == "file,line,column,code,message,hint"
    assert len(rows) == 3
    assert deliveries.as_text(caught.value).startswith("2 problems\n")


def test_a_narrow_text_keeps_to_its_width(shipped: Case) -> None:
    text = deliveries.as_text(result_of(shipped, "need"), options=Options(width=40, full=False))
    assert max(map(len, text.splitlines())) <= 40


def test_what_cannot_be_shown_says_why(shipped: Case) -> None:
    comparison = deliveries.compare_scenarios(shipped)
    with pytest.raises(RangeError, match="nothing is planned"):
        deliveries.as_text(comparison, view=View(first=Month.parse("1960-01")))
    with pytest.raises(ConversionError):
        deliveries.show_divisions(shipped, "as-requested", request="thirty-six-divisions")


def test_a_chart_says_how_many_scenarios_it_can_show(in_case: Callable[[str], Case]) -> None:
    plans = "".join(
        f"  s{at}: {{kind: plan, tranches: [{{quantity: 1, window: 1951}}]}}\n" for at in range(25)
    )
    comparison = deliveries.compare_scenarios(in_case(f"unit: gun\nscenarios:\n{plans}"))
    with pytest.raises(RangeError, match="the lines of at most 12 scenarios apart, not 25"):
        deliveries.as_bytes(comparison, "svg")
    with pytest.raises(RangeError, match="a chart of bars shows at most 24 scenarios, not 25"):
        deliveries.as_bytes(comparison, "svg", view=View(chart="monthly"))
    assert b"Plan" not in deliveries.as_bytes(comparison, "html")[:10]


def test_a_chart_says_how_many_months_it_can_show(in_case: Callable[[str], Case]) -> None:
    plans = "".join(
        f"  s{at}: {{kind: plan, tranches: [{{quantity: 1, window: 1901..2000}}]}}\n"
        for at in range(9)
    )
    comparison = deliveries.compare_scenarios(in_case(f"unit: gun\nscenarios:\n{plans}"))
    with pytest.raises(RangeError, match=r"at most 10,000 months of its scenarios, not 10,800"):
        deliveries.as_bytes(comparison, "svg")
    years = View(first=Month.parse("1901-01"), last=Month.parse("1902-12"))
    assert deliveries.report(comparison, years).chart


def test_a_view_of_what_there_is_not_is_refused(shipped: Case) -> None:
    comparison: Any = deliveries.compare_scenarios(shipped)
    text: Any = "1951-10"
    by: Any = "quarter"
    whole = deliveries.as_text(comparison, "txt", View(By.quarter, OCTOBER))
    assert deliveries.as_text(comparison, "txt", View(by, text)) == whole
    for view in ({"by": "fortnight"}, {"chart": "nonsense"}, {"first": "October"}, {"by": None}):
        for shown in (deliveries.as_text, deliveries.plot):
            with pytest.raises(UnreadableError):
                shown(comparison, view=View(**view))


def test_an_option_that_there_is_not_is_never_passed_over(shipped: Case) -> None:
    as_text: Any = deliveries.as_text
    comparison = deliveries.compare_scenarios(shipped)
    for options in ({"widht": 40}, {"view": View(), "by": "quarter"}):
        with pytest.raises(TypeError):
            as_text(comparison, **options)
    with pytest.raises(KeyError):
        deliveries.as_bytes(comparison, "nonsense")
