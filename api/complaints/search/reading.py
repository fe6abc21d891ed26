"""What is shown of the texts in which something was found."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import Session

from api.complaints.search.marking import pieces
from api.complaints.search.queries import hits_in, search_for
from api.complaints.search.schemas import TextPiece


def pieces_of(
    session: Session, query: str, texts: Mapping[UUID, str]
) -> Mapping[UUID, list[TextPiece]]:
    """Return what stands around the hits in the texts of some complaints, by their ids."""
    places = hits_in(session, search_for(session, query), texts)
    return {
        key: [
            TextPiece(text=piece.text, hit=piece.hit)
            for piece in pieces(text, places.get(key, set()))
        ]
        for key, text in texts.items()
    }
