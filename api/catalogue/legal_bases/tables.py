"""The sections of law that help is given by, with what followed them."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from api.table import Entity


class LegalBasis(Entity, table=True):
    """A section of an act. `valid_until` is the first day it no longer was in force.

    A paper's section is never rewritten: a question over years joins a basis and its successor.
    """

    __tablename__ = "legal_bases"
    __table_args__ = (
        UniqueConstraint("act_short", "section"),
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name="valid_range"),
        CheckConstraint("successor_id <> id", name="other_successor"),
    )

    act: str
    act_short: str
    section: str
    subject_da: str
    subject_en: str
    valid_from: date | None = None
    valid_until: date | None = None
    successor_id: UUID | None = Field(default=None, foreign_key="legal_bases.id", index=True)
    source: str | None = None


class CaseTypeBasis(Entity, table=True):
    """A case type is decided by a legal basis for as long as the basis is in force."""

    __tablename__ = "case_type_bases"
    __table_args__ = (UniqueConstraint("case_type_id", "legal_basis_id"),)

    case_type_id: UUID = Field(foreign_key="case_types.id")
    legal_basis_id: UUID = Field(foreign_key="legal_bases.id", index=True)
