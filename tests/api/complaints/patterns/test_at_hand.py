"""What is in memory answers a new question too, as long as nothing has changed in the meantime."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.causes.tables import ComplaintCause
from api.changes.context import act_as
from api.complaints.patterns.answering import answered, asked_of
from api.complaints.patterns.dimensions import Measure
from api.complaints.patterns.schemas import PatternsQuery
from api.complaints.patterns.standing import Data, prepared
from api.complaints.tables import Complaint
from api.organisation.tables import Unit
from api.reads import Reads
from tests.api.complaints.patterns.asking import ask, by_keys
from tests.api.complaints.patterns.own_database import address, advisor, api, own, unit
from tests.factories import Headers, make_cause, make_complaint, make_point

__all__ = ["address", "advisor", "api", "own", "unit"]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Note each time that the data is read from the database."""
    found = []

    def noted(*given: Any) -> Any:
        found.append(given)
        return prepared(*given)

    monkeypatch.setattr("api.complaints.patterns.serving.prepared", noted)
    return found


def test_another_question_reads_nothing(
    api: TestClient, unit: Unit, advisor: Headers, read: list[Any]
) -> None:
    first = ask(api, advisor, by="unit")
    second = ask(api, advisor, by="kind")

    assert len(read) == 1
    assert second["data"] == first["data"]
    assert by_keys(second, "complaints") == {("procedural",): 1}


def test_what_has_changed_is_read(
    api: TestClient, own: Engine, unit: Unit, advisor: Headers, read: list[Any]
) -> None:
    ask(api, advisor, by="unit")
    with Session(own) as session, session.begin():
        act_as(session, kind="program", name="test", act="complain")
        make_complaint(session, unit, received_on=date(2017, 9, 2))

    assert by_keys(ask(api, advisor, by="kind"), "complaints") == {("procedural",): 2}
    assert len(read) == 2


def test_what_was_renamed_is_called_by_its_new_name(
    api: TestClient, own: Engine, unit: Unit, advisor: Headers
) -> None:
    ask(api, advisor, by="kind")
    with Session(own) as session, session.begin():
        act_as(session, kind="program", name="test", act="rename")
        session.get_one(Unit, unit.id).name = "Voksne og ældre"

    [value] = ask(api, advisor, by="unit")["by"][0]["values"]
    assert value["name"] == "Voksne og ældre"


def test_words_and_earlier_data_are_looked_for(
    api: TestClient, unit: Unit, advisor: Headers, read: list[Any]
) -> None:
    number = ask(api, advisor)["data"]["number"]
    ask(api, advisor, q="udbetaling")
    ask(api, advisor, by="unit", data=number)

    assert len(read) == 3


def test_what_is_renamed_before_and_committed_later_is_called_by_its_new_name(
    api: TestClient, own: Engine, unit: Unit, advisor: Headers
) -> None:
    with Session(own, expire_on_commit=False) as session, session.begin():
        act_as(session, kind="program", name="test", act="arrange")
        cause, other = make_cause(session, "TONE"), make_cause(session, "BETJ")
        make_point(session, make_complaint(session, unit), cause)
    with Session(own) as slow, slow.begin():
        act_as(slow, kind="program", name="test", act="rename")
        slow.get_one(ComplaintCause, cause.id).name_da = "Tonen i breve"
        slow.flush()
        with Session(own) as quick, quick.begin():
            act_as(quick, kind="program", name="test", act="rename")
            quick.get_one(ComplaintCause, other.id).name_da = "Ventetid i telefonen"
        ask(api, advisor, by="cause")

    names = [value["name"] for value in ask(api, advisor, by="cause")["by"][0]["values"]]
    assert "Tonen i breve" in names


@pytest.fixture
def reads(address: str) -> Iterator[Reads]:
    reads = Reads(address)
    yield reads
    reads.engine.dispose()


def test_an_answer_is_counted_from_the_state_it_names_whoever_asks_meanwhile(
    reads: Reads, own: Engine, unit: Unit
) -> None:
    query = PatternsQuery()
    reads.with_session(lambda session: prepared(session, reads, query))
    with Session(own) as session, session.begin():
        act_as(session, kind="program", name="test", act="complain")
        make_complaint(session, unit, received_on=date(2017, 9, 2))

    with Session(own) as early, early.begin():
        newer = prepared(early, reads, query)
        older = reads.with_session(lambda session: prepared(session, reads, query))

    def counted(data: Data) -> int:
        total = answered(asked_of(data, query, None), query).tables.total
        return int(total.figures[Measure.COMPLAINTS].n[0])

    assert {data.number: counted(data) for data in (older, newer)} == {1: 1, 2: 2}


def test_words_of_a_state_are_those_that_were_committed_by_then(
    api: TestClient, own: Engine, unit: Unit, advisor: Headers
) -> None:
    with Session(own) as session, session.begin():
        act_as(session, kind="program", name="test", act="complain")
        key = make_complaint(session, unit, text="Om en telefon.").id
    with Session(own) as slow, slow.begin():
        act_as(slow, kind="program", name="test", act="correct")
        slow.get_one(Complaint, key).text = "Om et brev."
        slow.flush()
        with Session(own) as quick, quick.begin():
            act_as(quick, kind="program", name="test", act="complain")
            make_complaint(quick, unit, text="Om noget andet.")
        first = ask(api, advisor, q="telefon")

    assert first["total"]["complaints"]["value"] == 1
    assert ask(api, advisor, q="telefon")["total"]["complaints"]["value"] == 0
    assert api.get(first["link"], headers=advisor).json()["cells"] == first["cells"]
