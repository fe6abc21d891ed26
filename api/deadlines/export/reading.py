"""The lines of an export: those of the list, read by one statement and so as of one moment."""

from collections.abc import Iterator

from sqlmodel import Session, select

from api.catalogue.case_types.tables import CaseType
from api.deadlines.documents.reading import count_of, deadlines_of, selected
from api.deadlines.export.columns import Line
from api.deadlines.rules import AsOf
from api.deadlines.schemas import JudgedFilters
from api.errors import InvalidInput
from api.language import Language
from api.people.rules import Actor

MOST = 100_000


def check_size(session: Session, actor: Actor, wanted: JudgedFilters, as_of: AsOf) -> None:
    """Refuse an export that nobody would read, before it is written."""
    if count_of(session, selected(session, actor, wanted, as_of), most=MOST + 1) > MOST:
        raise InvalidInput(
            "export_too_large",
            f"These are more than {MOST} deadlines. Ask for some of them: by unit, type or day.",
        )


def lines_of(
    session: Session, actor: Actor, wanted: JudgedFilters, as_of: AsOf, language: Language
) -> Iterator[Line]:
    """Yield what the list shows, in its order, from a cursor in the database."""
    names = {
        case_type.id: case_type.name_da if language is Language.DA else case_type.name_en
        for case_type in session.exec(select(CaseType))
    }
    chosen = selected(session, actor, wanted, as_of)
    for shown in deadlines_of(session, chosen, wanted.order):
        yield Line(shown, names[shown.case_type.id])
