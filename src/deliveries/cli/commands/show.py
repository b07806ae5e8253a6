"""``deliveries show``: one scenario."""

from typing import Annotated, Any

from deliveries.cli.options import (
    OF_SETS,
    ByDivisions,
    Case,
    ItemName,
    One,
    Shown,
    Text,
    Uplift,
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
    divisions: ByDivisions = False,
    uplift: Uplift = None,
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

    worth, parts = read("--uplift", parse_exact, uplift), read("--per", parse_exact, per)
    by_divisions = divisions or worth is not None
    if parts is not None and by_divisions:
        raise wrong_usage("ask for this or for divisions", "--per")
    if parts == 0:
        raise wrong_usage("nothing can be divided by nought", "--per")
    if by_divisions:
        if item is not None:
            raise wrong_usage(OF_SETS, "--item")
        from deliveries.analysis.divisions import show_divisions

        return show_divisions(case, one.scenario, **one.terms, uplift=worth)
    if parts is not None:
        from deliveries.analysis.answers import divide

        return divide(one.schedule(case, item=item), parts)
    return one.schedule(case, item=item)
