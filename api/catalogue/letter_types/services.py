"""What is done to the types of letters. The caller owns the transaction."""

from sqlmodel import Session

from api.catalogue.letter_types.schemas import LetterTypeIn
from api.catalogue.letter_types.tables import LetterType
from api.catalogue.rights import check_keeper
from api.people.rules import Actor
from api.resource import add, change, remove


def create_letter_type(session: Session, actor: Actor, body: LetterTypeIn) -> LetterType:
    check_keeper(actor)
    return add(session, LetterType(**dict(body)))


def replace_letter_type(
    session: Session, actor: Actor, letter_type: LetterType, body: LetterTypeIn
) -> LetterType:
    check_keeper(actor)
    return change(session, letter_type, dict(body))


def delete_letter_type(session: Session, actor: Actor, letter_type: LetterType) -> None:
    check_keeper(actor)
    remove(session, letter_type, "letter_type")
