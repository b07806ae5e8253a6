"""``deliveries whatif``: a scenario changed, beside what it was."""

from typing import Annotated, Any

from deliveries.cli.options import (
    Capacity,
    Case,
    Changes,
    One,
    Quantity,
    Shown,
    Text,
    answers,
    option,
    read,
    wrong_usage,
)

_SAVE = "Print it, or write it with -o, under this name."


@answers
def run(
    case: Case,
    *,
    one: One,
    quantity: Quantity = None,
    changes: Changes,
    capacity: Capacity = None,
    save: Annotated[Text, option("--save", _SAVE, "NAME")] = None,
    shown: Shown,  # noqa: ARG001  # what is shown is no part of the result
    output: Text,
) -> Any:
    """Change a scenario and compare it with what it was.

    Examples:
      deliveries whatif mao-one-sixth --shift -3
      deliveries whatif mao-one-sixth --capacity 4
      deliveries whatif mao-one-sixth --capacity 6@1951-07..1951-09,12@1951-10..
      deliveries whatif mao-one-sixth --capacity 6 -o six.svg
      deliveries whatif general-staff --tranche 2 --window 1952
      deliveries whatif mao-one-sixth --capacity 4 --save four-a-month
      deliveries whatif mao-one-sixth --capacity 4 --save four -o my.yaml

    It shows both side by side, as compare does, and what each change did. Changes are made in this
    order: quantity, window, monthly, shift, capacity. What cannot come at a capacity waits, and
    comes as soon as it can. --item shows one item, and is the one that --capacity limits.

    --save prints the changed scenario for a case file, and alters no file; with -o it writes a case
    file of the request and the changed scenario.
    """
    from deliveries.analysis.whatif import saved_case, scenario_yaml, what_if
    from deliveries.case.fields import read_id
    from deliveries.case.models import CHANGES

    keys = changes.keys(quantity, capacity)
    if not {*keys} & {*CHANGES}:
        raise wrong_usage("nothing is changed: give one of them", *(f"--{key}" for key in CHANGES))
    what = what_if(case, one.scenario, keys, **one.terms, item=changes.item)
    if save is None:
        return what
    read("--save", read_id, save)
    if save in case.requests[what.comparison.request_id].scenarios:
        raise wrong_usage(f"there is a scenario '{save}'", "--save")
    return scenario_yaml(what, save) if output in (None, "-") else saved_case(case, what, save)
