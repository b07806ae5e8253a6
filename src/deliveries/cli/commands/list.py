"""``deliveries list``: what a case holds."""

from typing import Annotated, Any

from deliveries.cli.options import Case, answers, option


@answers
def run(
    case: Case,
    *,
    sources: Annotated[bool, option("--sources", "Show what each source says.")] = False,
) -> Any:
    """List the requests of a case, their scenarios, and the sources.

    Examples:
      deliveries list
      deliveries list --sources
      deliveries list --file my-case.yaml
      deliveries list --format json

    The names in the first column are what the other commands take. The first request is the one
    that they mean unless --request names another.
    """
    from deliveries.analysis.answers import Sources

    return Sources(case) if sources else case
