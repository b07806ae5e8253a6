"""``deliveries need``: the smallest capacity that loses no time."""

from typing import Annotated, Any

from deliveries.cli.options import Case, Changes, One, Quantity, Text, answers, option, read_window


@answers
def run(
    case: Case,
    *,
    one: One,
    due: Annotated[Text, option("--due", "By when; the month of need otherwise.", "MONTH")] = None,
    quantity: Quantity = None,
    changes: Changes,
) -> Any:
    """Find the smallest capacity by which a scenario loses no time.

    Examples:
      deliveries need general-staff
      deliveries need general-staff --due 1951-12
      deliveries need mao-one-sixth --shift 3
      deliveries need as-requested -r thirty-six-divisions --item tnt

    It says how much has to arrive each month for all that is scheduled by then to be there. The
    scenario may be changed first, as with whatif.
    """
    from deliveries.analysis.answers import needed_capacity

    schedule = changes.schedule(case, one, quantity=quantity)
    window = read_window("--due", due, schedule.request)
    items = None if changes.item is None else [changes.item]
    return needed_capacity(schedule, window.last if window else None, items=items)
