"""``deliveries handout``: a page for a class, a worksheet, its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.cli.options import wrong_usage
from deliveries.cli.output import place_of, write_stdout
from deliveries.cli.writing import write_file
from deliveries.forms.handout import as_handout

if TYPE_CHECKING:
    from deliveries.cli.chosen import Chosen
    from deliveries.reports.handout import As


def handout(
    chosen: Chosen, output: str | None, *, decimals: bool, blank: bool, key: bool, seed: int
) -> None:
    """Write the page. Raises `WriteError`."""
    if blank and key:
        raise wrong_usage("ask for one of the two", "--blank", "--key")
    target = None
    if output not in (None, "-"):
        target = place_of(str(output), chosen.file)
        if not str(output).lower().endswith((".html", ".htm")):
            reason = f"'{output}' does not end in .html; for a PDF, print the page from a browser"
            raise wrong_usage(reason, "--output")
    case, comparison = chosen.compared()
    kind: As = "blank" if blank else "key" if key else "handout"
    page = as_handout(comparison, case=case, kind=kind, seed=seed, decimals=decimals)
    if target:
        write_file(target, page.encode())
    else:
        write_stdout(page.encode())
