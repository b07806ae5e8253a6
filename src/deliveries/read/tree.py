"""YAML text -> plain values with their places, from the event stream.

Convention: every scalar stays the text that stands in the file. What it means is decided by the
field it is for, so no YAML rule can turn ``no`` into False or ``010`` into 8. Whatever could hide a
second meaning (repeated keys, anchors, tags, merge keys) is refused here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

import yaml

from deliveries.errors import MOST_FAULTS, Fault, Path

if TYPE_CHECKING:
    from collections.abc import Callable

BREAKS = "\r\n|[\n\r\x85\u2028\u2029]"
"""What ends a line, as a regular expression: YAML's own rule."""
ROW_ENDS = "\r\n|[\n\r]"
"""What ends a line of a CSV file."""
MOST_VALUES = 100_000
"""The most values read, lists and mappings among them; our own case has some thousands."""
DEEPEST = 16
"""The deepest nesting read; a case file needs eight levels."""
_LONGEST_KEY = 1024
"""The most characters of a key that YAML finds without a question mark."""
_REFUSED = "?"
"""The step of a path to what stands behind a key that is refused."""
_LOOKED_AHEAD = 900
"""How much is cut off where libyaml itself finds the nesting too deep, a thousand levels from 0: it
looks ahead, before it tells us of the first. In what is left, our own limit is passed."""

Value = Any
"""A str, or a dict or list of values."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Place(NamedTuple):
    """Where something stands. Lines and columns count from 1."""

    line: int
    column: int
    width: int = 1
    file: str = ""
    """The file, if it is not the case file itself."""


@dataclass(slots=True)
class Tree:
    """The content of a file, with places and the problems of its form.

    It is built from events, one level a call: `DEEPEST` bounds the recursion.
    """

    value: Value = None
    events: Any = ()
    """An iterator of what is still to be read."""
    keys: dict[Path, Place] = field(default_factory=dict)
    """Where each key stands."""
    values: dict[Path, Place] = field(default_factory=dict)
    """Where each value begins."""
    faults: list[tuple[Place, Fault]] = field(default_factory=list)
    void: set[Path] = field(default_factory=set)
    """Places that should hold something, and whose fault is already listed."""
    elsewhere: dict[Path, Callable[[Path], Place]] = field(default_factory=dict)
    """What stands in another file: how to find a place in it, by the path from there on."""

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return the place of a value, or of its key, or of the nearest thing around it."""
        for inner, find in self.elsewhere.items():
            if path[: len(inner)] == inner and len(path) > len(inner):
                return find(path[len(inner) :])
        for end in range(len(path), -1, -1):
            first, second = (self.keys, self.values) if key else (self.values, self.keys)
            if found := first.get(path[:end]) or second.get(path[:end]):
                return found
            key = True
        return Place(1, 1)

    def node(self, event: Any, path: Path) -> Value:
        """Return the value that begins with this event; None for what is refused or empty."""
        self.values[path] = _place(event)
        if len(self.values) > MOST_VALUES:
            message = f"a case file has at most {MOST_VALUES:,} values"
            hint = "a long list of items can be a CSV file: `items: list.csv`"
            self.fault(event, "too-many-values", message, hint)
            raise _EnoughError
        if isinstance(event, yaml.AliasEvent):
            message = f"'*{event.anchor}' is an alias"
            self.fault(event, "alias", message, "write the value out here")
            self.void.add(path)
            return None
        self.refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, path)
        if len(path) >= DEEPEST:
            self.fault(event, "too-deep", f"nested more than {DEEPEST} levels deep")
            raise _EnoughError
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        entries: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            where = (*path, len(entries))
            if (value := self.node(event, where)) is not None:
                entries.append(value)
            self.void.discard(where)  # what is refused leaves its place to the next
        return entries

    def refuse_extras(self, event: Any) -> None:
        """List the anchor and the tag of a value or key."""
        if event.anchor:
            message = (
                f"'&{event.anchor}' is an anchor; a case file says each thing where it belongs"
            )
            self.fault(event, "anchor", message, "take it out")
        if event.tag and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            hint = "take it out: each key knows what kind of value it has"
            self.fault(event, "tag", f"'{tag}' is a tag", hint)

    def scalar(self, event: Any, path: Path) -> Value:
        """Return the text; a plain scalar that YAML takes for null is empty."""
        if not event.implicit[0] or event.value not in ("", "~", "null", "Null", "NULL"):
            return event.value
        if not path:
            return None  # an empty file, whichever way it says so
        if path[-1] != _REFUSED:
            name = f"'{path[-1]}' has no value" if isinstance(path[-1], str) else "this is empty"
            hint = "write it, or take it out"
            if re.fullmatch("[0-9]+", str(path[-1])) and isinstance(path[-1], str):
                hint = "a comma parts keys here: write a number like 1500 or 1.5, without one"
            self.fault(event, "empty", name, hint)
        self.void.add(path)
        return None

    def mapping(self, path: Path) -> dict[str, Value]:
        """Return the values by their keys; a value is read even if its key is refused."""
        entries: dict[str, Value] = {}
        refused = (*path, _REFUSED)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.node(event, refused)
                self.node(next(self.events), refused)
                self.fault(event, "bad-key", "a key is a single word or text here")
                continue
            self.refuse_extras(event)
            key = normalize("NFC", event.value.strip())
            where = (*path, key)
            if not key:
                self.fault(event, "bad-key", "a key is empty", "write it, or take it out")
            elif key == "<<" and event.implicit[0]:
                hint = "use `based_on`, or write the values out"
                self.fault(event, "merge-key", "'<<' merges another mapping", hint)
            elif key in entries or where in self.void:
                first = self.keys[where].line
                message = f"'{key}' is here for the second time; the first is in line {first}"
                self.fault(event, "repeated-key", message, "keep one of the two")
                self.void.add(where)
            else:
                self.keys[where] = _place(event)
                if (value := self.node(next(self.events), where)) is not None:
                    entries[key] = value
                continue
            self.node(next(self.events), refused)
        return entries

    def fault(self, event: Any, code: str, message: str, hint: str = "") -> None:
        """List a fault where the event begins."""
        self.faults.append((_place(event), Fault((), code, message, hint)))
        if len(self.faults) >= MOST_FAULTS:
            raise _EnoughError


def read_tree(text: str) -> Tree:
    """Read a YAML document. Its faults are in the tree; what follows a syntax error is not read."""
    tree = Tree()
    if odd := odd_character(text, "case file"):
        tree.faults = odd
        return tree
    tree.events = yaml.parse(text, Loader=_Loader)
    try:
        for event in tree.events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            if tree.value is not None:
                hint = "a case file is one document: take this line out, or what follows"
                tree.fault(event, "two-documents", "a second document begins here", hint)
                tree.void.add(())  # what is missing may stand in the second
                break
            tree.value = tree.node(next(tree.events), ())
    except _EnoughError:
        return tree
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in (error.problem or "") and error.problem_mark:
            return read_tree(text[: error.problem_mark.index - _LOOKED_AHEAD])
        tree.faults.append(_syntax_fault(error, text))
    return tree


class _EnoughError(Exception):
    """Nested too deep, or too much of it, or too much wrong with it: nothing further is read."""


def _place(event: Any) -> Place:
    start, end = event.start_mark, event.end_mark
    same_line = start.line == end.line and isinstance(event, yaml.ScalarEvent | yaml.AliasEvent)
    width = max(end.column - start.column, 1) if same_line else 1
    return Place(start.line + 1, start.column + 1, width)


_ODD = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"


def odd_character(
    text: str, what: str, file: str = "", breaks: str = BREAKS
) -> list[tuple[Place, Fault]]:
    """Find the first character that YAML does not allow, such as NUL or ESC; ``what`` it is in."""
    sound = text.replace("\n", "").isprintable()  # the rule takes longer to compile than to use
    if sound or not (match := re.search(_ODD, text)):
        return []
    before = text[: match.start()]
    lines = re.split(breaks, before)
    place = Place(len(lines), len(lines[-1]) + 1, 1, file)
    message = f"the character U+{ord(match[0]):04X} cannot stand in a {what}"
    hint = _ODD_HINTS.get(match[0], "take it out, or write it as text")
    return [(place, Fault((), "bad-character", message, hint))]


_ODD_HINTS = {
    "\ufeff": "it is invisible, and comes along where files are joined: delete it",
    "\0": "save the file as plain text, in UTF-8",
}
_OPENS_HERE = {
    "did not find expected ',' or '}'": "what opens here is not closed, or a comma is missing",
    "did not find expected ',' or ']'": "what opens here is not closed, or a comma is missing",
    "unexpected end of stream": "what opens here is not closed",
    "expected comment or line break": "put text that begins with this character in quotes",
    "could not find expected ':'": "a key is followed by a colon and a space",
}
"""What libyaml only notices later: the place to mend is where the thing begins."""
_SYNTAX_HINTS = {
    **_OPENS_HERE,
    "mapping values are not allowed": "put text that has a colon in it in quotes",
    "cannot start any token": "put text that begins with this character in quotes",
    "did not find expected key": "check the indentation of this line and the ones before it",
    "did not find expected '-' indicator": "check the indentation: the list ends before this",
    "did not find expected node content": "something is missing before this",
    "did not find expected <document start>": "take out the line above that begins with % or ...",
    "incompatible YAML document": "take this line out",
    "undefined tag handle": "take it out: each key knows what kind of value it has",
    "unknown escape character": "write the backslash twice, or use single quotes",
    "tab character": "indent with spaces",
}


def _syntax_fault(error: yaml.MarkedYAMLError, text: str) -> tuple[Place, Fault]:
    """Return what libyaml says, at the place to mend, with the remedy that the text shows."""
    problem, mark = error.problem or "unreadable", error.problem_mark
    if any(known in problem for known in _OPENS_HERE):
        mark = error.context_mark or mark
    at, line, column = (mark.index, mark.line, mark.column) if mark else (0, 0, 0)
    hint = next((hint for known, hint in _SYNTAX_HINTS.items() if known in problem), "")
    if column > _LONGEST_KEY and "mapping values" in problem:
        hint = f"a key has at most {_LONGEST_KEY:,} characters"
    elif text[at : at + 1] == "\t":
        hint = "indent with spaces"
    elif text[at : at + 1] in ("]", "}"):
        hint = "this closes nothing that is open: take it out"
    else:
        hint = _hint_by_line(problem, text[:at], text[at:]) or hint
    place = Place(line + 1, column + 1)
    return place, Fault((), "yaml-syntax", f"this is not YAML: {problem}", hint)


def _hint_by_line(problem: str, before: str, after: str) -> str:
    """Return what the line around a syntax error shows of its cause, or nothing."""
    above, _, begun = before.rpartition("\n")
    line = begun + after.partition("\n")[0]
    last = above.rstrip().rpartition("\n")[2]
    quote = re.search("[:,[{-] *([\u201c\u201e\u2018])[^:,]*[:,]", line)
    if quote and "expected" in problem:
        return f"{quote[1]} does not quote text: write \" or ' in its place"
    if any(re.match("\\s*[^\\s:]+\uff1a", each) for each in (line, last)):
        return "write a colon and a space in the place of \uff1a"
    if "expected key" in problem and begun.rstrip(" ").endswith(("'", '"')):
        return "the text ends at the quote before this: write a quote within quotes twice"
    if "expected key" in problem and begun.rstrip(" ").endswith(("]", "}")):
        return "put text that begins with [ or { in quotes"
    if re.match("\\s*-[^\\s-]", line) and "mapping values" in problem:
        return "write a space after the hyphen of an entry"
    is_key = re.fullmatch("\\s*[^\\s:]+", begun) and after.startswith(":")
    if is_key and "mapping values" in problem and _indent(begun) > _indent(last):
        return "indent the key as the one above; or put text that has a colon in it in quotes"
    if after.startswith(("?", "*")) or begun.lstrip(" ").endswith("*"):
        return "put text that begins with this character in quotes"
    return ""


def _indent(line: str) -> int:
    """Return how many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))
