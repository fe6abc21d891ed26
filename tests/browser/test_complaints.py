"""The pages of complaints in a real browser: both colours, by keys alone, without scripts."""

import re
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # has none
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from tests.browser.conftest import Live

NARROW: Final[ViewportSize] = {"width": 320, "height": 640}
SIDEWAYS: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TEXT: Final = "Jeg har fået tre sagsbehandlere på et år, og ingen ringer tilbage."
UNIT: Final = "Børnefamilier, afdeling 1"
ACTS: Final = ("contact", "point", "closing", "correction")
LISTS: Final = ("/complaints", "/complaints/today", "/complaints/new", "/learning")


def choose_unit(page: Page) -> None:
    """Choose the leader's own unit, which stands indented under the one above it."""
    unit = page.locator("#unit_id option").filter(has_text=UNIT).get_attribute("value")
    page.locator("#unit_id").select_option(unit)


def register(live: Live, page: Page) -> str:
    """Take a complaint in on the form, and return the address of its page."""
    live.sign_in(page)
    page.goto(f"{live.url}/complaints/new")
    page.locator("#text").fill(TEXT)
    choose_unit(page)
    page.get_by_role("button", name="Gem klagen").first.click()
    expect(page).to_have_url(re.compile(r"/complaints/K\d{4}-\d+$"))
    return page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    live: Live, browser: Browser, scheme: str
) -> None:
    colours: dict[str, dict[str, str]] = {"light": {}, "dark": {"color_scheme": "dark"}}
    context = browser.new_context(locale="da-DK", **colours[scheme])  # type: ignore[arg-type]
    page = context.new_page()
    complaint = register(live, page)
    found = {}
    forms = (f"{complaint}/{act}" for act in ACTS)
    for address in (complaint, *forms, *(f"{live.url}{each}" for each in LISTS)):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        violations = Axe().run(page).response["violations"]
        page.set_viewport_size(NARROW)
        told = [(each["id"], each["nodes"][0]["html"][:120]) for each in violations]
        if told or page.evaluate(SIDEWAYS) > 0:
            found[address] = (told, page.evaluate(SIDEWAYS))
    context.close()
    assert found == {}


def test_a_complaint_is_taken_in_by_keys_alone(live: Live, page: Page) -> None:
    live.sign_in(page)
    page.goto(f"{live.url}/complaints/new")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type(TEXT)
    page.locator("#point-0-cause_id").focus()
    page.keyboard.type("Sagsbehandlers")
    units = page.locator("#unit_id option").all_inner_texts()
    page.locator("#unit_id").focus()
    for _ in range([name.strip() for name in units].index(UNIT)):
        page.keyboard.press("ArrowDown")
    page.locator("#spoke_now").focus()
    page.keyboard.press("Space")
    page.locator("#note").focus()
    page.keyboard.type("Vi aftalte et møde.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#notices")).to_contain_text("er gemt.")
    expect(page.locator("#points")).to_contain_text("Sagsbehandlerskift")
    expect(page.locator("#contacts")).to_contain_text("Vi aftalte et møde.")


def test_enter_saves_from_a_field_of_one_line(live: Live, page: Page) -> None:
    live.sign_in(page)
    page.goto(f"{live.url}/complaints/new")
    page.locator("#text").fill(TEXT)
    choose_unit(page)
    page.locator("#moment_at").press("Enter")
    expect(page.locator("#notices")).to_contain_text("er gemt.")


def test_a_complaint_saved_again_after_going_back_is_asked_about(live: Live, page: Page) -> None:
    register(live, page)
    page.go_back()
    page.locator("#text").fill(TEXT)
    choose_unit(page)
    page.get_by_role("button", name="Gem klagen").first.click()
    asked = page.get_by_role("alert")
    expect(asked).to_be_focused()
    expect(asked).to_contain_text("Du gemte en klage med de samme ord for 1 minut siden")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Gem alligevel").click()
    expect(page).to_have_url(re.compile(r"/complaints/K\d{4}-\d+$"))


def test_suggestions_come_while_somebody_types_and_nothing_is_chosen(
    live: Live, page: Page
) -> None:
    live.sign_in(page)
    page.goto(f"{live.url}/complaints/new")
    with page.expect_response(re.compile("/complaints/new/suggestions")):
        page.locator("#text").press_sequentially(TEXT)
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_value(TEXT)
    expect(page.locator("#point-0-cause_id")).to_have_value("")


def begin_about_a_case(live: Live, page: Page) -> str:
    """Open the form and write the number of a case on it; return the number."""
    live.sign_in(page)
    page.goto(f"{live.url}/cases?state=all")
    number = page.locator("tbody th a").first.inner_text()
    page.goto(f"{live.url}/complaints/new")
    page.locator("#case_number").fill(number)
    return number


def test_the_case_is_found_as_soon_as_its_number_is_written(live: Live, page: Page) -> None:
    number = begin_about_a_case(live, page)
    page.locator("#case_number").press("Tab")
    expect(page.locator(".found-case")).to_contain_text(number)
    expect(page.locator("#unit_id")).not_to_have_value("")
    expect(page.locator(".found-case")).to_be_focused()


def test_a_case_that_is_not_found_leads_back_to_its_number(live: Live, page: Page) -> None:
    begin_about_a_case(live, page)
    page.locator("#case_number").fill("1899-1")
    page.get_by_role("button", name="Find sagen").press("Enter")
    expect(page.locator("#case_number-error")).to_be_visible()
    expect(page.locator("#case_number")).to_be_focused()


def test_what_is_typed_while_the_case_is_looked_up_stays(live: Live, page: Page) -> None:
    def slowly(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/complaints/new/case", slowly)
    number = begin_about_a_case(live, page)
    page.get_by_text("En anden klager, eller taler for borgeren").click()
    page.locator("#other").select_option("representative")
    page.locator("#cpr").fill("010185-1234")
    page.locator("#of_citizen").uncheck()
    expect(page.locator(".found-case")).to_contain_text(number)
    expect(page.locator("#cpr")).to_have_value("010185-1234")
    expect(page.locator("#other")).to_have_value("representative")
    expect(page.locator("#of_citizen")).not_to_be_checked()
    expect(page.locator("#of_citizen")).to_be_focused()


def test_a_draft_comes_back_when_the_page_is_opened_again(live: Live, page: Page) -> None:
    live.sign_in(page)
    page.goto(f"{live.url}/complaints/new")
    page.locator("#text").fill(TEXT)
    page.locator("#point-1-text").fill("tre på et år")
    page.reload()
    expect(page.locator("#text")).to_have_value(TEXT)
    expect(page.locator("#point-1-text")).to_have_value("tre på et år")
    page.get_by_role("button", name="Drop kladden").click()
    expect(page.locator("#text")).to_have_value("")


def test_contact_is_noted_in_the_row_where_it_is_needed(live: Live, page: Page) -> None:
    number = register(live, page).rpartition("/")[2]
    page.goto(f"{live.url}/complaints/today")
    note = page.locator(f"a[href$='/{number}/contact?from=today']")
    note.click()
    page.locator("#contact-note").fill("Vi aftalte et møde.")
    page.keyboard.press("Escape")
    expect(page.locator("#contact-note")).to_have_count(0)
    expect(note).to_be_focused()
    note.click()
    expect(page.locator("#contact-note")).to_have_value("Vi aftalte et møde.")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#notices")).to_contain_text(f"gemt i klage {number}")
    expect(note).to_have_count(0)


def test_learning_is_noted_and_its_first_step_taken(live: Live, page: Page) -> None:
    complaint = register(live, page)
    page.get_by_role("link", name="Notér læring").click()
    page.locator("#title").fill("Nye sagsbehandlere læser sagen først.")
    page.get_by_role("button", name="Gem").click()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="Notér næste trin").click()
    page.locator("#step-text").fill("Talt igennem på holdet.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".step-taken")).to_have_count(1)
    page.goto(complaint)
    expect(page.locator("#learning .step-taken")).to_have_count(1)


def test_a_complaint_is_taken_in_and_treated_without_scripts(live: Live, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    live.sign_in(page)
    page.goto(f"{live.url}/complaints/new")
    page.locator("#text").fill(TEXT)
    page.get_by_role("button", name="Foreslå årsager").click()
    expect(page.locator("#text")).to_have_value(TEXT)
    page.get_by_role("button", name="Et punkt til").click()
    expect(page.locator("#point-2-cause_id")).to_be_visible()
    page.get_by_role("button", name="Gem klagen").first.click()
    expect(page.locator("#unit_id-error")).to_be_visible()
    choose_unit(page)
    page.get_by_role("button", name="Gem klagen").first.click()
    page.get_by_role("link", name="Registrér kontakt").first.click()
    page.locator("#contact-note").fill("Vi aftalte et møde.")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#contacts")).to_contain_text("Vi aftalte et møde.")
    page.get_by_role("link", name="Tilføj punkt").click()
    page.locator("#point-cause_id").select_option(label="Sagsbehandlerskift")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#points")).to_contain_text("Sagsbehandlerskift")
    context.close()
