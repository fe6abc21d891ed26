"""What a leader must see on a Monday: how many deadlines break, and where to go to act on them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel, TypeAdapter

from web.api_client import ApiClient
from web.clock import today
from web.deadlines.client import DeadlinesClient
from web.deadlines.filters import FILTERS, NOTICES, WEEK, unit_of
from web.deadlines.weeks import monday_of, week_address
from web.signed_in import Person

SCOPE: Final = "deadlines:read"
DECISIONS_SCOPE: Final = "cases:read"
SHOWN: Final = 5


class Unsent(BaseModel):
    """A decision that was made and sent to nobody."""

    id: UUID
    case_number: str
    made_on: date


UNSENT: Final = TypeAdapter(list[Unsent])


@dataclass(frozen=True)
class Overview:
    """The numbers of this week, each with the list behind it."""

    overdue: int
    untold: int
    this_week: int
    unsent: list[Unsent]
    unsent_count: int
    addresses: dict[str, str]


async def overview(api: ApiClient, person: Person) -> Overview | None:
    """Return what breaks in the reader's unit this week; None for who does not read deadlines."""
    if SCOPE not in person.may:
        return None
    deadlines, unit = DeadlinesClient(api), unit_of(person)
    monday = monday_of(today()) + WEEK
    asked: dict[str, Any] = {"unit": unit, "owed_by": "authority"}
    late = {**asked, "status": ["overdue"]}
    unsent, unsent_count = await unsent_decisions(api, person, unit)
    return Overview(
        overdue=await deadlines.count(late),
        untold=await deadlines.count({**late, **NOTICES["missing"]}),
        this_week=await deadlines.count({**asked, "status": ["open"], "legal_due_before": monday}),
        unsent=unsent,
        unsent_count=unsent_count,
        addresses=addresses(unit, monday),
    )


async def unsent_decisions(
    api: ApiClient, person: Person, unit: str | None
) -> tuple[list[Unsent], int]:
    """Return the first decisions that were made and not sent, and how many there are."""
    if DECISIONS_SCOPE not in person.may:
        return [], 0
    page = {"undispatched": True, "unit": unit, "limit": SHOWN, "count": "exact"}
    answer = (await api.get("/v1/decisions", **page)).json
    return UNSENT.validate_python(answer["items"]), answer["total"]


def addresses(unit: str | None, monday: date) -> dict[str, str]:
    at = {"unit": unit or ""}
    return {
        "overdue": FILTERS.address({**at, "state": "overdue"}),
        "untold": FILTERS.address({**at, "state": "overdue", "notice": "missing"}),
        "this_week": FILTERS.address({**at, "state": "running", "due_before": monday.isoformat()}),
        "week": week_address(unit, today()),
    }
