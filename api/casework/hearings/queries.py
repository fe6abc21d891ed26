"""Every question about party hearings: one is seen where its case is seen."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases.queries import of_visible_cases
from api.cases.rules import Party
from api.cases.tables import PartyHearing
from api.casework.hearings.schemas import PartyHearingsQuery
from api.casework.parts import one_of_case
from api.paging import Found, by_day, by_id, find_page
from api.people.rules import Actor


def hearings_visible_to(actor: Actor) -> SelectOfScalar[PartyHearing]:
    return select(PartyHearing).where(of_visible_cases(PartyHearing.case_id, actor))


def hearing(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> PartyHearing:
    visible = hearings_visible_to(actor)
    return one_of_case(session, actor, visible, "party_hearing", key, lock=lock)


def find_hearings(
    session: Session, actor: Actor, query: PartyHearingsQuery, _: date
) -> Found[PartyHearing]:
    """Return hearings by the day they were sent, the oldest first."""
    statement = hearings_visible_to(actor)
    if query.case:
        statement = statement.where(PartyHearing.case_id == query.case)
    if query.replied is not None:
        statement = statement.where(col(PartyHearing.replied_on).is_not(None) == query.replied)
    keys = [by_day(PartyHearing.sent_on), by_id(PartyHearing.id)]
    return find_page(session, statement, query, name="party_hearings", keys=keys)


def same_hearing(
    session: Session, case_id: UUID, *, party: Party, about: str, sent_on: date
) -> UUID | None:
    """Return the hearing of a party about the same on the same day."""
    statement = select(PartyHearing.id).where(
        PartyHearing.case_id == case_id,
        PartyHearing.party == party,
        PartyHearing.about == about,
        PartyHearing.sent_on == sent_on,
    )
    return session.exec(statement).first()
