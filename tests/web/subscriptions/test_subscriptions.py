"""The pages of subscriptions: made, watched, stopped, and sent again."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import text as sql
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from api.people.tables import Client
from api.subscriptions.tables import Delivery, Subscription
from api.table import now
from tests.factories import Actors, kept, make_person, make_unit
from tests.web.page import page_of
from tests.web.papers import Pages, text

ALL = "/subscriptions"
NEW = "/subscriptions/new"
URL = "https://receiver.example.dk/rettidig"


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session, name="Børnefamilier")


@pytest.fixture
def pages(web: TestClient, session: Session, actors: Actors) -> Pages:
    """The pages as an administrator."""
    person = make_person(session, "admin-of-webhooks")
    actors.grant(person, Role.ADMIN)
    return Pages(web, session, actors).sign_in(person.username)


def made(pages: Pages, **typed: Any) -> str:
    """Subscribe by the form, and return the path of the new subscription."""
    values = {"description": "Journalsystemet", "url": URL, **typed}
    page_of(pages.send(NEW, **values))
    [row] = pages.session.exec(
        select(Subscription.id).order_by(col(Subscription.id).desc()).limit(1)
    ).all()
    return f"{ALL}/{row}"


def pressed(pages: Pages, path: str, action: str) -> str:
    """Press the button of an act, and return what the page says then."""
    [form] = pages.open(path).select(f"form[action='{path}{action}']")
    hidden = {str(each["name"]): str(each["value"]) for each in form.select("input")}
    answer = pages.web.post(f"{path}{action}", data=hidden)
    assert answer.status_code == 303, answer.text
    return str(page_of(pages.web.get(answer.headers["Location"])))


def facts(page: BeautifulSoup) -> dict[str, str]:
    return {text(each.dt): text(each.dd) for each in page.select(".fact")}


def given_up(session: Session) -> None:
    session.connection().execute(
        sql(
            "UPDATE subscription_deliveries SET status = 'failed', tries = 10, ended_at = now(), "
            "last_fault = 'status', last_status = 500, last_tried_at = now()"
        )
    )
    session.expire_all()


def test_a_new_subscription_shows_its_secret_once(pages: Pages, unit: Unit) -> None:
    typed = {"description": "Journalsystemet", "url": URL, "unit_id": str(unit.id)}
    page = page_of(pages.send(NEW, **typed))

    secret = text(page.select_one(".secret code"))
    assert secret.startswith("whsec_")
    [row] = pages.open(ALL).select("#subscriptions tbody tr")
    assert "Journalsystemet" in text(row)
    assert "deadlines.*" in text(row)
    assert "● sender" in text(row)
    [link] = row.select("th a")
    one = pages.open(str(link["href"]))
    assert facts(one)["Modtagerens adresse"] == URL
    assert facts(one)["Kun i enheden"] == "Børnefamilier"
    assert secret not in one.decode()


def test_what_is_wrong_stands_at_its_field(pages: Pages) -> None:
    page = page_of(pages.send(NEW, url="http://10.0.0.1/", event_types="cases"), 422)

    assert "Adressen skal begynde med https." in text(page.select_one(".error-summary"))
    page = page_of(pages.send(NEW, url=URL, event_types="cases.*\nmoon.changed"), 422)
    assert "En af hændelserne findes ikke" in text(page.select_one(".error-summary"))


def test_it_is_made_for_a_system(pages: Pages, session: Session) -> None:
    scopes = [Scope.SUBSCRIPTIONS_WRITE.value, Scope.DEADLINES_READ.value]
    client = kept(session, Client(name="Journalen", purpose="Journal", scopes=scopes))

    path = made(pages, client_id=str(client.id))

    assert facts(pages.open(path))["Ejer"] == "Journalen"


def test_it_is_edited_and_keeps_what_the_form_does_not_show(
    pages: Pages, session: Session, unit: Unit
) -> None:
    path = made(pages)
    row = session.exec(select(Subscription)).one()
    row.entity_ids = [unit.id]
    session.flush()

    pages.send(f"{path}/edit", event_types="cases.created\ncases.changed")

    session.expire_all()
    assert row.event_types == ["cases.created", "cases.changed"]
    assert row.entity_ids == [unit.id]
    assert "1 bestemt" in facts(pages.open(path))["Kun om"]
    assert "Hændelser" in text(pages.open(f"{path}/changes"))


def test_a_test_is_sent_and_seen(pages: Pages, session: Session) -> None:
    path = made(pages)
    assert "Intet sendt endnu" in text(pages.open(path))

    page = pressed(pages, path, "/test")

    assert "En prøve er på vej." in page
    [row] = pages.open(path).select("#deliveries tbody tr")
    assert "subscriptions.test" in text(row)
    assert "○ på vej" in text(row)


def test_what_was_given_up_is_sent_again(pages: Pages, session: Session) -> None:
    path = made(pages)
    for _ in range(2):
        pressed(pages, path, "/test")
    given_up(session)

    rows = pages.open(f"{path}?status=failed").select("#deliveries tbody tr")
    assert len(rows) == 2
    assert "svarede med en fejl 500" in text(rows[0])
    [number] = pages.open(ALL).select("td a[href$='?status=failed']")
    assert text(number).startswith("2")
    first = session.exec(select(Delivery.id).order_by(col(Delivery.number))).first()
    assert "Hændelsen sendes igen." in pressed(pages, path, f"/deliveries/{first}/resend")
    assert "1 hændelse sendes igen." in pressed(pages, path, "/resend")
    assert "Ingen af den slags" in text(pages.open(f"{path}?status=failed"))


def test_it_is_switched_off_and_on(pages: Pages) -> None:
    path = made(pages)

    assert "Abonnementet er slået fra." in pressed(pages, path, "/switch")
    assert "○ slået fra slået fra af en person" in text(pages.open(path).select_one(".lead"))
    assert pages.open(path).select("form[action$='/test']") == []
    assert "går videre, hvor det slap" in pressed(pages, path, "/switch")
    assert "● sender" in text(pages.open(path).select_one(".lead"))


def test_the_page_says_that_the_receiver_fails_and_when_it_is_tried(
    pages: Pages, session: Session
) -> None:
    path = made(pages)
    session.connection().execute(
        sql("UPDATE subscription_progress SET failures = 3, resting_until = :at"), {"at": now()}
    )
    session.expire_all()

    lead = text(pages.open(path).select_one(".lead"))

    assert "▲ modtageren fejler 3 forsøg i træk gik galt. Næste tidligst" in lead


def test_a_new_secret_is_shown_once(pages: Pages) -> None:
    path = made(pages)
    form = pages.filled(f"{path}/secret")

    shown = page_of(pages.web.post(f"{path}/secret", data=form))
    again = page_of(pages.web.post(f"{path}/secret", data=form))

    assert text(shown.select_one(".secret code")).startswith("whsec_")
    assert again.select(".secret") == []
    assert "Formularen er sendt før" in text(again)
    wrong = page_of(pages.send(f"{path}/secret", old_valid_hours="en uge"), 422)
    assert wrong.select(".error-summary")


def test_it_is_deleted_after_a_question(pages: Pages, session: Session) -> None:
    path = made(pages)

    pages.send(f"{path}/delete")

    assert session.exec(select(Subscription)).all() == []
    assert "Ingen abonnementer endnu" in text(pages.open(ALL))


def test_others_are_not_shown_the_way(
    pages: Pages, session: Session, actors: Actors, unit: Unit
) -> None:
    path = made(pages)
    head, leader = make_person(session, "centre-head"), make_person(session, "leader")
    actors.grant(head, Role.CENTRE_MANAGER, unit)
    actors.grant(leader, Role.DEPARTMENT_LEADER, unit)

    pages.sign_in("centre-head")
    assert pages.open("/").select("a[href='/subscriptions']")
    assert "Ingen abonnementer endnu" in text(pages.open(ALL))
    pages.open(path, 404)
    pages.sign_in("leader")
    assert pages.open("/").select("a[href='/subscriptions']") == []
    pages.open(ALL, 403)
    pages.open(NEW, 403)
