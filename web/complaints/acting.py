"""Acting on a complaint."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Response

from web.acts.act import Values
from web.acts.acting import Acting, Doing
from web.acts.pages import add_act_pages
from web.api_client import ApiClient, ApiRefused, Fault
from web.cases.acting import saved_text
from web.cases.things import Case
from web.complaints.acts import ON_COMPLAINT, ON_PARTS
from web.complaints.client import ComplaintsClient
from web.complaints.options import PICKS
from web.complaints.things import Complaint, Numbered
from web.complaints.words import CLOSINGS
from web.forms import Form
from web.language import N_
from web.records.fields import Json

router = APIRouter()

SAVED: Final = N_("%(what)s: gemt i klage %(number)s.")
NO_CASE: Final = N_("Der er ingen sag med det nummer, som du kan se. Ret det, eller slet det.")
NO_COMPLAINT: Final = N_("Der er ingen klage med det nummer, som du kan se.")


class ActingOnComplaints(Acting[Complaint]):
    """The acts on a complaint, which are also done from the list of what needs contact."""

    name, one = "complaints", "complaint"
    changed = N_(
        "Klagen er ændret imens. Se, hvordan den står nu, og gem igen, hvis det stadig passer."
    )
    on_thing, on_parts, picks = ON_COMPLAINT, ON_PARTS, PICKS
    lists = {"today": "/complaints/today"}
    fields = {
        "attempted_at": "moment_on",
        "received_on": "moment_on",
        "received_at": "moment_at",
        "case_id": "case_number",
        "repeat_of_id": "repeat_of_number",
    }

    async def find(self, api: ApiClient, name: str) -> Complaint:
        return await ComplaintsClient(api).complaint(name)

    async def linked(self, doing: Doing[Complaint], form: Form, values: Values) -> Values:
        """Return the values with the ids of the case and the complaint that have numbers there."""
        if "case_number" not in values:
            return values
        thing, complaints = doing.thing, ComplaintsClient(doing.api)
        number, repeated = values.pop("case_number"), values.pop("repeat_of_number")
        case = known(thing.case, number) or (number and await complaints.cases.by_number(number))
        first = known(thing.repeat_of, repeated) or (
            repeated and await complaints.by_name(repeated)
        )
        if number and case is None:
            form.note("case_number", NO_CASE)
        if repeated and first is None:
            form.note("repeat_of_number", NO_COMPLAINT)
        links = {"case_id": case and case.id, "repeat_of_id": first and first.id}
        return values | links | {"complainant_id": complainant_id(thing, case)}

    async def refused(self, doing: Doing[Complaint], form: Form, refused: ApiRefused) -> Response:
        refused.errors = [at_its_clock(fault) for fault in refused.errors]
        return await super().refused(doing, form, refused)

    async def still_seen(self, doing: Doing[Complaint]) -> bool:
        return await ComplaintsClient(doing.api).by_id(doing.thing.id) is not None

    async def shown(self, doing: Doing[Complaint]) -> dict[str, Any]:
        return {**await super().shown(doing), "closings": CLOSINGS}

    def notice(self, doing: Doing[Complaint], answer: Json) -> str:
        return saved_text(doing, SAVED, doing.thing.number, answer)


def at_its_clock(fault: Fault) -> Fault:
    """Tell of a moment that has not come where its clock is read, and of all else at its day."""
    return fault._replace(pointer="/moment_at") if fault.code == "moment_in_future" else fault


def known(named: Numbered | None, number: str | None) -> Numbered | None:
    """Return what a complaint names already by a number; that stays, also where it is not seen."""
    return named if named and named.number == number else None


def complainant_id(complaint: Complaint, case: Case | Numbered | None) -> UUID | None:
    """Return whose complaint it is. Only a case newly named brings its citizen.

    Else one that is anonymous would become the citizen's by any correction.
    """
    newly = case.citizen_id if isinstance(case, Case) else None
    return complaint.complainant_id or newly


ACTING: Final = ActingOnComplaints()
add_act_pages(router, ACTING)
