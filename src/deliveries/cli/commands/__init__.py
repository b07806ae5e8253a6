"""The commands: each in a file of its own, with its help; it imports what it needs when it runs."""

NAMES = (
    "compare", "show", "explain", "whatif", "sweep", "readings", "revisions", "need", "when",
    "plot", "explore", "export", "handout", "list", "check", "new",
)  # fmt: skip
"""The commands, in the order of the help."""
