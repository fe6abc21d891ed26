"""The life of a made-up case as rows of the tables, with the deadlines that its facts start."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from api.cases.rules import MOVES, AssignmentReason, CaseAct, Origin
from api.citizens.keys import encrypted
from api.demo.city.clocks import Clocks
from api.demo.city.lives import Life
from api.demo.city.made import Decided, Made
from api.demo.city.pages import Pages
from api.demo.city.places import Department

SYSTEM: Final = "syntetisk"


class Scribe(Pages):
    """Writes lives down."""

    def citizen(self, number: int, on: date) -> UUID:
        born = date(1950, 1, 1) + timedelta(days=self.rng.randint(0, 27_000))
        return self.add(
            "citizens",
            on,
            name_encrypted=encrypted(f"Prøveborger {number:06d} (syntetisk)"),
            birth_on=min(born, on - timedelta(days=30)),
            address_protected=self.rng.random() < 0.02,  # noqa: PLR2004 - about one in fifty
            synthetic=True,
        )

    def case(
        self,
        life: Life,
        made: Made,
        citizen_id: UUID,
        *,
        home: Department,
        elsewhere: Department,
        reference: str,
    ) -> list[Decided]:
        """Write a whole life: the case, what happened, and each clock that ran."""
        self.arrival(life, made, elsewhere)
        self.assignments(life, made, home)
        self.moves(life, made)
        self.rows["cases"].append(
            {
                "id": made.id,
                "number": made.number,
                "case_type_id": made.case_type_id,
                "variant": made.variant,
                "unit_id": made.unit_id,
                "citizen_id": citizen_id,
                "origin": Origin.CITIZEN,
                "received_on": life.received_on,
                "acknowledged_on": life.acknowledged_on,
                "state": made.state,
                "caseworker_id": made.caseworker_id,
                "closed_on": life.closed_on,
            }
        )
        self.add(
            "case_references",
            life.received_on,
            case_id=made.id,
            system=SYSTEM,
            reference=reference,
        )
        self.waits(life, made)
        clocks = Clocks(self, made, life)
        clocks.write()
        return clocks.decided

    def event(self, made: Made, act: CaseAct, on: date, **columns: Any) -> None:
        before = None if act is CaseAct.OPEN else made.state
        if act in MOVES:
            made.state = MOVES[act][1]
        row = {"from_unit_id": None, "to_unit_id": None, "reason": None} | columns
        self.add(
            "case_events",
            on,
            case_id=made.id,
            act=act,
            happened_on=on,
            from_state=before,
            to_state=made.state,
            **row,
        )

    def arrival(self, life: Life, made: Made, elsewhere: Department) -> None:
        """Write where the case came in; one that came to the wrong place was handed on."""
        if life.transferred_on is None:
            self.event(made, CaseAct.OPEN, life.received_on, to_unit_id=made.unit_id)
            return
        self.event(made, CaseAct.OPEN, life.received_on, to_unit_id=elsewhere.id)
        units = {"from_unit_id": elsewhere.id, "to_unit_id": made.unit_id}
        self.event(made, CaseAct.TRANSFER, life.transferred_on, reason="Hører under os", **units)

    def assignments(self, life: Life, made: Made, department: Department) -> None:
        """Write whose hands the case lay in; the last ones hold it now."""
        holders = self.rng.sample(department.caseworkers, 3)
        spans: list[tuple[UUID, date, AssignmentReason]] = []
        if life.investigated_on:
            spans.append((holders[0], life.investigated_on, AssignmentReason.FIRST))
        if spans and life.covered:
            spans.append((holders[1], life.covered[0], AssignmentReason.LEAVE_COVER))
            if life.covered[1]:
                spans.append((holders[0], life.covered[1], AssignmentReason.RETURNED))
        for day in life.handovers if spans else ():
            reason = self.rng.choice((AssignmentReason.TAKEOVER, AssignmentReason.RESIGNATION))
            spans.append((holders[2], max(day, spans[-1][1]), reason))
        for place, (holder, from_on, reason) in enumerate(spans):
            until_on = spans[place + 1][1] if place + 1 < len(spans) else None
            self.add(
                "assignments",
                from_on,
                case_id=made.id,
                caseworker_id=holder,
                from_on=from_on,
                until_on=until_on,
                reason=reason,
            )
        made.caseworker_id = spans[-1][0] if spans else None

    def moves(self, life: Life, made: Made) -> None:
        """Write the moves between states in the order of their days."""
        if life.investigated_on:
            self.event(made, CaseAct.INVESTIGATE, life.investigated_on)
        if life.withdrawn_on:
            self.event(
                made, CaseAct.WITHDRAW, life.withdrawn_on, reason="Borgeren trak ansøgningen"
            )
            return
        for answer in life.answers:
            self.event(made, CaseAct.DECIDE, answer.made_on)
            if answer.remitted_on:
                self.event(made, CaseAct.REMIT, answer.remitted_on)
        if life.closed_on:
            self.event(made, CaseAct.CLOSE, life.closed_on)

    def waits(self, life: Life, made: Made) -> None:
        for wait in life.waits:
            self.add(
                "waiting_periods",
                wait.since_on,
                case_id=made.id,
                waiting_for=wait.waiting_for,
                what=wait.what,
                since_on=wait.since_on,
                until_on=wait.until_on,
            )
