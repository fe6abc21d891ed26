"""What every page must have, checked each time a test opens one."""

from bs4 import BeautifulSoup
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

# As a browser sends them: a form of our own page, and a part asked for by htmx.
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def app_of(client: TestClient) -> FastAPI:
    """Return the pages behind a client, to add a route that a test needs."""
    assert isinstance(client.app, FastAPI)
    return client.app


def page_of(response: Response, status: int = 200) -> BeautifulSoup:
    """Return a whole page, checked."""
    page = BeautifulSoup(response.text, "html.parser")
    assert response.status_code == status
    assert page.html is not None
    assert page.html.get("lang") in ("da", "en")
    assert page.title is not None
    assert len(page.select("h1")) == 1
    assert page.select_one("main#main") is not None
    assert page.select_one("#notices[aria-live]") is not None
    check_part(page)
    return page


def part_of(response: Response, status: int = 200) -> BeautifulSoup:
    """Return a fragment that htmx asked for, checked: it is no whole page."""
    part = BeautifulSoup(response.text, "html.parser")
    assert response.status_code == status
    assert part.html is None, "a fragment, not a page"
    check_part(part)
    return part


def check_part(part: BeautifulSoup) -> None:
    ids = [tag["id"] for tag in part.select("[id]")]
    assert len(ids) == len(set(ids)), "an id stands twice"
    assert not part.select("[style], style, script:not([src])"), "style and script live in /static"
    assert not [tag for tag in part.find_all(True) if any(a.startswith("on") for a in tag.attrs)]
    assert all(form.get("action") and form.get("method") for form in part.select("form"))
    check_wiring(part, set(map(str, ids)))
    for tag in part.select("[hx-get], [hx-post], [hx-put], [hx-delete]"):
        assert tag.name in ("a", "form", "button"), "works without JavaScript"


def check_wiring(part: BeautifulSoup, ids: set[str]) -> None:
    """Every field has its label, and what describes it is there."""
    labelled = {str(label["for"]) for label in part.select("label[for]")}
    for field in part.select("input:not([type=hidden]), select, textarea"):
        named = str(field.get("id")) in labelled or field.get("aria-label")
        assert named, f"no label: {field}"
    for tag in part.select("[aria-describedby]"):
        assert set(str(tag["aria-describedby"]).split()) <= ids, f"describes nothing: {tag}"
    for link in part.select(".error-summary a"):
        assert str(link["href"]).removeprefix("#") in ids, f"leads nowhere: {link}"
