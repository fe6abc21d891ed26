"""The pages of a case in a real browser: in both colours, by keys alone, and without scripts."""

import re
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # has none
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import Live

NARROW: Final[ViewportSize] = {"width": 320, "height": 640}
SIDEWAYS: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CPR: Final = "010185-1234"
ACTS: Final = ("decision", "hearing", "assignment", "transfer", "correction", "withdrawal")


def open_case(live: Live, page: Page) -> str:
    """Open a case on the form, with a citizen, and return the address of its page."""
    live.sign_in(page)
    page.goto(f"{live.url}/cases/new")
    page.locator("#case_type_id").select_option(index=1)
    page.locator("#cpr").fill(CPR)
    page.locator("#full_name").fill("Prøve Prøvesen")
    page.get_by_role("button", name="Opret sagen").click()
    expect(page).to_have_url(re.compile(r"/cases/\d{4}-\d+$"))
    return page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    live: Live, browser: Browser, scheme: str
) -> None:
    colours: dict[str, dict[str, str]] = {"light": {}, "dark": {"color_scheme": "dark"}}
    context = browser.new_context(locale="da-DK", **colours[scheme])  # type: ignore[arg-type]
    page = context.new_page()
    case = open_case(live, page)
    found = {}
    forms = (f"{case}/{act}" for act in (*ACTS, "identity"))
    for address in (case, *forms, *(f"{live.url}/cases{each}" for each in ("", "/new", "/find"))):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        violations = Axe().run(page).response["violations"]
        page.set_viewport_size(NARROW)
        told = [(each["id"], each["nodes"][0]["html"][:120]) for each in violations]
        if told or page.evaluate(SIDEWAYS) > 0:
            found[address] = (told, page.evaluate(SIDEWAYS))
    context.close()
    assert found == {}


def test_a_case_is_decided_by_keys_alone(live: Live, page: Page) -> None:
    open_case(live, page)
    decide = page.locator("#decisions").get_by_role("link", name="Træf afgørelse")
    decide.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#decision-subject")).to_be_focused()
    assert Axe().run(page).response["violations"] == []
    page.keyboard.type("Kørestol")
    page.keyboard.press("Tab")
    page.keyboard.type("afslag")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#notices")).to_contain_text("Afgørelse: gemt i sag")
    expect(page.locator("#decisions")).to_contain_text("Kørestol: afslag")
    expect(page.locator("h1")).to_contain_text("afgjort")


def test_escape_leaves_a_form_and_the_case_stays(live: Live, page: Page) -> None:
    open_case(live, page)
    note = page.locator("#waiting").get_by_role("link", name="Notér")
    for _ in ("once", "again"):
        note.click()
        page.locator("#waiting-what").fill("LÆ 125")
        page.keyboard.press("Escape")
        expect(page.locator("#waiting-what")).to_have_count(0)
        expect(note).to_be_focused()
    expect(page.locator("#waiting")).to_contain_text("Sagen venter ikke på nogen.")


def test_a_menu_closes_over_the_form_that_was_chosen_in_it(live: Live, page: Page) -> None:
    open_case(live, page)
    menu = page.locator(".page-head .more-acts")
    menu.locator("summary").click()
    menu.get_by_role("link", name="Fordel sagen").click()
    expect(page.locator("#open-case form")).to_be_visible()
    expect(menu.get_by_role("link", name="Fordel sagen")).to_be_hidden()


def test_an_identity_opens_beside_the_case_and_stays_out_of_drafts(live: Live, page: Page) -> None:
    open_case(live, page)
    kept = page.evaluate("JSON.stringify(Object.entries(sessionStorage))")
    assert CPR not in kept
    page.get_by_role("link", name="Åbn identitet").click()
    page.locator("#identity-purpose").fill("Borgeren ringer")
    page.keyboard.press("Enter")
    expect(page.locator("#identity-title")).to_be_focused()
    expect(page.locator("#citizen")).to_contain_text(CPR)
    page.reload()
    expect(page.locator("#citizen")).not_to_contain_text(CPR)


def test_a_case_is_decided_and_sent_without_scripts(live: Live, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    open_case(live, page)
    page.locator("#decisions").get_by_role("link", name="Træf afgørelse").click()
    page.get_by_role("button", name="Gem").click()
    page.locator("#decision-subject").fill("Kørestol")
    page.locator("#decision-outcome").select_option("refused")
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("link", name="Send til en part").first.click()
    page.locator("#notice-party").select_option("citizen")
    page.locator("#notice-channel").select_option("digital_post")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#decisions")).to_contain_text("borgeren selv, Digital Post")
    context.close()
