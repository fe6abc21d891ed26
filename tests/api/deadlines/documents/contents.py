"""Deadlines of all kinds with names that no format likes, and how each stands by the rules."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlmodel import Session, col, select

from api.calendar.terms import Roll, TermUnit
from api.cases.rules import Party, WaitingFor
from api.cases.tables import WaitingPeriod
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import NOTICE_OWED, OWED_BY, Clock, DeadlineKind, OwedBy
from api.catalogue.terms.tables import PublishedTerm
from api.deadlines.rules import AsOf, status_of
from api.deadlines.tables import Deadline, Extension
from api.organisation.tables import Unit
from api.people.tables import Person
from api.table import new_id
from tests.api.casework.makers import make_case, make_deadline, make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type
from tests.api.deadlines.makers import make_extension, make_wait
from tests.conftest import TODAY
from tests.factories import make_person, make_unit

STARTED = date(2017, 9, 1)
ODD = (
    *(
        "Æblerød Ådal",
        "e\u0301",
        "😀",
        "\u2028",
        "\x7f",
        "\x1f",
        "\n",
        "\r\n",
        "\t",
        '"',
        "'",
        "\\",
    ),
    *(
        "\\n",
        "}",
        "{",
        ",",
        ";",
        "[]",
        "null",
        "</script>",
        "%s",
        "%(me)s",
        "$1",
        "=1+1",
        "+1",
        "-1",
    ),
    *("-1", "@x"),
)
ENDS = (None, None, "met_on", "cancelled_on")


@dataclass
class Odd:
    """Makes things that are named as nobody would."""

    session: Session
    chance: Random

    def name(self, most: int = 4) -> str:
        parts = [self.chance.choice(ODD) for _ in range(self.chance.randint(1, most))]
        return "".join(parts)

    def day(self) -> date:
        """Return a day between the start and today."""
        return STARTED + timedelta(days=self.chance.randint(0, (TODAY - STARTED).days))

    def maybe(self, value: Any) -> Any:
        return self.chance.choice([None, value])

    def make(self, cases: int) -> None:
        units = [make_unit(self.session, name=self.name()) for _ in range(3)]
        types = [
            make_case_type(self.session, f"type-{new_id()}", name_da=self.name()) for _ in range(2)
        ]
        people = [make_person(self.session, f"person-{new_id()}") for _ in range(2)]
        for person in people:
            person.full_name = self.name() * self.chance.choice([1, 500])
        catalogue = make_own_catalogue(self.session)
        terms = [
            make_term(self.session, catalogue, each, as_published=self.name()) for each in types
        ]
        for _ in range(cases):
            self.make_case(units, types, people, terms)
        self.session.flush()
        self.session.expire_all()

    def make_case(
        self,
        units: list[Unit],
        types: list[CaseType],
        people: list[Person],
        terms: list[PublishedTerm],
    ) -> None:
        person = self.maybe(self.chance.choice(people))
        case = make_case(
            self.session,
            self.chance.choice(units),
            self.chance.choice(types),
            number=f"2017-{self.name()}{new_id()}",
            received_on=STARTED - timedelta(days=self.chance.randint(0, 9)),
            caseworker_id=person.id if person else None,
        )
        for _ in range(self.chance.randint(0, 2)):
            until_on = self.maybe(TODAY)
            what, whom = self.name(), self.chance.choice(list(WaitingFor))
            make_wait(
                self.session, case, self.day(), until_on=until_on, what=what, waiting_for=whom
            )
        for _ in range(self.chance.randint(1, 2)):
            term = self.maybe(self.chance.choice(terms))
            row = make_deadline(
                self.session,
                case,
                STARTED + timedelta(days=self.chance.randint(0, 40)),
                published_term_id=term.id if term else None,
                started_on=STARTED,
                **self.some_fields(),
            )
            self.extend(row)

    def some_fields(self) -> dict[str, Any]:
        end = self.chance.choice(ENDS)
        return {
            "kind": self.chance.choice(list(DeadlineKind)),
            "party": self.maybe(self.chance.choice(list(Party))),
            "clock": self.chance.choice(list(Clock)),
            "legal_basis": self.maybe(self.name()),
            "at_least": self.maybe(3),
            "unit": self.chance.choice(list(TermUnit)),
            "roll": self.chance.choice(list(Roll)),
            "closed": self.chance.choice([[], ["weekend"], ["public_holiday", "weekend"]]),
            **({end: self.day()} if end else {}),
        }

    def extend(self, row: Deadline) -> None:
        """Let the citizen be told of later and later days; what was undone moved nothing."""
        for sent_on in sorted(self.day() for _ in range(self.chance.randint(0, 3))):
            later = row.due_on + timedelta(days=self.chance.randint(1, 9))
            undone_on = self.maybe(TODAY)
            make_extension(self.session, row, later, notice_sent_on=sent_on, undone_on=undone_on)


@dataclass
class ByRules:
    """Deadlines as they are answered, reckoned from their rows by the rules alone."""

    session: Session
    as_of: AsOf

    def had(self, day: date | None) -> date | None:
        return day if day and day <= self.as_of.day else None

    def ran(self, until_on: date | None) -> bool:
        return until_on is None or until_on > self.as_of.day

    def all(self) -> dict[str, dict[str, Any]]:
        rows = self.session.exec(select(Deadline).where(Deadline.started_on <= self.as_of.day))
        return {str(row.id): self.one(row) for row in rows}

    def one(self, row: Deadline) -> dict[str, Any]:
        notices = self.notices(row)
        waits = self.waits(row)
        ended = self.had(row.met_on) or self.had(row.cancelled_on)
        still = row.clock is Clock.STOPS_WHILE_WAITING and any(
            wait.since_on <= row.legal_due_on for wait in waits
        )
        due_on = max([notice.due_on for notice in notices], default=row.legal_due_on)
        told = [notice.notice_sent_on for notice in notices]
        status = status_of(
            row.legal_due_on, row.met_on, row.cancelled_on, self.as_of.day, stands_still=still
        )
        judged = {
            "status": status,
            "due_on": due_on,
            "days_left": (due_on - self.as_of.day).days,
            "met_on": self.had(row.met_on),
            "cancelled_on": self.had(row.cancelled_on),
            "extensions": len(notices),
            "notified_on": max(told, default=None),
            "notified_in_time": all(each.notice_sent_on <= each.before_due_on for each in notices)
            if notices
            else None,
            "waiting": []
            if ended
            else [
                {"for": wait.waiting_for, "what": wait.what, "since_on": wait.since_on}
                for wait in waits
            ],
        }
        return self.facts(row) | judged

    def notices(self, row: Deadline) -> list[Extension]:
        of_row = select(Extension).where(Extension.deadline_id == row.id)
        return [
            each
            for each in self.session.exec(of_row)
            if self.had(each.notice_sent_on) and self.ran(each.undone_on)
        ]

    def waits(self, row: Deadline) -> list[WaitingPeriod]:
        of_case = select(WaitingPeriod).where(WaitingPeriod.case_id == row.case_id)
        in_order = of_case.order_by(col(WaitingPeriod.since_on), col(WaitingPeriod.id))
        return [
            each
            for each in self.session.exec(in_order)
            if self.had(each.since_on) and self.ran(each.until_on)
        ]

    def facts(self, row: Deadline) -> dict[str, Any]:
        names = (
            *("id", "version", "case_id", "case_number", "kind", "owed_by", "party"),
            *("start_event", "started_on", "raw_end_on", "legal_due_on", "original_due_on"),
            *("received_on", "updated_at"),
        )
        unit = self.session.get_one(Unit, row.unit_id)
        case_type = self.session.get_one(CaseType, row.case_type_id)
        person = self.session.get(Person, row.caseworker_id) if row.caseworker_id else None
        return {name: getattr(row, name) for name in names} | {
            "term": self.term(row),
            "notice_owed": row.kind in NOTICE_OWED,
            "unit": {"id": unit.id, "name": unit.name},
            "case_type": {"id": case_type.id, "name": case_type.name_da},
            "caseworker": {"id": person.id, "name": person.full_name} if person else None,
            "may": self.acts(row),
        }

    def term(self, row: Deadline) -> dict[str, Any]:
        names = (
            *("amount", "at_least", "unit", "roll", "closed", "clock", "legal_basis"),
            "published_term_id",
        )
        published = (
            self.session.get_one(PublishedTerm, row.published_term_id)
            if row.published_term_id
            else None
        )
        said = {"as_published": published.as_published if published else None}
        return {name: getattr(row, name) for name in names} | said

    def acts(self, row: Deadline) -> list[str]:
        """Return what may be done now, whatever the day that is looked at."""
        if row.met_on or row.cancelled_on:
            return ["reopen"]
        extend = ["extend"] if OWED_BY[row.kind] is OwedBy.AUTHORITY else []
        return [*extend, "complete", "cancel"]
