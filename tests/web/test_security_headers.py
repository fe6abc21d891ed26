"""Every answer says what a browser may not do, and only our own pages may send forms."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.testclient import TestClient

from tests.web.page import HTMX, SAME_ORIGIN, app_of, page_of, part_of
from web.main import create_app


def nobody_answers(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no api here", request=request)


@pytest.fixture
def alone() -> Iterator[TestClient]:
    """The pages on a machine where the api is down."""
    app = create_app(httpx.MockTransport(nobody_answers))
    with TestClient(app, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/sign-in", "/", "/no/such/page", "/static/app.css", "/static/none", "/health/live"]
)
def test_every_answer_is_guarded(alone: TestClient, path: str) -> None:
    headers = alone.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_fault_in_the_code_is_guarded_and_explained(alone: TestClient) -> None:
    def broken() -> None:
        raise RuntimeError("090171-1234 was typed here")

    app_of(alone).add_api_route("/broken", broken)
    answer = alone.get("/broken")
    page = page_of(answer, 500)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Request-Id"] in page.text
    assert "090171" not in answer.text
    assert "Traceback" not in answer.text


def test_pages_are_not_stored_and_files_are(alone: TestClient) -> None:
    page = page_of(alone.get("/sign-in"))
    script = page.select_one("script[src*='app.js']")
    assert script is not None
    assert alone.get("/sign-in").headers["Cache-Control"] == "no-store"
    assert "immutable" in alone.get(str(script["src"])).headers["Cache-Control"]
    assert "immutable" not in alone.get("/static/app.js").headers["Cache-Control"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "null"},
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
)
def test_a_form_from_elsewhere_is_refused(alone: TestClient, headers: dict[str, str]) -> None:
    page = page_of(alone.post("/sign-out", headers=headers), 403)
    assert "Afsendt fra et andet sted" in page.text


@pytest.mark.parametrize("headers", [SAME_ORIGIN, {"Origin": "http://testserver"}])
def test_a_form_of_our_own_is_accepted(alone: TestClient, headers: dict[str, str]) -> None:
    assert alone.post("/sign-out", headers=headers).status_code == 303


def test_a_request_id_is_kept_if_it_is_one(alone: TestClient) -> None:
    def answered(given: str) -> str:
        return alone.get("/health/live", headers={"X-Request-Id": given}).headers["X-Request-Id"]

    assert answered("proxy-12345678") == "proxy-12345678"
    assert answered("short") != "short"
    assert answered("<script>alert(1)</script>") != "<script>alert(1)</script>"


def test_says_what_is_safe_when_the_api_is_down(alone: TestClient) -> None:
    alone.cookies.set("session", "x" * 43)
    answer = alone.get("/")
    assert "Alt, der er gemt, er der stadig" in page_of(answer, 503).text
    assert answer.headers["Retry-After"] == "5"


def test_htmx_gets_the_same_words_as_a_notice(alone: TestClient) -> None:
    alone.cookies.set("session", "x" * 43)
    answer = alone.get("/", headers=HTMX)
    assert answer.headers["HX-Retarget"] == "#notices"
    assert "Alt, der er gemt, er der stadig" in part_of(answer, 503).text


def test_is_alive_without_the_api_but_not_ready(alone: TestClient) -> None:
    assert alone.get("/health/live").json() == {"status": "live"}
    waiting = alone.get("/health/ready")
    assert (waiting.status_code, waiting.json()["for"]) == (503, "api")


def test_measurements_name_routes_and_never_addresses(alone: TestClient) -> None:
    alone.get("/no/such/090171-1234")
    alone.get("/help/keys")
    measured = alone.get("/metrics").text
    assert 'route="/help/keys"' in measured
    assert 'route="(none)"' in measured
    assert "090171" not in measured


def test_too_much_text_is_refused_with_what_to_do(alone: TestClient) -> None:
    answer = alone.post("/sign-in", data={"username": "x" * 10_000_000}, headers=SAME_ORIGIN)
    assert "kort teksten af" in page_of(answer, 413).text


def test_a_form_that_does_not_say_its_length_is_counted(alone: TestClient) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    body = (b"username=" + b"x" * 999_999 for _ in range(3))
    answer = alone.post("/sign-in", content=body, headers={**SAME_ORIGIN, **kind})
    assert "kort teksten af" in page_of(answer, 413).text
