"""The commands: each in a file of its own, with its help; it imports what it needs when it runs."""

GROUPS = {
    "Compare": ("compare", "sweep", "readings", "revisions"),
    "Ask": ("show", "explain", "whatif", "need", "when"),
    "Show to others": ("plot", "explore", "export", "handout", "site"),
    "Your own case": ("list", "check", "new"),
}
"""The commands in the order of the help, under its headings."""
NAMES = tuple(name for names in GROUPS.values() for name in names)
