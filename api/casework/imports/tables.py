"""Imports of cases, and why lines of them were refused."""

from uuid import UUID

from sqlmodel import Field

from api.casework.imports.rules import Format, ImportState, OnRefusal
from api.people.rules import ActorKind
from api.table import Entity, Table, text_enum


class CaseImport(Entity, table=True):
    """A file of cases that was read: by whom, how, and what came of its lines.

    Each line is counted once, in `created`, `updated`, `unchanged` or `refused`: as what it came
    to, or in a dry run, and in an import that stopped, as what it would have come to.
    `without_term` are those created that no published term gives a deadline for the decision.
    """

    __tablename__ = "case_imports"

    started_by_kind: ActorKind = Field(sa_type=text_enum(ActorKind))
    started_by_id: UUID | None = Field(default=None, index=True)
    started_by_name: str
    file_name: str | None = None
    format: Format = Field(sa_type=text_enum(Format))
    dry_run: bool
    on_refusal: OnRefusal = Field(sa_type=text_enum(OnRefusal))
    state: ImportState = Field(sa_type=text_enum(ImportState))
    lines: int
    created: int
    updated: int
    unchanged: int
    refused: int
    without_term: int


class CaseImportRefusal(Table, table=True):
    """Why a line was refused: one row for each thing wrong with it. Never the line itself.

    Kept out of the change log: rows are written once with their import, and tell of no case.
    """

    __tablename__ = "case_import_refusals"

    import_id: UUID = Field(primary_key=True, foreign_key="case_imports.id")
    number: int = Field(primary_key=True)
    line: int
    field: str
    code: str
    detail: str
    system: str | None = None
    reference: str | None = None
