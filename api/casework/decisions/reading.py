"""Decisions as they are answered, with their notices and the appeals these started."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from api.cases.reading import names
from api.cases.schemas import Named
from api.cases.tables import Case, Decision, DecisionNotice
from api.casework.acts import may_write
from api.casework.decisions import queries, rules
from api.casework.decisions.schemas import DecisionNoticeOut, DecisionOut, LetterTypeOfDecision
from api.casework.parts import cases_of
from api.casework.started import started_by
from api.catalogue.legal_bases.tables import LegalBasis
from api.catalogue.letter_types.queries import by_id as letter_types_by_id
from api.catalogue.letter_types.tables import LetterType
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.people.rules import Actor
from api.people.tables import Person

AS_WRITTEN: Any = col(LegalBasis.act_short) + " " + col(LegalBasis.section)


@dataclass(frozen=True)
class Beside:
    """What stands beside some decisions, read once for all of them."""

    cases: Mapping[UUID, Case]
    units: Mapping[UUID, Named]
    people: Mapping[UUID, Named]
    bases: Mapping[UUID, Named]
    notices: Mapping[UUID, Sequence[DecisionNotice]]
    appeals: Mapping[UUID, Deadline]
    letters: Mapping[UUID, LetterType]

    @classmethod
    def read(cls, session: Session, rows: Sequence[Decision]) -> "Beside":
        cases = cases_of(session, rows)
        units = (case.unit_id for case in cases.values())
        people = (case.caseworker_id for case in cases.values())
        notices = queries.notices_of(session, [row.id for row in rows])
        sent = [notice.id for notice in notices]
        return cls(
            cases=cases,
            units=names(session, Unit.name, Unit.id, units),
            people=names(session, Person.full_name, Person.id, people),
            bases=names(session, AS_WRITTEN, LegalBasis.id, (row.legal_basis_id for row in rows)),
            notices=by_decision(notices),
            appeals=started_by(session, Deadline.decision_notice_id, sent),
            letters=letter_types_by_id(session, (row.letter_type_id for row in rows)),
        )


def by_decision(notices: Sequence[DecisionNotice]) -> dict[UUID, list[DecisionNotice]]:
    """Return notices by what was decided, each decision's in the order the parties got them."""
    found: dict[UUID, list[DecisionNotice]] = {}
    for notice in rules.in_order(notices):
        found.setdefault(notice.decision_id, []).append(notice)
    return found


def show_decisions(
    session: Session, actor: Actor, rows: Sequence[Decision], _: date
) -> list[DecisionOut]:
    beside = Beside.read(session, rows)
    return [show_decision(actor, row, beside) for row in rows]


def show_decision(actor: Actor, row: Decision, beside: Beside) -> DecisionOut:
    case = beside.cases[row.case_id]
    sent = beside.notices.get(row.id, [])
    return DecisionOut.of(
        row,
        [DecisionNoticeOut.of(each, beside.appeals.get(each.id)) for each in sent],
        case_number=case.number,
        unit=beside.units[case.unit_id],
        caseworker=beside.people.get(case.caseworker_id) if case.caseworker_id else None,
        legal_basis=beside.bases.get(row.legal_basis_id) if row.legal_basis_id else None,
        letter_type=LetterTypeOfDecision.of(beside.letters[row.letter_type_id])
        if row.letter_type_id
        else None,
        lacks=lacks(row, sent),
        missing_terms=missing_terms(row, sent, beside.appeals),
        may=["replace", "add_notice", "replace_notice"] if may_write(actor, case) else [],
    )


def lacks(row: Decision, sent: Sequence[DecisionNotice]) -> list[rules.Lack]:
    """Name what the decision lacks still: guidance may have been given later."""
    guided = row.appeal_guidance_given or any(notice.guidance_given for notice in sent)
    return rules.lacks(row.outcome, reasons_given=row.reasons_given, guidance_given=guided)


def missing_terms(
    row: Decision, sent: Sequence[DecisionNotice], appeals: Mapping[UUID, Deadline]
) -> list[DeadlineKind]:
    runs_from = rules.appealable(row.outcome, sent)
    return [] if runs_from <= appeals.keys() else [DeadlineKind.APPEAL]
