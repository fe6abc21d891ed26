"""Deadlines as the tutorials of FastAPI and SQLModel would build them. It is not the product.

ORM rows, relationships loaded without a query per row, `response_model`, sync routes, the status
judged in Python, pages by OFFSET. No sign-in, no rights, no ETag, no log, no repeated requests.
It reads the tables of `DATABASE_URL`; its deadlines are a copy without triggers.
"""

import os
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Depends, FastAPI, HTTPException, Path, Query
from sqlalchemy import ARRAY, Column, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import selectinload
from sqlmodel import Field, Relationship, Session, SQLModel, col, create_engine, select
from sqlmodel.sql.expression import SelectOfScalar

NOTICE_OWED = ("decision", "remittal", "access_to_documents", "reassessment")


def today() -> date:
    return datetime.now(ZoneInfo("Europe/Copenhagen")).date()


class Unit(SQLModel, table=True):
    __tablename__ = "units"
    id: UUID = Field(primary_key=True)
    name: str


class CaseType(SQLModel, table=True):
    __tablename__ = "case_types"
    id: UUID = Field(primary_key=True)
    name: str = Field(sa_column_kwargs={"name": "name_da"})


class Person(SQLModel, table=True):
    __tablename__ = "people"
    id: UUID = Field(primary_key=True)
    name: str = Field(sa_column_kwargs={"name": "full_name"})


class PublishedTerm(SQLModel, table=True):
    __tablename__ = "published_terms"
    id: UUID = Field(primary_key=True)
    as_published: str


class Extension(SQLModel, table=True):
    __tablename__ = "extensions"
    id: UUID = Field(primary_key=True)
    deadline_id: UUID = Field(foreign_key="deadlines.id")
    notice_sent_on: date
    before_due_on: date
    undone_on: date | None


class Deadline(SQLModel, table=True):
    __tablename__ = "deadlines"
    id: UUID = Field(primary_key=True)
    version: int
    updated_at: datetime
    case_id: UUID
    case_number: str
    kind: str
    owed_by: str
    party: str | None
    start_event: str
    started_on: date
    raw_end_on: date
    due_on: date
    legal_due_on: date
    original_due_on: date
    met_on: date | None
    cancelled_on: date | None
    extensions: int
    notified_on: date | None
    published_term_id: UUID | None = Field(foreign_key="published_terms.id")
    amount: int
    at_least: int | None
    term_unit: str = Field(sa_column_kwargs={"name": "unit"})
    roll: str
    closed: list[str] = Field(sa_column=Column(ARRAY(String)))
    clock: str
    legal_basis: str | None
    unit_id: UUID = Field(foreign_key="units.id")
    case_type_id: UUID = Field(foreign_key="case_types.id")
    caseworker_id: UUID | None = Field(foreign_key="people.id")
    received_on: date
    waiting: list[dict[str, str]] = Field(sa_column=Column(JSONB))

    unit: Unit = Relationship()
    case_type: CaseType = Relationship()
    caseworker: Person | None = Relationship()
    published_term: PublishedTerm | None = Relationship()
    notices: list[Extension] = Relationship()

    @property
    def status(self) -> str:
        if self.cancelled_on is not None:
            return "cancelled"
        if self.met_on is not None:
            return "met" if self.met_on <= self.legal_due_on else "met_late"
        return "open" if today() <= self.legal_due_on else "overdue"

    @property
    def days_left(self) -> int:
        return (self.due_on - today()).days

    @property
    def may(self) -> list[str]:
        if self.met_on is None and self.cancelled_on is None:
            return [*(["extend"] if self.owed_by == "authority" else []), "complete", "cancel"]
        return [] if self.kind == "decision" else ["reopen"]

    @property
    def term(self) -> "Deadline":
        return self

    @property
    def as_published(self) -> str | None:
        return self.published_term.as_published if self.published_term else None

    @property
    def notice_owed(self) -> bool:
        return self.kind in NOTICE_OWED

    @property
    def notified_in_time(self) -> bool | None:
        standing = [notice for notice in self.notices if notice.undone_on is None]
        if not standing:
            return None
        return all(notice.notice_sent_on <= notice.before_due_on for notice in standing)


class Named(SQLModel):
    id: UUID
    name: str


class Term(SQLModel):
    amount: int
    at_least: int | None
    unit: str = Field(validation_alias="term_unit")
    roll: str
    closed: list[str]
    clock: str
    legal_basis: str | None
    published_term_id: UUID | None
    as_published: str | None


class Waiting(SQLModel):
    for_: str = Field(alias="for")
    what: str
    since_on: date


class DeadlineOut(SQLModel):
    id: UUID
    version: int
    may: list[str]
    case_id: UUID
    case_number: str
    kind: str
    owed_by: str
    party: str | None
    status: str
    start_event: str
    started_on: date
    raw_end_on: date
    due_on: date
    legal_due_on: date
    original_due_on: date
    days_left: int
    met_on: date | None
    cancelled_on: date | None
    term: Term
    notice_owed: bool
    extensions: int
    notified_on: date | None
    notified_in_time: bool | None
    waiting: list[Waiting]
    unit: Named
    case_type: Named
    caseworker: Named | None
    received_on: date
    updated_at: datetime


class DeadlineUpdate(SQLModel):
    met_on: date | None = None


engine = create_engine(
    os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:", 1),
    connect_args={"options": "-c search_path=tutorial,public"},
)
app = FastAPI()


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]


def with_related(statement: SelectOfScalar[Deadline]) -> SelectOfScalar[Deadline]:
    """Load what the rows show of other tables by one query for each table.

    Joins would be worse: a deep OFFSET joins all rows that it leaves out.
    """
    related = ("unit", "case_type", "caseworker", "published_term", "notices")
    return statement.options(*(selectinload(getattr(Deadline, name)) for name in related))


@app.get("/deadlines", response_model=list[DeadlineOut])
def list_deadlines(
    session: SessionDep,
    unit: UUID | None = None,
    status: Literal["open"] | None = None,
    due_from: date | None = None,
    due_before: date | None = None,
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Any:
    statement = select(Deadline)
    if unit:
        statement = statement.where(Deadline.unit_id == unit)
    if due_from:
        statement = statement.where(Deadline.due_on >= due_from)
    if due_before:
        statement = statement.where(Deadline.due_on < due_before)
    if status == "open":
        open_ = (col(Deadline.met_on).is_(None), col(Deadline.cancelled_on).is_(None))
        statement = statement.where(*open_, Deadline.legal_due_on >= today())
    statement = statement.order_by(col(Deadline.due_on), col(Deadline.id))
    return session.exec(with_related(statement).offset(offset).limit(limit)).all()


@app.patch("/deadlines/{id}", response_model=DeadlineOut)
def update_deadline(
    key: Annotated[UUID, Path(alias="id")], body: DeadlineUpdate, session: SessionDep
) -> Any:
    row = session.get(Deadline, key)
    if row is None:
        raise HTTPException(404)
    row.sqlmodel_update(body.model_dump(exclude_unset=True))
    session.add(row)
    session.commit()
    session.refresh(row)
    return row
