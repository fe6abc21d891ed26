"""The form that takes a complaint in: its fields, its points, and what is sent of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from fastapi import Request

from web.complaints.act_fields import WANTED
from web.complaints.act_values import YES_OR_NO, moment_of
from web.complaints.words import CHANNELS, KINDS
from web.forms import REQUIRED, Form, filled, posted
from web.language import N_, Language, language_of
from web.records.fields import Field, Kind, labels, read, typed_values

OTHERS: Final = {
    "complainant": N_("klager selv"),
    "representative": N_("taler for borgeren"),
}
ABOUT: Final = (
    Field("text", N_("Hvad klages der over"), Kind.LONG),
    Field("unit_id", N_("Enhed, der klages over"), Kind.PICK, optional=True),
    Field("case_type_id", N_("Sagstype"), Kind.PICK, optional=True),
    Field("decision_id", N_("Afgørelse, der klages over"), Kind.PICK, optional=True),
    Field("handler_id", N_("Behandler"), Kind.PICK, optional=True),
    Field("channel", N_("Kom med"), Kind.CHOICE, words=CHANNELS),
    Field("kind", N_("Klagen er"), Kind.CHOICE, optional=True, words=KINDS),
    Field("moment_on", N_("Modtaget den"), Kind.DAY),
    Field("moment_at", N_("Kl."), Kind.TIME, optional=True),
)
WHO: Final = (
    Field("case_number", N_("Sagsnummer"), optional=True),
    Field("of_citizen", N_("Sagens borger klager"), Kind.CHECK),
    Field("other", N_("Hvem er det"), Kind.CHOICE, optional=True, words=OTHERS),
    Field("cpr", N_("CPR-nummer"), optional=True),
    Field("replacement_number", N_("Erstatningsnummer"), optional=True),
    Field("full_name", N_("Navn"), optional=True),
)
TALK: Final = (
    Field("spoke_now", N_("Jeg talte med borgeren, da klagen kom"), Kind.CHECK),
    Field("resolved_by_dialogue", N_("Klagen er løst ved samtalen"), Kind.CHECK),
    Field(
        "written_answer_wanted",
        N_("Ønsker borgeren et skriftligt svar"),
        Kind.CHOICE,
        optional=True,
        words=WANTED,
    ),
    Field("note", N_("Notat om samtalen"), Kind.LONG, optional=True),
    Field("close", N_("Luk klagen med det samme"), Kind.CHECK),
)
FIELDS: Final = (*ABOUT, *WHO, *TALK)
IDENTITY: Final = ("cpr", "replacement_number", "full_name")
CAUSE: Final = N_("Årsag %(number)s")
WORDS: Final = N_("Med borgerens ord %(number)s")
NO_TALK: Final = N_("Sæt kryds her, hvis du talte med borgeren.")
WHO_IS_IT: Final = N_("Vælg, om personen klager selv eller taler for borgeren.")
NUMBER_OF_WHOM: Final = N_("Skriv nummeret, eller vælg „ingen anden“.")
POINT_NAME: Final = re.compile(r"point-(\d{1,2})-(?:cause_id|text)")
ROWS: Final = 2
MOST_ROWS: Final = 50


@dataclass(frozen=True)
class PointRow:
    """The names of the two fields of a point."""

    number: int

    @property
    def cause(self) -> str:
        return f"point-{self.number}-cause_id"

    @property
    def text(self) -> str:
        return f"point-{self.number}-text"


def form_labels(language: Language, names: Iterable[str]) -> dict[str, str]:
    """Return the labels of the fields, and of those of the points that a form has."""
    return labels(FIELDS) | {
        name: language.gettext(words, number=row.number + 1)
        for row in rows_of(names)
        for name, words in ((row.cause, CAUSE), (row.text, WORDS))
    }


def rows_of(names: Iterable[str]) -> list[PointRow]:
    """Return the rows for points: those a form has, and at least some."""
    found = (POINT_NAME.fullmatch(name) for name in names)
    highest = max((int(each[1]) for each in found if each), default=0)
    return [PointRow(number) for number in range(min(max(highest + 1, ROWS), MOST_ROWS))]


def empty_form(request: Request, begun: dict[str, Any]) -> Form:
    known = form_labels(language_of(request), ())
    return filled(request, known, typed_values(FIELDS, begun))


async def posted_form(request: Request) -> Form:
    names = (await request.form()).keys()
    return await posted(request, form_labels(language_of(request), names))


async def form_with_point(request: Request, cause: str) -> tuple[Form, str]:
    """Return what was typed with one more point, in the first row that is free; and its field.

    Without a cause, it is a row more to fill in.
    """
    form = await posted_form(request)
    rows = rows_of(form.labels)
    free = next((row for row in rows if not form[row.cause] and not form[row.text]), None)
    row = free if free and cause else PointRow(min(len(rows), MOST_ROWS - 1))
    values = {name: form.all(name) for name in form.labels} | {row.cause: [cause]}
    values["submission"] = [form.submission]
    wider = Form(form.language, form_labels(form.language, [*form.labels, row.cause]), values)
    return wider, row.text if cause else row.cause


def read_complaint(form: Form) -> dict[str, Any]:
    """Return what is sent to the register; what can't be read is an error in the form."""
    values = read(form, ABOUT, {})
    received_on = values["moment_on"]
    moment = moment_of(values)
    received = {"received_on": received_on, "received_at": moment}
    return values | received | people(form) | {"points": points(form)}


def people(form: Form) -> dict[str, Any]:
    """Return who complains and who speaks for them, as far as the form names them."""
    identity = {name: form.text(name, optional=True, longest=500) for name in IDENTITY}
    other = form.choice("other", OTHERS, optional=True)
    if other and any(identity.values()):
        return {other: identity}
    if other:
        form.note("cpr", NUMBER_OF_WHOM)
    elif any(identity.values()):
        form.note("other", WHO_IS_IT)
    return {"anonymous": not form.checked("of_citizen")}


def points(form: Form) -> list[dict[str, Any]]:
    """Return the points that have a cause; words without one are asked for theirs."""
    found = []
    for row in rows_of(form.labels):
        cause = form.text(row.cause, optional=True, longest=100)
        words = form.text(row.text, optional=True)
        if words and not cause:
            form.note(row.cause, REQUIRED)
        elif cause:
            found.append({"cause_id": cause, "text": words})
    return found


def point_field(form: Form, pointer: str) -> str | None:
    """Return the field that the api means by a place in the list of points that were sent."""
    parts = pointer.strip("/").split("/")
    if parts[0] != "points" or len(parts) < len(("points", "0", "cause_id")):
        return None
    sent = [row for row in rows_of(form.labels) if form[row.cause]]
    number = int(parts[1])
    if number >= len(sent):
        return None
    return sent[number].text if parts[2] == "text" else sent[number].cause


def read_contact(form: Form, attempted_at: datetime | None) -> dict[str, Any] | None:
    """Return the talk that is noted with the complaint, if there was one."""
    values = read(form, TALK, {})
    spoke = values.pop("spoke_now")
    if not spoke and any(values.values()):
        form.note("spoke_now", NO_TALK)
    if not spoke:
        return None
    wanted = YES_OR_NO.get(values["written_answer_wanted"] or "")
    said = {"channel": contact_channel(form["channel"]), "reached": True}
    return values | said | {"written_answer_wanted": wanted, "attempted_at": attempted_at}


def contact_channel(channel: str) -> str:
    """Return how a talk was had, of a complaint that came in this way."""
    return "meeting" if channel == "in_person" else "phone"
