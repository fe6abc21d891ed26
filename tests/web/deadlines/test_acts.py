"""Acting on a deadline in its row, and on pages of their own without scripts."""

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from sqlmodel import Session, select

from api.cases.tables import Case
from api.deadlines.tables import Deadline, Extension
from api.people.rules import Role
from tests.api.deadlines.makers import make_wait
from tests.factories import Actors, make_person
from tests.web.deadlines.conftest import Made
from tests.web.page import HTMX, SAME_ORIGIN, page_of, part_of
from tests.web.papers import Pages, text

BACK = "/deadlines?state=overdue"
TUESDAY = date(2017, 9, 26)
NOTICE = {
    "due_on": "11.10.2017",
    "notice_sent_on": "27.09.2017",
    "channel": "digital_post",
    "reason": "Lægeattesten mangler",
}


@pytest.fixture
def late(made: Made) -> Deadline:
    return made("2017-1", TUESDAY)


def address(deadline: Deadline, act: str, back: str = BACK) -> str:
    return f"/deadlines/{deadline.id}/{act}?back={quote(back)}"


def notices(session: Session, deadline: Deadline) -> list[Extension]:
    session.expire_all()
    rows = select(Extension).where(Extension.deadline_id == deadline.id)
    return list(session.exec(rows))


def test_the_form_opens_under_its_row_with_what_is_known(pages: Pages, late: Deadline) -> None:
    make_wait(pages.session, pages.session.get_one(Case, late.case_id), date(2017, 9, 6))

    part = part_of(pages.web.get(address(late, "extension"), headers=HTMX))

    [body] = part.select("tbody[data-row][data-opened]")
    assert body["id"] == f"deadline-{late.id}"
    typed = {str(tag["name"]): tag.get("value") for tag in body.select("input[name]")}
    assert typed["notice_sent_on"] == "27.09.2017"
    assert typed["awaiting"] == "Lægeattest"
    assert body.select("select[name=awaiting_from] option[value=doctor][selected]")
    assert body.select("select[name=channel] option[value=digital_post][selected]")
    assert body.select("input[name=due_on][autofocus]")
    [form] = body.select("form")
    assert form["action"] == form["hx-post"] == address(late, "extension")
    [leave] = body.select("a[data-leave]")
    assert leave["hx-get"] == address(late, "row")
    assert leave["href"] == f"{BACK}#deadline-{late.id}"


def test_a_notice_is_saved_and_the_row_turns_back(pages: Pages, late: Deadline) -> None:
    sent = pages.web.post(address(late, "extension"), data=NOTICE, headers=SAME_ORIGIN | HTMX)

    part = part_of(sent)
    assert "i tide" not in text(part)
    assert "for sent svar lovet on. 11.10.2017" in text(part)
    assert "Beskeden om ny dag er noteret i sag 2017-1." in text(part.select_one("hx-partial"))
    assert text(part.select_one("a[autofocus]")) == "Fuldført : sag 2017-1"
    [notice] = notices(pages.session, late)
    assert (notice.due_on, notice.reason) == (date(2017, 10, 11), "Lægeattesten mangler")


def test_without_scripts_it_leads_back_to_the_same_list(pages: Pages, late: Deadline) -> None:
    page = pages.open(address(late, "extension"))
    assert text(page.h1) == "Besked om ny dag"
    assert "overskredet 1 dag ti. 26.09.2017" in text(page.select_one(".lead"))

    answer = pages.send(address(late, "extension"), **NOTICE)

    assert answer.headers["Location"] == f"{BACK}#deadline-{late.id}"
    assert len(notices(pages.session, late)) == 1
    assert "Beskeden om ny dag" in text(pages.open(BACK).select_one("#notices"))


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"due_on": ""}, "due_on", "skal udfyldes"),
        ({"due_on": "31.02.2018"}, "due_on", "findes ikke i kalenderen"),
        ({"due_on": "26.09.2017"}, "due_on", "senere end den dag, svaret ventes nu"),
        ({"reason": ""}, "reason", "skal udfyldes"),
        ({"notice_sent_on": "28.09.2017"}, "notice_sent_on", "ikke kommet endnu"),
        ({"notice_sent_on": "01.08.2017"}, "notice_sent_on", "før fristen begyndte"),
        ({"channel": "brevdue"}, "channel", "Vælg en af mulighederne"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_kept(
    pages: Pages, late: Deadline, typed: dict[str, str], field: str, says: str
) -> None:
    data = NOTICE | typed
    answer = pages.web.post(address(late, "extension"), data=data, headers=SAME_ORIGIN | HTMX)

    part = part_of(answer, 422)
    name = f"deadline-{late.id}-{field}"
    assert says in text(part.select_one(f"#{name}-error"))
    assert part.select(f".error-summary a[href='#{name}']")
    kept = part.select_one("input[name=reason]")
    assert kept is not None
    assert kept["value"] == data["reason"]
    assert notices(pages.session, late) == []


def test_what_changed_meanwhile_is_shown_above_and_can_be_saved_over(
    pages: Pages, late: Deadline
) -> None:
    mine = pages.filled(address(late, "extension")) | NOTICE
    pages.send(address(late, "extension"), **NOTICE | {"due_on": "05.10.2017"})

    answer = pages.web.post(address(late, "extension"), data=mine, headers=SAME_ORIGIN | HTMX)

    part = part_of(answer, 412)
    assert "ændret imens" in text(part.select_one(".error-summary"))
    assert "svar lovet to. 05.10.2017" in text(part)
    etag = part.select_one("input[name=etag]")
    assert etag is not None
    again = mine | {"etag": etag["value"]}
    assert pages.post(address(late, "extension"), again).status_code == 303
    assert [str(each.due_on) for each in notices(pages.session, late)] == [
        "2017-10-05",
        "2017-10-11",
    ]


@pytest.mark.parametrize(
    ("act", "typed", "says"),
    [
        ("completion", {"met_on": "20.09.2017"}, "er meldt fuldført"),
        (
            "cancellation",
            {"cancelled_on": "20.09.2017", "reason": "Rejst ved en fejl"},
            "er bortfaldet",
        ),
    ],
)
def test_ends_a_deadline_and_takes_it_back(
    pages: Pages, late: Deadline, act: str, typed: dict[str, Any], says: str
) -> None:
    page = pages.sent(address(late, act, "/deadlines?state=all"), **typed)
    assert says in text(page.select_one("#notices"))
    links = [text(link) for link in page.select(".row-acts a")]
    assert links == ["Genåbn : sag 2017-1"]

    page = pages.sent(address(late, "reopening"), reason="Det var en anden sag")
    assert "løber igen" in text(page.select_one("#notices"))


def test_a_rule_of_the_api_is_said_in_danish(pages: Pages, late: Deadline) -> None:
    form = pages.filled(address(late, "completion"))
    page = page_of(pages.post(address(late, "completion"), form | {"met_on": "01.01.2017"}), 422)
    assert "før fristen begyndte" in text(page.select_one(".form-error-message"))


def test_only_acts_that_may_be_done_have_a_form(
    pages: Pages, late: Deadline, session: Session, actors: Actors
) -> None:
    assert "Det må du ikke" in text(pages.open(address(late, "reopening"), 403).main)
    pages.open(address(late, "opfundet"), 404)
    advisor = make_person(session, "raadgiver")
    actors.grant(advisor, Role.CITIZENS_ADVISOR)
    pages.sign_in("raadgiver").open(address(late, "extension"), 403)


def test_leaving_turns_the_row_back_with_the_focus_on_its_act(pages: Pages, late: Deadline) -> None:
    part = part_of(pages.web.get(address(late, "row"), headers=HTMX))
    assert not part.select("form")
    assert text(part.select_one("a[autofocus]")) == "Send besked : sag 2017-1"
    answer = pages.web.get(address(late, "row"))
    assert answer.headers["Location"] == f"{BACK}#deadline-{late.id}"


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "\\example"])
def test_leads_nowhere_but_here(pages: Pages, late: Deadline, back: str) -> None:
    answer = pages.web.get(address(late, "row", back))
    assert answer.headers["Location"].startswith("/#")
