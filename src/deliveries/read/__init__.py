"""Reads case files: YAML in, a `Case` out, or every problem at once with its place."""

from deliveries.read.load import (
    files_read,
    load_case,
    parse_case,
    review_sources,
    shipped_case,
    starter_case,
)

__all__ = [
    "files_read",
    "load_case",
    "parse_case",
    "review_sources",
    "shipped_case",
    "starter_case",
]
