"""Which causes a text points at. Nothing is kept of it, and nothing is filled in."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from api.catalogue.causes.tables import ComplaintCause
from api.complaints.points.schemas import NamedCause
from api.complaints.search.rules import words_of
from api.complaints.suggestions import queries
from api.complaints.suggestions.memory import memory
from api.complaints.suggestions.rules import Suggestion, roughly
from api.complaints.suggestions.schemas import PointingWord, SuggestedCause, SuggestedCauses
from api.complaints.tables import Complaint
from api.people.rules import Actor, Scope


def suggest_for_complaint(
    session: Session, actor: Actor, complaint: Complaint, now: datetime
) -> SuggestedCauses:
    """Suggest causes that a complaint does not have yet."""
    has = queries.causes_of(session, complaint.id)
    return suggest_causes(session, actor, complaint.text, now, without=has)


def suggest_causes(
    session: Session, actor: Actor, text: str, now: datetime, *, without: Collection[UUID] = ()
) -> SuggestedCauses:
    """Suggest causes, learnt from complaints of all units.

    Of how many is told exactly only to who may read them all.
    """
    many = int if actor.has_everywhere(Scope.COMPLAINTS_READ) else roughly
    learnt = memory.learnt(now, lambda: queries.learn(session, now))
    places = queries.places_of_stems(session, text)
    suggestions = learnt.suggest(places, without)
    causes = queries.causes_in_use(session, [each.cause_id for each in suggestions])
    written = {stem: words_of(text)[place - 1] for stem, place in places.items()}
    return SuggestedCauses(
        suggestions=[
            suggested(each, causes[each.cause_id], written, many)
            for each in suggestions
            if each.cause_id in causes
        ],
        learnt_from=many(learnt.learnt_from),
        learnt_at=learnt.at,
    )


def suggested(
    suggestion: Suggestion,
    cause: ComplaintCause,
    written: dict[str, str],
    many: Callable[[int], int],
) -> SuggestedCause:
    """Return a suggestion with its words as they stand in the text, each once."""
    words = dict[str, int]()
    for reason in suggestion.reasons:
        words.setdefault(written[reason.lexeme], many(reason.complaints))
    return SuggestedCause(
        cause=NamedCause.of(cause),
        certainty=round(suggestion.certainty, 2),
        complaints=many(suggestion.complaints),
        words=[PointingWord(word=word, complaints=held) for word, held in words.items()],
    )
