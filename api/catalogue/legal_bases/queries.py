"""Every question about legal bases."""

from sqlmodel import Session, col, select

from api.catalogue.legal_bases.rules import Bases, Basis
from api.catalogue.legal_bases.tables import CaseTypeBasis, LegalBasis


def basis_texts(session: Session) -> Bases:
    """Return the legal bases of all case types, as they are written."""
    statement = (
        select(CaseTypeBasis.case_type_id, LegalBasis)
        .join(LegalBasis)
        .order_by(col(LegalBasis.act_short), col(LegalBasis.section))
    )
    return Bases(
        Basis(type_id, f"{row.act_short} {row.section}", row.valid_from, row.valid_until)
        for type_id, row in session.exec(statement)
    )
