"""The overview of plans, and a plan with its tracks."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from api.people.rules import Role
from api.plans.outline.tables import Initiative, Plan, Track
from api.plans.status.rules import DelayUnit, State
from tests.factories import make_initiative, make_plan, make_status, make_unit
from tests.web.page import page_of
from tests.web.plans.conftest import SignIn


@pytest.mark.usefixtures("leader")
def test_shows_how_each_plan_stands(
    web: TestClient, session: Session, plan: Plan, track: Track
) -> None:
    make_status(session, plan, state=State.RUNNING, cut_off_on=date(2017, 9, 20))
    late = {"delay_low": Decimal("0.5"), "delay_high": 1, "delay_unit": DelayUnit.MONTHS}
    make_status(session, track, state=State.DELAYED, delay_as_written="ca. ½-1 måned", **late)

    shown = page_of(web.get("/plans")).select_one(f"#plan-{plan.id}")

    assert shown is not None
    text = " ".join(shown.text.split())
    assert "● i gang" in text
    assert "opdateret for 7 dage siden (20.09.2017)" in text
    assert "1 forsinket" in text
    assert "▲ forsinket ca. ½-1 måned" in text


@pytest.mark.usefixtures("leader")
def test_filters_by_unit_and_state(web: TestClient, session: Session, plan: Plan) -> None:
    other = make_unit(session, name="Staben")
    make_plan(session, other, title="En anden plan")

    unit = page_of(web.get("/plans", params={"unit": str(plan.unit_id)}))
    assert unit.select_one(f"#plan-{plan.id}")
    assert "En anden plan" not in unit.text
    assert unit.select_one('.chips a[href="/plans"]')

    for option in unit.select("select[name=state] option[value]"):
        none = page_of(web.get("/plans", params={"state": str(option["value"]) or "completed"}))
        fits = option["value"] == "unknown"
        assert bool(none.select("article.plan")) == fits
        assert ("Ingen planer passer" in none.text) != fits


@pytest.mark.usefixtures("leader")
def test_a_link_says_the_day_in_one_way_only(web: TestClient, plan: Plan) -> None:
    led = web.get("/plans", params={"unit": "", "as_of": "20.09.2017"})
    assert (led.status_code, led.headers["Location"]) == (303, "/plans?as_of=2017-09-20")

    page = page_of(web.get(f"/plans/{plan.id}?as_of=2017-09-20"))
    assert page.select_one('input[name=as_of][value="20.09.2017"]')


@pytest.mark.usefixtures("leader")
@pytest.mark.parametrize("day", ["31.02.2017", "0", "i går\x00"])
def test_says_what_is_wrong_with_a_day(web: TestClient, plan: Plan, day: str) -> None:
    for path in ("/plans", f"/plans/{plan.id}"):
        page = page_of(web.get(path, params={"as_of": day}), 422)
        assert page.select("#as_of-error")


@pytest.mark.usefixtures("leader")
def test_shows_the_tracks_as_they_stood(
    web: TestClient, session: Session, plan: Plan, track: Track, initiative: Initiative
) -> None:
    make_status(session, track, cut_off_on=date(2017, 6, 21), state=State.RUNNING)
    make_status(session, track, cut_off_on=date(2017, 9, 20), state=State.COMPLETED)
    make_initiative(session, plan, position=2, title="På tværs")

    now = page_of(web.get(f"/plans/{plan.id}")).select_one(f"#track-{track.id}")
    then = page_of(web.get(f"/plans/{plan.id}?as_of=2017-07-01"))
    row = then.select_one(f"#track-{track.id}")

    assert now is not None
    assert row is not None
    assert "gennemført" in now.text
    assert now.select_one(f'a[href="/tracks/{track.id}/status?in=plan"]')
    assert "i gang" in row.text
    assert "for 10 dage siden" in row.text
    assert not row.select("form, [data-edit]"), "the past can't be updated"
    assert "1 initiativ (1 uoplyst)" in " ".join(row.text.split())
    assert "På tværs" in then.select("#initiatives-table")[0].text


def test_a_plan_outside_ones_rights_does_not_exist(
    web: TestClient, sign_in: SignIn, session: Session, plan: Plan
) -> None:
    sign_in(Role.DEPARTMENT_LEADER, make_unit(session, name="Fremmed"))

    assert "Ingen planer endnu" in page_of(web.get("/plans")).text
    assert "Iværksatte" not in page_of(web.get(f"/plans/{plan.id}"), 404).text


@pytest.mark.usefixtures("leader")
@pytest.mark.parametrize("path", ["/plans", "/tracks", "/initiatives"])
@pytest.mark.parametrize("act", ["", "/status", "/edit", "/delete", "/changes"])
def test_unknown_ids_are_pages_that_do_not_exist(web: TestClient, path: str, act: str) -> None:
    page_of(web.get(f"{path}/{uuid4()}{act}"), 404)
    page_of(web.get(f"{path}/0{act}"), 404)


def test_who_reads_sees_no_acts_and_why(
    web: TestClient, sign_in: SignIn, unit: Unit, track: Track
) -> None:
    sign_in(Role.CASEWORKER, unit)

    page = page_of(web.get(f"/tracks/{track.id}"))

    assert not page.select("main form[method=post], [data-edit]")
    assert "Status gives af den ansvarlige" in page.text
    assert "Det må du ikke" in page_of(web.get(f"/tracks/{track.id}/status"), 403).text
    assert "Det må du ikke" in page_of(web.get("/plans/new"), 403).text


@pytest.mark.usefixtures("leader")
def test_pages_speak_english(web: TestClient, plan: Plan, track: Track) -> None:
    web.cookies.set("language", "en")
    assert "Track 4" in page_of(web.get(f"/plans/{plan.id}")).text
    assert "Nobody has given a status yet." in page_of(web.get(f"/tracks/{track.id}")).text


@pytest.mark.usefixtures("leader")
def test_the_start_page_shows_what_waited_longest_first(
    web: TestClient, session: Session, plan: Plan, track: Track
) -> None:
    make_status(session, track, cut_off_on=date(2017, 9, 20))
    rows = {1: date(2017, 9, 25), 2: date(2017, 6, 1), 3: None}
    for number, told in rows.items():
        made = Track(plan_id=plan.id, number=number, title=f"S{number}", unit_id=plan.unit_id)
        session.add(made)
        session.flush()
        if told:
            make_status(session, made, cut_off_on=told)

    shown = page_of(web.get("/")).select(".track .track-number")

    assert [number.text for number in shown] == ["Spor 3", "Spor 2", "Spor 4", "Spor 1"]


def test_the_start_page_of_a_reader_leads_to_the_plans(
    web: TestClient, sign_in: SignIn, plan: Plan
) -> None:
    sign_in(Role.CITIZENS_ADVISOR)
    assert page_of(web.get("/")).select_one('.empty a[href="/plans"]')
    assert plan.title not in page_of(web.get("/")).text
