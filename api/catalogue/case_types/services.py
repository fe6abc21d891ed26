"""What is done to case types. The caller owns the transaction."""

from sqlmodel import Session

from api.catalogue.case_types import queries, rules
from api.catalogue.case_types.schemas import CaseTypeIn
from api.catalogue.case_types.tables import CaseType
from api.errors import NotAllowed
from api.people.rules import Actor, Scope
from api.resource import add, change, remove


def create_case_type(session: Session, actor: Actor, body: CaseTypeIn) -> CaseType:
    check_keeper(actor)
    return add(session, CaseType(**dict(body)))


def replace_case_type(
    session: Session, actor: Actor, case_type: CaseType, body: CaseTypeIn
) -> CaseType:
    check_keeper(actor)
    if body.parent_id:
        rules.check_no_circle(case_type.id, queries.places_above(session, [body.parent_id]))
    return change(session, case_type, dict(body))


def delete_case_type(session: Session, actor: Actor, case_type: CaseType) -> None:
    check_keeper(actor)
    remove(session, case_type, "case_type")


def check_keeper(actor: Actor) -> None:
    """Refuse who may not keep the catalogue, which belongs to no unit."""
    if not actor.has(Scope.CATALOGUE_WRITE):
        raise NotAllowed("not_allowed", "You may see this, and you do not have catalogue:write.")
