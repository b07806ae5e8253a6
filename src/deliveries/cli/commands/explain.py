"""``deliveries explain``: where a number comes from."""

from typing import Annotated, Any

from deliveries.cli import completing
from deliveries.cli.options import (
    Baseline,
    Case,
    Change,
    ItemName,
    One,
    answers,
    argument,
    changed,
    read,
    wrong_usage,
)
from deliveries.months import Window


@answers
def run(
    case: Case,
    *,
    one: One,
    month: Annotated[str, argument("MONTH", "The month, such as 1951-10.", completing.months)],
    item: ItemName = None,
    baseline: Baseline = None,
    change: Change = None,
) -> Any:
    """Explain how a number came to be, as on a blackboard.

    Examples:
      deliveries explain general-staff 1951-10
      deliveries explain general-staff 1951-10 --whole
      deliveries explain mao-one-sixth 1951-10 --change mao-one-sixth:capacity=8
      deliveries explain three-months-earlier 1951-04
      deliveries explain as-requested 1950-11 -r thirty-six-divisions --item tnt
      deliveries explain stalin-reply 1952-03 --format json

    It covers what the month brings, what is there at its end, who has it, and the gap to the
    baseline, each as a calculation that can be worked out again. An itemised request needs --item.
    """
    from deliveries.explanation import explain

    window = read("MONTH", Window.parse, month)
    if window is None or len(window) != 1:
        first = "" if window is None else f": name one of them, such as {window.first}"
        raise wrong_usage(f"'{month}' is not one month{first}", "MONTH")
    if change is not None:
        case, name, made = changed(case, change, one.request)
        one = one._replace(scenario=made if one.scenario == name else one.scenario)
        baseline = made if baseline == name else baseline
    schedule = one.schedule(case)
    asked = schedule.request
    base = baseline or asked.against
    beside = one.schedule(case, base) if base != one.scenario else None
    return explain(schedule, window.first, item=item, baseline=beside)
