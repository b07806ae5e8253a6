"""``deliveries when``: the month by which so many are there."""

from typing import Annotated, Any

from deliveries.cli.options import Capacity, Case, Changes, One, answers, argument, read


@answers
def run(
    case: Case,
    *,
    one: One,
    amount: Annotated[str, argument("QUANTITY", "How many, such as 30.")],
    changes: Changes,
    capacity: Capacity = None,
) -> Any:
    """Find the month by which a scenario has brought so many.

    Examples:
      deliveries when general-staff 30
      deliveries when mao-one-sixth 30 --capacity 4
      deliveries when as-requested 100 -r thirty-six-divisions --item tnt

    It says the month read evenly, and the earliest and the latest that the sources allow. The
    scenario may be changed first, as with whatif; --item is what the quantity is of, and what
    --capacity limits.
    """
    from deliveries.analysis.answers import when_reached
    from deliveries.numbers import parse_exact

    wanted = read("QUANTITY", parse_exact, amount)
    schedule = changes.schedule(case, one, capacity=capacity)
    items = None if changes.item is None else [changes.item]
    return when_reached(schedule, wanted or 0, items=items)
