"""``deliveries list``: what a case holds."""

from typing import Annotated, Any

from deliveries.cli import completing
from deliveries.cli.options import Case, Text, answers, argument, option


@answers
def run(
    case: Case,
    *,
    request: Annotated[
        Text, argument("REQUEST", "Only this request of the case.", completing.requests)
    ] = None,
    sources: Annotated[bool, option("--sources", "Show what each source says.")] = False,
) -> Any:
    """List the requests of a case, their scenarios, and the sources.

    Examples:
      deliveries list
      deliveries list hump-1943
      deliveries list --sources
      deliveries list --file my-case.yaml
      deliveries list --format json

    The names in the first column are what the other commands take. The first request is the one
    that they mean unless --request names another.
    """
    from deliveries.analysis.answers import Sources
    from deliveries.case import find_request
    from deliveries.case.derived import only_request

    if request is not None:
        case = only_request(case, find_request(case, request)[0])
    return Sources(case) if sources else case
