"""Complaints as the tutorials of FastAPI and SQLModel would build them. It is not the product.

Tables of its own (schema `tutorial`) with whole numbers as keys, ORM rows, `response_model`, sync
routes, counts by GROUP BY on names, search by ILIKE. No sign-in, no rights, no log, no intervals,
no small counts hidden, no guard but foreign keys.
"""

import os
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, HTTPException, Query
from sqlalchemy import String
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload
from sqlmodel import Field, Relationship, Session, SQLModel, col, create_engine, func, select

NEWEST = 20


class Unit(SQLModel, table=True):
    __tablename__ = "units"
    id: int | None = Field(default=None, primary_key=True)
    name: str


class Person(SQLModel, table=True):
    __tablename__ = "people"
    id: int | None = Field(default=None, primary_key=True)
    name: str


class Case(SQLModel, table=True):
    __tablename__ = "cases"
    id: int | None = Field(default=None, primary_key=True)
    number: str
    received_on: date
    unit_id: int = Field(foreign_key="units.id")


class ComplaintCause(SQLModel, table=True):
    __tablename__ = "complaint_causes"
    complaint_id: int | None = Field(default=None, foreign_key="complaints.id", primary_key=True)
    cause_id: int | None = Field(default=None, foreign_key="causes.id", primary_key=True)


class Cause(SQLModel, table=True):
    __tablename__ = "causes"
    id: int | None = Field(default=None, primary_key=True)
    code: str
    name: str


class ComplaintBase(SQLModel):
    received_on: date
    channel: Literal["phone", "email", "letter", "digital"] = Field(sa_type=String)
    kind: Literal["procedural", "substantive", "both"] = Field(sa_type=String)
    text: str
    unit_id: int = Field(foreign_key="units.id")
    case_id: int | None = Field(default=None, foreign_key="cases.id")
    handler_id: int | None = Field(default=None, foreign_key="people.id")


class Complaint(ComplaintBase, table=True):
    __tablename__ = "complaints"
    id: int | None = Field(default=None, primary_key=True)

    unit: Unit = Relationship()
    case: Case | None = Relationship()
    handler: Person | None = Relationship()
    causes: list[Cause] = Relationship(link_model=ComplaintCause)


class ComplaintCreate(ComplaintBase):
    cause_ids: list[int] = Field(min_length=1)


class ComplaintOut(ComplaintBase):
    id: int
    unit: Unit
    case: Case | None
    handler: Person | None
    causes: list[Cause]


class Count(SQLModel):
    cause: str
    unit: str
    quarter: date
    complaints: int


class Rise(SQLModel):
    cause: str
    unit: str
    before: int
    now: int
    more: int


engine = create_engine(
    os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:", 1),
    connect_args={"options": "-c search_path=tutorial"},
)
app = FastAPI()


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]


@app.get("/complaints/counts", response_model=list[Count])
def count_complaints(session: SessionDep, first: date, before: date) -> Any:
    """Count the complaints of some days by cause, unit and quarter."""
    quarter = func.date_trunc("quarter", col(Complaint.received_on)).label("quarter")
    statement: Any = (
        select(
            col(Cause.name).label("cause"),
            col(Unit.name).label("unit"),
            quarter,
            func.count().label("complaints"),
        )
        .select_from(Complaint)
        .join(Unit)
        .join(ComplaintCause)
        .join(Cause)
        .where(Complaint.received_on >= first, Complaint.received_on < before)
        .group_by(col(Cause.name), col(Unit.name), quarter)
    )
    return session.exec(statement).all()


@app.get("/complaints/rising", response_model=list[Rise])
def rising_complaints(session: SessionDep, before: date, now: date, until: date) -> Any:
    """Tell in which units which causes rose from one quarter to the next, the most first."""
    earlier = func.count().filter(col(Complaint.received_on) < now)
    later = func.count().filter(col(Complaint.received_on) >= now)
    statement = (
        select(  # type: ignore[call-overload]  # SQLModel types four columns at most
            col(Cause.name).label("cause"),
            col(Unit.name).label("unit"),
            earlier.label("before"),
            later.label("now"),
            (later - earlier).label("more"),
        )
        .select_from(Complaint)
        .join(Unit)
        .join(ComplaintCause)
        .join(Cause)
        .where(Complaint.received_on >= before, Complaint.received_on < until)
        .group_by(col(Cause.name), col(Unit.name))
        .having(later > earlier)
        .order_by((later - earlier).desc(), col(Cause.name), col(Unit.name))
    )
    return session.exec(statement).all()


@app.get("/complaints", response_model=list[ComplaintOut])
def search_complaints(session: SessionDep, q: Annotated[str, Query(min_length=1)]) -> Any:
    """Return the newest complaints that have all the words somewhere in their text."""
    shown = (Complaint.unit, Complaint.case, Complaint.handler, Complaint.causes)
    statement = (
        select(Complaint)
        .where(*(col(Complaint.text).ilike(f"%{word}%") for word in q.split()))
        .order_by(col(Complaint.received_on).desc(), col(Complaint.id).desc())
        .limit(NEWEST)
        .options(*(selectinload(each) for each in shown))  # type: ignore[arg-type]  # mapped
    )
    return session.exec(statement).all()


@app.post("/complaints", response_model=ComplaintOut, status_code=201)
def create_complaint(body: ComplaintCreate, session: SessionDep) -> Any:
    causes = session.exec(select(Cause).where(col(Cause.id).in_(body.cause_ids))).all()
    complaint = Complaint.model_validate(body, update={"causes": causes})
    session.add(complaint)
    try:
        session.commit()
    except IntegrityError as error:
        raise HTTPException(422) from error
    session.refresh(complaint)
    return complaint
