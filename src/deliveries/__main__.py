"""``python -m deliveries`` is the command line."""

from deliveries.cli.main import main

main()
