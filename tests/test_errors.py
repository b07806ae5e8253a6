"""Errors: what they say stays in a copy and in another process, and no text adds a line to it."""

import copy
import pickle

import pytest

from deliveries.errors import CaseError, ChangeError, DeliveriesError, Problem, UnreadableError
from deliveries.read import parse_case

REFUSED = (
    CaseError([Problem("a.yaml", 1, 2, "bad", "wrong", "mend it"), Problem("b", 0, 0, "x", "y")]),
    ChangeError([("too much", "write less"), ("too late", "")]),
    DeliveriesError("no such thing", "name another"),
    UnreadableError("not a number", "write 60"),
)


@pytest.mark.parametrize("error", REFUSED, ids=lambda error: type(error).__name__)
def test_an_error_survives_being_copied_and_sent(error: Exception) -> None:
    for other in (copy.copy(error), copy.deepcopy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301  # our own
        assert (str(other), vars(other)) == (str(error), vars(error))
    assert str(REFUSED[0]).startswith("a.yaml:1:2: wrong\n      = mend it\n\nb: y")


def test_a_text_adds_no_line_to_a_message() -> None:
    text = "a\nb.yaml:1:1: all is well"
    shown = "a␊b.yaml:1:1: all is well"
    assert str(DeliveriesError(f"there is no '{text}'")) == f"there is no '{shown}'"
    assert str(UnreadableError(f"'{text}' is not a date")) == f"'{shown}' is not a date"
    assert str(ChangeError([(f"no '{text}'", "try")])) == f"no '{shown}'\n  = try"
    assert str(Problem(text, 1, 1, "bad", text)) == f"{shown}:1:1: {shown}"
    with pytest.raises(CaseError) as refused:
        parse_case(
            'title: T\nrequests: {a: {title: "a\\nb", unit: g, recipients: ["x\\ny", "x\\ny"]}}'
        )
    assert "\ny" not in str(refused.value)
