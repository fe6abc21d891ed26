"""The calculator: anybody signed in asks, every answer says its steps and is a link."""

from bs4 import BeautifulSoup

from tests.web.papers import Pages

CLOSED = "closed=weekend&closed=public_holiday&closed=quasi_holiday"
FOUR_WEEKS = f"by=own&unit=weeks&amount=4&roll=forward&{CLOSED}&started_on=2026-11-26"


def words(page: BeautifulSoup, selector: str) -> str:
    return " ".join(page.select_one(selector).get_text(" ", strip=True).split())  # type: ignore[union-attr]


def test_a_term_over_christmas_says_why_it_moves(pages: Pages) -> None:
    page = pages.sign_in("sekretaer").open(f"/calculator?{FOUR_WEEKS}")

    assert words(page, "#answer") == "Fristen udløber mandag 28. december 2026"
    steps = words(page, ".steps")
    assert "24.12.2026 er juleaftensdag" in steps
    assert "juledag" in steps


def test_a_letter_counts_as_there_after_six_days(pages: Pages) -> None:
    asked = "by=published&kind=appeal&channel=letter&dispatched_on=2026-12-18"

    page = pages.sign_in("leder").open(f"/calculator?{asked}")

    steps = words(page, ".steps")
    assert "Sendt med almindeligt brev" in steps
    assert "9533" in steps
    assert page.select_one("#answer time")["datetime"] == "2027-01-26"  # type: ignore[index]


def test_what_a_person_types_becomes_a_link(pages: Pages) -> None:
    typed = {"by": "own", "unit": "days", "amount": "7", "started_on": "1/12 2026", "roll": ""}

    answer = pages.sign_in("leder").web.get("/calculator", params=typed)

    assert answer.status_code == 303
    assert (
        answer.headers["Location"] == "/calculator?by=own&unit=days&amount=7&started_on=2026-12-01"
    )


def test_what_is_missing_is_said_at_the_field(pages: Pages) -> None:
    page = pages.sign_in("leder").open("/calculator?by=own&unit=weeks", 422)

    assert page.select_one("#own-amount-error")
    assert page.select_one("#published-kind-error") is None


def test_a_start_that_is_missing_is_said_by_the_api(pages: Pages) -> None:
    page = pages.sign_in("leder").open("/calculator?by=published&kind=appeal", 422)

    assert page.select_one("#published-started_on-error")


def test_speaks_english(pages: Pages) -> None:
    pages.sign_in("leder").web.cookies.set("language", "en")

    page = pages.open(f"/calculator?{FOUR_WEEKS}")

    assert "The term ends on" in words(page, "#answer")
    assert "Christmas Eve" in words(page, ".steps")
