r"""Names of worksheets that Excel accepts, no two of them the same.

Convention: a name has 1 to 31 UTF-16 units, none of ``[]:*?/\``, no apostrophe at its ends, and
is not ``History``, which Excel keeps for itself; capitals make no difference.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from deliveries.formats.worksheet_values import legal_text

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_TAKEN = "history"


def legal_names(names: Iterable[str]) -> list[str]:
    """Make each name legal; one that another has already gets a number.

    >>> legal_names(["a/b", "A-B", "History", "'"])
    ['a-b', 'A-B (2)', 'History (2)', 'Sheet']
    """
    taken = {_TAKEN}
    legal = []
    for name in names:
        wanted = _shortened(_FORBIDDEN.sub("-", legal_text(name))) or "Sheet"
        chosen, number = wanted, 2
        while chosen.casefold() in taken:
            suffix = f" ({number})"
            chosen, number = _shortened(wanted, LONGEST - len(suffix)) + suffix, number + 1
        taken.add(chosen.casefold())
        legal.append(chosen)
    return legal


def _shortened(name: str, longest: int = LONGEST) -> str:
    """As much of a name as fits, without the apostrophes and spaces at its ends."""
    kept = name.strip(" '")
    while len(kept.encode("utf-16-le")) > 2 * longest:
        kept = kept[:-1]
    return kept.strip(" '")
