"""``deliveries`` alone: the verdict, the bars, and what to try next."""

from deliveries.analysis.comparison import compare_scenarios
from deliveries.cli.options import Written
from deliveries.cli.output import choose_outlet
from deliveries.read import load_case
from deliveries.reports import Report, report
from deliveries.tables import Gauges, Notes

NEXT = (
    "deliveries compare: month by month, with the measures",
    "deliveries list: what else there is to compare",
    "deliveries new my-case.yaml: a case file of your own",
)


def run() -> None:
    """Show the case that ships in short."""
    whole = report(compare_scenarios(load_case()))
    bars = [part for part in whole.parts if isinstance(part, Gauges)]
    parts = (*bars, Notes("Try next", NEXT))
    short = type("Short", (Report,), {"verdict": whole.verdict, "parts": parts})
    choose_outlet(Written(), None).write(short())
