"""How the tests let a case wait."""

from datetime import date
from typing import Any

from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.rules import WaitingFor
from api.cases.tables import WaitingPeriod
from tests.api.casework.places import Place, post
from tests.factories import Headers, kept

SEPTEMBER_4, SEPTEMBER_14 = date(2017, 9, 4), date(2017, 9, 14)


def begin(
    api: TestClient,
    place: Place,
    since_on: Any = SEPTEMBER_4,
    headers: Headers | None = None,
    **more: Any,
) -> Any:
    body = {"waiting_for": "doctor", "what": "LÆ 125", "since_on": since_on} | more
    return post(api, headers or place.leader, f"{place.address}/waiting-periods", **body)


def end(api: TestClient, place: Place, key: Any, on: Any, headers: Headers | None = None) -> Any:
    address = f"/v1/waiting-periods/{key}/end"
    return post(api, headers or place.leader, address, until_on=on)


def make_wait(session: Session, place: Place, **fields: Any) -> WaitingPeriod:
    plain: dict[str, Any] = {
        "waiting_for": WaitingFor.DOCTOR,
        "what": "LÆ 125",
        "since_on": SEPTEMBER_4,
    }
    return kept(session, WaitingPeriod(**{"case_id": place.case.id} | plain | fields))


def ids(api: TestClient, place: Place, address: str, **query: Any) -> list[str]:
    answer = api.get(address, params=query, headers=place.leader)
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["items"]]
