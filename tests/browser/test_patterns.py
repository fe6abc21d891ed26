"""Patterns of complaints in a browser: by keyboard, without scripts, narrow, light and dark."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Live
from tests.browser.test_deadlines import NARROW, check

ADVISOR = "borgerraadgiver"
SHOWN = (
    "/patterns",
    "/patterns?by=cause&by=unit",
    "/patterns?by=unit&by=quarter&measure=per_100_decisions",
    "/patterns?by=cause_group&by=unit&by=kind",
    "/patterns?by=quarter&measure=complaints",
    "/patterns?by=unit&period=1800-Q1&compare=before_day",
    "/patterns/complaints?by=kind&cell=procedural",
    "/patterns/signals",
    "/patterns/holders",
    "/pattern-watches",
    "/pattern-watches/new?by=unit&figures=patterns",
    "/advisor",
)


def test_a_question_is_changed_by_keyboard_and_the_focus_stays(page: Page, live: Live) -> None:
    live.sign_in(page, ADVISOR)
    page.goto(f"{live.url}/patterns?by=unit")
    page.locator("#by-2").focus()
    page.locator("#by-2").select_option("kind")

    expect(page.locator("h1")).to_have_text("Antal klager efter enhed og hvad der klages over")
    expect(page.locator("#by-2")).to_be_focused()
    expect(page).to_have_url(f"{live.url}/patterns?measure=complaints&by=unit&by=kind")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Antal klager efter enhed")


def test_a_question_that_is_refused_is_explained_where_the_eye_is(page: Page, live: Live) -> None:
    live.sign_in(page, ADVISOR)
    page.goto(f"{live.url}/patterns?by=unit")
    page.locator("#q").fill("-tone")
    page.locator("#q").press("Enter")

    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#q-error")).to_contain_text("Skriv også et ord")


def test_from_a_number_to_a_complaint_and_back_without_scripts(
    browser: Browser, live: Live
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    live.sign_in(page, ADVISOR)
    page.goto(f"{live.url}/patterns")
    page.locator("#by-2").select_option("unit")
    page.get_by_role("button", name="Vis", exact=True).click()
    page.locator("#pattern .behind").first.click()
    expect(page.locator("h1")).to_have_text("Klagerne bag tallet")
    expect(page.locator("#behind tbody a").first).to_be_visible()
    page.get_by_role("link", name="Tilbage til tabellen").click()
    expect(page.locator("h1")).to_have_text("Antal klager efter årsagsgruppe og enhed")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit_a_narrow_screen(
    page: Page, live: Live, scheme: str
) -> None:
    live.sign_in(page, ADVISOR)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size(NARROW)
    for path in SHOWN:
        page.goto(f"{live.url}{path}")
        check(page, path)


def test_on_paper_a_heat_map_has_its_numbers_and_no_form(page: Page, live: Live) -> None:
    live.sign_in(page, ADVISOR)
    page.goto(f"{live.url}/patterns?by=cause&by=unit")
    page.emulate_media(media="print")
    expect(page.locator("form.asking")).to_be_hidden()
    expect(page.locator("#pattern tbody td").first).to_be_visible()
    expect(page.locator(".answer-sentence")).to_be_visible()


@pytest.mark.parametrize("path", ["/patterns?by=unit", "/deadlines"])
def test_on_paper_a_table_has_its_columns_however_narrow_the_sheet_is(
    path: str, page: Page, live: Live
) -> None:
    live.sign_in(page, ADVISOR)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})
    page.goto(f"{live.url}{path}")
    rows = page.locator("table.stack tr")
    expect(rows.last).to_be_visible()
    for row in rows.all():
        expect(row).to_have_css("display", "table-row")
