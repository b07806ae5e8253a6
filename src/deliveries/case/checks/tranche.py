"""What must hold within a tranche."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from deliveries.case.checks.parts import Found, is_whole, not_whole, wrong_sum
from deliveries.case.models import Request, Tranche
from deliveries.errors import Fault, Path, did_you_mean
from deliveries.numbers import MOST_HANDED_OUT, handed_out


def _how_much(path: Path, _: Request, tranche: Tranche) -> Found:
    given = tranche.quantity or tranche.amounts or tranche.item
    if tranche.share is not None and given:
        yield Fault(
            (*path, "share"),
            "share-beside-quantity",
            "a share is of every item, so it has no item, quantity or amounts of its own",
            "take either out",
        )
    if tranche.share is None and tranche.quantity is None and tranche.amounts is None:
        yield Fault(
            path,
            "no-quantity",
            "the tranche has no quantity",
            "write a number, or `unknown` if the source does not say",
            tuple((*path, key) for key in ("quantity", "share", "amounts")),
        )


def _item_or_not(path: Path, request: Request, tranche: Tranche) -> Found:
    key = "share" if tranche.share is not None else "item" if tranche.item is not None else ""
    if request.items and not key:
        yield Fault(
            path,
            "no-item",
            "the tranche names no item",
            f"one of: {', '.join(request.items)}; or a share of every item",
            ((*path, "item"), (*path, "share")),
        )
    if not request.items and key:
        yield Fault(
            (*path, key),
            "not-itemised",
            "the request has no items",
            "give it `items:`, or take this out",
            ((*path[:2], "items"),),
        )


def _unknown_item(path: Path, request: Request, tranche: Tranche) -> Found:
    if tranche.item is not None and request.items and tranche.item not in request.items:
        yield Fault(
            (*path, "item"),
            "unknown-item",
            f"there is no item '{tranche.item}'",
            did_you_mean(tranche.item, request.items, "the items are: "),
            ((*path[:2], "items", tranche.item),),
        )


def _one_profile(path: Path, _: Request, tranche: Tranche) -> Found:
    keys = ("profile", "monthly", "weights", "amounts")
    given = [key for key in keys if getattr(tranche, key) is not None]
    for key in given[1:]:
        yield Fault(
            (*path, key),
            "two-profiles",
            f"'{given[0]}' already says how the quantity falls",
            "keep one of the two",
        )


def _monthly(path: Path, _: Request, tranche: Tranche) -> Found:
    months, share = len(tranche.window), tranche.monthly
    if share is not None and share * months != 1:
        yield Fault(
            (*path, "monthly"),
            "shares-not-one",
            f"{share} in each of {months} months makes {share * months}, not 1",
            f"write 1/{months}, or change the window",
            ((*path, "window"),),
        )


def _weights(path: Path, _: Request, tranche: Tranche) -> Found:
    months, weights = len(tranche.window), tranche.weights
    if weights is not None and len(weights) != months:
        yield Fault(
            (*path, "weights"),
            "weights-not-months",
            f"there are {len(weights)} weights, and {tranche.window.long()} has {months} months",
            "write one for each month",
            ((*path, "window"),),
        )
    elif weights is not None and not any(weights):
        yield Fault((*path, "weights"), "weights-nought", "every weight is nought")


def _amounts(path: Path, _: Request, tranche: Tranche) -> Found:
    if tranche.amounts is None:
        return
    where = (*path, "amounts")
    for month in tranche.amounts:
        if month not in tranche.window:
            message = f"{month} is not in {tranche.window.long()}"
            rests_on = ((*path, "window"),)
            yield Fault((*where, str(month)), "amount-outside", message, "", rests_on)
    made, stated = sum(tranche.amounts.values(), start=Fraction(0)), tranche.quantity
    if stated and stated.kind in ("unknown", "balance"):
        message = f"the amounts make {made}, so the quantity is not '{stated.kind}'"
        yield Fault(where, "amounts-of-open", message, "leave the quantity out")
    if stated and stated.amount is not None and stated.amount != made:
        yield wrong_sum(where, "the amounts", made, stated.amount, (where,))


def _unknown_recipients(path: Path, request: Request, tranche: Tranche) -> Found:
    known = request.recipients
    for name in tranche.recipients:
        if known and name not in known:
            yield Fault(
                (*path, "recipients", name),
                "unknown-recipient",
                f"'{name}' is not among the request's recipients",
                did_you_mean(name, known, "they are: "),
                ((*path[:2], "recipients"),),
            )


def _recipients_make_it(path: Path, _: Request, tranche: Tranche) -> Found:
    if not tranche.recipients:
        return
    where, nominal = (*path, "recipients"), tranche.nominal
    made = sum(tranche.recipients.values(), start=Fraction(0))
    if nominal is None or nominal.amount is None:
        yield Fault(
            where,
            "recipients-of-open",
            "only a quantity in numbers can be divided among recipients",
            "write the quantity, or take the recipients out",
            ((*path, "quantity"),),
        )
    elif nominal.amount != made:
        yield wrong_sum(where, "the recipients", made, nominal.amount, ((*path, "quantity"), where))


def _lots(path: Path, request: Request, tranche: Tranche) -> Found:
    thing = request.items.get(tranche.item) if tranche.item else request
    lot = thing.lot if thing else None
    for where, number in _numbers(path, tranche):
        if not is_whole(number, lot):
            yield not_whole(where, number, lot)
    if lot and handed_out(tranche.recipients.values(), lot) > MOST_HANDED_OUT:
        yield Fault(
            (*path, "recipients"),
            "too-many-lots",
            f"more than {MOST_HANDED_OUT:,} lots would have to be handed out one by one",
            "give the request a larger `lot`, or the recipients rounder numbers",
        )
    share = tranche.share
    for item in request.items.values() if share not in (None, 1) else ():
        part = (share or 0) * (item.quantity or Fraction(0))
        if not is_whole(part, item.lot):
            yield not_whole((*path, "share"), part, item.lot)


def _numbers(path: Path, tranche: Tranche) -> Iterator[tuple[Path, Fraction]]:
    """Every quantity that a tranche states."""
    if tranche.quantity and tranche.quantity.amount is not None:
        yield (*path, "quantity"), tranche.quantity.amount
    for name, number in tranche.recipients.items():
        yield (*path, "recipients", name), number
    for month, number in (tranche.amounts or {}).items():
        yield (*path, "amounts", str(month)), number


def _straddles(path: Path, request: Request, tranche: Tranche) -> Found:
    opens, window = request.opens, tranche.window
    if opens and window.first < opens <= window.last:
        yield Fault(
            (*path, "window"),
            "straddles-opens",
            f"the request opens in {opens.long()}, within {window.long()}",
            "nobody knows how much of it counts: write two tranches",
            ((*path, "window"), (*path[:2], "opens")),
        )


def _through(path: Path, request: Request, tranche: Tranche) -> Found:
    if tranche.through is None:
        return
    if request.scenarios[str(path[3])].kind != "record":
        message = "only a `record` ends with a day that it covers"
        yield Fault((*path, "through"), "through-alone", message, "", ((*path[:4], "kind"),))
    if tranche.through.month != tranche.window.last or tranche.through.day is None:
        message = f"{tranche.through.long()} is not a day in {tranche.window.last.long()}"
        hint = "it is a day in the last month of the window"
        yield Fault((*path, "through"), "through-elsewhere", message, hint, ((*path, "window"),))


TRANCHE_CHECKS: tuple[Callable[[Path, Request, Tranche], Found], ...] = (
    _how_much,
    _item_or_not,
    _unknown_item,
    _one_profile,
    _monthly,
    _weights,
    _amounts,
    _unknown_recipients,
    _recipients_make_it,
    _lots,
    _straddles,
    _through,
)
