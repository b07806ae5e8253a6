"""``deliveries handout``: a page for a class, a worksheet, its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import typer

from deliveries.casefile import load_case
from deliveries.cli.output import place_of, write_file, write_stdout
from deliveries.comparison import compare_scenarios
from deliveries.forms.handout import as_handout

if TYPE_CHECKING:
    from pathlib import Path

    from deliveries.reports.handout import As


class Wanted(NamedTuple):
    """What the page is about, as it was typed."""

    file: Path | None
    scenarios: tuple[str, ...]
    request: str | None
    baseline: str | None
    whole: bool
    decimals: bool


def handout(wanted: Wanted, output: str | None, *, blank: bool, key: bool, seed: int) -> None:
    """Write the page. Raises `WriteError`."""
    if blank and key:
        raise typer.BadParameter("ask for one of the two", param_hint="'--blank', '--key'")
    target = None
    if output not in (None, "-"):
        if not str(output).lower().endswith((".html", ".htm")):
            reason = f"'{output}' does not end in .html; for a PDF, print the page from a browser"
            raise typer.BadParameter(reason, param_hint="'--output'")
        target = place_of(str(output), wanted.file)
    case = load_case(wanted.file)
    comparison = compare_scenarios(
        case,
        wanted.scenarios,
        request=wanted.request,
        baseline=wanted.baseline,
        whole=wanted.whole,
    )
    kind: As = "blank" if blank else "key" if key else "handout"
    page = as_handout(comparison, case=case, kind=kind, seed=seed, decimals=wanted.decimals)
    if target:
        write_file(target, page.encode())
    else:
        write_stdout(page.encode())
