"""``deliveries explore``: a page whose sliders move capacity and shift."""

from functools import partial
from pathlib import Path
from typing import Annotated, Any

from deliveries.cli.options import Baseline, Case, ItemName, RequestName, Scenarios, answers, option


@partial(answers, default="html", usual="explore.html", forms={"html": "explore"})
def run(
    case: Case,
    *,
    scenarios: Scenarios = None,
    request: RequestName = None,
    baseline: Baseline = None,
    item: ItemName = None,
    guess: Annotated[
        bool, option("--guess", "Begin with the others hidden, until the class has guessed.")
    ] = False,
    opened: Annotated[bool, option("--open", "Show it in a browser.")] = False,  # noqa: ARG001  # once it is written
    file: Path | None,
) -> Any:
    """Write a page with sliders for a class to play with.

    Examples:
      deliveries explore -o explore.html
      deliveries explore --guess -o guess.html
      deliveries explore mao-one-sixth general-staff -o two.html
      deliveries explore -r hump-1943 -o hump.html
      deliveries explore -r guns-1953 --item guns -o guns.html

    One page of HTML that needs no network and opens from a USB stick: sliders for the capacity and
    the shift of one scenario, or one capacity for all; the month that one stands in; the verdict,
    the chart, the months and the measures for each choice; how every number came to be; and the
    command that prints the same. The choice is in the page's address, to be sent on. "Guess first"
    hides the others until the class has drawn or typed its guess; L makes the type large.

    Every number in it is worked out beforehand, exactly. Without a script it shows the comparison.
    """
    from deliveries.analysis.explore import explore

    called = str(file) if file else None
    return explore(
        case,
        scenarios or (),
        request=request,
        baseline=baseline,
        item=item,
        guess=guess,
        file=called,
    )
