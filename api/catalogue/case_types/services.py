"""What is done to case types. The caller owns the transaction."""

from typing import Any

from sqlmodel import Session

from api.catalogue.case_types import queries, rules
from api.catalogue.case_types.schemas import CaseTypeIn
from api.catalogue.case_types.tables import CaseType
from api.catalogue.legal_bases.services import keep_bases_of_type
from api.catalogue.rights import check_keeper
from api.people.rules import Actor
from api.resource import add, change, remove
from api.table import now


def create_case_type(session: Session, actor: Actor, body: CaseTypeIn) -> CaseType:
    check_keeper(actor)
    case_type = add(session, CaseType(**columns(body)))
    keep_bases_of_type(session, case_type.id, body.legal_basis_ids)
    return case_type


def replace_case_type(
    session: Session, actor: Actor, case_type: CaseType, body: CaseTypeIn
) -> CaseType:
    check_keeper(actor)
    if body.parent_id:
        rules.check_no_circle(case_type.id, queries.places_above(session, [body.parent_id]))
    values = columns(body)
    if keep_bases_of_type(session, case_type.id, body.legal_basis_ids):
        # The legal bases are part of the answer, so its version counts their changes too.
        values["updated_at"] = now()
    return change(session, case_type, values)


def delete_case_type(session: Session, actor: Actor, case_type: CaseType) -> None:
    """Delete a case type that nothing but its legal bases refers to."""
    check_keeper(actor)
    keep_bases_of_type(session, case_type.id, [])
    remove(session, case_type, "case_type")


def columns(body: CaseTypeIn) -> dict[str, Any]:
    return body.model_dump(exclude={"legal_basis_ids"})
