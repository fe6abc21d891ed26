"""The lines of an export: those of the list, read by one statement and so as of one moment."""

from collections.abc import Iterator

from sqlmodel import Session

from api.deadlines import queries
from api.deadlines.export.columns import Line
from api.deadlines.reading import shown, with_details
from api.deadlines.rules import AsOf
from api.deadlines.schemas import JudgedFilters
from api.errors import InvalidInput
from api.language import Language
from api.people.rules import Actor

MOST = 100_000
AT_A_TIME = 500


def check_size(session: Session, actor: Actor, wanted: JudgedFilters, as_of: AsOf) -> None:
    """Refuse an export that nobody would read, before it is written."""
    if queries.count_of(session, actor, wanted, as_of, most=MOST + 1) > MOST:
        raise InvalidInput(
            "export_too_large",
            f"These are more than {MOST} deadlines. Ask for some of them: by unit, type or day.",
        )


def lines_of(
    session: Session, actor: Actor, wanted: JudgedFilters, as_of: AsOf, language: Language
) -> Iterator[Line]:
    """Yield what the list shows, in its order, from a cursor in the database."""
    statement = with_details(queries.listed(actor, wanted, as_of), as_of)
    ordered = queries.in_order(statement, wanted.order, as_of)
    few = {"yield_per": AT_A_TIME}
    for row in session.exec(ordered, execution_options=few):
        name = row.type_name_da if language is Language.DA else row.type_name_en
        yield Line(shown(row, actor, as_of), name)
