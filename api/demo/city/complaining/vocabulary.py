"""What complaints of the made-up municipality refer to in the catalogue, read once."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from api.catalogue.case_types.tables import CaseType
from api.catalogue.causes.tables import ComplaintCause
from api.catalogue.legal_bases.rules import Basis
from api.catalogue.legal_bases.tables import CaseTypeBasis, LegalBasis


class Vocabulary:
    """Causes by their codes, and names and legal bases of case types."""

    def __init__(self, session: Session) -> None:
        causes = {row.id: row for row in session.exec(select(ComplaintCause))}
        self.causes = {row.code: row.id for row in causes.values()}
        self.groups = {
            row.code: causes[row.group_id].code for row in causes.values() if row.group_id
        }
        self.names = dict(session.exec(select(CaseType.id, CaseType.name_da)).all())
        self.bases: dict[UUID, list[LegalBasis]] = defaultdict(list)
        links = select(CaseTypeBasis.case_type_id, LegalBasis).join(LegalBasis)
        for type_id, basis in session.exec(links.order_by(col(LegalBasis.id))):
            self.bases[type_id].append(basis)

    def basis_on(self, type_id: UUID, day: date) -> UUID | None:
        """Return the legal basis of a case type in force on a day, if it was the only one."""
        held = [
            basis.id
            for basis in self.bases[type_id]
            if Basis(type_id, "", basis.valid_from, basis.valid_until).holds_on(day)
        ]
        return held[0] if len(held) == 1 else None
