"""Every page of backlogs, resources, meetings, units, the catalogue and more, in a real browser."""

import re
from collections.abc import Iterator
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # has none
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    expect,
)

from api.demo.records import id_of
from tests.browser.conftest import Live

PLANS: Final = ("plan-2011", "plan-2017")
READ: Final = (
    "/backlogs",
    f"/backlogs/{id_of('BL11-1')}",
    f"/backlogs/{id_of('BL11-4')}",
    f"/backlogs/{id_of('BL11-4')}/changes",
    "/review-campaigns",
    f"/review-campaigns/{id_of('RC11-1')}",
    "/resources",
    *(f"/plans/{id_of(plan)}/{page}" for plan in PLANS for page in ("resources", "timeline")),
    *(f"/plans/{id_of(plan)}/findings" for plan in PLANS),
    "/meetings",
    f"/meetings/{id_of('M17')}",
    "/organisation",
    "/organisation/people",
    "/terms",
    "/case-types",
    "/legal-bases",
    "/arrival-rules",
)
# What a colleague may add and edit; a leader gets the page that says no.
FORMS: Final = (
    f"/resource-lines/new?plan_id={id_of('plan-2017')}",
    f"/milestones/{id_of('D17-02')}/edit",
    f"/milestones/{id_of('D17-02')}/delete",
    f"/findings/new?plan_id={id_of('plan-2017')}",
    "/meetings/new",
    f"/agenda-items/{id_of('AI17-09-20')}/edit",
    f"/promises/{id_of('P17-3')}/edit",
    "/term-catalogues/new",
    "/case-types/new",
    "/legal-bases/new",
    "/arrival-rules/new",
    "/case-imports",
)
NARROW: Final[ViewportSize] = {"width": 320, "height": 640}
SIDEWAYS: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MILESTONE: Final = f"#milestone-{id_of('D17-02')}"


@pytest.fixture(params=["stab", "leder", "admin"])
def reader(request: pytest.FixtureRequest, live: Live, page: Page) -> str:
    name: str = request.param
    live.sign_in(page, name)
    return name


@pytest.fixture
def faults(page: Page) -> Iterator[list[str]]:
    """What the browser complained of, other than of a page that is refused."""
    heard: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            heard.append(message.text)

    page.on("console", note)
    yield heard
    assert heard == []


@pytest.mark.usefixtures("faults")
def test_no_page_scrolls_sideways(live: Live, page: Page, reader: str) -> None:
    page.set_viewport_size(NARROW)
    wide = {}
    for path in (*READ, *FORMS):
        answer = page.goto(live.url + path)
        assert answer is not None
        assert answer.status in ((200,) if path in READ or reader != "leder" else (200, 403)), path
        if page.evaluate(SIDEWAYS) > 0:
            wide[path] = page.evaluate(SIDEWAYS)
    assert wide == {}


def test_axe_finds_nothing(live: Live, page: Page, reader: str) -> None:
    found = {}
    for path in (*READ, *FORMS, "/changes"):
        page.goto(live.url + path)
        violations = Axe().run(page).response["violations"]
        if violations:
            found[path] = [(each["id"], each["nodes"][0]["html"][:120]) for each in violations]
    assert found == {}


def test_a_date_is_edited_where_it_is_read(live: Live, page: Page) -> None:
    live.sign_in(page, "stab")
    page.goto(f"{live.url}/plans/{id_of('plan-2017')}/timeline")
    edit = page.locator(f"#edit-{id_of('D17-02')}")
    edit.focus()
    page.keyboard.press("Enter")
    title = page.locator("form.inline-form input[name=title]")
    expect(title).to_be_focused()
    assert page.url.endswith("/timeline")
    assert Axe().run(page).response["violations"] == []
    title.fill("Survey blandt medarbejdere")
    page.keyboard.press("Enter")
    expect(page.locator("#notices")).to_contain_text("Survey blandt medarbejdere")
    expect(page.locator(MILESTONE)).to_contain_text("Survey blandt medarbejdere")
    expect(edit).to_be_focused()


def test_escape_leaves_the_form_and_returns_to_the_button(live: Live, page: Page) -> None:
    live.sign_in(page, "stab")
    page.goto(f"{live.url}/plans/{id_of('plan-2017')}/timeline")
    edit = page.locator(f"#edit-{id_of('D17-03')}")
    edit.click()
    title = page.locator("form.inline-form input[name=title]")
    title.fill("Noget andet")
    page.keyboard.press("Escape")
    expect(edit).to_be_focused()
    expect(page.locator(f"#milestone-{id_of('D17-03')}")).to_contain_text("To workshops")


def test_a_count_is_added_without_scripts(live: Live, browser: Browser) -> None:
    context: BrowserContext = browser.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    live.sign_in(page, "admin")
    page.goto(f"{live.url}/backlogs/{id_of('BL11-2')}")
    page.get_by_role("link", name="Tilføj tal").click()
    page.locator("input[name=cut_off_on]").fill("11.11.2011")
    page.locator("input[name=open_count]").fill("12")
    page.get_by_role("button", name="Gem").click()
    expect(page).to_have_url(re.compile(r"/backlogs/"))
    expect(page.locator("#counts")).to_contain_text("11.11.2011")
    expect(page.locator("#counts")).to_contain_text("−18")
    context.close()
