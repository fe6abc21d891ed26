"""Whatever is said of a case, in whatever order, it stands as a plain model says it must."""

from datetime import date, timedelta
from typing import Any

from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.rules import MOVES, OVER, UNDECIDED, CaseAct, CaseState
from api.cases.tables import Case
from api.casework.moves.rules import RECORDED
from api.catalogue.terms.kinds import Clock, DeadlineKind
from api.clock import day_of_asking
from api.deadlines.tables import Deadline
from tests.api.casework.makers import make_case, make_deadline
from tests.api.casework.places import Place, deadlines, make_place, post
from tests.api.deadlines.documents.anew import gone_stale
from tests.factories import Actors

RECEIVED = date(2017, 8, 16)
TERM = 60
DAY = timedelta(days=1)
SAID = [act for act in MOVES if act not in RECORDED]


class CaseMachine(RuleBasedStateMachine):
    """One case with a clock that runs and one that stops, told of day after day.

    The model keeps the state, the day of the last act, who has the case (a star marks a stand-in)
    and the days it waited.
    """

    api: TestClient
    session: Session
    place: Place
    app: FastAPI
    case: Case | None = None

    def __init__(self) -> None:
        super().__init__()
        self.tell_the_day(RECEIVED)
        self.last = RECEIVED
        self.state = CaseState.RECEIVED
        self.hands: list[tuple[str, date]] = []
        self.waits: list[tuple[date, date]] = []
        self.waiting: tuple[str, date] | None = None
        self.cancelled_on: date | None = None
        self.met = False

    def tell_the_day(self, day: date) -> None:
        self.day = day
        self.app.dependency_overrides[day_of_asking] = lambda: day

    @property
    def address(self) -> str:
        assert self.case
        return f"/v1/cases/{self.case.id}"

    @property
    def clocks(self) -> list[Deadline]:
        assert self.case
        return deadlines(self.session, self.case)

    @initialize()
    def open(self) -> None:
        """A case is received with two terms of sixty days."""
        number = f"2017-{id(self)}"
        place = self.place
        self.case = make_case(self.session, place.unit, place.case_type, number=number)
        due_on = RECEIVED + TERM * DAY
        make_deadline(self.session, self.case, due_on)
        stops: dict[str, Any] = {"clock": Clock.STOPS_WHILE_WAITING}
        make_deadline(self.session, self.case, due_on, kind=DeadlineKind.REASSESSMENT, **stops)

    @rule(days=st.integers(1, 20))
    def another_day(self, days: int) -> None:
        self.tell_the_day(self.day + days * DAY)

    def say(self, path: str, **body: Any) -> Any:
        return post(self.api, self.place.leader, path, **body)

    @rule(act=st.sampled_from(SAID), days_ago=st.integers(-1, 5))
    def move(self, act: CaseAct, days_ago: int) -> None:
        on = self.day - days_ago * DAY
        said = {"act": act, "happened_on": on, "reason": "Aftalt"}
        answer = self.say(f"{self.address}/moves", **said)

        starts, end = MOVES[act]
        if not max(self.last, RECEIVED) <= on <= self.day:
            assert answer.status_code == 422
        elif self.state not in starts or (act is CaseAct.CLOSE and not self.met):
            assert answer.status_code == 409
        else:
            assert answer.status_code == 200, answer.text
            self.state, self.last = end, on
            self.follow(act, on)

    @rule(days=st.integers(0, 9))
    def withdraw_and_reopen(self, days: int) -> None:
        """Let what rarely comes one after the other come often."""
        self.move(CaseAct.WITHDRAW, 0)
        self.tell_the_day(self.day + days * DAY)
        self.move(CaseAct.REOPEN, 0)

    def follow(self, act: CaseAct, on: date) -> None:
        if act is CaseAct.REOPEN:
            self.cancelled_on = None
        if act is CaseAct.WITHDRAW and not self.met:
            self.cancelled_on = on
        if self.state in OVER and self.waiting:
            self.waits.append((self.waiting[1], max(on, self.waiting[1])))
            self.waiting = None

    @rule()
    def decide(self) -> None:
        """Let a decision that is recorded elsewhere end both clocks."""
        if self.state in UNDECIDED and self.case:
            for clock in self.clocks:
                clock.met_on = clock.met_on or self.day
            self.state = self.case.state = CaseState.DECIDED
            self.met = True
            self.session.flush()

    @rule(
        who=st.sampled_from(["anna", "bo", None]), why=st.sampled_from(["takeover", "leave_cover"])
    )
    def assign(self, who: str | None, why: str) -> None:
        key = getattr(self.place, who).id if who else None
        said = {"caseworker_id": key, "from_on": self.day, "reason": why}
        answer = self.say(f"{self.address}/assignment", **said)

        now = self.hands[-1][0] if self.hands else ""
        covers = now.endswith("*") and why == "takeover" and who is not None
        if (who or "") == now.rstrip("*") and not covers:
            assert answer.status_code == 409
        else:
            assert answer.status_code == 200, answer.text
            stands_in = "*" if who and why == "leave_cover" else ""
            self.hands.append(((who or "") + stands_in, self.day))

    @rule(days_ago=st.integers(0, 10))
    def begin_waiting(self, days_ago: int) -> None:
        if self.waiting:
            return
        since_on = max(RECEIVED, self.day - days_ago * DAY)
        said = {"waiting_for": "doctor", "what": "LÆ 125", "since_on": since_on}
        answer = self.say(f"{self.address}/waiting-periods", **said)

        assert answer.status_code == (409 if self.state in OVER else 201), answer.text
        if answer.status_code == 201:
            self.waiting = (answer.json()["id"], since_on)

    @rule()
    def end_waiting(self) -> None:
        if self.waiting:
            key, since_on = self.waiting
            answer = self.say(f"/v1/waiting-periods/{key}/end", until_on=self.day)
            assert answer.status_code == 200, answer.text
            self.waits.append((since_on, self.day))
            self.waiting = None

    @rule(days=st.integers(0, 9))
    def wait_a_while(self, days: int) -> None:
        self.begin_waiting(0)
        self.tell_the_day(self.day + days * DAY)
        self.end_waiting()

    @invariant()
    def stands_as_the_model_says(self) -> None:
        if not self.case:
            return
        told = self.api.get(self.address, headers=self.place.leader).json()
        now = self.hands[-1][0].rstrip("*") if self.hands else ""
        assert told["state"] == self.state
        assert told["closed_on"] == (str(self.last) if self.state in OVER else None)
        assert (told["caseworker"] or {"name": ""})["name"].lower().endswith(now)
        assert (told["caseworker"] is None) == (now == "")
        assert told["caseworker_changes"] == self.changes()

    def changes(self) -> int:
        """Walk day by day, and count when somebody else has it for good at the end of the day."""
        kept_by, count, day = None, 0, RECEIVED
        while day <= self.day:
            here = [who for who, on in self.hands if on <= day]
            if here and here[-1] and not here[-1].endswith("*"):
                count += kept_by not in {None, here[-1]}
                kept_by = here[-1]
            day += DAY
        return count

    @invariant()
    def its_documents_say_what_its_rows_say(self) -> None:
        assert gone_stale(self.session) == []

    @invariant()
    def its_clocks_stood_still_on_the_days_it_waited(self) -> None:
        if not self.case:
            return
        runs, stops = self.clocks
        assert {runs.cancelled_on, stops.cancelled_on} == {self.cancelled_on}
        assert runs.legal_due_on == runs.original_due_on == RECEIVED + TERM * DAY
        if self.cancelled_on is None and not self.met:
            assert stops.legal_due_on == self.counted()

    def counted(self) -> date:
        """Walk day by day until sixty days are counted on which the case did not wait."""
        day, left = RECEIVED, TERM
        while left:
            day += DAY
            left -= not any(since_on <= day < until_on for since_on, until_on in self.waits)
        return day


def test_a_case_stands_as_a_plain_model_says(
    api: TestClient, session: Session, api_app: FastAPI
) -> None:
    class Told(CaseMachine):
        pass

    Told.api, Told.session, Told.app = api, session, api_app
    Told.place = make_place(session, Actors(session, RECEIVED))
    few = settings(
        max_examples=7,
        stateful_step_count=10,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Told, settings=few)
