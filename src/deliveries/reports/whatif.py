"""An altered scenario beside its base, and what each change did."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from deliveries.reports.comparison import Report as ComparisonReport
from deliveries.reports.words import of_item
from deliveries.tables import Cell, Column, Row, Table, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.analysis.comparison import Compared
    from deliveries.analysis.whatif import WhatIf
    from deliveries.reports import View
    from deliveries.tables import Chapter, Part, Value


class Report(ComparisonReport):
    """What is said of an altered scenario: the comparison with its base, and the changes."""

    result = "whatif"
    called = "a what-if"

    def __init__(self, what: WhatIf, view: View) -> None:
        """Take the what-if, and which part of it is shown. Raises `RangeError` for no months."""
        super().__init__(what.comparison, view)
        self.what = what

    def _each(self, item: str | None) -> Iterator[tuple[str, Compared | None]]:
        """Yield the base, each change by itself and all of them; None where one is not possible."""
        base, altered = self.comparison.entries
        yield "as it is", base.items.get(item)
        for key, comparison in self.what.alone.items():
            yield f"{key} alone", comparison.entries[1].items.get(item) if comparison else None
        yield "together", altered.items.get(item)

    @property
    def tables(self) -> dict[str, Table]:
        changed = self.what.scenario
        rows: list[tuple[Value, ...]] = [
            (self.what.base, self.what.id, key, str(getattr(changed, key)))
            for key in changed.changes
        ]
        tables = super().tables
        tables["changes"] = table_of("", ("base", "scenario", "change", "to"), rows)
        if self.what.alone:
            effects: list[tuple[Value, ...]] = []
            for item in self.comparison.entries[1].items:
                for label, compared in self._each(item):
                    for name, found in compared.measures.items() if compared else ():
                        if found.value is not None:
                            effects.append((item, label, name, *found))
            keys = ("item", "change", "measure", "value", "at_least", "at_most")
            tables["effects"] = table_of("", keys, effects)
        return tables

    @cached_property
    def parts(self) -> Sequence[Part | Chapter]:
        effects = map(self._effects, self.comparison.entries[1].items) if self.what.alone else ()
        return [*super().parts, *effects]

    def _effects(self, item: str | None) -> Table:
        """Return the base, each change alone, and all together; one row each."""
        thing, need = self.asked.things[item], self.asked.needed_by
        shown = {} if need is None else {"by_need": f"by {need.short()}"}
        if thing.quantity is None:
            shown |= {"total": "in all", "peak": "most in a month", "mean_wait": "mean wait"}
        else:
            shown |= {"complete": "complete in", "late_whole": "months later"}
            if need is not None:
                shown["unit_months_short"] = "unit × months short"
        columns = [Column("change", "", align="left")]
        columns += [Column(name, heading, align="right") for name, heading in shown.items()]
        rows = []
        for label, compared in self._each(item):
            if compared is None:
                cells = [Cell("not possible"), *[Cell()] * (len(shown) - 1)]
            else:
                cells = [Cell(compared.measures[name].value) for name in shown]
                if "complete" in shown and compared.measures["complete"].value is None:
                    cells[list(shown).index("complete")] = Cell("never")
            rows.append(Row((Cell(label), *cells)))
        return Table(f"What each change does{of_item(item, thing)}", tuple(columns), tuple(rows))
