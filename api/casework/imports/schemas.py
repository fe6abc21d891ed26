"""Imports as they are asked for and answered."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.casework.imports.rules import Format, ImportState, OnRefusal
from api.casework.imports.tables import CaseImport, CaseImportRefusal
from api.people.rules import ActorKind
from api.resource import Out
from api.values import Body


class ImportQuery(Body):
    """How a file is to be imported."""

    dry_run: Annotated[
        bool, Field(description="Judge every line and change nothing but the list of imports.")
    ] = False
    on_refusal: Annotated[
        OnRefusal,
        Field(
            description="`stop`: with a line that is refused nothing is imported; "
            "`skip`: the others are."
        ),
    ] = OnRefusal.STOP
    format: Annotated[
        Format | None, Field(description="Needed for `application/octet-stream` only.")
    ] = None


class StartedBy(BaseModel):
    """Who imported. The name is the one of then."""

    kind: ActorKind
    id: UUID | None
    name: str


class ImportOut(Out):
    """What came of a file's lines; each counts once.

    Of a dry run, and of an import that stopped, the counts tell what would have been.
    """

    started_by: StartedBy
    started_at: datetime
    file_name: str | None
    format: Format
    dry_run: bool
    on_refusal: OnRefusal
    state: Annotated[ImportState, Field(description="Only `imported` has changed any case.")]
    stopped: Annotated[bool, Field(description="Nothing was imported: lines were refused.")]
    lines: int
    created: int
    updated: int
    unchanged: int
    refused: int
    without_term: Annotated[
        int, Field(description="Created, with no published term for their decision.")
    ]

    @classmethod
    def of(cls, row: CaseImport, **told: object) -> Self:
        columns = row.model_dump(include=set(cls.model_fields))
        started_by = StartedBy(
            kind=row.started_by_kind, id=row.started_by_id, name=row.started_by_name
        )
        of_row = {
            "started_by": started_by,
            "started_at": row.created_at,
            "stopped": row.state is ImportState.STOPPED,
        }
        return cls.model_validate(columns | of_row | told)


class RefusalOut(BaseModel):
    """One thing wrong with a line."""

    line: Annotated[int, Field(description="The line of the file, or the row of the sheet.")]
    field: Annotated[str, Field(description="The column; empty: the line as a whole.")]
    code: str
    detail: str
    system: str | None
    reference: str | None

    @classmethod
    def of(cls, row: CaseImportRefusal) -> Self:
        return cls.model_validate(row.model_dump(include=set(cls.model_fields)))


class ImportDone(ImportOut):
    """An import as it ended, with the first refusals."""

    refusals: list[RefusalOut]
    refusals_next: Annotated[
        str | None, Field(description="The cursor of the next page of its refusals.")
    ]
