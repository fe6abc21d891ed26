"""The API's description for people: complete, without script, and nothing from elsewhere."""

from bs4 import BeautifulSoup
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.docs import prose


def test_describes_every_operation(api: TestClient, application: FastAPI) -> None:
    page = BeautifulSoup(api.get("/docs").text, "html.parser")

    entries = {str(entry["id"]): entry.text for entry in page.select("details[id]")}
    for methods in application.openapi()["paths"].values():
        for operation in methods.values():
            entry = entries[operation["operationId"]]
            assert operation["description"].replace("`", "").split(".")[0] in entry


def test_loads_nothing_and_runs_nothing(api: TestClient) -> None:
    answer = api.get("/docs")
    page = BeautifulSoup(answer.text, "html.parser")

    assert not page.select("script, link, img, [style], [onclick]")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    targets = {str(link["href"]).removeprefix("#") for link in page.select("a[href^='#']")}
    assert targets <= {element["id"] for element in page.select("[id]")}


def test_every_answer_of_the_api_is_marked_as_private_data(api: TestClient) -> None:
    for path in ("/health/live", "/v1/me", "/nothing"):
        headers = api.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["Cache-Control"] == "private, no-cache"


def test_every_answer_tells_the_version_of_the_interface(
    api: TestClient, application: FastAPI
) -> None:
    for path in ("/health/live", "/v1/me", "/nothing"):
        assert api.get(path).headers["API-Version"] == application.openapi()["info"]["version"]


def test_shows_examples_words_of_codes_headers_and_refusals(api: TestClient) -> None:
    page = BeautifulSoup(api.get("/docs").text, "html.parser")

    completion = page.select_one("#complete_deadline")
    assert completion is not None
    assert '"met_on": "2026-11-20"' in completion.text
    assert completion.select_one("a[href='#header-ETag']")
    assert completion.select_one("a[href='#refusal-Stale']")
    statuses = page.select_one("[aria-labelledby='schema-Status']")
    assert statuses is not None
    assert "fuldført for sent" in statuses.text
    assert "deadline_stale" in page.text


def test_what_a_description_says_is_text() -> None:
    assert prose("<b> `x < y` **now**\n\nnext") == (
        "<p>&lt;b&gt; <code>x &lt; y</code> <strong>now</strong></p><p>next</p>"
    )
