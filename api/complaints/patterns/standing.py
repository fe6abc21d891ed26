"""What a question about complaints is answered from: who asks, which data, and how fresh it is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from numpy.typing import NDArray
from sqlmodel import Session
from starlette.requests import Request

from api import freshness
from api.complaints.facts.columns import Facts
from api.complaints.facts.refreshing import MOST_AT_ONCE, State, refresh, run
from api.complaints.facts.sql import ENTITIES, HERE
from api.complaints.lookups.noting import noted_of, without_cpr
from api.complaints.patterns.dimensions import Audience
from api.complaints.patterns.memory import Called, Holding, held_for
from api.complaints.patterns.places import Places, read_places, read_trees
from api.complaints.patterns.protected import Settled, settled
from api.complaints.patterns.schemas import ComplaintFilters, query_string
from api.complaints.patterns.sql import MOMENTS, NAMING, STANDING
from api.complaints.search.queries import search_for, texts_matching
from api.errors import InvalidInput, NotAllowed
from api.people.access import Asking
from api.people.remembered import Known, remembered, signed_out
from api.people.rules import Actor, Scope
from api.reads import Reads


@dataclass(frozen=True)
class Newest:
    """The newest state of the data: since when it is so, and when that was checked last."""

    number: int
    id: UUID
    at: datetime
    checked_at: datetime
    trees_id: UUID | None


@dataclass(frozen=True)
class Standing:
    """Who asks, the newest data there is, and what all is called if that was read already."""

    known: Known
    newest: Newest | None
    current: bool
    called: Called | None
    headers: dict[str, str]

    @property
    def actor(self) -> Actor:
        return self.known.actor


async def standing(
    request: Request, reads: Reads, asking: Asking, query: ComplaintFilters
) -> Standing:
    """Find out who asks, and how the data stands, and note the question, in one statement."""
    called = held_for(reads).called
    path, words = request.scope["route"].path, query_string(without_cpr(query))
    for _ in range(2):
        known = await remembered().who(request, reads, asking)
        values = {"entities": list(ENTITIES), "naming": list(NAMING), "rights": known.rights}
        values["called"] = called and called.snapshot
        noted = noted_of(known.actor, path, words, query.data)
        row = await reads.fetch(STANDING, known.values | values | noted, steady=True)
        if remembered().still(known, row, asking):
            known.actor.require(Scope.PATTERNS_READ)
            told = freshness.freshness(row, known.epoch, known.actor.reach, asking.today)
            same = called if called and called.epoch == known.epoch else None
            still = same if row.still_called else None
            newest = Newest(row.number, row.state_id, row.at, row.checked_at, row.trees_id)
            return Standing(known, newest if row.number else None, row.current, still, told)
    raise signed_out()


@dataclass(frozen=True)
class Data:
    """The state that a question is answered from.

    `facts` are those of the newest state, which tell of all states before it too. Another question
    may have brought others into memory meanwhile.
    """

    facts: Facts
    number: int
    at: datetime
    checked_at: datetime
    called: Called
    places: Places
    holding: Holding
    newest: int
    newest_checked_at: datetime
    settled: Settled | None = None
    found: NDArray[Any] | None = None

    def told(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "at": moment(self.at),
            "checked_at": moment(self.checked_at),
        }


def at_hand(stands: Standing, holding: Holding, query: ComplaintFilters) -> Data | None:
    """Return what is in memory already, if that is all the question needs."""
    facts, called, newest = holding.facts.facts, stands.called, stands.newest
    if not stands.current or query.q is not None or query.data is not None:
        return None
    if newest is None or called is None or facts is None or facts.id != newest.id:
        return None
    if called.trees_id != newest.trees_id:
        return None
    return Data(
        facts=facts,
        number=newest.number,
        at=newest.at,
        checked_at=newest.checked_at,
        called=called,
        places=called.places,
        holding=holding,
        newest=newest.number,
        newest_checked_at=newest.checked_at,
    )


def prepared(
    session: Session, reads: Reads, query: ComplaintFilters, protected_on: date | None = None
) -> Data:
    """Bring the facts up to date, and have them in memory, with what was said at that time.

    Of an earlier state if it is wanted; on a day, with the years that may be told to the public.
    """
    # What refuses comes first: a refusal undoes what was brought up to date.
    said = None if query.q is None else search_for(session, query.q)
    if query.data is not None:
        moments_of(session, query.data)
    state = refresh(session, most=MOST_AT_ONCE)
    holding = held_for(reads)
    if state.behind:
        holding.behind.found((state.number, state.checked_at))
    facts = holding.facts.at(session, state)
    told = state if query.data is None else moments_of(session, query.data)
    called = read_called(session, holding, state)
    places = called.places
    if told.trees_id != called.trees_id:
        places = places.with_trees(read_trees(session, told.trees_id))
    return Data(
        facts=facts,
        number=told.number,
        at=told.at,
        checked_at=told.checked_at,
        called=called,
        places=places,
        holding=holding,
        newest=state.number,
        newest_checked_at=state.checked_at,
        settled=settled(session, facts, protected_on) if protected_on else None,
        found=texts_matching(session, said) if said else None,
    )


def read_called(session: Session, holding: Holding, state: State) -> Called:
    """Return what all is called now, as it lies in the newest state, and keep it."""
    # What is renamed after this moment is read again next time.
    here = run(session, HERE).one()
    places = read_places(session, state.trees_id)
    holding.called = Called(here.epoch, here.snapshot, state.trees_id, places)
    return holding.called


class Moments(NamedTuple):
    """Since when a state of the data was so, until when it was, and how all lay in it."""

    number: int
    at: datetime
    checked_at: datetime
    trees_id: UUID | None


def moments_of(session: Session, wanted: int) -> Moments:
    """Return when the data of a number was so, or refuse a number that none has."""
    row = run(session, MOMENTS, number=wanted).one_or_none()
    if row is None:
        raise InvalidInput(
            "data_unknown",
            f"There is no state {wanted} of the data. Leave it out for the newest.",
            pointer="data",
        )
    return Moments(*row)


def is_protected(actor: Actor, query: ComplaintFilters) -> bool:
    """Say whether small counts are hidden: for the public, and for who may not read complaints."""
    return query.audience is Audience.PUBLIC or not actor.has(Scope.COMPLAINTS_READ)


def exact_units(actor: Actor) -> frozenset[UUID] | None:
    """Return the units whose complaints somebody may count exactly; None for all."""
    return actor.units_of(Scope.COMPLAINTS_READ)


def check_may_see_complaints(actor: Actor, query: ComplaintFilters) -> None:
    """Refuse to tell more than protected figures to who may not read complaints."""
    if not actor.has(Scope.COMPLAINTS_READ):
        raise NotAllowed("not_allowed", "This tells of single complaints, which you may not read.")
    if query.audience is Audience.PUBLIC:
        raise NotAllowed("not_for_public", "This tells of single complaints: not for the public.")


def moment(at: datetime) -> str:
    """Return a moment as answers write it."""
    return at.isoformat().replace("+00:00", "Z")
