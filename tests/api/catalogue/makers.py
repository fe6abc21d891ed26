"""Makers of case types."""

from typing import Any

from sqlmodel import Session

from api.catalogue.case_types.tables import CaseType
from tests.factories import kept


def make_case_type(session: Session, code: str = "hjaelpemidler", **fields: Any) -> CaseType:
    defaults: dict[str, Any] = {"name_da": code.title(), "name_en": code.title()}
    return kept(session, CaseType(code=code, **defaults | fields))
