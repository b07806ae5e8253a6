"""The options that commands share, each described once."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from deliveries.cli import completing
from deliveries.months import By
from deliveries.text import visible


class Format(Enum):
    """How a result is written."""

    table = "table"
    csv = "csv"
    json = "json"
    md = "md"


class ExportFormat(Enum):
    """What scenarios are exported to."""

    csv = "csv"
    xlsx = "xlsx"
    json = "json"
    parquet = "parquet"
    md = "md"


class PlotFormat(Enum):
    """What a chart is written as."""

    txt = "txt"
    svg = "svg"
    png = "png"
    pdf = "pdf"
    html = "html"
    json = "json"


class PlotKind(Enum):
    """What a chart shows."""

    to_date = "to_date"
    monthly = "monthly"
    gap = "gap"
    divisions = "divisions"


class ListedAs(Enum):
    """How problems are listed."""

    text = "text"
    json = "json"


CaseFile = Annotated[
    Path | None,
    typer.Option(
        "--file", "-f", metavar="FILE", help="Your own case file, instead of the one that ships."
    ),
]
RequestName = Annotated[
    str | None,
    typer.Option(
        "--request",
        "-r",
        metavar="REQUEST",
        help="A request of the case; the first otherwise.",
        autocompletion=completing.requests,
    ),
]
Baseline = Annotated[
    str | None,
    typer.Option(
        metavar="SCENARIO",
        help="What the others are measured against; the request's own otherwise.",
        autocompletion=completing.scenarios,
    ),
]
Periods = Annotated[By, typer.Option("--by", help="How long a row of the table is.")]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="MONTH",
        help="Show from this month (or quarter, or year) on. It changes no measure.",
    ),
]
To = Annotated[
    str | None,
    typer.Option("--to", metavar="MONTH", help="Show to the end of this month. As --from."),
]
ByDivisions = Annotated[
    bool,
    typer.Option("--divisions", help="Show divisions on the existing and the new organisation."),
]
Uplift = Annotated[
    str | None,
    typer.Option(metavar="N", help="As --divisions, if a new set holds N existing ones."),
]
Decimals = Annotated[bool, typer.Option("--decimal", help="Write decimals: 2.67, not 2 2/3.")]
Whole = Annotated[
    bool, typer.Option("--whole", help="Count in whole units: no division set is split.")
]
OutputFormat = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="As a table, CSV, JSON or Markdown. The ending of --output decides otherwise.",
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to a file (.txt, .csv, .json or .md); - is stdout.",
    ),
]
ExportedAs = Annotated[
    ExportFormat | None,
    typer.Option("--format", help="What to export to. The ending of --output decides otherwise."),
]
ExportOutput = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to a file (.csv, .xlsx, .json, .parquet, .md) or a folder/; - is stdout.",
    ),
]
PlottedAs = Annotated[
    PlotFormat | None,
    typer.Option("--format", help="How to draw it. The ending of --output decides otherwise."),
]
PlotOutput = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to a file (.svg, .png, .pdf, .html, .json, .txt); - is stdout.",
    ),
]
Plotted = Annotated[
    PlotKind,
    typer.Option("--kind", help="Totals to date, what each month brings, the gap, or divisions."),
]


def wrong_usage(reason: str, *options: str) -> typer.BadParameter:
    """What to raise of options (or arguments) that make no sense; Typer shows it as it is."""
    hint = ", ".join(f"'{option}'" for option in options)
    return typer.BadParameter(visible(reason), param_hint=hint)
