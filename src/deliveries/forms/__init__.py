"""Values in every form that the command line writes, for Python and notebooks."""

from deliveries.forms.options import Options
from deliveries.forms.written import (
    as_csv,
    as_html,
    as_json,
    as_markdown,
    as_text,
    as_workbook,
)

__all__ = ["Options", "as_csv", "as_html", "as_json", "as_markdown", "as_text", "as_workbook"]
