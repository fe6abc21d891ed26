"""Makers of what the catalogue holds; its terms are made by `tests.api.casework.makers`."""

from datetime import date
from typing import Any

from sqlmodel import Session

from api.calendar.arrival import Channel
from api.calendar.terms import TermUnit
from api.catalogue.case_types.tables import CaseType
from api.catalogue.causes.tables import ComplaintCause
from api.catalogue.closing_days.tables import ArrivalRule, ClosingDay
from api.catalogue.criticism_grades.tables import CriticismGrade
from api.catalogue.legal_bases.tables import CaseTypeBasis, LegalBasis
from api.catalogue.letter_types.tables import LetterType
from api.catalogue.terms.tables import TermCatalogue
from tests.factories import kept


def make_case_type(session: Session, code: str = "hjaelpemidler", **fields: Any) -> CaseType:
    defaults: dict[str, Any] = {"name_da": code.title(), "name_en": code.title()}
    return kept(session, CaseType(code=code, **defaults | fields))


def make_legal_basis(session: Session, section: str = "§ 41", **fields: Any) -> LegalBasis:
    defaults: dict[str, Any] = {
        "act": "Lov om social service",
        "act_short": "SEL",
        "subject_da": "Merudgifter",
        "subject_en": "Additional costs",
    }
    return kept(session, LegalBasis(section=section, **defaults | fields))


def make_type_basis(session: Session, case_type: CaseType, basis: LegalBasis) -> CaseTypeBasis:
    return kept(session, CaseTypeBasis(case_type_id=case_type.id, legal_basis_id=basis.id))


def make_cause(session: Session, code: str = "TID-FRIST", **fields: Any) -> ComplaintCause:
    """Make a cause of complaints, or without `group_id` a group of causes."""
    defaults: dict[str, Any] = {"name_da": code.title(), "name_en": code.title()}
    return kept(session, ComplaintCause(code=code, **defaults | fields))


def make_grade(session: Session, code: str = "KRITISABELT", **fields: Any) -> CriticismGrade:
    defaults: dict[str, Any] = {"name_da": code.title(), "name_en": code.title()}
    return kept(session, CriticismGrade(code=code, **defaults | fields))


def make_closing_day(session: Session, closed_on: date, **fields: Any) -> ClosingDay:
    defaults: dict[str, Any] = {"name_da": "Lukkedag", "name_en": "Closing day"}
    return kept(session, ClosingDay(closed_on=closed_on, **defaults | fields))


def make_arrival_rule(session: Session, **fields: Any) -> ArrivalRule:
    """Let an ordinary letter take six working days from 2018 on, unless told otherwise."""
    defaults: dict[str, Any] = {
        "channel": Channel.LETTER,
        "amount": 6,
        "unit": TermUnit.WORKING_DAYS,
        "closed": ["public_holiday", "weekend"],
        "valid_from": date(2018, 6, 26),
        "source": "Vejledning nr. 9533 af 26/06/2018",
    }
    return kept(session, ArrivalRule(**defaults | fields))


def term_body(
    catalogue: TermCatalogue, case_type: CaseType | None, **fields: Any
) -> dict[str, Any]:
    """Return what publishes a term: 12 weeks from the application to the decision."""
    return {
        "catalogue_id": str(catalogue.id),
        "case_type_id": str(case_type.id) if case_type else None,
        "kind": "decision",
        "start_event": "application_received",
        "as_published": "12 uger",
        "amount": 12,
        "unit": "weeks",
        "valid_from": "2015-01-01",
    } | fields


def make_letter_type(session: Session, code: str = "AFSLAG", **fields: Any) -> LetterType:
    defaults: dict[str, Any] = {"name_da": code.title(), "name_en": code.title()}
    return kept(session, LetterType(code=code, **defaults | fields))
