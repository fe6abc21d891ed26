"""A link is its owner's; its address is shown once, and is over when it is revoked or renewed."""

from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.calendar_links.tables import CalendarSecret
from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from tests.api.calendar_links.reading import Calendars
from tests.api.deadlines.makers import Asked
from tests.conftest import TODAY
from tests.factories import Actors, Headers

LINKS = "/v1/calendar-links"
UNIT_S = {"name": "Enhedens frister", "filters": {"status": ["overdue"]}, "language": "en"}


def made(asked: Asked, **fields: Any) -> Any:
    answer = asked.post(LINKS, UNIT_S | fields)
    assert answer.status_code == 201, answer.text
    return answer


def tagged(asked: Asked, answer: Any) -> Headers:
    headers: Headers = asked.headers | {"If-Match": answer.headers["ETag"]}
    return headers


def test_a_link_is_made_with_an_address_that_is_shown_once(leader: Asked) -> None:
    answer = made(leader)

    link = answer.json()
    assert link["path"] == f"/v1/calendars/{link['secret']}.ics"
    assert len(link["secret"]) >= 43
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Location"] == f"{LINKS}/{link['id']}"
    shown = leader.get(f"{LINKS}/{link['id']}")
    assert {"secret", "path"}.isdisjoint(shown)
    assert (shown["name"], shown["language"]) == ("Enhedens frister", "en")
    assert shown["filters"]["status"] == ["overdue"]
    assert shown["may"] == ["replace", "delete", "renew"]
    assert leader.items(LINKS) == [shown]


def test_only_a_hash_of_the_address_is_kept(leader: Asked, session: Session) -> None:
    secret = made(leader).json()["secret"]

    [kept] = session.exec(select(CalendarSecret)).all()
    history = leader.items(f"{LINKS}/{kept.calendar_link_id}/history")
    assert secret not in repr(kept)
    assert secret not in str(history)
    assert kept.hash.hex() not in str(history)


def test_a_repeated_request_makes_one_link_and_tells_no_secret_again(leader: Asked) -> None:
    again = {"Idempotency-Key": "en-formular-1"}
    first, second = (leader.post(LINKS, UNIT_S, **again) for _ in range(2))

    assert first.json()["secret"]
    assert (second.json()["secret"], second.json()["path"]) == (None, None)
    assert second.json()["id"] == first.json()["id"]


def test_a_link_gets_other_content_under_the_same_address(
    leader: Asked, calendars: Calendars
) -> None:
    link = made(leader)
    address = f"{LINKS}/{link.json()['id']}"

    body = {"name": "Mine", "filters": {"kind": ["appeal"]}}
    changed = leader.api.put(address, json=body, headers=tagged(leader, link))

    assert changed.status_code == 200, changed.text
    assert (changed.json()["name"], changed.json()["language"]) == ("Mine", "da")
    assert changed.json()["filters"]["status"] is None
    assert b"X-WR-CALNAME:Mine\r\n" in calendars.content(link.json()["secret"])


def test_a_revoked_link_is_gone(leader: Asked, calendars: Calendars) -> None:
    link = made(leader)
    address = f"{LINKS}/{link.json()['id']}"

    assert leader.api.delete(address, headers=tagged(leader, link)).status_code == 204

    gone = calendars.answer(link.json()["secret"])
    assert (gone.status_code, gone.json()["code"]) == (410, "calendar_gone")
    assert leader.api.get(address, headers=leader.headers).status_code == 404


def test_a_renewed_link_has_a_new_address_and_the_old_one_is_gone(
    leader: Asked, calendars: Calendars
) -> None:
    link = made(leader)
    address = f"{LINKS}/{link.json()['id']}/secrets"

    renewed = leader.api.post(address, headers=tagged(leader, link))

    assert renewed.status_code == 201, renewed.text
    assert calendars.answer(link.json()["secret"]).status_code == 410
    assert calendars.answer(renewed.json()["secret"]).status_code == 200
    assert renewed.json()["renewed_at"]
    late = leader.api.post(address, headers=tagged(leader, link))
    assert (late.status_code, late.json()["code"]) == (412, "calendar_link_stale")


def test_a_link_that_was_renewed_can_be_revoked(leader: Asked, calendars: Calendars) -> None:
    link = made(leader)
    address = f"{LINKS}/{link.json()['id']}"
    renewed = leader.api.post(f"{address}/secrets", headers=tagged(leader, link))

    assert leader.api.delete(address, headers=tagged(leader, renewed)).status_code == 204

    for secret in (link.json()["secret"], renewed.json()["secret"]):
        assert calendars.answer(secret).status_code == 410


def test_other_people_s_links_do_not_exist(leader: Asked, stranger: Asked) -> None:
    link = made(leader)
    address = f"{LINKS}/{link.json()['id']}"
    headers = tagged(stranger, link)

    assert stranger.items(LINKS) == []
    answers = (
        stranger.api.get(address, headers=headers),
        stranger.api.put(address, json=UNIT_S, headers=headers),
        stranger.api.delete(address, headers=headers),
        stranger.api.post(f"{address}/secrets", headers=headers),
        stranger.api.get(f"{address}/history", headers=headers),
    )
    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (404, "calendar_link_not_found")


def test_the_day_of_the_last_use_is_shown_and_no_more(leader: Asked, calendars: Calendars) -> None:
    link = made(leader).json()
    address = f"{LINKS}/{link['id']}"
    assert leader.get(address)["last_used_on"] is None

    calendars.content(link["secret"])

    used = leader.get(address)
    assert used["last_used_on"] == TODAY.isoformat()
    assert used["version"] == link["version"]
    assert len(leader.items(f"{address}/history")) == 1


def test_a_system_makes_links_of_its_own(
    api: TestClient, actors: Actors, leader: Asked, calendars: Calendars, unit: Unit
) -> None:
    system = Asked(api, actors.client(Scope.DEADLINES_READ, unit_id=unit.id))

    link = made(system).json()

    assert [each["id"] for each in system.items(LINKS)] == [link["id"]]
    assert leader.items(LINKS) == []
    assert calendars.events(link["secret"]) == []


def test_making_a_link_needs_the_right_to_read_deadlines(api: TestClient, actors: Actors) -> None:
    secretary = Asked(api, actors.headers(Role.COMMITTEE_SECRETARY))

    answer = secretary.post(LINKS, UNIT_S)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"name": ""}, "value_error", "/name"),
        ({"name": "x" * 101}, "too_long", "/name"),
        ({"name": "Sag om 010203-1234"}, "calendar_name_has_cpr", "/name"),
        ({"filters": {"colour": "red"}}, "extra_forbidden", "/filters/colour"),
        ({"filters": {"status": ["late"]}}, "enum", "/filters/status/0"),
        ({"filters": {"as_of": "2017-09-01"}}, "extra_forbidden", "/filters/as_of"),
        ({"language": "sv"}, "enum", "/language"),
        ({"owner_id": None}, "extra_forbidden", "/owner_id"),
    ],
)
def test_what_is_no_link_is_refused(
    leader: Asked, change: dict[str, Any], code: str, pointer: str
) -> None:
    answer = leader.post(LINKS, UNIT_S | change)

    assert answer.status_code == 422, answer.text
    [fault] = answer.json()["errors"]
    assert (fault["code"], fault["pointer"]) == (code, pointer)
