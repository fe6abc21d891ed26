"""The complaint that somebody saved last in this browser: asked about before it is saved again.

Whoever goes back to the form and saves it once more would register the same complaint twice, and
no complaint is ever deleted. A form that is sent twice is known by its number, and is not asked.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from fastapi import Request, Response

from web.clock import now
from web.complaints.client import ComplaintsClient
from web.complaints.filters import PATH
from web.complaints.things import Complaint
from web.forms import Form
from web.settings import get_settings
from web.signed_in import Person

COOKIE: Final = "saved-complaint"
ASKED_FOR_SECONDS: Final = 600
SECONDS_IN_A_MINUTE: Final = 60
# What two complaints have in common that may be one.
SAME: Final = ("text", "unit_id", "case_number")


@dataclass(frozen=True)
class SavedLast:
    """A complaint of the same words, and how many minutes ago it was saved: at least one."""

    complaint: Complaint
    minutes: int


def digest_of(form: Form, person: Person) -> str:
    words = (str(person.id), *(" ".join(form[name].split()) for name in SAME))
    return hashlib.sha256("\x00".join(words).encode()).hexdigest()


def remember(response: Response, form: Form, person: Person, complaint: Complaint) -> None:
    """Keep for ten minutes what was saved, without its words."""
    saved = (form.submission, complaint.id, int(now().timestamp()), digest_of(form, person))
    response.set_cookie(
        COOKIE,
        "_".join(map(str, saved)),
        max_age=ASKED_FOR_SECONDS,
        path=f"{PATH}/new",
        httponly=True,
        samesite="lax",
        secure=get_settings().production,
    )


async def saved_last(
    request: Request, complaints: ComplaintsClient, form: Form, person: Person
) -> SavedLast | None:
    """Return the complaint that was saved just before from another form with the same words."""
    submission, key, second, digest = (request.cookies.get(COOKIE, "").split("_") + [""] * 4)[:4]
    same = digest == digest_of(form, person) and second.isdecimal()
    if not same or submission == form.submission:
        return None
    complaint = await complaints.by_name(key)
    minutes = round((now().timestamp() - int(second)) / SECONDS_IN_A_MINUTE)
    return SavedLast(complaint, max(minutes, 1)) if complaint else None
