"""How a question is served: from a kept answer if that still holds, else computed."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.complaints.patterns.answering import asked_of
from api.complaints.patterns.memory import Holding, held_for
from api.complaints.patterns.schemas import ComplaintFilters
from api.complaints.patterns.selecting import Asked
from api.complaints.patterns.standing import (
    Data,
    Standing,
    at_hand,
    check_may_see_complaints,
    exact_units,
    is_protected,
    prepared,
    standing,
)
from api.language import Language, preferred
from api.people.access import Asking
from api.reads import Reads

JSON = "application/json"


@dataclass(frozen=True)
class Question:
    """What is asked, of which data, in which language, as of which day."""

    asked: Asked
    data: Data
    language: Language
    today: date


Compute = Callable[[Question], bytes]
Protect = Callable[[Data, Language], bytes]


def still_good(stands: Standing, holding: Holding, key: tuple[Hashable, ...]) -> bytes | None:
    """Return the answer that was kept, if it is of the newest data or of what serves as that."""
    if stands.newest is None or stands.called is None:
        return None
    state = (stands.newest.number, stands.newest.checked_at)
    if not stands.current and not holding.behind.still(state):
        return None
    return holding.kept.get((state, stands.called.number, *key))


async def served(
    request: Request,
    reads: Reads,
    asking: Asking,
    query: ComplaintFilters,
    compute: Compute,
    protect: Protect | None = None,
) -> Response:
    """Answer a question, and keep the answer for who asks the same of the same data.

    Who may see no more gets what `protect` makes of it; without that they are refused.
    """
    stands = await standing(request, reads, asking, query)
    protected = is_protected(stands.actor, query)
    if protected and protect is None:
        check_may_see_complaints(stands.actor, query)
    language = preferred(request.headers.get("accept-language", ""))
    units = exact_units(stands.actor)
    path = request.scope["route"].path
    key = (path, protected or units, language, asking.today, query.model_dump_json())
    holding = held_for(reads)
    kept = still_good(stands, holding, key)
    if kept is None:
        data = None if protected else at_hand(stands, holding, query)
        if data is None:
            day = asking.today if protected else None
            data = await reads.run(lambda session: prepared(session, reads, query, day))

        def computed() -> bytes:
            if protected and protect:
                return protect(data, language)
            asked = asked_of(data, query, units)
            return compute(Question(asked, data, language, asking.today))

        kept = await run_in_threadpool(computed)
        state = (data.newest, data.newest_checked_at)
        holding.kept.put((state, data.called.number, *key), kept)
    headers = stands.headers | {"Vary": "Accept-Language"}
    return Response(kept, media_type=JSON, headers=headers)
