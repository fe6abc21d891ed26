"""What a process holds is the same whether it followed each state or read them all at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from api import embedded_postgres
from api.clock import today
from api.complaints.facts import jobs, loading
from api.complaints.facts.columns import Facts, Rows
from api.complaints.facts.loading import Memory
from api.complaints.facts.refreshing import changed_since, newest, refresh
from api.complaints.facts.tables import ComplaintFact
from api.complaints.rules import ClosingWay
from api.complaints.tables import Complaint
from api.organisation.rules import SuccessionKind
from api.organisation.tables import UnitSuccession
from tests import database
from tests.committing import connected
from tests.factories import make_cause, make_complaint, make_point, make_unit


def told(facts: Facts, rows: Rows) -> dict[str, list[Any]]:
    """Return columns with the names that their codes stand for: codes are given as they come."""
    found: dict[str, list[Any]] = {}
    for name, column in rows.columns.items():
        names = [*facts.names[name].all(), None] if name in facts.names else None
        found[name] = [names[code] for code in column] if names else [str(each) for each in column]
    return found


def everything(facts: Facts) -> list[dict[str, list[Any]]]:
    return [told(facts, rows) for rows in (facts.complaints, facts.points, facts.decisions)]


def test_following_each_state_comes_to_the_same_as_reading_all(session: Session) -> None:
    unit, cause = make_unit(session), make_cause(session)
    followed = Memory()
    complaints: list[Complaint] = []
    for day in range(1, 6):
        complaint = make_complaint(session, unit, received_on=date(2017, 9, day))
        make_point(session, complaint, cause)
        complaints.append(complaint)
        if day > 2:
            complaints[day - 3].closed_on = date(2017, 9, day)
            complaints[day - 3].closed_how = ClosingWay.ANSWERED
            session.flush()
        facts = followed.at(session, refresh(session))

    read = Memory().at(session, refresh(session))

    assert facts.number == read.number == 5
    assert everything(facts) == everything(read)
    assert [int(facts.complaints.at(number).sum()) for number in range(1, 6)] == [1, 2, 3, 4, 5]


def test_another_database_is_not_taken_for_the_one_that_is_held(session: Session) -> None:
    make_complaint(session, make_unit(session))
    state = refresh(session)
    memory = Memory()
    held = memory.at(session, state)
    restored = "UPDATE pattern_data SET id = gen_random_uuid()"
    session.connection().exec_driver_sql(restored)
    other = newest(session)
    assert other is not None

    assert memory.at(session, other) is not held


def test_a_refresh_that_was_undone_costs_no_reading_of_all(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, memory = make_unit(session), Memory()
    make_complaint(session, unit)
    memory.at(session, refresh(session))
    undone = session.begin_nested()
    make_complaint(session, unit)
    memory.at(session, refresh(session))
    undone.rollback()
    monkeypatch.delattr(loading, "loaded")

    make_complaint(session, unit)
    make_complaint(session, unit)
    facts = memory.at(session, refresh(session))

    assert int(facts.complaints.at(facts.number).sum()) == 3
    monkeypatch.undo()
    assert everything(facts) == everything(Memory().at(session, refresh(session)))


@pytest.fixture(scope="module")
def own_engine(server: embedded_postgres.Server) -> Iterator[Engine]:
    with database.cloned(server, "facts") as url, connected(url) as engine:
        yield engine


def known(engine: Engine) -> set[UUID]:
    with Session(engine) as session:
        return set(session.exec(select(ComplaintFact.complaint_id)))


def test_a_day_on_which_a_unit_follows_another_makes_what_was_checked_before_it_old(
    own_engine: Engine,
) -> None:
    with Session(own_engine) as session, session.begin():
        old, new = (make_unit(session, name=name) for name in ("Gammel", "Ny"))
        session.add(
            UnitSuccession(
                predecessor_id=old.id,
                successor_id=new.id,
                kind=SuccessionKind.MERGED,
                succeeded_on=today() - timedelta(days=5),
            )
        )
    with Session(own_engine) as session, session.begin():
        state = refresh(session)
    with Session(own_engine) as session, session.begin():
        before = replace(state, checked_at=state.checked_at - timedelta(days=10))

        assert not changed_since(session, state)
        assert changed_since(session, before)


def test_what_is_committed_late_is_noticed_late(
    own_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "get_engine", lambda: own_engine)
    with Session(own_engine) as early, Session(own_engine) as late:
        unit = make_unit(early)
        early.commit()
        slow = make_complaint(late, unit)
        late.flush()
        quick = make_complaint(early, unit)
        early.commit()

        jobs.refresh_complaint_facts.func(0)
        assert known(own_engine) == {quick.id}

        late.commit()
        jobs.refresh_complaint_facts.func(0)
        assert known(own_engine) == {quick.id, slow.id}
