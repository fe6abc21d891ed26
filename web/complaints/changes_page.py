"""Who changed what in a complaint, and when, with the names of what its ids stand for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.cases.client import HIDDEN
from web.cases.options import said
from web.complaints.client import Complaints, ComplaintsClient
from web.complaints.things import Complaint
from web.complaints.words import CHANNELS, CLOSINGS, KINDS
from web.deadlines.words import options
from web.language import N_, Language, language_of
from web.records.changes import told_changes
from web.render import render
from web.signed_in import SignedIn

router = APIRouter()

Named = Mapping[str, str]

FIELD_WORDS: Final = {
    "text": N_("Hvad borgeren siger"),
    "channel": N_("Kom med"),
    "kind": N_("Klagen er"),
    "unit_id": N_("Enhed"),
    "handler_id": N_("Behandler"),
    "received_at": N_("Tidspunkt"),
    "complainant_id": N_("Klageren"),
    "representative_id": N_("Taler for borgeren"),
    "repeat_of_id": N_("Gentager klagen"),
    "closed_how": N_("Lukket som"),
    "answer": N_("Svaret til borgeren"),
}
CODES: Final = {"channel": CHANNELS, "kind": KINDS, "closed_how": CLOSINGS}
# Where the names of all there are can be asked for, and the field that has the name.
NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "unit_id": ("/v1/units", "name"),
    "handler_id": ("/v1/people", "full_name"),
    "case_type_id": ("/v1/case-types", "name_{}"),
    "legal_basis_id": ("/v1/legal-bases", "text"),
}
CITIZENS: Final = ("complainant_id", "representative_id")
A_CITIZEN: Final = N_("en borger")
NOT_FOR_YOU: Final = N_("(noget, du ikke kan se)")


@router.get("/complaints/{name}/changes")
async def changes_page(
    request: Request, name: str, _: SignedIn, complaints: Complaints
) -> Response:
    """Show who changed what in the complaint itself, and when."""
    complaint, language = await complaints.complaint(name), language_of(request)
    changes = await complaints.api.get_all(f"/v1/complaints/{complaint.id}/history")
    words = await words_of(complaints, complaint, language, changes)
    told = told_changes(language, reversed(changes), words)
    return render(request, "complaints/changes.html", complaint=complaint, changes=told)


async def words_of(
    complaints: ComplaintsClient, complaint: Complaint, language: Language, changes: Iterable[Any]
) -> tuple[Named, dict[str, Named]]:
    """Return what a complaint's history calls its fields, and what their values mean.

    What an id stands for is said by its name; of what may not be read, only that it is there.
    """
    names = {name: language.gettext(word) for name, word in FIELD_WORDS.items()}
    codes: dict[str, Named] = {name: dict(options(language, of)) for name, of in CODES.items()}
    changed = ids_in(changes)
    known: dict[str, Named] = {
        **{name: await listed(complaints, language, name) for name in NAMES if name in changed},
        "case_id": await case_numbers(complaints, changed["case_id"]),
        "repeat_of_id": await numbers(complaints, changed["repeat_of_id"]),
        "decision_id": dict(said(language, await complaints.decisions(complaint))),
        **{name: dict.fromkeys(changed[name], language.gettext(A_CITIZEN)) for name in CITIZENS},
    }
    unseen = language.gettext(NOT_FOR_YOU)
    return names, codes | {
        name: {**dict.fromkeys(changed[name], unseen), **of} for name, of in known.items()
    }


def ids_in(changes: Iterable[Any]) -> defaultdict[str, set[str]]:
    """Return the values that each field had before and after its changes, where they are ids."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in (each for change in changes for each in change["changed"]):
        if each["field"].endswith("_id"):
            found[each["field"]].update(filter(None, (each["before"], each["after"])))
    return found


async def listed(complaints: ComplaintsClient, language: Language, name: str) -> Named:
    """Return what all that a field may stand for is called; nothing if the reader may not know."""
    path, called = NAMES[name]
    try:
        items = await complaints.api.get_all(path)
    except ApiRefused as refused:
        if refused.status in HIDDEN:
            return {}
        raise
    return {each["id"]: each[called.format(language.code)] for each in items}


async def case_numbers(complaints: ComplaintsClient, ids: Iterable[str]) -> Named:
    """Return the numbers of the cases that the reader may see."""
    found = {key: await complaints.case_number(key) for key in ids}
    return {key: number for key, number in found.items() if number != key}


async def numbers(complaints: ComplaintsClient, ids: Iterable[str]) -> Named:
    """Return the numbers of the complaints that the reader may see."""
    found = {key: await complaints.by_id(UUID(key)) for key in ids}
    return {key: each.number for key, each in found.items() if each}
