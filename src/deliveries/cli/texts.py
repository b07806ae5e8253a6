"""What ``--help`` says of the program and of each command: a line, examples, what comes out.

Convention: every example runs as it stands, once there is a my-case.yaml (`tests/test_help.py`
runs them); two spaces set off a remark. The first line is short enough for the list of commands.
"""

PROGRAM = """Compare delivery schedules of history month by month: what was asked, what was offered,
what came.

\b
Examples:
  deliveries compare                             the three proposals of 1951
  deliveries compare --by quarter                the same, a row a quarter
  deliveries show general-staff                  one scenario, line by line
  deliveries whatif mao-one-sixth --capacity 4   at most four a month
  deliveries explain general-staff 1951-10       where a number comes from
  deliveries list                                what there is to compare
  deliveries plot -o sixty-divisions.svg         a picture
  deliveries export -o schedules.xlsx            for a spreadsheet
  deliveries new my-case.yaml                    a case file of your own
  deliveries check my-case.yaml                  what is wrong with it

The case that ships is read, or your own with --file. 'deliveries COMMAND --help' says what a
command shows.

It exits with 0 if all is well, with 1 if a case is faulty or a file cannot be written, and with 2
if it is called wrongly: an option, a scenario or a request that there is not.
"""
COMPARE = """Compare scenarios month by month, verdict first.

\b
Examples:
  deliveries compare
  deliveries compare general-staff stalin-reply --by quarter
  deliveries compare three-months-earlier --from 1951-04 --to 1951-12
  deliveries compare --whole --decimal
  deliveries compare --divisions --uplift 3/2
  deliveries compare --request hump-1943 -o hump.csv
  deliveries compare --format json | jq .verdict
  deliveries compare -o comparison.md

It shows a verdict, what comes in each month and to date with the gap to the baseline, the measures,
what is assumed, and the sources. CSV has the table alone; JSON the verdict, the measures and exact
numbers.

Without names it compares those that the request shows unasked. The baseline is added, first, if it
is not named. --by, --from and --to change what is shown, never what is measured.
"""
SHOW = """Show one scenario month by month, and what its sources say.

\b
Examples:
  deliveries show mao-one-sixth
  deliveries show general-staff --whole
  deliveries show mao-one-sixth --divisions
  deliveries show as-requested --request thirty-six-divisions --per 36
  deliveries show stalin-reply --by half -o reply.csv

It shows what the sources have, then what comes in each month and to date, and for whom. Where a
source gives a total but not its months, they are read evenly, and 'may be' is the band of all that
it allows. --per shows totals, no months, and --divisions is another table: ask for one of them.
"""
EXPLAIN = """Explain how a number came to be, as on a blackboard.

\b
Examples:
  deliveries explain general-staff 1951-10
  deliveries explain general-staff 1951-10 --whole
  deliveries explain three-months-earlier 1951-04
  deliveries explain as-requested 1950-11 -r thirty-six-divisions --item tnt
  deliveries explain stalin-reply 1952-03 --format json

It covers what the month brings, what is there at its end, who has it, and the gap to the baseline,
each as a calculation that can be worked out again. An itemised request needs --item.
"""
WHATIF = """Change a scenario and compare it with what it was.

\b
Examples:
  deliveries whatif mao-one-sixth --shift -3
  deliveries whatif mao-one-sixth --capacity 4
  deliveries whatif mao-one-sixth --capacity 6@1951-07..1951-09,12@1951-10..
  deliveries whatif general-staff --tranche 2 --window 1952
  deliveries whatif general-staff --needed --due 1951-12
  deliveries whatif mao-one-sixth --capacity 4 --when 30
  deliveries whatif mao-one-sixth --capacity 4 --save four-a-month

It shows both side by side, as compare does, and what each change did. Changes are made in this
order: quantity, window, monthly, shift, capacity. What cannot come at a capacity waits, and comes
as soon as it can.

--needed, --when and --save answer something else instead; ask for one of them at a time. --save
prints the changed scenario and alters no file.
"""
PLOT = """Draw scenarios as a chart, in the terminal or as a file.

\b
Examples:
  deliveries plot                                 totals to date, in signs
  deliveries plot general-staff --kind gap
  deliveries plot -o sixty-divisions.svg          a picture for a paper
  deliveries plot -o sixty-divisions.html         a page with tooltips
  deliveries plot -r hump-1943 --kind monthly -o hump.png
  deliveries plot -r thirty-six-divisions --item tnt
  deliveries plot --kind divisions --to 1952-12
  deliveries plot --format json | jq .title.text  Vega-Lite

It shows the verdict, the chart with the month of need, and how it is read. A band is all that the
sources allow; the line in it reads them evenly. What is not known is a gap. The page needs no
network, and has the numbers as a table.

Without names it draws those that the request shows unasked. The baseline is added, first, if it is
not named. A gap is what a scenario has more than the baseline, or less.
"""
EXPORT = """Export scenarios to a spreadsheet, a notebook, a repository.

\b
Examples:
  deliveries export -o schedules.csv            a row a month, for a program
  deliveries export -o schedules.xlsx           a workbook, with charts
  deliveries export --wide -o wide.csv          a column a month
  deliveries export --excel -o for-excel.csv    CSV that Excel opens as it is
  deliveries export -r hump-1943 -o hump.json   exact fractions
  deliveries export -o comparison.md            a document
  deliveries export -o appendix/                the data and its case

CSV, JSON and Parquet have one row a request, scenario, item, recipient, organisation and month, and
no subtotals; what is not known is empty. A folder holds the CSV, a datapackage.json that describes
it, the case written out, and a README. Parquet needs an extra: pip install 'deliveries[parquet]'.
"""
HANDOUT = """Write a page for a class, to read and to print.

\b
Examples:
  deliveries handout -o handout.html
  deliveries handout general-staff -o offer.html
  deliveries handout --blank --seed 7 -o worksheet.html
  deliveries handout --key --seed 7 -o answers.html
  deliveries handout -r hump-1943 -o hump.html

It writes one page of HTML that needs nothing besides itself: the question, who proposed what, the
months, the measures, how to read them, what the documents do not say, the sources. To make a PDF,
print it from a browser.

With --blank cells of the table are empty and questions follow; with --key the same cells and
questions are answered, step by step. The same --seed takes out the same cells.
"""
LIST = """List the requests of a case, their scenarios, and the sources.

\b
Examples:
  deliveries list
  deliveries list --sources
  deliveries list --file my-case.yaml
  deliveries list --format json

The names in the first column are what the other commands take. The first request is the one that
they mean unless --request names another.
"""
CHECK = """Check a case file: every problem at once, with line and column.

\b
Examples:
  deliveries check my-case.yaml
  deliveries check my-case.yaml --sources
  deliveries check my-case.yaml --format json
  deliveries check && deliveries compare

It counts what there is if all is well. Otherwise it writes each problem to stderr, with its line
and, where it can, a remedy; with --format json it lists them on stdout for an editor or for CI. It
exits with 1 if there is a problem, and with 0 if there is none.
"""
NEW = """Begin a case file of your own: an invented example to fill in.

\b
Examples:
  deliveries new my-case.yaml
  deliveries new my-case.yaml && deliveries check my-case.yaml
  deliveries new my-case.yaml && deliveries compare --file my-case.yaml

It says what it wrote and what to do next, and never overwrites a case file. Beside the new one
stands deliveries.schema.json, by which an editor with a YAML language server offers the keys,
explains them and marks what is wrong.
"""
SCHEMA = """Print the JSON Schema of a case file, for an editor.

\b
Examples:
  deliveries schema -o deliveries.schema.json
  deliveries schema | jq '."$defs".Tranche.properties | keys'

It describes each key of a case file and what may stand there. An editor with a YAML language server
finds it by the first line of the case file, which 'deliveries new' writes.
"""
