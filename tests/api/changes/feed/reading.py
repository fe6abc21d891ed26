"""How the tests read the feed."""

from datetime import UTC, datetime
from typing import Any

import httpx

from tests.at_once import eventually
from tests.factories import Headers


def ask(feed: httpx.Client, headers: Headers, **query: Any) -> dict[str, Any]:
    """Read a page as it comes: who still writes may hold back what others committed."""
    answer = feed.get("/v1/changes", params=query, headers=headers)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


def tells_all(page: dict[str, Any], asked: datetime) -> bool:
    """Say whether what was committed before a moment is in a page, or behind the next."""
    until = page["complete_until"]
    return until is None or datetime.fromisoformat(until) >= asked


def read(feed: httpx.Client, headers: Headers, **query: Any) -> dict[str, Any]:
    """Read a page that holds all that was committed when it was asked for.

    A writer in another database of the server holds a page back if it ends in that very moment.
    """
    asked, pages = datetime.now(UTC), list[dict[str, Any]]()

    def whole() -> bool:
        pages.append(ask(feed, headers, **query))
        return tells_all(pages[-1], asked)

    assert eventually(whole)
    return pages[-1]


def told(items: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Return the types and versions of some changes."""
    return [(item["type"], item["version"]) for item in items]
