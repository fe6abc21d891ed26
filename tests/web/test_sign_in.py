"""Signing in and out through the pages, against the real api."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import Tag
from httpx2 import Response
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from api.people.rules import Role
from api.people.tables import Person
from api.plans.status.tables import StatusUpdate
from tests.factories import PASSWORD, Actors, make_person, make_plan, make_track, make_unit
from tests.web.page import HTMX, page_of
from web.settings import get_settings

# Nobody's: as long as a real one, and known to no session.
EXPIRED = "x" * 43


@pytest.fixture
def leader(session: Session, actors: Actors) -> str:
    """The name of somebody with a password and a role."""
    unit = make_unit(session, name="Børnefamilier, afd. 2")
    person = make_person(session, "leder", password=PASSWORD)
    actors.grant(person, Role.DEPARTMENT_LEADER, unit)
    return person.username


def sign_in(web: TestClient, name: str, password: str = PASSWORD, next_: str = "/") -> Response:
    typed = {"username": name, "password": password}
    return web.post("/sign-in", params={"next": next_}, data=typed)


def test_leads_to_the_sign_in_and_back(web: TestClient, leader: str) -> None:
    led = web.get("/", params={"day": "1"})
    assert led.status_code == 303
    asked = urlsplit(led.headers["Location"])
    assert (asked.path, parse_qs(asked.query)) == ("/sign-in", {"next": ["/?day=1"]})

    form = page_of(web.get(led.headers["Location"])).select_one("main form")
    assert form is not None
    answer = web.post(str(form["action"]), data={"username": leader, "password": PASSWORD})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/?day=1")
    assert "Prøve Leder" in page_of(web.get("/")).text


def test_the_session_is_out_of_reach_of_scripts(web: TestClient, leader: str) -> None:
    cookie = sign_in(web, leader).headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie


def test_in_production_the_session_is_for_https_and_this_host_alone(
    web: TestClient, leader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETTIDIG_ENVIRONMENT", "production")
    get_settings.cache_clear()
    try:
        answer = sign_in(web, leader)
    finally:
        monkeypatch.undo()
        get_settings.cache_clear()
    assert answer.headers["Set-Cookie"].startswith("__Host-session=")
    assert "secure" in answer.headers["Set-Cookie"].lower()
    assert "max-age" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize(("name", "password"), [("leder", "forkert"), ("ingen", PASSWORD)])
def test_a_refusal_does_not_tell_whether_the_name_exists(
    web: TestClient, leader: str, name: str, password: str
) -> None:
    answer = sign_in(web, name, password)
    page = page_of(answer, 401)
    summary, field = page.select_one(".error-summary"), page.select_one("#username")
    assert summary is not None
    assert field is not None
    assert "passer ikke sammen" in summary.text
    assert field["value"] == name
    assert password not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_an_empty_form_says_which_fields(web: TestClient) -> None:
    page = page_of(sign_in(web, "", ""), 422)
    assert [str(link["href"]) for link in page.select(".error-summary a")] == [
        "#username",
        "#password",
    ]


@pytest.mark.parametrize("name", ["nul\x00tegn", "x" * 201])
def test_a_name_that_cannot_be_one_is_a_message_and_no_fault(web: TestClient, name: str) -> None:
    page = page_of(sign_in(web, name), 422)
    assert page.select("#username-error")


def test_too_many_tries_say_how_long_to_wait(web: TestClient, leader: str) -> None:
    answers = [sign_in(web, leader, "forkert") for _ in range(12)]
    page = page_of(answers[-1], 429)
    assert "Vent" in page.select(".error-summary")[0].text


@pytest.mark.parametrize("next_", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_never_leads_to_another_site(web: TestClient, leader: str, next_: str) -> None:
    assert sign_in(web, leader, next_=next_).headers["Location"] == "/"


def test_a_lost_session_leads_to_the_sign_in_with_a_word(web: TestClient) -> None:
    web.cookies.set("session", EXPIRED)
    led = web.get("/")
    assert led.status_code == 303
    assert "ended=1" in led.headers["Location"]
    assert "udløbet" in page_of(web.get(led.headers["Location"])).text


def test_htmx_is_led_with_the_whole_page(web: TestClient) -> None:
    web.cookies.set("session", EXPIRED)
    current = {"HX-Current-URL": "http://localhost:8001/?day=2"}
    led = web.get("/", headers={**HTMX, **current})
    assert led.status_code == 200
    assert parse_qs(urlsplit(led.headers["HX-Redirect"]).query)["next"] == ["/?day=2"]


def test_signing_out_ends_the_session_in_the_api(web: TestClient, leader: str) -> None:
    token = sign_in(web, leader).cookies["session"]
    assert web.post("/sign-out").headers["Location"] == "/sign-in"
    web.cookies.set("session", token)
    assert web.get("/").status_code == 303


def test_a_page_for_everybody_shows_who_is_signed_in(web: TestClient, leader: str) -> None:
    assert "Prøve Leder" not in page_of(web.get("/help/keys")).text
    sign_in(web, leader)
    assert "Prøve Leder" in page_of(web.get("/help/keys")).text


def test_the_request_id_reaches_the_api_and_its_log(
    web: TestClient, leader: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_in(web, leader)
    capsys.readouterr()
    web.get("/", headers={"X-Request-Id": "monday-0001"})
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"/", "/v1/me"} <= {line["route"] for line in lines}
    assert {line["request_id"] for line in lines} == {"monday-0001"}


def test_no_log_line_holds_a_name_or_a_password(
    web: TestClient, leader: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_in(web, leader, "hemmeligt-kodeord")
    logged = capsys.readouterr().out
    assert "/sign-in" in logged
    assert leader not in logged
    assert "hemmeligt" not in logged


def test_is_ready_when_the_api_is(web: TestClient) -> None:
    assert web.get("/health/ready").json() == {"status": "ready"}


def test_what_was_typed_is_carried_through_the_sign_in(
    web: TestClient, leader: str, session: Session
) -> None:
    plan = make_plan(session, session.exec(select(Unit)).one())
    track = make_track(session, plan)
    mia = session.exec(select(Person)).one()
    track.owner_id = mia.id
    session.flush()
    web.cookies.set("session", EXPIRED)
    typed = {"state": "delayed", "cut_off_on": "27.09.2017", "done": "Æblet & <pæren>"}

    met = web.post(f"/tracks/{track.id}/status", data=typed)
    assert met.status_code == 401
    asked = page_of(met, 401).select_one("main form")
    assert asked is not None
    fields = hidden_of(asked)
    wrong = web.post(str(asked["action"]), data=fields | {"username": leader, "password": "nej"})
    assert hidden_of(page_of(wrong, 401).select_one("main form")) == fields
    again = web.post(str(asked["action"]), data=fields | {"username": leader, "password": PASSWORD})

    form = page_of(again).select_one("main form")
    assert form is not None
    assert hidden_of(form) == typed
    saved = web.post(str(form["action"]), data=hidden_of(form))
    assert saved.status_code == 303
    [update] = session.exec(select(StatusUpdate)).all()
    assert (update.done, update.author_id) == (typed["done"], mia.id)


def test_a_carried_form_goes_nowhere_else(web: TestClient, leader: str) -> None:
    carried = {"kept-address": "https://elsewhere.example/", "kept.done": "x"}

    answer = web.post("/sign-in", data=carried | {"username": leader, "password": PASSWORD})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def hidden_of(form: Tag | None) -> dict[str, str]:
    assert form is not None
    return {str(field["name"]): str(field["value"]) for field in form.select("[type=hidden]")}
