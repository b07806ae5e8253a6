"""``deliveries show``: one scenario."""

from typing import Annotated, Any

from deliveries.cli.options import (
    Case,
    Divided,
    ItemName,
    One,
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
    divided: Divided,
    per: Annotated[Text, option("--per", "Show totals, and those divided by N.", "N")] = None,
    item: ItemName = None,
    shown: Shown,  # noqa: ARG001  # what is shown is no part of the result
) -> Any:
    """Show one scenario month by month, and what its sources say.

    Examples:
      deliveries show mao-one-sixth
      deliveries show general-staff --whole
      deliveries show mao-one-sixth --divisions
      deliveries show as-requested --request thirty-six-divisions --per 36
      deliveries show as-requested -r thirty-six-divisions --item tnt
      deliveries show stalin-reply --by half -o reply.csv

    It shows what the sources have, then what comes in each month and to date, and for whom. Where a
    source gives a total but not its months, they are read evenly, and 'may be' is the band of all
    that it allows. --per shows totals, no months, and --divisions is another table: ask for one of
    them.
    """
    from deliveries.numbers import parse_exact

    of_divisions = divided.terms(item)
    parts = read("--per", parse_exact, per)
    if of_divisions is not None:
        if parts is not None:
            raise wrong_usage("ask for this or for divisions", "--per")
        from deliveries.analysis.divisions import show_divisions

        return show_divisions(case, one.scenario, **one.terms, **of_divisions)
    if parts == 0:
        raise wrong_usage("nothing can be divided by nought", "--per")
    schedule = one.schedule(case, item=item)
    if parts is None:
        return schedule
    from deliveries.analysis.answers import divide

    return divide(schedule, parts)
