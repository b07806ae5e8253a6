"""Measures a long export, from case file to CSV on disk, beside other ways to write such a table.

10,000 items x 36 months x 3 scenarios, nine items in ten in whole pieces, one in tons. Whole
processes are timed, medians of `RUNS`; ``to_csv`` and its like are given the finished table and
timed alone. A peer that is not installed is named as such. Nothing here can fail.
"""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

ITEMS, MONTHS, RUNS = 10_000, 36, 5
PLANS = {
    "evenly": "kind: proposal, tranches: [{share: 1, window: 1951..1953, profile: even",
    "unstated": "kind: offer, tranches: [{share: 1, window: 1951..1953",
    "slowly": f"kind: reply, tranches: [{{share: 1, window: 1951..1953, weights: {[1, 2, 3] * 12}",
}
NUMPY = f"""
import numpy as np
quantities = np.array([7 * at % 9999 + 5 for at in range({ITEMS})])
months = [f"{{1951 + at // 12}}-{{at % 12 + 1:02}}" for at in range({MONTHS})]
even = np.arange(1, 37)
weights = {{"evenly": even, "unstated": even, "slowly": np.cumsum([1, 2, 3] * 12)}}
with open("numpy.csv", "w") as file:
    for name, running in weights.items():
        there = (2 * quantities[:, None] * running + running[-1]) // (2 * running[-1])
        brought = np.diff(there, axis=1, prepend=0)
        shares = np.rint(brought * 1_000_000 / quantities[:, None]).astype(int).tolist()
        line = f"stores,{{name}},plan,%s,gun,,new,%s,%d,%d,%d,%d,%d,1,0.%06d,table par. 1\\n"
        for at, (to_date, each) in enumerate(zip(there.tolist(), brought.tolist())):
            total = to_date[-1]
            file.writelines(
                line % (f"store-{{at:05}}", month, b, t, total, t, b, share)
                for month, b, t, share in zip(months, each, to_date, shares[at])
            )
"""
FRAME = """
import sys
from time import perf_counter
import deliveries
frame = deliveries.frame(deliveries.compare_scenarios(deliveries.load_case("case.yaml")))
frame["month"] = frame["month"].astype(str)
{convert}
start = perf_counter()
{write}
print(perf_counter() - start)
"""
WRITERS = {
    "pandas.to_csv": ("", 'frame.to_csv("frame.csv", index=False)'),
    "polars.write_csv": (
        "import polars; table = polars.from_pandas(frame)",
        'table.write_csv("frame.csv")',
    ),
    "pyarrow.csv.write_csv": (
        "import pyarrow, pyarrow.csv; table = pyarrow.Table.from_pandas(frame)",
        'pyarrow.csv.write_csv(table, "frame.csv")',
    ),
}


class Run(NamedTuple):
    """What a process took."""

    seconds: float
    megabytes: float
    """The most memory that it had."""
    said: str = ""


def main() -> None:
    """Print every measure."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_case(folder / "case.yaml", list(PLANS))
        write_case(folder / "once.yaml", ["evenly"])
        ours = timed(folder, [*deliveries("case.yaml"), "ours.csv"])
        rows = (folder / "ours.csv").read_bytes().count(b"\n") - 1
        print(f"\n| {rows:,} rows of sixteen columns as CSV | ratio | seconds | memory |")
        print("|---|--:|--:|--:|")
        show("`deliveries export`, from case file to disk", ours, ours)
        third = timed(folder, [*deliveries("once.yaml"), "1.csv"])
        show("the same of one scenario, a third of the rows", third, ours)
        (folder / "numpy_rows.py").write_text(NUMPY, encoding="utf-8")
        show("a bare numpy script", timed(folder, [sys.executable, "numpy_rows.py"]), ours)
        for writer in WRITERS:
            library = writer.partition(".")[0]
            if find_spec(library):
                finished(folder, writer, ours)
            else:
                print(f"{library}: not installed")
        for peer, arguments in ledgers():
            if not shutil.which(peer):
                print(f"{peer}: not installed")
            else:
                write_journal(folder / "journal")
                show(
                    f"{peer}, monthly running totals of the same",
                    timed(folder, [peer, *arguments], 1),
                    ours,
                )


def deliveries(case: str) -> list[str]:
    """The command, as far as the name of the file."""
    return [sys.executable, "-m", "deliveries", "export", "-f", case, "-o"]


def show(what: str, run: Run, ours: Run) -> None:
    """Print a run, and how many times ours it took."""
    ratio = f"{run.seconds / ours.seconds:.2f}"
    print(f"| {what} | {ratio} | {run.seconds:.2f} | {run.megabytes:.0f} MB |")


def timed(folder: Path, command: list[str], runs: int = RUNS) -> Run:
    """Run a command so many times; the median time, and the most memory."""
    done = [once(folder, command) for _ in range(runs)]
    return Run(median(each.seconds for each in done), max(each.megabytes for each in done))


def once(folder: Path, command: list[str]) -> Run:
    """Run a command, and wait for what it used."""
    start = perf_counter()
    child = os.fork()
    if not child:
        os.chdir(folder)
        output = os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.execvp(command[0], command)  # noqa: S606  # our own commands; a shell would be timed
    _, _, usage = os.wait4(child, 0)
    seconds = perf_counter() - start
    said = folder / "said"
    short = said.read_text(encoding="utf-8") if said.stat().st_size < 1000 else ""
    return Run(seconds, usage.ru_maxrss / 1024, short)


def finished(folder: Path, writer: str, ours: Run) -> None:
    """Time a writer that is given the finished table."""
    convert, write = WRITERS[writer]
    script = FRAME.format(convert=convert, write=write)
    (folder / "writer.py").write_text(script, encoding="utf-8")
    done = [once(folder, [sys.executable, "writer.py"]) for _ in range(3)]
    times = [float(each.said) for each in done if each.said.strip()]
    if times:
        run = Run(median(times), max(each.megabytes for each in done))
        show(f"`{writer}` of the finished table, alone", run, ours)


def write_case(file: Path, plans: Sequence[str]) -> None:
    """A case of so many scenarios, with its list of items beside it."""
    scenarios = "".join(f"      {name}: {{{PLANS[name]}, source: table}}]}}\n" for name in plans)
    file.write_text(
        "title: Stores\nsources: {table: {title: Table of establishment, grade: ours}}\n"
        "requests:\n  stores:\n    title: Stores\n    recipient: Here\n    supplier: There\n"
        f"    source: table\n    items: items.csv\n    scenarios:\n{scenarios}",
        encoding="utf-8",
    )
    rows = (
        f"store-{at:05},ton,{7 * at % 9999 + 5}.5,,table §{at % 40 + 1}"
        if at % 10 == 9
        else f"store-{at:05},gun,{7 * at % 9999 + 5},1,table §{at % 40 + 1}"
        for at in range(ITEMS)
    )
    lines = "\n".join(["item,unit,quantity,lot,source", *rows])
    file.with_name("items.csv").write_text(lines, encoding="utf-8")


def ledgers() -> Sequence[tuple[str, list[str]]]:
    """Plain-text accounting that makes monthly running totals of the same deliveries."""
    balance = ["-f", "journal", "balance", "-M", "--cumulative", "-O", "csv", "-o", "hledger.csv"]
    columns = "%(account),%(date),%(total)\n"
    register = ["-f", "journal", "--monthly", "-o", "ledger.csv", "--format", columns, "register"]
    return [("hledger", balance), ("ledger", register)]


def write_journal(file: Path) -> None:
    """A journal of the same deliveries, one transaction a month."""
    with file.open("w", encoding="utf-8") as stream:
        for month in range(MONTHS):
            stream.write(f"{1951 + month // 12}-{month % 12 + 1:02}-01 deliveries\n")
            for name in PLANS:
                stream.writelines(
                    f"    {name}:store-{at:05}    {(7 * at % 9999 + 5) // MONTHS + 1} X\n"
                    for at in range(ITEMS)
                )
            stream.write("    supplier\n\n")


if __name__ == "__main__":
    main()
