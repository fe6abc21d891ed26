"""The page of one case: how it stands, what comes next, and all that has happened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from web.cases.acts import ON_CASE, ON_PARTS, next_act
from web.cases.client import Cases, CasesClient
from web.cases.list_page import type_names
from web.cases.telling import GROUPS, told
from web.cases.things import Case
from web.cases.words import LACKS, ORIGINS, OUTCOMES, PARTIES, PROGRESS
from web.deadlines.client import Deadline, DeadlinesClient
from web.deadlines.lines import shown_lines
from web.deadlines.views import Line
from web.deadlines.words import CHANNELS, KINDS, WAITING_FOR, in_words, options
from web.forms import Form, as_typed
from web.language import N_, Language, language_of
from web.render import render
from web.signed_in import SignedIn

router = APIRouter()

# The clocks that a case brings with it; the others start with a fact of their own.
OWN_CLOCKS: Final = ("acknowledgement", "decision")
TIMELINE_LABELS: Final = {
    "show": N_("Hvad der skete"),
    "as_of": N_("Som det stod"),
    "order": N_("Orden"),
}
ORDERS: Final = {"": N_("det nyeste først"), "oldest": N_("det ældste først")}
# What the codes of the parts mean; the page says them in the reader's language.
WORDS: Final[Mapping[str, Any]] = {
    "channels": CHANNELS,
    "waiting_for": WAITING_FOR,
    "outcomes": OUTCOMES,
    "parties": PARTIES,
    "origins": ORIGINS,
    "progress": PROGRESS,
}
COMPLAINTS: Final = "complaints:read"
AUTHORITY: Final = "authority"
SEND: Final = ON_PARTS["notice"].may


@dataclass(frozen=True)
class Clocks:
    """The deadlines of a case: what is still to come or owed, what is over, and what is missing."""

    coming: list[Line]
    over: list[Line]
    without_term: list[str]


@router.get("/cases/{number}")
async def case_page(request: Request, number: str, person: SignedIn, cases: Cases) -> Response:
    """Show a case."""
    case = await cases.case(number)
    language = language_of(request)
    names = await type_names(cases, language)
    deadlines = await cases.deadlines(case)
    lines = await shown_lines(request, DeadlinesClient(cases.api), deadlines)
    waits, decisions = await cases.waits(case), await cases.decisions(case)
    return render(
        request,
        "cases/one.html",
        case=case,
        type_name=names.get(str(case.case_type.id), case.case_type.name),
        clocks=clocks_of(language, case, lines),
        notices=await cases.extensions([each for each in deadlines if each.owed_by == AUTHORITY]),
        kinds={each.id: in_words(language, KINDS, each.kind) for each in deadlines},
        waits=sorted(waits, key=lambda each: (not each.open, each.since_on)),
        decisions=decisions[::-1],
        unsent=next((each for each in decisions if not each.notices and SEND in each.may), None),
        hearings=(await cases.hearings(case))[::-1],
        requests=(await cases.access_requests(case))[::-1],
        citizen=await cases.known_citizen(case.citizen_id),
        complaint_count=await cases.complaint_count(case) if COMPLAINTS in person.may else 0,
        next_act=next_act(case.may),
        acts=ON_CASE,
        part_acts=ON_PARTS,
        lacks_text=lambda lacks: listed(language, LACKS, lacks),
        **WORDS,
        **await timeline_of(request, cases, case),
    )


def clocks_of(language: Language, case: Case, lines: Iterable[Line]) -> Clocks:
    lines = [replace(line, waits=[]) for line in lines]
    coming = [line for line in lines if still_to_come(line.deadline)]
    known = {line.deadline.kind for line in lines}
    missing = [] if case.closed_on else [kind for kind in OWN_CLOCKS if kind not in known]
    return Clocks(
        coming,
        [line for line in lines if line not in coming][::-1],
        [in_words(language, KINDS, kind) for kind in missing],
    )


def listed(language: Language, words: Mapping[str, str], codes: Iterable[str]) -> str:
    """Return some codes in words: begrundelse, klagevejledning."""
    return ", ".join(in_words(language, words, code) for code in codes)


def still_to_come(deadline: Deadline) -> bool:
    """Say whether somebody has still to act; a citizen's own day that has passed is over."""
    ran_out = deadline.status == "overdue" and deadline.owed_by == "citizen"
    return not deadline.ended and not ran_out


async def timeline_of(request: Request, cases: CasesClient, case: Case) -> dict[str, Any]:
    """Return what has happened, of the kind and as of the day that the address names."""
    language, query = language_of(request), request.query_params
    values = {name: [query[name]] for name in TIMELINE_LABELS if query.get(name, "").strip()}
    form = Form(language, TIMELINE_LABELS, values)
    as_of: date | None = form.day("as_of", optional=True)
    group = form.choice("show", GROUPS, optional=True) or ""
    order = form.choice("order", ORDERS, optional=True)
    if as_of:
        shown = {**values, "as_of": [as_typed(as_of)]}
        form = Form(language, TIMELINE_LABELS, shown)
    happenings = await cases.happenings(case, as_of)
    return {
        "timeline": told(language, happenings, group, newest_first=order != "oldest"),
        "timeline_form": form,
        "timeline_as_of": as_of,
        "groups": options(language, GROUPS),
        "orders": options(language, ORDERS),
    }
