"""One act on many deadlines: chosen, looked at, and done, without scripts."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlmodel import Session

from api.cases.tables import Case
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.factories import UNKNOWN_ID, Actors, make_person
from tests.web.deadlines.conftest import Made
from tests.web.page import page_of
from tests.web.papers import Pages, text, value_of

LIST = "/deadlines?state=overdue"
BATCH = "/deadlines/batch?state=overdue"
MONDAY, TUESDAY = date(2017, 9, 25), date(2017, 9, 26)
NOTICE: dict[str, Any] = {
    "due_on": "11.10.2017",
    "notice_sent_on": "27.09.2017",
    "channel": "digital_post",
    "reason": "Mange sager",
}


@pytest.fixture
def late(made: Made) -> list[Deadline]:
    return [made("2017-1", MONDAY), made("2017-2", TUESDAY)]


def ticked(deadlines: list[Deadline]) -> list[str]:
    return [str(each.id) for each in deadlines]


def typed(page: BeautifulSoup, form: str = "main form") -> dict[str, Any]:
    """Return what a form holds, as the browser would send it."""
    values: dict[str, list[str]] = {}
    for field in page.select(f"{form} [name]"):
        if field.name != "button" and (value := value_of(field)) is not None:
            values.setdefault(str(field["name"]), []).append(value)
    return values


def send(pages: Pages, page: BeautifulSoup, status: int = 200, **changed: Any) -> BeautifulSoup:
    """Send the only form of a page, with some fields changed."""
    [form] = page.select("main form")
    return page_of(pages.post(str(form["action"]), typed(page) | changed), status)


def outcomes(page: BeautifulSoup) -> list[list[str]]:
    return [[text(cell) for cell in row.select("th, td")] for row in page.select("#batch tbody tr")]


def test_the_list_offers_what_may_be_done_to_many(pages: Pages, late: list[Deadline]) -> None:
    page = pages.open(LIST)
    [form] = page.select("form#bulk")
    assert form["action"] == BATCH
    assert [text(button) for button in form.select("button")] == [
        "Send besked om ny dag",
        "Meld fuldført",
        "Skift ansvarlig",
    ]
    assert text(form.select_one("label")) == "alle 2, der passer"
    boxes = page.select("input[form=bulk][name=id]")
    assert [box["value"] for box in boxes] == ticked(late)


def test_is_looked_at_before_it_is_done(pages: Pages, late: list[Deadline]) -> None:
    form = page_of(pages.post(BATCH, {"act": "extend", "id": ticked(late)}))
    assert text(form.h1) == "Besked om ny dag i flere sager"

    preview = send(pages, form, **NOTICE)

    assert text(preview.select_one(".lead")) == "Intet er gjort endnu. 2 frister kan gøres."
    assert outcomes(preview) == [
        ["2017-1", "ma. 25.09.2017", "on. 11.10.2017", "● kan gøres"],
        ["2017-2", "ti. 26.09.2017", "on. 11.10.2017", "● kan gøres"],
    ]
    pages.session.expire_all()
    assert late[0].extensions == 0

    done = send(pages, preview)

    assert text(done.select_one(".alert-success[data-focus]")) == "2 frister er gjort."
    assert outcomes(done)[0] == ["2017-1", "ma. 25.09.2017", "on. 11.10.2017", "✓ gjort"]
    pages.session.expire_all()
    assert [each.extensions for each in late] == [1, 1]


def test_a_second_press_does_nothing_more(pages: Pages, late: list[Deadline]) -> None:
    form = page_of(pages.post(BATCH, {"act": "extend", "id": ticked(late)}))
    preview = send(pages, form, **NOTICE)
    for _ in range(2):
        assert "2 frister er gjort." in text(send(pages, preview).select_one("main"))
    pages.session.expire_all()
    assert [each.extensions for each in late] == [1, 1]


def test_what_cannot_be_done_is_said_and_can_be_left_out(
    pages: Pages, late: list[Deadline], made: Made
) -> None:
    over = made("2017-3", TUESDAY, met_on=MONDAY)
    form = page_of(
        pages.post(BATCH, {"act": "complete", "id": [*ticked([*late, over]), UNKNOWN_ID]})
    )

    preview = send(pages, form, met_on="27.09.2017")

    assert text(preview.select_one(".lead")) == (
        "Intet er gjort endnu. 2 frister kan gøres. 2 kan ikke."
    )
    refused = [row for row in outcomes(preview) if "kan ikke" in row[3]]
    assert sorted(refused) == [
        ["2017-3", "ma. 25.09.2017", "–", "✕ kan ikke Fristen er allerede fuldført."],
        [
            "ukendt frist",
            "",
            "–",
            "✕ kan ikke Siden findes ikke, eller også er den ikke for dig.",
        ],
    ]
    [button] = preview.select("main form button")
    assert text(button) == "Gør det for de 2 frister"
    done = send(pages, preview)
    assert text(done.select_one(".alert-success")) == "2 frister er gjort. 2 blev sprunget over."
    pages.session.expire_all()
    assert [str(each.met_on) for each in late] == ["2017-09-27", "2017-09-27"]


def test_stops_if_something_changed_since_it_was_looked_at(
    pages: Pages, late: list[Deadline]
) -> None:
    form = page_of(pages.post(BATCH, {"act": "complete", "id": ticked(late)}))
    preview = send(pages, form, met_on="27.09.2017")
    late[0].met_on = TUESDAY
    pages.session.flush()

    stopped = send(pages, preview)

    assert "Intet er gjort" in text(stopped.select_one("[role=alert]"))
    assert [row[3] for row in outcomes(stopped)] == [
        "✕ kan ikke Fristen er allerede fuldført.",
        "○ venter",
    ]
    again = send(pages, stopped)
    assert "1 frist er gjort. 1 blev sprunget over." in text(again.select_one(".alert-success"))


def test_all_that_fit_are_meant_by_the_filters(
    pages: Pages, late: list[Deadline], made: Made, session: Session, actors: Actors, unit: Unit
) -> None:
    made("2017-3", date(2017, 12, 1))
    colleague = make_person(session, "dahl")
    actors.grant(colleague, Role.CASEWORKER, unit)
    form = page_of(pages.post(BATCH, {"act": "reassign", "all": "on"}))
    assert "2 frister" in text(form.select_one(".lead"))
    assert form.select(f"select[name=caseworker_id] option[value='{colleague.id}']")

    chosen: dict[str, Any] = {
        "caseworker_id": str(colleague.id),
        "from_on": "27.09.2017",
        "reason": "takeover",
    }
    preview = send(pages, form, **chosen)
    assert outcomes(preview)[0] == ["2017-1", "ingen endnu", "Prøve Dahl", "● kan gøres"]
    send(pages, preview)

    pages.session.expire_all()
    holders = [session.get_one(Case, each.case_id).caseworker_id for each in late]
    assert holders == [colleague.id, colleague.id]


def test_another_number_than_was_seen_is_refused(
    pages: Pages, late: list[Deadline], made: Made
) -> None:
    form = page_of(pages.post(BATCH, {"act": "complete", "all": "on"}))
    made("2017-3", MONDAY)
    page = send(pages, form, 422, met_on="27.09.2017")
    assert "ikke længere lige så mange" in text(page.select_one(".error-summary"))


@pytest.mark.parametrize(
    ("act", "changed", "field", "says"),
    [
        ("extend", {"due_on": ""}, "due_on", "skal udfyldes"),
        ("extend", {"reason": "x" * 501}, "reason", "lang"),
        ("reassign", {"caseworker_id": ""}, "caseworker_id", "skal udfyldes"),
        ("reassign", {"from_on": "28.09.2017"}, "from_on", "ikke kommet endnu"),
        ("reassign", {"caseworker_id": "en"}, "caseworker_id", "Vælg en af mulighederne"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    pages: Pages,
    late: list[Deadline],
    leader: Any,
    act: str,
    changed: dict[str, str],
    field: str,
    says: str,
) -> None:
    whole = NOTICE if act == "extend" else {"caseworker_id": str(leader.id)}
    form = page_of(pages.post(BATCH, {"act": act, "id": ticked(late)}))
    page = send(pages, form, 422, **{**whole, "from_on": "27.09.2017", **changed})
    assert says in text(page.select_one(f"#{field}-error"))
    assert typed(page)["id"] == ticked(late)


def test_nothing_chosen_is_said(pages: Pages, late: list[Deadline]) -> None:
    page = page_of(pages.post(BATCH, {"act": "extend"}), 422)
    assert "Ingen frister er valgt" in text(page.select_one(".error-summary"))
    assert not page.select("main button[type=submit]")
    assert pages.post(BATCH, {"act": "opfundet", "id": ticked(late)}).status_code == 422
    assert pages.post(f"{BATCH}&q=", {"act": "extend", "id": ["../people"]}).status_code == 422


def test_who_only_reads_is_not_offered_it(
    pages: Pages, late: list[Deadline], session: Session, actors: Actors
) -> None:
    advisor = make_person(session, "raadgiver")
    actors.grant(advisor, Role.CITIZENS_ADVISOR)
    pages.sign_in("raadgiver")
    assert not pages.open(LIST).select("#bulk")
    form = {"act": "complete", "id": ticked(late), "met_on": "27.09.2017"}
    answer = pages.post("/deadlines/batch/preview", form)
    assert "Det må du ikke" in text(page_of(answer, 403).main)
