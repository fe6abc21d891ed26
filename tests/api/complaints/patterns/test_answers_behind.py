"""While a job brings many changes in, the figures from before them serve for some seconds."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.testclient import TestClient

from api.changes.context import act_as
from api.complaints.facts.refreshing import State, refresh
from api.complaints.patterns import memory, serving, standing
from api.complaints.patterns.memory import AS_IT_IS, Holding
from tests.api.complaints.patterns.asking import ask
from tests.api.complaints.patterns.own_database import address, advisor, api, own
from tests.factories import Headers, make_complaint, make_unit

__all__ = ["address", "advisor", "api", "own"]


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(memory, "monotonic", clock)
    return clock


@pytest.fixture
def states(monkeypatch: pytest.MonkeyPatch) -> list[State]:
    """Leave to the worker what is more than one row; note every state that is looked at."""
    found: list[State] = []
    holding = Holding()

    def noted(session: Session, **values: Any) -> State:
        found.append(refresh(session, **values))
        return found[-1]

    for module in (standing, serving):
        monkeypatch.setattr(module, "held_for", lambda _: holding)
    monkeypatch.setattr(standing, "refresh", noted)
    monkeypatch.setattr(standing, "MOST_AT_ONCE", 1)
    return found


def complain(own: Engine, times: int) -> None:
    with Session(own) as session, session.begin():
        act_as(session, kind="program", name="test", act="complain")
        unit = make_unit(session, name=f"Enhed {times}")
        for day in range(1, times + 1):
            make_complaint(session, unit, received_on=date(2017, 9, day))


def work(own: Engine) -> None:
    with Session(own) as session, session.begin():
        refresh(session)


def test_what_is_behind_serves_for_some_seconds(
    api: TestClient, own: Engine, advisor: Headers, clock: Clock, states: list[State]
) -> None:
    work(own)
    complain(own, 3)

    first = ask(api, advisor)
    clock.now += AS_IT_IS - 1

    assert ask(api, advisor) == first
    assert first["total"]["complaints"]["value"] == 0
    assert [state.behind for state in states] == [True]


def test_afterwards_it_is_looked_at_again(
    api: TestClient, own: Engine, advisor: Headers, clock: Clock, states: list[State]
) -> None:
    work(own)
    complain(own, 3)
    first = ask(api, advisor)
    clock.now += AS_IT_IS + 1

    assert ask(api, advisor)["total"] == first["total"]
    assert len(states) == 2


def test_as_soon_as_the_worker_is_done_its_state_is_told(
    api: TestClient, own: Engine, advisor: Headers, clock: Clock, states: list[State]
) -> None:
    work(own)
    complain(own, 3)
    ask(api, advisor)
    work(own)

    assert ask(api, advisor)["total"]["complaints"]["value"] == 3
