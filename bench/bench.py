"""Measures what start-up costs, how fast a case file is read and how fast the engine is.

It prints tables in Markdown, for docs/benchmarks.md; nothing here can fail. Whole processes are
timed in pairs, one of each in turn, with this interpreter; the figure is the median of the pairs'
ratios. Times differ from machine to machine, ratios hardly.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from fractions import Fraction
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import yaml

from deliveries.analysis.explore import explore
from deliveries.analysis.sweep import sweep
from deliveries.case import Case, Scenario, Tranche
from deliveries.formats import as_bytes
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
MOVES = """async () => {
  const took = [], slider = document.getElementById("capacity");
  for (let move = 0; move < 60; move++) {
    const begin = performance.now();
    slider.value = 1 + move % 11;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();  // laid out, too
    took.push(performance.now() - begin);
    await new Promise(requestAnimationFrame);
  }
  return took;
}"""
"""How long each of some moves of a slider takes the page, in milliseconds."""
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
    explored()


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


def explored() -> None:
    """Print how long the page with sliders takes to write, and to follow a slider in Chromium."""
    case = load_case()
    page = as_bytes(explore(case), "explore")
    written = took(lambda: as_bytes(explore(case), "explore"), process_time)
    print("\n| the page with sliders, of the shipped case | |\n|---|--:|")
    print(f"| written, by processor time | {written:.2f} s |")
    print(f"| size | {len(page) / 1024:.0f} KB |")
    print(f"| a move of a slider, redrawn, the median | {redrawn(page)} |")


def redrawn(page: bytes) -> str:
    """Return how long the page takes to redraw itself after a move of a slider."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        browser = None
    if browser is None:
        return "Chromium is not here"
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "page.html"
        path.write_bytes(page)
        started = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        shown = started.new_page()
        shown.goto(path.as_uri())
        shown.wait_for_selector("#tables table")
        moves = shown.evaluate(MOVES)
        started.close()
    return f"{median(moves):.1f} ms"


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
