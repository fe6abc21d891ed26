"""A leader gives status in a real browser: by keyboard, without scripts, and when stopped."""

import re
import time
from typing import Final

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # has none
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser.conftest import Live

WITHIN_SECONDS: Final = 60
# A hand that knows the keys is quicker.
SLOW_PRESS_SECONDS: Final = 0.5
NARROW: Final = {"width": 320, "height": 640}
TRACK: Final = "Løsning af aktuelle sagsbehandlingsudfordringer"


class Keyboard:
    """Presses keys and counts them; what is typed as text counts a press a letter."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.presses += len(text)

    def tab_to(self, name: str, most: int = 40) -> None:
        """Press Tab until the focus is on what is called this."""
        for _ in range(most):
            self.press("Tab")
            if name in self.focused():
                return
        pytest.fail(f"{name} can't be reached: the focus is on {self.focused()}")

    def focused(self) -> str:
        text = str(
            self.page.evaluate("(e => (e.labels?.[0] ?? e).innerText)(document.activeElement)")
        )
        return " ".join(text.split())


@pytest.fixture
def faults(page: Page) -> list[str]:
    """What the browser complained of: scripts that failed, and what the policy stopped."""
    heard: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # A refused form is a 422, which the browser reports as a resource that failed.
        if message.type == "error" and "Failed to load resource" not in message.text:
            heard.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture
def leader(page: Page, live: Live) -> Page:
    live.sign_in(page, "leder")
    return page


def address_of(live: Live, name: str) -> str:
    """Return the path of the track with this title."""
    signed = httpx.post(
        f"{live.api_url}/v1/sign-ins",
        json={"username": "leder", "password": live.passwords["leder"]},
        headers={"Idempotency-Key": f"find-{time.monotonic_ns()}"},
    )
    token = {"Authorization": f"Bearer {signed.json()['token']}"}
    found = httpx.get(f"{live.api_url}/v1/tracks", params={"q": name}, headers=token)
    return f"/tracks/{found.json()['items'][0]['id']}"


def row_of(page: Page, title: str = TRACK) -> str:
    """Return the id of the row of a track."""
    row = page.locator("[data-row]", has=page.get_by_role("link", name=title, exact=True))
    return f"#{row.get_attribute('id')}"


def test_a_status_takes_less_than_a_minute_by_keyboard_alone(
    leader: Page, faults: list[str]
) -> None:
    keys, began = Keyboard(leader), time.monotonic()
    row = row_of(leader)

    keys.tab_to(f"Opdater – {TRACK}")
    keys.press("Enter")
    expect(leader.locator(f"{row} form[data-draft]")).to_be_visible()
    expect(leader.locator(f"{row} input[name=state]:checked")).to_be_focused()
    tabs_before = keys.presses
    while "forsinket" not in keys.focused():
        keys.press("ArrowRight")
    keys.press("Tab")
    keys.type("Bunken er talt.")
    keys.press("Tab", "Tab")
    keys.type("ultimo 2026")
    keys.press("Tab")
    keys.type("½-1 måned")
    keys.press("Enter")

    expect(leader.locator("#notices")).to_contain_text("Status er gemt")
    expect(leader.locator("#notices")).to_contain_text("01.12.2026 – 31.12.2026")
    expect(leader.locator(row)).to_contain_text("forsinket ½-1 måned")
    expect(leader.locator(f"{row} a[data-edit]")).to_be_focused()
    seconds = time.monotonic() - began
    assert seconds + keys.presses * SLOW_PRESS_SECONDS < WITHIN_SECONDS
    typed = len("Bunken er talt." + "ultimo 2026" + "½-1 måned")
    assert keys.presses - tabs_before - typed <= 10, "few stops between the fields"
    assert not faults


def test_the_keys_that_help_open_save_and_leave(leader: Page, faults: list[str]) -> None:
    row = row_of(leader)
    leader.get_by_role("link", name=TRACK, exact=True).focus()

    leader.keyboard.press("e")
    expect(leader.locator(f"{row} form[data-draft]")).to_be_visible()
    leader.keyboard.press("Escape")
    expect(leader.locator(f"{row} a[data-edit]")).to_be_focused()

    leader.keyboard.press("e")
    leader.locator(f"{row} textarea[name=done]").fill("Med to taster.")
    leader.keyboard.press("Control+Enter")
    expect(leader.locator(row)).to_contain_text("Med to taster.")
    assert not faults


def test_unchanged_is_one_press(leader: Page, faults: list[str]) -> None:
    row = row_of(leader)
    give_a_first_status(leader, row)

    leader.locator(f"{row} button", has_text="Uændret siden sidst").press("Enter")

    expect(leader.locator("#notices")).to_contain_text("Uændret siden sidst er gemt")
    expect(leader.locator(row)).to_contain_text("uændret siden sidst")
    expect(leader.locator(f"{row} a[data-edit]")).to_be_focused()
    assert not faults


def give_a_first_status(page: Page, row: str) -> None:
    page.locator(f"{row} a[data-edit]").click()
    page.locator(f"{row} input[value=running]").check()
    page.locator(f"{row} form[data-draft] button[type=submit]").click()
    expect(page.locator("#notices")).to_contain_text("Status er gemt")


def test_a_wrong_day_is_shown_where_it_is_and_nothing_is_lost(leader: Page) -> None:
    row = row_of(leader)
    leader.locator(f"{row} a[data-edit]").click()
    leader.locator(f"{row} textarea[name=done]").fill("Det her må ikke blive væk.")
    leader.locator(f"{row} input[name=cut_off_on]").fill("31.02.2017")
    leader.locator(f"{row} form[data-draft] button[type=submit]").click()

    expect(leader.locator(f"{row} .error-summary")).to_be_focused()
    expect(leader.locator(f"{row} [aria-invalid]")).to_have_value("31.02.2017")
    expect(leader.locator(f"{row} textarea[name=done]")).to_have_value("Det her må ikke blive væk.")


def test_what_was_typed_survives_a_lost_session(
    leader: Page, context: BrowserContext, live: Live
) -> None:
    row = row_of(leader)
    leader.locator(f"{row} a[data-edit]").click()
    leader.locator(f"{row} textarea[name=done]").fill("Skrevet før frokost.")
    context.clear_cookies()
    leader.locator(f"{row} form[data-draft] button[type=submit]").click()
    leader.wait_for_url(re.compile("/sign-in"))

    leader.locator("input[name=username]").fill("leder")
    leader.locator("input[name=password]").fill(live.passwords["leder"])
    leader.locator("input[name=password]").press("Enter")
    leader.wait_for_url(f"{live.url}/")
    leader.locator(f"{row} a[data-edit]").click()

    expect(leader.locator(f"{row} textarea[name=done]")).to_have_value("Skrevet før frokost.")
    expect(leader.locator(f"{row} [data-draft-note]")).to_be_visible()


def test_two_who_write_at_once_see_each_other(leader: Page, browser: Browser, live: Live) -> None:
    path = address_of(live, TRACK)
    other_context = browser.new_context(locale="da-DK")
    other = other_context.new_page()
    live.sign_in(other, "center")
    for page in (leader, other):
        page.goto(live.url + path)
        page.locator("#status a[data-edit]").click()
        page.locator("#status input[value=at_risk]").check()
    other.locator("#status textarea[name=done]").fill("Søren skrev.")
    other.locator("#status form[data-draft] button[type=submit]").click()
    expect(other.locator("#notices")).to_contain_text("Status er gemt")
    other_context.close()

    leader.locator("#status textarea[name=done]").fill("Lone skrev.")
    leader.locator("#status form[data-draft] button[type=submit]").click()

    expect(leader.get_by_role("heading", level=1)).to_have_text("En anden har gemt imens")
    expect(leader.locator("main")).to_contain_text("Søren skrev.")
    expect(leader.locator("main")).to_contain_text("Lone skrev.")
    leader.get_by_role("button", name="Gem det valgte").click()
    expect(leader.locator("#status")).to_contain_text("Lone skrev.")
    expect(leader.locator("#history")).to_contain_text("Søren skrev.")
    leader.locator("#status a[data-edit]").click()
    expect(leader.locator("#status textarea[name=done]")).to_have_value("")


def test_works_with_scripts_off(browser: Browser, live: Live) -> None:
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    live.sign_in(page, "leder")
    row = row_of(page)

    page.locator(f"{row} a[data-edit]").click()
    page.locator("input[value=on_track]").check()
    page.locator("textarea[name=done]").fill("Uden script.")
    page.locator("form[data-draft] button[type=submit]").click()

    expect(page.locator("#notices")).to_contain_text("Status er gemt")
    expect(page.locator(row)).to_contain_text("Uden script.")
    context.close()


def test_an_initiative_is_corrected_in_its_row(page: Page, live: Live, faults: list[str]) -> None:
    live.sign_in(page, "center")
    page.goto(live.url + address_of(live, TRACK))
    row = f"#{page.locator('#initiatives-table tbody tr').first.get_attribute('id')}"

    page.locator(f"{row} a[data-edit]").press("Enter")
    expect(page.locator(f"{row} input[name=title]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f"{row} a[data-edit]")).to_be_focused()
    page.locator(f"{row} a[data-edit]").press("Enter")
    page.locator(f"{row} input[name=finishes]").fill("4. kvartal 2026")
    page.keyboard.press("Enter")

    expect(page.locator(row)).to_contain_text("4. kvartal 2026")
    expect(page.locator(f"{row} a[data-edit]")).to_be_focused()
    assert not faults


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_a_narrow_screen(
    page: Page, live: Live, scheme: str, faults: list[str]
) -> None:
    live.sign_in(page, "center")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    track = address_of(live, TRACK)
    page.goto(live.url + track)
    plan = page.locator(".breadcrumbs a[href^='/plans/']").get_attribute("href") or ""
    work = page.locator("#initiatives-table tbody a").first.get_attribute("href") or ""
    acts = ("", "/status", "/edit", "/delete", "/changes")
    parts = [f"{part}{act}" for part in (plan, track, work) for act in acts]
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    heard = list(faults)
    for path in ("/", "/plans", "/plans?as_of=2017-09-27", "/plans/new", *parts):
        page.goto(live.url + path)
        found = [each["id"] for each in Axe().run(page).response["violations"]]
        width = page.evaluate("document.documentElement.scrollWidth")
        assert (path, found, width) == (path, [], NARROW["width"])
    assert not heard
