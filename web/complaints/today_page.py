"""What needs contact today: who was never reached, whose time runs out, who waits for a letter."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from web.clock import now
from web.complaints.acts import ON_COMPLAINT
from web.complaints.client import Complaints, ComplaintsClient
from web.complaints.filters import FILTERS, PATH
from web.complaints.things import Complaint
from web.complaints.views import Line, came_at, line_of
from web.complaints.words import KINDS
from web.deadlines.client import DeadlinesClient
from web.deadlines.lines import shown_lines
from web.deadlines.views import Line as DeadlineLine
from web.deadlines.weeks import monday_of
from web.language import language_of
from web.render import render
from web.signed_in import SignedIn

router = APIRouter()

MOST: Final = 100
MOST_CLOCKS: Final = 25
DEADLINES: Final = "deadlines:read"
WEEK: Final = timedelta(7)
OLDEST: Final = "received_on"


@dataclass(frozen=True)
class Clock:
    """A reassessment that must be done this week, and the complaint that it is for."""

    line: DeadlineLine
    complaint: Complaint | None


@router.get(f"{PATH}/today")
async def today_page(request: Request, person: SignedIn, complaints: Complaints) -> Response:
    """Show who is to be spoken with, the one who has waited longest first."""
    language, moment = language_of(request), now()

    async def lines(**filters: Any) -> tuple[list[Line], int]:
        found = await complaints.listed({**filters, "order": OLDEST}, limit=MOST)
        ordered = sorted(found.items, key=came_at)
        return [line_of(language, each, moment) for each in ordered], found.total

    unreached, count = await lines(needs_contact=True)
    answers, answer_count = await lines(answer_wanted=True)
    may_read = DEADLINES in person.may
    return render(
        request,
        "complaints/today.html",
        moment=moment,
        unreached=unreached,
        count=count,
        answers=answers,
        answer_count=answer_count,
        clocks=await clocks_of(request, complaints, moment.date()) if may_read else [],
        contact=ON_COMPLAINT["contact"],
        closing=ON_COMPLAINT["closing"],
        kinds=KINDS,
        all_unreached=FILTERS.address({"contact": "missing", "order": OLDEST}),
    )


async def clocks_of(request: Request, complaints: ComplaintsClient, today: date) -> list[Clock]:
    """Return the reassessments whose time ends this week or has passed, the first day first."""
    deadlines = DeadlinesClient(complaints.api)
    asked = {
        "kind": ["reassessment"],
        "status": ["open", "overdue"],
        "legal_due_before": monday_of(today) + WEEK,
        "order": "legal_due_on",
    }
    found = (await deadlines.listed(asked, limit=MOST_CLOCKS, count=False)).items
    return [
        Clock(line, await complaint_of(complaints, line))
        for line in await shown_lines(request, deadlines, found)
    ]


async def complaint_of(complaints: ComplaintsClient, line: DeadlineLine) -> Complaint | None:
    """Return the complaint that a time to reassess is of, if the reader may see it."""
    of_case = await complaints.all(case=line.deadline.case_id)
    clocks = (each for each in of_case if each.appeal and each.appeal.deadline)
    return next((each for each in clocks if each.clock_id == line.deadline.id), None)
