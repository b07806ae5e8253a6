"""``deliveries sweep``: a scenario in many variants, over one or two what-if options."""

from typing import Annotated, Any

from deliveries.cli import completing
from deliveries.cli.options import Case, Changes, One, Text, answers, option, read, wrong_usage

_CAPACITY = "At most N a month; swept if a range LOW..HIGH, LOW..HIGH:STEP or a list 4,6,8."
_QUANTITY = "Another quantity for a tranche; swept as --capacity is."
_MEASURE = "The measure: complete, by_need, unit_months_short, mean_wait..."


@answers
def run(
    case: Case,
    *,
    one: One,
    capacity: Annotated[Text, option("--capacity", _CAPACITY, "N")] = None,
    quantity: Annotated[Text, option("--quantity", _QUANTITY, "N")] = None,
    changes: Changes,
    measure: Annotated[Text, option("--measure", _MEASURE, "MEASURE", completing.measures)] = None,
) -> Any:
    """Show where a conclusion tips, over many what-ifs.

    Examples:
      deliveries sweep mao-one-sixth --capacity 2..12
      deliveries sweep mao-one-sixth --capacity 2..12 --shift -3..3
      deliveries sweep mao-one-sixth --capacity 8..10:1/3 --measure mean_wait
      deliveries sweep general-staff --capacity 2,3,4 --shift 3
      deliveries sweep mao-one-sixth --capacity 2..12 --shift -3..3 -o grid.svg
      deliveries sweep plan-1953 -r guns-1953 --capacity guns=100..160:10

    One or two of --capacity, --shift and --quantity have a range, both ends included, or a list of
    values; each value is a variant, up to 10,000. What else is given is changed in each of them, as
    whatif changes it. One option makes a table, a row a variant; two make a grid of one measure.
    In data each variant has a row a measure. --item says which item is limited and shown.
    """
    from deliveries.analysis.sweep import AXES, read_values, sweep
    from deliveries.cli.output import counted

    capacity, changes = _of_item(capacity, changes)
    typed = {"capacity": capacity, "shift": changes.shift, "quantity": quantity}
    swept = {
        key: read(f"--{key}", read_values, text)
        for key, text in typed.items()
        if text is not None and _is_swept(key, text)
    }
    options = [f"--{key}" for key in AXES]
    if not swept:
        raise wrong_usage("give a range, 2..12, or a list, 4,6,8, to sweep over", *options)
    if len(swept) == len(options):
        raise wrong_usage("two of them can be swept at most", *options)
    keys = changes.keys(quantity, capacity)
    return sweep(
        case,
        one.scenario,
        {key: values for key, values in swept.items() if values},
        changes={key: each for key, each in keys.items() if key not in swept},
        item=changes.item,
        measure=measure,
        told=counted("variants"),
        **one.terms,
    )


def _of_item(capacity: Text, changes: Changes) -> tuple[Text, Changes]:
    """Take the item out of ``guns=4..12``: it is the one that is limited, and shown."""
    if capacity is None or not _is_swept("capacity", capacity) or "=" not in capacity:
        return capacity, changes
    item, _, values = capacity.partition("=")
    if not item.strip():
        raise wrong_usage(f"'{capacity}' names no item", "--capacity")
    if changes.item not in (None, item.strip()):
        reason = f"one is of '{item.strip()}' and the other of '{changes.item}'"
        raise wrong_usage(reason, "--capacity", "--item")
    return values, changes._replace(item=item.strip())


def _is_swept(key: str, text: str) -> bool:
    """Tell if an option has a range or a list: limits with months or items of their own have not.

    A range within such limits is wrong usage.
    """
    has_several = any(sign in text for sign in ("..", "…", ","))
    if key != "capacity":
        return has_several
    has_limits = "@" in text or text.count("=") > 1
    if has_limits and any(".." in step.partition("@")[0] for step in text.split(",")):
        reason = "what is swept is one capacity, of one item, for all months"
        raise wrong_usage(f"{reason}: write 2..12 or guns=2..12", "--capacity")
    return has_several and not has_limits
