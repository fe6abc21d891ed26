"""How the tests read the feed."""

from typing import Any

import httpx

from tests.factories import Headers


def read(feed: httpx.Client, headers: Headers, **query: Any) -> Any:
    answer = feed.get("/v1/changes", params=query, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def told(items: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Return the types and versions of some changes."""
    return [(item["type"], item["version"]) for item in items]
