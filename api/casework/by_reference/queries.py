"""The cases that other systems' references name."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, col, select

from api.cases.queries import cases_visible_to, in_own_units
from api.cases.tables import Case, CaseReference
from api.casework.by_reference.rules import Name
from api.casework.imports.queries import among, named_by
from api.casework.imports.rules import without_cpr
from api.errors import NotFound
from api.people.rules import Actor, Scope

RUNS = text("SELECT nextval('case_numbers') FROM generate_series(1, :many)")


def case_named(session: Session, actor: Actor, name: Name) -> Case:
    """Return the case of a name; one that may not be seen is as one that is not there."""
    statement = cases_visible_to(actor).join(CaseReference)
    named = (CaseReference.system == name.system, CaseReference.reference == name.reference)
    if case := session.exec(statement.where(*named)).one_or_none():
        return case
    raise NotFound("case", without_cpr(str(name)))


def lock_named(session: Session, actor: Actor, names: Collection[Name]) -> Mapping[Name, Case]:
    """Return those cases of some names that the actor may write, locked in the order of their ids.

    So two who write the same cases at once wait for each other, and never in a circle.
    """
    keys = [(name.system, name.reference) for name in names]
    ids = {Name(system, name): key for system, name, key, *_ in session.exec(named_by(keys))}
    within = in_own_units(Case.unit_id, Case.caseworker_id, actor, Scope.CASES_WRITE)
    statement = select(Case).where(among(Case.id, set(ids.values())), within).order_by(col(Case.id))
    locked = statement.with_for_update(of=Case).execution_options(populate_existing=True)
    cases = {case.id: case for case in session.exec(locked)} if ids else {}
    return {name: cases[key] for name, key in ids.items() if key in cases}


def versions(session: Session, ids: Collection[UUID]) -> Mapping[UUID, int]:
    """Return the versions of some cases, as they stand now."""
    rows = session.exec(select(Case.id, Case.version).where(among(Case.id, set(ids))))
    return dict(rows.all())


def running_numbers(session: Session, many: int) -> list[int]:
    """Draw so many of the numbers that cases are named by."""
    return list(session.connection().execute(RUNS, {"many": many}).scalars())
