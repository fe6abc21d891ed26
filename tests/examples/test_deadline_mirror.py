"""The example client keeps a copy that is equal to the source, whatever happens on the way."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from api.organisation.tables import Unit
from api.people.budgets_rules import NO_LIMIT
from api.people.passwords import new_secret, secret_hash
from api.people.rules import Scope
from api.people.tables import Client, ClientSecret
from tests.api.casework.makers import make_case, make_deadline, make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type
from tests.api.deadlines.streams.filling import copy
from tests.at_once import eventually, together
from tests.examples.busy import Hand
from tests.examples.deadline_mirror import CutShort, Mirror
from tests.examples.unreliable import Killed, Unreliable
from tests.factories import kept, make_person, make_unit

HANDS, CHANGES = 3, 10_000
SCOPES = (Scope.DEADLINES_READ, Scope.UNITS_READ, Scope.PEOPLE_READ, Scope.CATALOGUE_READ)
DUE = date(2017, 10, 3)


@dataclass(frozen=True)
class Municipality:
    """Units with cases, and two clients: of everything, and of one unit."""

    other_unit: str
    everywhere: tuple[str, str]
    in_unit: tuple[str, str]


@pytest.fixture(scope="module")
def municipality(engine: Engine) -> Municipality:
    with Session(engine, expire_on_commit=False) as session:
        units = [make_unit(session, name=f"Enhed {number}") for number in range(4)]
        people = [make_person(session, f"person-{number}") for number in range(3)]
        catalogue = make_own_catalogue(session)
        for number in range(40):
            make_some(session, catalogue, units[number % 4], people[number % 3].id, number)
        clients = new_client(session), new_client(session, units[0])
        session.commit()
    return Municipality(str(units[1].id), *clients)


def make_some(session: Session, catalogue: Any, unit: Unit, person: Any, number: int) -> None:
    case_type = make_case_type(session, f"type-{number}")
    term = make_term(session, catalogue, case_type)
    fields = {"number": f"2017-{number}", "caseworker_id": person}
    case = make_case(session, unit, case_type, **fields)
    copy(session, make_deadline(session, case, DUE, published_term_id=term.id), 19)


def new_client(session: Session, unit: Unit | None = None) -> tuple[str, str]:
    """Return the id and the secret of a client that may ask as much as it likes."""
    secret = new_secret()
    client = Client(
        name=f"spejl-{secret[:6]}",
        purpose="Spejler frister",
        scopes=list(SCOPES),
        unit_id=unit.id if unit else None,
        search_per_minute=NO_LIMIT,
        export_per_minute=NO_LIMIT,
        feed_per_minute=NO_LIMIT,
    )
    kept(session, client)
    kept(session, ClientSecret(client_id=client.id, hash=secret_hash(secret)))
    return str(client.id), secret


def kept_by(mirror: Mirror) -> dict[str, Any]:
    rows = mirror.database.execute("SELECT id, document FROM deadlines")
    return {key: json.loads(document) for key, document in rows}


def source(mirror: Mirror) -> dict[str, Any]:
    """Return all that the mirror's client may read, by pages and not by a stream."""
    found: dict[str, Any] = {}
    following: dict[str, str] | None = {}
    while following is not None:
        with mirror.asked("/v1/deadlines", {"limit": 1000, **following}) as answer:
            page = json.loads(answer.read())
        found |= {item["id"]: item for item in page["items"]}
        following = {"cursor": page["next"]} if page["next"] else None
    return found


@dataclass
class Follower:
    """A mirror that is killed, cut off and started again while others write."""

    file: str
    base_url: str
    credentials: tuple[str, str]
    chance: Random
    starts: int = 0

    def follow(self, over: threading.Event) -> None:
        unreliable = Unreliable(self.chance)
        with httpx.Client(base_url=self.base_url, transport=unreliable, timeout=30) as http:
            while not over.is_set():
                self.run(http, over)
        assert {"cut", "killed", "token", "budget"} <= unreliable.failed

    def run(self, http: httpx.Client, over: threading.Event) -> None:
        self.starts += 1
        mirror = Mirror(self.file, http, *self.credentials)
        try:
            while not over.is_set():
                mirror.step(wait=1)
        except (httpx.TransportError, CutShort, Killed):
            pass
        finally:
            mirror.database.close()


def test_stays_equal_to_the_source_through_ten_thousand_changes(
    live: httpx.Client, url: str, municipality: Municipality, tmp_path: Path
) -> None:
    chances = [Random(number) for number in range(HANDS + 2)]  # noqa: S311 - no secret
    followers = [
        Follower(str(tmp_path / name), str(live.base_url), credentials, chance)
        for name, credentials, chance in (
            ("all.sqlite", municipality.everywhere, chances[0]),
            ("unit.sqlite", municipality.in_unit, chances[1]),
        )
    ]
    hands, over = [Hand(url, chance) for chance in chances[2:]], threading.Event()

    with together([partial(each.follow, over) for each in followers]):
        try:
            with together([partial(each.work, CHANGES // HANDS + 1) for each in hands]):
                move_under_its_unit(url, municipality)
        finally:
            over.set()

    assert sum(hand.changed for hand in hands) >= CHANGES
    for follower in followers:
        assert follower.starts > 3
        mirror = Mirror(follower.file, live, *follower.credentials)
        assert eventually(partial(equal, mirror))
        assert kept_by(mirror)
        mirror.database.close()


def equal(mirror: Mirror) -> bool:
    while mirror.step(wait=0):
        pass
    return kept_by(mirror) == source(mirror)


def move_under_its_unit(url: str, municipality: Municipality) -> None:
    """Let the client of one unit read in another too, from now on."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "UPDATE units SET parent_id = (SELECT unit_id FROM clients WHERE id = %s) "
            "WHERE id = %s",
            [municipality.in_unit[0], municipality.other_unit],
        )


LINE = {"id": "1", "unit": {"id": "u", "name": "Enhed"}}
END = {"complete": True, "count": 1, "feed_position": "e.1.0.r", "as_of": "2017-09-27"}


@dataclass
class Scripted:
    """A service that answers each address with what is written for it, one after the other."""

    answers: dict[str, list[httpx.Response]]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/tokens":
            return httpx.Response(200, json={"access_token": "token"})
        return self.answers[request.url.path].pop(0)


def lines(*documents: dict[str, Any]) -> httpx.Response:
    return httpx.Response(200, content="".join(f"{json.dumps(each)}\n" for each in documents))


def page(*items: dict[str, Any], following: str = "e.2.0.r") -> httpx.Response:
    return httpx.Response(200, json={"items": items, "next": following, "complete_until": None})


@pytest.fixture
def scripted(tmp_path: Path) -> Iterator[Callable[..., Mirror]]:
    made: list[Mirror] = []

    def mirror(**answers: list[httpx.Response]) -> Mirror:
        script = Scripted({f"/v1/{name}": list(each) for name, each in answers.items()})
        http = httpx.Client(base_url="http://api", transport=httpx.MockTransport(script))
        made.append(Mirror(str(tmp_path / "copy.sqlite"), http, "id", "secret"))
        return made[-1]

    yield mirror
    for each in made:
        each.database.close()
        each.http.close()


def test_what_was_cut_short_replaces_nothing(scripted: Callable[..., Mirror]) -> None:
    other = LINE | {"id": "2"}
    mirror = scripted(deadlines=[lines(LINE, END), lines(other), lines(other, LINE, END)])
    mirror.load()
    for _ in range(2):
        with pytest.raises(CutShort):
            mirror.load()

    assert kept_by(mirror) == {"1": LINE}
    assert mirror.state("position") == END["feed_position"]


@pytest.mark.parametrize(
    "told", [httpx.Response(410), page({"type": "access.changed", "entity": "access"})]
)
def test_loads_everything_again_when_it_is_told_to(
    scripted: Callable[..., Mirror], told: httpx.Response
) -> None:
    mirror = scripted(deadlines=[lines(END | {"count": 0}), lines(LINE, END)], changes=[told])
    for _ in range(2):
        assert mirror.step()

    assert kept_by(mirror) == {"1": LINE}


def test_loads_everything_again_on_another_day(scripted: Callable[..., Mirror]) -> None:
    tomorrow = httpx.Response(200, json={}, headers={"Rettidig-As-Of": "2017-09-28"})
    later = END | {"as_of": "2017-09-28", "count": 0}
    mirror = scripted(deadlines=[lines(LINE, END), tomorrow, lines(later)], changes=[page()])
    for came in (True, False, True):
        assert mirror.step() is came

    assert kept_by(mirror) == {}
    assert mirror.state("as_of") == "2017-09-28"


def test_waits_as_long_as_it_is_told_to(
    scripted: Callable[..., Mirror], monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[int] = []
    monkeypatch.setattr("time.sleep", slept.append)
    refused = [httpx.Response(code, headers={"Retry-After": "17"}) for code in (429, 503)]
    mirror = scripted(deadlines=[httpx.Response(401), *refused, lines(LINE, END)])
    mirror.load()

    assert slept == [17, 17]
    assert kept_by(mirror) == {"1": LINE}


def test_tries_again_after_a_while_when_the_connection_breaks(
    scripted: Callable[..., Mirror], monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[int] = []

    def sleep(seconds: int) -> None:
        slept.append(seconds)
        if len(slept) > 1:
            raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", sleep)
    mirror = scripted(deadlines=[lines(LINE), lines(LINE, END)], changes=[])
    mirror.http.event_hooks = {"request": [cut_if_it_follows]}
    with pytest.raises(KeyboardInterrupt):
        mirror.run()

    assert slept == [5, 5]
    assert kept_by(mirror) == {"1": LINE}


def cut_if_it_follows(asked: httpx.Request) -> None:
    if asked.url.path == "/v1/changes":
        raise httpx.ReadError("cut")


def test_what_left_and_came_again_stays(scripted: Callable[..., Mirror]) -> None:
    left = {"type": "deadlines.left", "entity": "deadlines", "entity_id": "1", "data": None}
    entered = left | {"type": "deadlines.entered", "data": LINE}
    again = httpx.Response(200, json={"items": [LINE]})
    mirror = scripted(
        deadlines=[lines(LINE, END), again], changes=[page(left, entered), page(left)]
    )
    kept = []
    for _ in range(3):
        mirror.step()
        kept.append(list(kept_by(mirror)))

    assert kept == [["1"], ["1"], []]
