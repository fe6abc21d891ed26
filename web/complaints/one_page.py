"""The page of one complaint: how it stands, what comes next, and all that has happened."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.cases.client import HIDDEN
from web.cases.things import Citizen, Decision
from web.clock import now
from web.complaints.acts import ON_COMPLAINT, ON_PARTS
from web.complaints.client import Complaints, ComplaintsClient
from web.complaints.suggested import suggested_for
from web.complaints.telling import told
from web.complaints.things import Complaint
from web.complaints.views import contacted, hours_text, next_act
from web.complaints.words import (
    BOARD_RESULTS,
    CAME_BY,
    CLOSINGS,
    CONTACT_CHANNELS,
    KINDS,
    MARKS,
    REASSESSMENTS,
)
from web.deadlines.client import DeadlinesClient
from web.deadlines.lines import shown_line
from web.deadlines.views import Line as DeadlineLine
from web.language import language_of
from web.learning.client import LearningClient
from web.render import redirect, render
from web.signed_in import Person, SignedIn

router = APIRouter()

# What the codes mean; the page says them in the reader's language.
WORDS: Final[dict[str, Any]] = {
    "kinds": KINDS,
    "came_by": CAME_BY,
    "contact_channels": CONTACT_CHANNELS,
    "closings": CLOSINGS,
    "reassessments": REASSESSMENTS,
    "board_results": BOARD_RESULTS,
    "marks": MARKS,
}
DEADLINES: Final = "deadlines:read"
PARTS: Final = ("complainant", "representative")


@dataclass(frozen=True)
class Complainant:
    """Who complains, or speaks for who does; without the citizen if that may not be known."""

    part: str
    citizen: Citizen | None


@router.get("/complaints/{name}")
async def complaint_page(
    request: Request, name: str, person: SignedIn, complaints: Complaints
) -> Response:
    """Show a complaint, under the address that has its number."""
    complaint = await complaints.complaint(name)
    if name != complaint.number:
        return redirect(request, complaint.path)
    language, moment = language_of(request), now()
    may_add = ON_COMPLAINT["point"].may in complaint.may
    return render(
        request,
        "complaints/one.html",
        complaint=complaint,
        points=await complaints.points(complaint),
        groups={UUID(group.id): group.name for group in await complaints.groups(language)},
        suggestions=await suggested_for(complaints, complaint, language) if may_add else [],
        contacts=await complaints.contacts(complaint),
        contacted=contacted(language, complaint, moment),
        hours_text=lambda hours: hours_text(language, hours),
        appeal=complaint.appeal,
        clock=await clock_of(request, complaints, complaint, person),
        decision=await decision_of(complaints, complaint),
        complainants=await complainants_of(complaints, complaint),
        holdings=await complaints.holdings(complaint),
        repeats=await complaints.all(repeat_of=complaint.id),
        timeline=told(language, await complaints.happenings(complaint)),
        learning=await LearningClient(complaints.api).records(complaint=complaint.id),
        next_act=next_act(complaint),
        acts=ON_COMPLAINT,
        part_acts=ON_PARTS,
        **WORDS,
    )


async def clock_of(
    request: Request, complaints: ComplaintsClient, complaint: Complaint, person: Person
) -> DeadlineLine | None:
    """Return the time to reassess, as the list of deadlines says it."""
    if complaint.clock_id is None or DEADLINES not in person.may:
        return None
    deadlines = DeadlinesClient(complaints.api)
    try:
        deadline = await deadlines.deadline(complaint.clock_id)
    except ApiRefused as refused:
        if refused.status in HIDDEN:
            return None
        raise
    return await shown_line(request, deadlines, deadline)


async def decision_of(complaints: ComplaintsClient, complaint: Complaint) -> Decision | None:
    """Return the decision that is complained of, if the reader may see its case."""
    if complaint.decision_id is None:
        return None
    found = await complaints.decisions(complaint)
    return next((each for each in found if each.id == complaint.decision_id), None)


async def complainants_of(complaints: ComplaintsClient, complaint: Complaint) -> list[Complainant]:
    keys = {part: getattr(complaint, f"{part}_id") for part in PARTS}
    return [
        Complainant(part, await complaints.cases.known_citizen(key))
        for part, key in keys.items()
        if key
    ]
