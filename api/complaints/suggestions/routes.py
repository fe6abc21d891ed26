"""Suggested causes over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

from api.clock import Now
from api.complaints.queries import complaint
from api.complaints.suggestions import services
from api.complaints.suggestions.schemas import CauseSuggestionsIn, SuggestedCauses
from api.db import SessionDep
from api.people.access import ComplaintsReader
from api.routing import feature

router = feature("/v1", "complaints")


@router.get("/complaints/{id}/suggested-causes")
def suggest_causes_of_complaint(
    key: Annotated[UUID, Path(alias="id")],
    session: SessionDep,
    actor: ComplaintsReader,
    now: Now,
) -> SuggestedCauses:
    """Suggest causes that a complaint's words point at and that it does not have yet.

    Learnt from earlier classified complaints, with the reason. Nothing is filled in.
    """
    return services.suggest_for_complaint(session, actor, complaint(session, actor, key), now)


@router.post("/cause-suggestions")
def suggest_causes(
    session: SessionDep,
    actor: ComplaintsReader,
    now: Now,
    body: CauseSuggestionsIn,
) -> SuggestedCauses:
    """Suggest causes of what is being told, while it is written down. The text is not kept."""
    return services.suggest_causes(session, actor, body.text, now)
