"""What is done to legal bases. The caller owns the transaction."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session

from api.catalogue.legal_bases import queries, rules
from api.catalogue.legal_bases.schemas import LegalBasisIn
from api.catalogue.legal_bases.tables import CaseTypeBasis, LegalBasis
from api.catalogue.locking import stop_writers
from api.catalogue.rights import check_keeper
from api.errors import InvalidInput
from api.people.rules import Actor
from api.resource import add, change, remove


def create_legal_basis(session: Session, actor: Actor, body: LegalBasisIn) -> LegalBasis:
    check_keeper(actor)
    stop_writers(session, LegalBasis)
    check_successor(session, body)
    return add(session, LegalBasis(**dict(body)))


def replace_legal_basis(
    session: Session, actor: Actor, basis: LegalBasis, body: LegalBasisIn
) -> LegalBasis:
    check_keeper(actor)
    check_successor(session, body)
    if body.successor_id:
        following = session.exec(queries.successors_of(body.successor_id)).all()
        rules.check_no_circle(basis.id, following)
    for before in queries.predecessors_of(session, [basis.id]):
        rules.check_order(before.valid_from, body.valid_from, pointer="/valid_from")
    return change(session, basis, dict(body))


def delete_legal_basis(session: Session, actor: Actor, basis: LegalBasis) -> None:
    check_keeper(actor)
    remove(session, basis, "legal_basis")


def check_successor(session: Session, body: LegalBasisIn) -> None:
    """Refuse a successor that is not there, or that was in force before this."""
    if body.successor_id is None:
        return
    successor = session.get(LegalBasis, body.successor_id)
    if successor is None:
        raise InvalidInput(
            "reference_unknown", "There is nothing with this id.", pointer="/successor_id"
        )
    rules.check_order(body.valid_from, successor.valid_from, pointer="/successor_id")


def keep_bases_of_type(session: Session, type_id: UUID, wanted: Collection[UUID]) -> bool:
    """Let a case type have exactly these legal bases, and say whether that changed anything."""
    there = {link.legal_basis_id: link for link in queries.links_of_type(session, type_id)}
    for basis_id in there.keys() - set(wanted):
        remove(session, there[basis_id], "case_type_basis")
    missing = [basis_id for basis_id in dict.fromkeys(wanted) if basis_id not in there]
    known = queries.sections(session, missing)
    for basis_id in missing:
        if basis_id not in known:
            raise InvalidInput(
                "legal_basis_unknown",
                f"There is no legal basis {basis_id}.",
                pointer="/legal_basis_ids",
            )
        add(session, CaseTypeBasis(case_type_id=type_id, legal_basis_id=basis_id))
    return set(wanted) != there.keys()
