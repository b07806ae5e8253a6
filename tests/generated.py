"""Bad input that is too large to keep, or that no checkout could hold: made when it is needed."""

from collections.abc import Callable
from pathlib import Path

Write = Callable[[Path], object]
"""Writes what a test needs into a folder."""


def _yaml(name: str, content: str | bytes) -> Write:
    raw = content.encode() if isinstance(content, str) else content
    return lambda folder: (folder / f"{name}.yaml").write_bytes(raw)


GENERATED: dict[str, Write] = {
    "deep-lists": _yaml("deep-lists", "title: " + "[" * 100_000),
}
"""How to write what each transcript in ``tests/bad/generated`` is about."""
