"""Measures what start-up costs, how fast files are read, the engine is, and pages are drawn.

It prints tables in Markdown, for docs/benchmarks.md; nothing here can fail. Whole processes are
timed in pairs, one of each in turn, with this interpreter; the figure is the median of the pairs'
ratios. Times differ from machine to machine, ratios hardly.
"""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from functools import partial
from pathlib import Path
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import yaml

from deliveries.analysis.sweep import sweep
from deliveries.case import Case, Scenario, Tranche
from deliveries.months import Month, Window
from deliveries.read import load_case, parse_case
from deliveries.read.writing import case_yaml
from deliveries.schedule import schedule_scenario

if TYPE_CHECKING:
    from collections.abc import Callable

PAIRS = 15
RUNS = 5
BARE_APP = """
import typer
app = typer.Typer()
@app.command()
def one(name: str, count: int = 1): "One."
@app.command()
def two(name: str): "Two."
app()
"""
PLAIN_APP = BARE_APP.replace("typer.Typer()", "typer.Typer(rich_markup_mode=None)")
YARDSTICK = """
import typer, rich.table, yaml
from pydantic import BaseModel
class Request(BaseModel):
    title: str
    quantity: int
Request.model_validate({"title": "Arms for sixty divisions", "quantity": 60})
"""
MOVES = """() => {
  const times = [];
  for (const id of ["capacity", "shift", "month"]) {
    const slider = document.getElementById(id);
    for (let at = 0; at <= slider.max; at += 1) {
      slider.value = at;
      const begun = performance.now();
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      document.body.getBoundingClientRect();
      times.push(performance.now() - begun);
    }
  }
  return times;
}"""
COMMAND = "from deliveries.cli.main import main; main()"


def main() -> None:
    """Print every measure."""
    print("\n| start-up | ratio | ours | theirs |\n|---|--:|--:|--:|")
    with TemporaryDirectory() as folder:
        bare, plain, imports, ours = (
            script(Path(folder), name, text)
            for name, text in (
                ("bare", BARE_APP),
                ("plain", PLAIN_APP),
                ("imports", YARDSTICK),
                ("ours", COMMAND),
            )
        )
        paired("`deliveries --help` / a bare Typer app's", ours, bare, "--help")
        paired("the same / a Typer app's without rich markup", ours, plain, "--help")
        paired("`deliveries compare` / its libraries' imports alone", ours, imports, "compare")
    reading()
    ledgers()
    engine()
    sweeps()
    pages()


def script(folder: Path, name: str, text: str) -> Path:
    """Write a script."""
    path = folder / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    return path


def paired(what: str, ours: Path, theirs: Path, argument: str) -> None:
    """Time two scripts in turn."""
    times = [(seconds(ours, argument), seconds(theirs, argument)) for _ in range(PAIRS)]
    ratio = median(one / other for one, other in times)
    one, other = (median(each) * 1000 for each in zip(*times, strict=True))
    print(f"| {what} | {ratio:.2f} | {one:.0f} ms | {other:.0f} ms |")


def seconds(script: Path, argument: str) -> float:
    """How long a whole process takes."""
    start = perf_counter()
    subprocess.run(
        [sys.executable, str(script), argument],
        stdout=subprocess.DEVNULL,
        check=True,
        env={**os.environ, "COLUMNS": "80"},
    )
    return perf_counter() - start


def reading() -> None:
    """Time the reading of a case file, beside loaders that keep no places and check nothing."""
    text = case_yaml(big_case(2000, Window(Month(1951, 1), Month(1953, 12)), "1"))
    lines = text.count("\n")
    print(f"\n| reading {lines:,} lines of YAML | ratio | lines a second |\n|---|--:|--:|")
    ours = median(took(partial(parse_case, text)) for _ in range(RUNS))
    print(f"| ours: read, checked, every place known | 1.00 | {lines / ours:,.0f} |")
    for name in ("CSafeLoader", "SafeLoader"):
        if loader := getattr(yaml, name, None):
            theirs = took(partial(yaml.load, text, loader))
            print(f"| PyYAML's `{name}` alone | {theirs / ours:.2f} | {lines / theirs:,.0f} |")


def ledgers() -> None:
    """Time and weigh the reading of ledgers, in processes of their own."""
    print("\n| reading a ledger | seconds | memory |\n|---|--:|--:|")
    with TemporaryDirectory() as name:
        folder = Path(name)
        case = "title: A\nrequests:\n  r:\n    title: R\n    recipient: H\n    supplier: T\n"
        case += "    unit: gun\n    scenarios:\n      came:\n        kind: record\n        ledger: "
        case += "{file: came.csv, columns: {date: day, quantity: guns, recipient: who}}\n"
        (folder / "case.yaml").write_text(case)
        read = "import resource, sys, time, deliveries\nbegun = time.perf_counter()\n"
        read += "deliveries.load_case('case.yaml')\ntook = time.perf_counter() - begun\n"
        read += "print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
        for rows in (100_000, 1_000_000):
            with (folder / "came.csv").open("w") as file:
                file.write("day,guns,who\n")
                for at in range(rows):
                    file.write(f"190{at % 3}-{at % 12 + 1:02}-{at % 28 + 1:02},{at},r{at % 101}\n")
            ended = subprocess.run(
                [sys.executable, "-c", read], cwd=folder, capture_output=True, check=True
            )
            spent, memory = map(float, ended.stdout.split())
            print(f"| {rows:,} rows | {spent:.2f} | {memory:.0f} MB |")


def took(work: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    """How long something takes within this process."""
    start = clock()
    work()
    return clock() - start


def engine() -> None:
    """Time the scheduler alone: lines x months, rounded to lots and exact."""
    window = Window(Month(1951, 1), Month(1953, 12))
    head = "| the engine, million months of a line a second | 250 lines | 1,000 | 4,000 |"
    print(f"\n{head}\n|---|--:|--:|--:|")
    for what, lot in (("exact", None), ("in lots", "1")):
        rates = []
        for lines in (250, 1000, 4000):
            case = big_case(lines, window, lot)
            seconds = took(partial(schedule_scenario, case, "plan"))
            rates.append(lines * len(window) / seconds / 1e6)
        print(f"| {what} | {' | '.join(f'{rate:.1f}' for rate in rates)} |")


def sweeps() -> None:
    """Time variants of the shipped case: one measure of each in a grid, all of each in a table."""
    case = load_case()
    sweep(case, "mao-one-sixth", {"shift": "0..9"})  # and all modules are loaded
    print("\n| sweeping the shipped case, variants a second of one core | 100 | 1,000 | 10,000 |")
    print("|---|--:|--:|--:|")
    for what, shift in (("a grid of one measure", {"shift": "-5..4"}), ("all measures", {})):
        rates = []
        for count in (100, 1000, 10_000):
            values = [Fraction(20 + at, 10) for at in range(count // (10 if shift else 1))]
            swept = {"capacity": values, **shift}
            rates.append(count / took(partial(sweep, case, "mao-one-sixth", swept), process_time))
        print(f"| {what} | {' | '.join(f'{rate:,.0f}' for rate in rates)} |")


def pages() -> None:
    """Time the writing of the page with sliders, and each move of its sliders in Chromium."""
    print("\n| the page of `deliveries explore` | median |\n|---|--:|")
    with TemporaryDirectory() as name:
        page = Path(name) / "explored.html"
        ours = script(
            Path(name), "ours", f"import sys\nsys.argv += ['-o', {str(page)!r}]\n{COMMAND}"
        )
        print(f"| written | {median(seconds(ours, 'explore') for _ in range(RUNS)):.2f} s |")
        print(f"| its size | {page.stat().st_size / 1000:.0f} KB |")
        print(f"| redrawn after a slider moves | {redrawn(page)} |")


def redrawn(page: Path) -> str:
    """Move each slider to each of its places, and return how long one takes to be laid out."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        return "not measured: playwright is not installed"
    with sync_playwright() as play:
        try:
            browser = play.chromium.launch(executable_path=which("chromium"))
        except Error:
            return "not measured: there is no Chromium"
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        tab.goto(page.as_uri())
        tab.wait_for_selector("#controls:visible")
        times: list[float] = tab.evaluate(MOVES)
        browser.close()
    return f"{median(times):.1f} ms of {len(times)} moves"


def big_case(lines: int, window: Window, lot: str | None) -> Case:
    """A case of one scenario with so many lines."""
    tranches = tuple(
        Tranche(quantity=str(7 * at + 5), window=window, establishment="new") for at in range(lines)
    )
    request = {
        "title": "Big",
        "recipient": "Here",
        "supplier": "There",
        "unit": "set",
        "lot": lot,
        "scenarios": {"plan": Scenario(kind="record", tranches=tranches)},
    }
    return Case.model_validate({"title": "Big", "requests": {"big": request}})


if __name__ == "__main__":
    main()
