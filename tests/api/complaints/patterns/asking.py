"""How tests ask for patterns, and read the answers."""

from typing import Any

from starlette.testclient import TestClient

from tests.factories import Headers

PATH = "/v1/complaints/patterns"


def ask(api: TestClient, headers: Headers, **query: Any) -> dict[str, Any]:
    response = api.get(PATH, params=query, headers=headers)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def by_keys(answer: dict[str, Any], measure: str, part: str = "value") -> dict[Any, Any]:
    """Return a measure of each cell by the keys of its place."""
    axes = [[value["key"] for value in axis["values"]] for axis in answer["by"]]
    return {
        tuple(keys[at] for keys, at in zip(axes, cell["at"], strict=True)): cell[measure][part]
        for cell in answer["cells"]
    }


def parts(answer: dict[str, Any], measure: str) -> dict[Any, tuple[int, int]]:
    """Return numerator and denominator by the key of each cell."""
    above, under = (by_keys(answer, measure, part) for part in ("numerator", "denominator"))
    return {key: (above[key], under[key]) for key in above}
