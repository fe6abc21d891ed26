"""What may be kept as a view of a page: pure."""

from enum import StrEnum
from urllib.parse import parse_qsl

from api.errors import InvalidInput


class ViewedPage(StrEnum):
    """The pages that a view can be kept of."""

    DEADLINES = "deadlines"


def check_query(query: str) -> None:
    """Refuse what is no query string, and one that starts in the middle of a list."""
    if query.startswith("?") or not query.isprintable() or " " in query:
        raise InvalidInput(
            "view_query_invalid",
            "Send what stands after the question mark in the page's address, as it stands there.",
            pointer="/query",
        )
    if any(name == "cursor" for name, _ in parse_qsl(query, keep_blank_values=True)):
        raise InvalidInput(
            "view_query_has_cursor",
            "A cursor holds for one list at one time; a view begins at the first page.",
            pointer="/query",
        )
