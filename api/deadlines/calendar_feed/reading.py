"""The deadlines of a calendar: those of a list that run, and those that left it lately."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, Uuid, any_, literal, select
from sqlmodel import Session, col

from api.catalogue.case_types.tables import CaseType
from api.deadlines.calendar_feed.rules import MOST, Entry, taken_away, taken_away_since, wanted
from api.deadlines.documents.reading import nearest as keys_of_nearest
from api.deadlines.documents.reading import selected
from api.deadlines.rules import AsOf, Status
from api.deadlines.schemas import DeadlineFilters
from api.deadlines.tables import Deadline
from api.language import Language
from api.organisation.tables import Unit
from api.people.rules import Actor

OF_DEADLINE = Entry._fields[: Entry._fields.index("unit")]


class Entries(NamedTuple):
    """What a calendar holds, by day, and whether there is more than it can hold."""

    entries: list[Entry]
    left_out: bool


def entries_of(
    session: Session,
    actor: Actor,
    filters: DeadlineFilters,
    today: date,
    language: Language,
    *,
    since: date,
) -> Entries:
    """Return what somebody may read of some deadlines today, the nearest if they are too many.

    `since` is the day from which programs have had this calendar: what ended before was never in
    it, and need not be taken away.
    """

    def nearest(statuses: list[Status], most: int, ended_from: date | None = None) -> list[Entry]:
        of_status = filters.model_copy(update={"status": statuses})
        return nearest_of(session, actor, of_status, today, language, most, ended_from)

    shown = wanted(filters.status)
    found = nearest(shown, MOST + 1)
    held = found[:MOST]
    if gone := taken_away(shown):
        held += nearest(gone, MOST - len(held), taken_away_since(today, since))
    by_day = sorted(held, key=lambda each: (each.legal_due_on, each.id))
    return Entries(by_day, left_out=len(found) > MOST)


def nearest_of(
    session: Session,
    actor: Actor,
    filters: DeadlineFilters,
    today: date,
    language: Language,
    most: int,
    ended_from: date | None,
) -> list[Entry]:
    """Return so many deadlines at most, the nearest days first; or those that ended since a day.

    Nothing else in a calendar knows how deadlines are asked for.
    """
    wanted = selected(session, actor, filters, AsOf(today, today))
    keys = keys_of_nearest(session, wanted, most=most, ended_from=ended_from)
    rows = session.connection().execute(
        select(*told(language))
        .join(Unit, col(Unit.id) == Deadline.unit_id)
        .join(CaseType, col(CaseType.id) == Deadline.case_type_id)
        .where(col(Deadline.id) == any_(literal(list(keys), ARRAY(Uuid))))
    )
    gone = ended_from is not None
    found = {row.id: Entry._make((*row, gone)) for row in rows}
    return [found[key] for key in keys]


def told(language: Language) -> tuple[Any, ...]:
    """Return the columns of an entry, in its order: of a whole row most would be read in vain."""
    case_type = CaseType.name_da if language is Language.DA else CaseType.name_en
    of_deadline = (col(getattr(Deadline, name)) for name in OF_DEADLINE)
    return (*of_deadline, col(Unit.name), col(case_type))
