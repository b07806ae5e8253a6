"""``deliveries list``: what a case holds."""

from __future__ import annotations

from typing import Annotated

import typer

from deliveries.cli.options import CaseFile, Written, grouped

HELP = """List the requests of a case, their scenarios, and the sources.

\b
Examples:
  deliveries list
  deliveries list --sources
  deliveries list --file my-case.yaml
  deliveries list --format json

The names in the first column are what the other commands take. The first request is the one that
they mean unless --request names another.
"""


@grouped
def run(
    *,
    sources: Annotated[
        bool, typer.Option("--sources", help="Show what each source says, paragraph by paragraph.")
    ] = False,
    file: CaseFile = None,
    written: Written,
) -> None:
    """List what a case holds."""
    from deliveries.analysis.listing import Sources
    from deliveries.cli.output import choose_outlet
    from deliveries.read import load_case
    from deliveries.reports import View

    outlet = choose_outlet(written, file)
    case = load_case(file)
    outlet.deliver(Sources(case) if sources else case, View(decimals=written.decimals))
