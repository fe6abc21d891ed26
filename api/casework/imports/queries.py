"""Every question about imports, what names in a file stand for, and the cases lines name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, String, any_, cast, func, or_, true
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.calendar.arrival import Channel
from api.cases.tables import Case, CaseReference, Decision, DecisionNotice
from api.casework.imports.known import Known, KnownType, KnownUnit, Named
from api.casework.imports.standing import Made, Standing
from api.casework.imports.tables import CaseImport, CaseImportRefusal
from api.catalogue.case_types.tables import CaseType
from api.catalogue.letter_types.tables import LetterType
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.tables import Deadline, Extension
from api.organisation.queries import valid_on
from api.organisation.tables import Unit
from api.paging import Found, PageQuery, by_id, by_number, find_page
from api.people.rules import Actor, Scope
from api.people.tables import Person
from api.resource import one

OF_CASE = (
    "id",
    "number",
    "case_type_id",
    "variant",
    "unit_id",
    "citizen_id",
    "origin",
    "received_on",
    "opened_under_act_on",
    "acknowledged_on",
    "state",
    "caseworker_id",
    "closed_on",
)


def imports_visible_to(actor: Actor) -> SelectOfScalar[CaseImport]:
    """Whoever may import everywhere sees all imports; others see their own."""
    seen: ColumnElement[bool] = true()
    if not actor.has_everywhere(Scope.CASES_IMPORT):
        seen = col(CaseImport.started_by_id) == actor.id
    return select(CaseImport).where(seen)


def case_import(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> CaseImport:
    return one(session, imports_visible_to(actor), "case_import", key, lock=lock)


def find_imports(session: Session, actor: Actor, query: PageQuery) -> Found[CaseImport]:
    """Return imports, the latest first."""
    statement, keys = imports_visible_to(actor), [by_id(CaseImport.id)]
    return find_page(session, statement, query, name="case_imports", keys=keys, descending=True)


def find_refusals(session: Session, import_id: UUID, query: PageQuery) -> Found[CaseImportRefusal]:
    """Return why lines were refused, in the order of the file."""
    statement = select(CaseImportRefusal).where(CaseImportRefusal.import_id == import_id)
    keys = [by_number(CaseImportRefusal.number)]
    return find_page(session, statement, query, name=f"refusals of {import_id}", keys=keys)


def known_to(session: Session, actor: Actor, today: date, named: Named | None = None) -> Known:
    """Return what names may stand for, all or some: units only where the actor writes cases."""
    reach = actor.units_of(Scope.CASES_WRITE)
    units = select(Unit.id, Unit.name, Unit.short_name, valid_on(today))
    types = select(CaseType.code, CaseType.id, CaseType.name_da)
    people = select(func.lower(Person.username), Person.id)
    letters = select(LetterType.code, LetterType.id).where(col(LetterType.retired).is_(False))
    if reach is not None:
        units = units.where(col(Unit.id).in_(reach))
    if named is not None:
        units = units.where(called(named.units))
        types = types.where(col(CaseType.code).in_(named.types))
        people = people.where(func.lower(Person.username).in_(named.people))
    return Known(
        (
            KnownUnit(key, tuple(filter(None, (name, short_name))), exists)
            for key, name, short_name, exists in session.exec(units)
        ),
        {code: KnownType(key, name) for code, key, name in session.exec(types)},
        dict(session.exec(people).all()),
        dict(session.exec(letters).all()),
    )


def called(names: Collection[str]) -> ColumnElement[bool]:
    """Say that a unit is known by one of some names, or by its id."""
    return or_(
        col(Unit.name).in_(names),
        col(Unit.short_name).in_(names),
        cast(Unit.id, String).in_(names),
    )


def standings(
    session: Session, keys: Collection[tuple[str, str]]
) -> dict[tuple[str, str], Standing]:
    """Return the cases that references name, as they stand."""
    found = list(session.exec(named_by(keys))) if keys else []
    ids = {row.id for row in found}
    decisions = decisions_of(session, ids) if ids else {}
    notices = notices_of(session, ids) if ids else {}
    return {
        (system, reference): Standing(
            *(key, *of_case, tuple(decisions.get(key, ())), frozenset(notices.get(key, ())))
        )
        for system, reference, key, *of_case in found
    }


def among(column: Any, values: Collection[Any]) -> ColumnElement[bool]:
    """Say that a column has one of many values: as one array, for a list is slow to write."""
    return col(column) == any_(cast(list(values), ARRAY(column.type)))


def named_by(keys: Collection[tuple[str, str]]) -> Any:
    """Select the cases that references name, by one look into the indexes for each.

    A join would read all cases for every batch of a file.
    """
    systems, references = (list(names) for names in zip(*keys, strict=True))
    texts = ARRAY(String)
    unnested = func.unnest(cast(systems, texts), cast(references, texts))
    told = unnested.table_valued("system", "reference").render_derived(name="told")
    reference: Any = CaseReference
    columns: list[Any] = [getattr(Case, name) for name in OF_CASE]
    named = (
        select(*columns)
        .join(reference, reference.case_id == col(Case.id))
        .where(reference.system == told.c.system, reference.reference == told.c.reference)
        .limit(1)
        .lateral("named")
    )
    found = (named.c[name] for name in OF_CASE)
    return select(told.c.system, told.c.reference, *found).join_from(told, named, true())


def decisions_of(session: Session, ids: Collection[UUID]) -> Mapping[UUID, list[Made]]:
    """Return the concluding decisions of some cases, in order, and how each was sent."""
    statement = select(Decision).where(among(Decision.case_id, ids), col(Decision.concludes))
    rows = session.exec(statement.order_by(col(Decision.made_on), col(Decision.id))).all()
    sent: dict[UUID, set[tuple[Channel, date]]] = defaultdict(set)
    wanted = {row.id for row in rows}
    letters = select(DecisionNotice).where(among(DecisionNotice.decision_id, wanted))
    for letter in session.exec(letters) if wanted else ():
        sent[letter.decision_id].add((letter.channel, letter.dispatched_on))
    found: dict[UUID, list[Made]] = defaultdict(list)
    for row in rows:
        made = Made(row.id, row.made_on, row.outcome, frozenset(sent[row.id]))
        found[row.case_id].append(made)
    return found


def notices_of(session: Session, ids: Collection[UUID]) -> Mapping[UUID, set[tuple[date, date]]]:
    """Return what citizens were promised of the decisions in some cases, and when."""
    rows = session.exec(
        select(Deadline.case_id, Extension)
        .join(Extension, col(Extension.deadline_id) == Deadline.id)
        .where(among(Deadline.case_id, ids), Deadline.kind == DeadlineKind.DECISION)
    )
    found: dict[UUID, set[tuple[date, date]]] = defaultdict(set)
    for case_id, notice in rows:
        found[case_id].add((notice.due_on, notice.notice_sent_on))
    return found


def taken_numbers(session: Session, numbers: Iterable[str]) -> set[str]:
    """Return those numbers that cases have."""
    return set(session.exec(select(Case.number).where(among(Case.number, set(numbers)))))


def case_named(session: Session, system: str, reference: str) -> Case:
    """Return the case that a reference names, locked."""
    named = (CaseReference.system == system, CaseReference.reference == reference)
    statement = select(Case).join(CaseReference).where(*named).with_for_update(of=Case)
    return session.exec(statement.execution_options(populate_existing=True)).one()
