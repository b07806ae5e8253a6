"""What ``--help`` says of the program and of each command, examples first."""

PROGRAM = """Compare delivery schedules of history month by month: what was asked, what was offered,
what came.

\b
Examples:
  deliveries compare                       the three proposals of June 1951
  deliveries compare --by quarter          the same, a row a quarter
  deliveries show general-staff            one scenario, line by line
  deliveries whatif mao-one-sixth --capacity 4   if the trains carry four a month
  deliveries explain general-staff 1951-10       where a number comes from
  deliveries list                          every request, scenario and source
  deliveries compare -o schedules.csv      for a spreadsheet
  deliveries check my-case.yaml            every problem of your own case file
"""
COMPARE = """Compare scenarios month by month, verdict first.

\b
Examples:
  deliveries compare
  deliveries compare general-staff stalin-reply --by quarter
  deliveries compare three-months-earlier --from 1951-04 --to 1951-12
  deliveries compare --whole --decimal
  deliveries compare --divisions --uplift 3/2
  deliveries compare --format json | jq .verdict
  deliveries compare -o comparison.md

Without names it compares those that the request shows unasked. The baseline is added, first, if it
is not named.
"""
SHOW = """Show one scenario month by month: every line, and what its sources say.

\b
Examples:
  deliveries show mao-one-sixth
  deliveries show general-staff --whole
  deliveries show mao-one-sixth --divisions
  deliveries show as-requested --request thirty-six-divisions --per 36
  deliveries show stalin-reply --by half -o reply.csv
"""
EXPLAIN = """Explain how a number came to be, as one would write it on a blackboard.

\b
Examples:
  deliveries explain general-staff 1951-10
  deliveries explain general-staff 1951-10 --whole
  deliveries explain three-months-earlier 1951-04
  deliveries explain stalin-reply 1952-03 --format json

It covers what the month brings, what is there at its end, who has it, and the gap to the baseline.
"""
WHATIF = """Change a scenario and compare it with what it was.

\b
Examples:
  deliveries whatif mao-one-sixth --shift -3
  deliveries whatif mao-one-sixth --capacity 4
  deliveries whatif mao-one-sixth --shift -3 --capacity 6@1951-04..1951-09,12@1951-10..
  deliveries whatif general-staff --tranche 2 --window 1952
  deliveries whatif general-staff --needed --due 1951-12
  deliveries whatif mao-one-sixth --capacity 4 --when 30
  deliveries whatif mao-one-sixth --capacity 4 --save four-a-month

Changes are made in this order: quantity, window, monthly, shift, capacity. What cannot come at a
capacity waits, and comes as soon as it can.
"""
LIST = """List the requests of a case, their scenarios, and the sources.

\b
Examples:
  deliveries list
  deliveries list --sources
  deliveries list --file my-case.yaml
  deliveries list --format json
"""
CHECK = """Check a case file: every problem at once, with line and column.

\b
Examples:
  deliveries check my-case.yaml
  deliveries check my-case.yaml --sources
  deliveries check && deliveries compare

It exits 1 if there is a problem, and 0 if there is none.
"""
