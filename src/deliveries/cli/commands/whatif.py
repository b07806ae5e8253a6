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


@answers
def run(
    case: Case,
    *,
    one: One,
    quantity: Quantity = None,
    changes: Changes,
    capacity: Capacity = None,
    save: Annotated[Text, option("--save", "Only print it, under this name.", "NAME")] = None,
    shown: Shown,  # noqa: ARG001  # what is shown is no part of the result
) -> Any:
    """Change a scenario and compare it with what it was.

    Examples:
      deliveries whatif mao-one-sixth --shift -3
      deliveries whatif mao-one-sixth --capacity 4
      deliveries whatif mao-one-sixth --capacity 6@1951-07..1951-09,12@1951-10..
      deliveries whatif mao-one-sixth --capacity 6 -o six.svg
      deliveries whatif general-staff --tranche 2 --window 1952
      deliveries whatif mao-one-sixth --capacity 4 --save four-a-month

    It shows both side by side, as compare does, and what each change did. Changes are made in this
    order: quantity, window, monthly, shift, capacity. What cannot come at a capacity waits, and
    comes as soon as it can. --item says which item --capacity limits.

    --save prints the changed scenario for a case file, and alters no file.
    """
    from deliveries.analysis.whatif import scenario_yaml, what_if
    from deliveries.case.fields import read_id

    if changes.item is not None and capacity is None:
        raise wrong_usage("it says what --capacity limits", "--item")
    what = what_if(case, one.scenario, changes.keys(quantity, capacity), **one.terms)
    if save is None:
        return what
    read("--save", read_id, save)
    if save in case.requests[what.comparison.request_id].scenarios:
        raise wrong_usage(f"there is a scenario '{save}'", "--save")
    return scenario_yaml(what, save)
