"""Calendar links in a browser: without scripts, accessible, narrow, light and dark."""

from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Live
from tests.browser.test_deadlines import NARROW, check


def test_a_calendar_is_made_fetched_and_revoked_without_scripts(
    browser: Browser, live: Live
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    live.sign_in(page, "stab")
    page.goto(f"{live.url}/deadlines?state=all&owed_by=both")
    page.get_by_role("link", name="Abonnér i kalender").click()
    page.locator("input[name=name]").fill("Uden script")
    page.get_by_role("button", name="Lav adressen").click()

    with urlopen(page.locator(".secret code").inner_text(), timeout=20) as answer:
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert b"BEGIN:VEVENT" in answer.read()
    page.get_by_role("link", name="Til kalenderlinks").click()
    expect(page.locator("#calendar-links tbody")).to_contain_text("i dag")
    page.get_by_role("link", name="Slet – Uden script").click()
    page.get_by_role("button", name="Slet").click()
    expect(page.locator("#notices")).to_contain_text("„Uden script“ er slettet")
    expect(page.locator(".empty")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit_a_narrow_screen(
    page: Page, live: Live, scheme: str
) -> None:
    live.sign_in(page, "leder")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size(NARROW)
    page.goto(f"{live.url}/calendar-links/new?state=overdue&notice=missing")
    check(page, "the form")
    page.get_by_role("button", name="Lav adressen").click()
    expect(page.locator("h1")).to_be_focused()
    check(page, "the address")
    page.get_by_role("link", name="Til kalenderlinks").click()
    check(page, "the list")
    page.locator("a[href$='/renew']").first.click()
    check(page, "asking for a new address")
