"""A leader sees what breaks in a real browser: by keyboard, without scripts, and on a phone."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # has none
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    ViewportSize,
    expect,
)

from api.clock import today
from api.demo.records import id_of
from tests.browser.conftest import Live

UNIT: Final = str(id_of("U-boern-1"))
LATE: Final = f"/deadlines?state=overdue&unit={UNIT}"
UNDECIDED: Final = f"{LATE}&kind=decision"
NARROW: Final[ViewportSize] = {"width": 320, "height": 640}
SIDEWAYS: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def post(http: httpx.Client, path: str, body: dict[str, Any]) -> Any:
    answer = http.post(path, json=body, headers={"Idempotency-Key": str(uuid4())})
    assert answer.is_success, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def numbers(live: Live) -> list[str]:
    """Cases of the leader's department that nobody acknowledged and nobody decided in time."""
    sign_in = {"username": "leder", "password": live.passwords["leder"]}
    with httpx.Client(base_url=live.api_url) as http:
        http.headers["Authorization"] = f"Bearer {post(http, '/v1/sign-ins', sign_in)['token']}"
        found = http.get("/v1/case-types", params={"q": "merudgifter-boern"}).json()
        case = {"case_type_id": found["items"][0]["id"], "unit_id": UNIT}
        days = [today() - timedelta(days=200 + day) for day in range(4)]
        return [
            str(post(http, "/v1/cases", {**case, "received_on": day.isoformat()})["number"])
            for day in days
        ]


@pytest.fixture
def faults(page: Page) -> Iterator[list[str]]:
    """What the browser complained of; axe brings styles of its own, so not where it runs."""
    heard: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            heard.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: heard.append(str(error)))
    yield heard
    assert heard == []


@pytest.fixture
def leader(page: Page, live: Live) -> Page:
    live.sign_in(page, "leder")
    return page


def row_of(page: Page, number: str) -> Locator:
    return page.locator("tbody[data-row]", has=page.get_by_role("link", name=number)).first


def in_days(days: int) -> str:
    return f"{today() + timedelta(days=days):%d.%m.%Y}"


@pytest.mark.usefixtures("faults")
def test_a_notice_is_sent_by_keyboard_alone(leader: Page, live: Live, numbers: list[str]) -> None:
    leader.goto(f"{live.url}{UNDECIDED}&q={numbers[0]}")
    row = f"#{row_of(leader, numbers[0]).get_attribute('id')}"

    leader.keyboard.press("j")
    expect(leader.locator(f"{row} a[data-open]")).to_be_focused()
    leader.keyboard.press("e")
    expect(leader.locator(f"{row} input[name=due_on]")).to_be_focused()
    leader.keyboard.type(in_days(30))
    leader.keyboard.press("Tab")
    leader.keyboard.press("Tab")
    leader.keyboard.press("Tab")
    leader.keyboard.type("Vi mangler en udtalelse")
    leader.keyboard.press("Enter")

    expect(leader.locator("#notices")).to_contain_text("Beskeden om ny dag er noteret")
    expect(leader.locator(row)).to_contain_text("svar lovet")
    expect(leader.locator(f"{row} .row-acts > a").first).to_be_focused()


def test_what_is_wrong_is_shown_in_the_row_and_nothing_is_lost(
    leader: Page, live: Live, numbers: list[str]
) -> None:
    leader.goto(f"{live.url}{UNDECIDED}&q={numbers[1]}")
    row = row_of(leader, numbers[1])
    row.locator("a[data-edit]").click()
    row.locator("input[name=due_on]").fill("31.02.2030")
    row.locator("input[name=reason]").fill("Det her må ikke blive væk")
    row.locator("form button[type=submit]").click()

    expect(row.locator(".error-summary")).to_be_focused()
    expect(row.locator("[aria-invalid]")).to_have_value("31.02.2030")
    expect(row.locator("input[name=reason]")).to_have_value("Det her må ikke blive væk")
    assert Axe().run(leader).response["violations"] == []
    row.locator("input[name=due_on]").press("Escape")
    expect(row.locator("a[data-edit]")).to_be_focused()
    expect(row.locator("form")).to_have_count(0)


def test_why_this_day_opens_in_the_row_and_escape_closes_it(
    leader: Page, live: Live, numbers: list[str]
) -> None:
    leader.goto(f"{live.url}{UNDECIDED}&q={numbers[2]}")
    row = row_of(leader, numbers[2])
    row.get_by_role("link", name="hvorfor denne dato?").press("Enter")

    expect(row.locator(".why h2")).to_be_focused()
    expect(row.locator(".why")).to_contain_text("Ansøgningen blev modtaget")
    expect(row.locator(".why")).to_contain_text("Lovgrundlag")
    assert Axe().run(leader).response["violations"] == []
    leader.keyboard.press("Escape")
    expect(row.locator(".why")).to_have_count(0)
    expect(row.locator("a[data-edit]")).to_be_focused()


@pytest.mark.usefixtures("faults", "numbers")
def test_rows_are_ticked_by_a_key_and_counted(leader: Page, live: Live) -> None:
    leader.goto(live.url + LATE)
    leader.keyboard.press("j")
    leader.keyboard.press("x")
    leader.locator("tbody[data-row] a[data-open]").nth(1).focus()
    leader.keyboard.press("x")
    expect(leader.locator("[data-selected]")).to_have_text("2")
    leader.keyboard.press("x")
    expect(leader.locator("[data-selected]")).to_have_text("1")


@pytest.mark.usefixtures("faults")
def test_more_rows_come_below_with_the_focus_on_the_first(page: Page, live: Live) -> None:
    live.sign_in(page, "stab")
    page.goto(f"{live.url}/deadlines?state=all&owed_by=both")
    rows = page.locator("tbody[data-row]")
    before = rows.count()
    page.get_by_role("link", name="Vis flere").press("Enter")
    expect(rows.nth(before)).to_be_visible()
    page.wait_for_function(
        "n => document.querySelectorAll('tbody[data-row]')[n].contains(document.activeElement)",
        arg=before,
    )
    assert page.url.endswith("state=all&owed_by=both")


def test_many_are_done_at_once_without_scripts(
    browser: Browser, live: Live, numbers: list[str]
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    live.sign_in(page, "leder")
    page.goto(f"{live.url}{LATE}&kind=acknowledgement&q={numbers[3]}")
    page.locator("tbody[data-row] input[type=checkbox]").check()
    page.get_by_role("button", name="Meld fuldført").click()
    page.locator("input[name=met_on]").fill(in_days(-1))
    page.get_by_role("button", name="Se, hvad der sker").click()
    expect(page.locator(".lead")).to_contain_text("1 frist kan gøres.")
    page.get_by_role("button", name="Gør det for 1 frist").click()
    expect(page.locator(".alert-success")).to_contain_text("1 frist er gjort.")
    page.get_by_role("link", name="Tilbage til listen").click()
    expect(page.locator(".empty")).to_be_visible()
    context.close()


def test_a_single_act_works_without_scripts(
    browser: Browser, live: Live, numbers: list[str]
) -> None:
    context: BrowserContext = browser.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    live.sign_in(page, "leder")
    page.goto(f"{live.url}{UNDECIDED}&q={numbers[3]}")
    page.get_by_role("link", name="hvorfor denne dato?").click()
    expect(page.locator("#why")).to_contain_text("Lovens dag er")
    page.go_back()
    page.locator("a[data-edit]").click()
    page.locator("input[name=due_on]").fill(in_days(30))
    page.locator("input[name=reason]").fill("Uden script")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("#notices")).to_contain_text("Beskeden om ny dag er noteret")
    expect(page).to_have_url(re.compile(r"kind=decision.*#deadline-"))
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_a_narrow_screen(
    leader: Page, live: Live, numbers: list[str], scheme: str
) -> None:
    leader.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    leader.goto(f"{live.url}{UNDECIDED}&q={numbers[0]}")
    one = leader.locator("tbody[data-row]").first.get_attribute("id") or ""
    path = f"/deadlines/{one.removeprefix('deadline-')}"
    leader.set_viewport_size(NARROW)
    for address in (
        "/",
        "/deadlines",
        "/deadlines?state=all&owed_by=both",
        "/deadlines?state=cancelled&q=intet",
        "/deadlines?due_before=i%20går",
        f"/deadlines?as_of={today() - timedelta(days=30)}",
        "/deadlines/week",
        "/deadlines/week?week=2026-W52",
        path,
        f"{path}/extension",
        f"{path}/completion",
        "/saved-views/new?page=deadlines&query=state%3Doverdue",
    ):
        leader.goto(live.url + address)
        check(leader, address)


@pytest.mark.usefixtures("numbers")
def test_the_pages_of_many_are_accessible_and_fit_a_narrow_screen(leader: Page, live: Live) -> None:
    leader.set_viewport_size(NARROW)
    leader.goto(live.url + LATE)
    leader.locator("#bulk-all").check()
    leader.get_by_role("button", name="Send besked om ny dag").click()
    check(leader, "the form")
    leader.locator("input[name=due_on]").fill(in_days(-500))
    leader.locator("input[name=reason]").fill("Mange sager")
    leader.get_by_role("button", name="Se, hvad der sker").click()
    expect(leader.locator(".lead")).to_contain_text("kan ikke")
    check(leader, "the preview")


def check(page: Page, what: str) -> None:
    found = [
        (each["id"], each["nodes"][0]["html"][:120])
        for each in Axe().run(page).response["violations"]
    ]
    assert (what, found, page.evaluate(SIDEWAYS)) == (what, [], 0)
