"""Giving status: with and without htmx, wrong input, and when somebody else was faster."""

from datetime import date

import pytest
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from api.people.rules import Role
from api.plans.outline.tables import Initiative, Plan, Track
from api.plans.status.rules import State
from api.plans.status.tables import StatusUpdate
from tests.factories import make_status, make_unit
from tests.web.page import HTMX, page_of, part_of
from tests.web.plans.conftest import SignIn
from tests.web.plans.forms import form_of, send, values_of

MORNING = {"HX-Current-URL": "http://localhost:8001/plans"}


@pytest.fixture(autouse=True)
def signed_in(leader: None) -> None:
    """Everybody here may give status."""


@pytest.fixture
def told(session: Session, track: Track) -> StatusUpdate:
    return make_status(session, track, state=State.RUNNING, done="Det gamle.", next="Det næste.")


def latest(session: Session) -> StatusUpdate:
    session.expire_all()
    order = (col(StatusUpdate.created_at).desc(), col(StatusUpdate.id).desc())
    return session.exec(select(StatusUpdate).order_by(*order)).first() or pytest.fail("no status")


def test_works_without_javascript(
    web: TestClient, session: Session, track: Track, told: StatusUpdate
) -> None:
    page = page_of(web.get(f"/tracks/{track.id}/status?in=plan"))
    form = form_of(page, f"/tracks/{track.id}/status")
    assert values_of(form)["cut_off_on"] == "27.09.2017"
    assert values_of(form)["state"] == "running"
    assert "Sidste gang skrev Socialforvaltningen" in page.text
    assert "Det gamle." in page.text

    answer = send(
        web,
        form,
        state="delayed",
        done="Bunken er talt.",
        expected_finish="ultimo 2017",
        delay="ca. ½-1 måned",
    )

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/plans/{track.plan_id}#track-{track.id}"
    status = latest(session)
    assert (status.state, status.done, status.author_id is None) == (
        "delayed",
        "Bunken er talt.",
        False,
    )
    assert status.expected_finish_from == date(2017, 12, 1)
    assert (status.expected_finish_as_written, status.delay_as_written) == (
        "ultimo 2017",
        "ca. ½-1 måned",
    )
    shown = page_of(web.get(answer.headers["Location"]))
    assert "er forstået som 01.12.2017 – 31.12.2017" in shown.select_one("#notices").text  # type: ignore[union-attr]  # every page has it
    assert "▲ forsinket ca. ½-1 måned" in " ".join(shown.text.split())


@pytest.mark.usefixtures("told")
def test_the_row_turns_into_its_form_and_back(web: TestClient, track: Track) -> None:
    form = part_of(web.get(f"/tracks/{track.id}/status?in=plan", headers=HTMX))
    assert [each["id"] for each in form.select("li")] == [f"track-{track.id}"]
    assert len(form.select("[autofocus]")) == 1

    back = part_of(web.get(f"/tracks/{track.id}/status-line?in=plan", headers=HTMX))
    assert [each["id"] for each in back.select("li")] == [f"track-{track.id}"]
    assert back.select_one("a[autofocus][data-edit]"), "the focus is where it was"
    plain = web.get(f"/tracks/{track.id}/status-line?in=plan")
    assert plain.headers["Location"] == f"/plans/{track.plan_id}#track-{track.id}"


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("place", "holds"), [("plan", "li.track"), ("own", "#status"), ("start", "li.track")]
)
def test_a_saved_form_becomes_what_it_was_opened_from(
    web: TestClient, track: Track, place: str, holds: str
) -> None:
    page = part_of(web.get(f"/tracks/{track.id}/status?in={place}", headers=HTMX))

    answer = send(web, form_of(page, f"/tracks/{track.id}/status"), headers=HTMX, state="on_track")

    part = part_of(answer)
    assert "følger planen" in part.select(holds)[0].text
    assert part.select("a[autofocus][data-edit]")
    assert "Status er gemt" in part.select('hx-partial[hx-target="#notices"]')[0].text
    assert bool(part.select('hx-partial[hx-target="#history"]')) == (place == "own")


def test_keeps_what_was_typed_when_something_is_wrong(
    web: TestClient, session: Session, track: Track, told: StatusUpdate
) -> None:
    page = page_of(web.get(f"/tracks/{track.id}/status"))
    wrong = {
        "cut_off_on": "31.02.2017",
        "expected_finish": "snart",
        "delay": "en del",
        "done": "Færdig\x00.",
    }

    shown = page_of(send(web, form_of(page, "/tracks"), **wrong), 422)

    assert shown.select_one(".error-summary[data-focus]")
    assert {str(link["href"]).split("-")[-1] for link in shown.select(".error-summary a")} == {
        "cut_off_on",
        "expected_finish",
        "delay",
        "done",
    }
    assert values_of(form_of(shown, "/tracks"))["expected_finish"] == "snart"
    assert values_of(form_of(shown, "/tracks"))["done"] == "Færdig."
    assert latest(session).id == told.id


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"state": "planned"}, "Vælg en af mulighederne"),
        ({"state": "nonsense"}, "Vælg en af mulighederne"),
        ({"cut_off_on": "19.09.2017"}, "Der er en nyere status"),
        ({"cut_off_on": "28.09.2017"}, "Dagen er ikke kommet endnu"),
        ({"cut_off_on": "0"}, "Skriv datoen som"),
        ({"done": "x" * 20_001}, "plads til 20000"),
    ],
)
def test_says_what_is_wrong(
    web: TestClient, track: Track, told: StatusUpdate, typed: dict[str, str], says: str
) -> None:
    page = page_of(web.get(f"/tracks/{track.id}/status"))
    answer = send(web, form_of(page, "/tracks"), headers=HTMX, **typed)
    assert says in part_of(answer, 422).text, told.id


def test_ten_million_letters_are_too_many(web: TestClient, track: Track) -> None:
    form = form_of(page_of(web.get(f"/tracks/{track.id}/status")), "/tracks")
    answer = send(web, form, state="running", done="x" * 10_000_000)
    assert "Der er for meget tekst" in page_of(answer, 413).text


@pytest.mark.usefixtures("told")
def test_offers_only_states_that_may_follow(web: TestClient, track: Track) -> None:
    page = page_of(web.get(f"/tracks/{track.id}/status"))
    offered = [str(each["value"]) for each in page.select("input[name=state]")]
    assert "completed" in offered
    assert not {"planned", "unknown"} & set(offered)


def test_words_without_a_year_are_kept_when_left_alone(
    web: TestClient, session: Session, track: Track
) -> None:
    make_status(
        session,
        track,
        expected_finish_from=date(2017, 9, 1),
        expected_finish_until=date(2017, 11, 30),
        expected_finish_precision="season",
        expected_finish_as_written="i efteråret",
    )
    page = page_of(web.get(f"/tracks/{track.id}/status"))

    assert send(web, form_of(page, "/tracks")).status_code == 303

    assert latest(session).expected_finish_until == date(2017, 11, 30)
    assert latest(session).expected_finish_as_written == "i efteråret"


def test_says_unchanged_in_one_press(
    web: TestClient, session: Session, track: Track, told: StatusUpdate
) -> None:
    page = page_of(web.get(f"/plans/{track.plan_id}"))
    button = form_of(page, f"/tracks/{track.id}/unchanged")

    part = part_of(send(web, button, headers=HTMX))
    again = send(web, button)

    assert "i dag (27.09.2017)" in part.text
    assert "Uændret siden sidst er gemt" in part.text
    status = latest(session)
    assert (status.unchanged, status.state, status.next) == (True, "running", told.next)
    assert again.status_code == 303, "the same press twice is one status"
    assert len(session.exec(select(StatusUpdate)).all()) == 2


def test_lays_both_versions_side_by_side_when_somebody_was_faster(
    web: TestClient, session: Session, track: Track, told: StatusUpdate
) -> None:
    page = page_of(web.get(f"/tracks/{track.id}/status"))
    make_status(session, track, state=State.AT_RISK, done="Deres ord.", author_name="Freja")

    shown = page_of(send(web, form_of(page, "/tracks"), state="delayed", done="Mine ord."), 412)

    text = " ".join(shown.text.split())
    assert "Mine ord." in text
    assert "Deres ord." in text
    assert "forsinket" in text
    assert "i risiko" in text
    form = form_of(shown, f"/tracks/{track.id}/status")
    assert send(web, form, state="at_risk").status_code == 303
    assert (latest(session).done, latest(session).state) == ("Mine ord.", "at_risk")
    assert told.done == "Det gamle."


@pytest.mark.usefixtures("told")
def test_asks_again_when_unchanged_is_no_longer_true(
    web: TestClient, session: Session, track: Track
) -> None:
    button = form_of(page_of(web.get(f"/tracks/{track.id}")), f"/tracks/{track.id}/unchanged")
    make_status(session, track, state=State.AT_RISK, done="Deres ord.")

    shown = page_of(send(web, button), 412)
    assert "Deres ord." in shown.text

    assert send(web, form_of(shown, f"/tracks/{track.id}/unchanged")).status_code == 303
    assert (latest(session).unchanged, latest(session).state) == (True, "at_risk")


def test_a_track_outside_ones_rights_can_be_read_and_not_told_of(
    web: TestClient, session: Session, sign_in: SignIn, plan: Plan, track: Track
) -> None:
    under = make_unit(session, name="Børnefamilier", parent_id=plan.unit_id)
    sign_in(Role.DEPARTMENT_LEADER, under)

    assert not page_of(web.get(f"/tracks/{track.id}")).select("[data-edit]")
    answer = web.post(
        f"/tracks/{track.id}/status", data={"state": "running", "cut_off_on": "27.09.2017"}
    )
    assert "Det må du ikke" in page_of(answer, 403).text


def test_a_lost_session_leads_to_the_sign_in(web: TestClient, track: Track) -> None:
    form = form_of(page_of(web.get(f"/tracks/{track.id}/status")), "/tracks")
    web.cookies.delete("session")

    plain = send(web, form, state="running")
    htmx = send(web, form, headers=HTMX | MORNING, state="running")

    sign_in = page_of(plain, 401).select_one("main form")
    assert sign_in is not None
    assert str(sign_in["action"]).startswith("/sign-in?next=")
    assert htmx.headers["HX-Redirect"].startswith("/sign-in?next=%2Fplans")
    assert form["data-draft"] == f"status-track-{track.id}"


@pytest.mark.parametrize("kind", ["plans", "initiatives"])
def test_plans_and_initiatives_have_their_status_too(
    web: TestClient, session: Session, plan: Plan, initiative: Initiative, kind: str
) -> None:
    part = plan if kind == "plans" else initiative
    path = f"/{kind}/{part.id}"
    page = page_of(web.get(path))
    assert "Ingen har givet status endnu." in page.text
    assert not page.select(f'form[action^="{path}/unchanged"]'), "nothing could be unchanged"

    form = form_of(page_of(web.get(f"{path}/status")), path)
    answer = send(web, form, state="running", done="Begyndt.")

    assert answer.headers["Location"] == f"{path}#status"
    assert "Begyndt." in page_of(web.get(path)).text
    assert latest(session).done == "Begyndt."
