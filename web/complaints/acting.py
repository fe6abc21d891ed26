"""Acting on a complaint: one form page and one way of sending it, for every act of the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.clock import now
from web.complaints.act import Act, Situation, Values
from web.complaints.acts import ON_COMPLAINT, ON_PARTS
from web.complaints.client import NOT_FOUND, Complaints, ComplaintsClient
from web.complaints.options import flat, options_of
from web.complaints.things import Complaint
from web.complaints.words import CLOSINGS
from web.deadlines.words import KINDS, in_words
from web.forms import Form, filled, posted
from web.language import N_, Language, language_of
from web.records.fields import Kind, in_rows, labels, read, typed_values
from web.refusals import EXPLANATIONS, conflict_page, explain
from web.render import is_htmx, redirect, render
from web.signed_in import SignedIn

router = APIRouter()

STALE: Final = 412
UNREADABLE: Final = 422
NOT_NOW: Final = 409
TODAY: Final = "/complaints/today"
CHANGED: Final = N_(
    "Klagen er ændret imens. Se, hvordan den står nu, og gem igen, hvis det stadig passer."
)
SAVED: Final = N_("%(what)s: gemt i klage %(number)s.")
NO_CASE: Final = N_("Der er ingen sag med det nummer, som du kan se. Ret det, eller slet det.")
NO_COMPLAINT: Final = N_("Der er ingen klage med det nummer, som du kan se.")
NO_TERM: Final = N_("Der er ingen offentliggjort frist for %(kinds)s, så der løber ingen.")


@dataclass(frozen=True)
class Doing:
    """An act on the way to being done, with what it is done to."""

    request: Request
    complaints: ComplaintsClient
    act: Act
    situation: Situation

    @property
    def complaint(self) -> Complaint:
        return self.situation.complaint

    @property
    def language(self) -> Language:
        return language_of(self.request)

    @property
    def part_id(self) -> str:
        return str(self.situation.part.get("id", ""))

    @property
    def name(self) -> str:
        return "/".join(filter(None, [self.act.path, self.part_id]))

    @property
    def in_inbox(self) -> bool:
        """Say whether it is done from the list of what needs contact."""
        return self.request.query_params.get("from") == "today"

    @property
    def address(self) -> str:
        return f"{self.complaint.path}/{self.name}" + ("?from=today" if self.in_inbox else "")

    @property
    def etag(self) -> str:
        """Return the version of what the act changes."""
        version = self.situation.part.get("version", self.complaint.version)
        return f'"{version}"'

    @property
    def back(self) -> str:
        """Return where it is read what was done."""
        return TODAY if self.in_inbox else f"{self.complaint.path}#{self.act.at}"

    @property
    def leave(self) -> str:
        """Return the way back when nothing was done: to the link that opened the form.

        Without a fragment, with which a browser would stay on the page with the form.
        """
        if self.in_inbox:
            return f"{TODAY}?focus={self.complaint.id}"
        return f"{self.complaint.path}?focus={quote(self.name, safe='')}"

    @property
    def may(self) -> list[str]:
        return list(self.situation.part.get("may", self.complaint.acts))


def known(acts: Mapping[str, Act], name: str) -> Act:
    """Return an act by its address; another address is no page."""
    if name not in acts:
        raise ApiRefused(NOT_FOUND, {"code": "act_not_found"})
    return acts[name]


async def on_complaint(
    request: Request, complaints: ComplaintsClient, name: str, act: str
) -> Doing:
    found = known(ON_COMPLAINT, act)
    situation = Situation(await complaints.complaint(name), {}, now())
    return Doing(request, complaints, found, situation)


async def on_part(
    request: Request, complaints: ComplaintsClient, name: str, act: str, key: UUID
) -> Doing:
    found = known(ON_PARTS, act)
    complaint = await complaints.complaint(name)
    part = await complaints.part(complaint, found.of, key)
    return Doing(request, complaints, found, Situation(complaint, part, now()))


@router.get("/complaints/{name}/{act}")
async def act_form(
    request: Request, name: str, act: str, _: SignedIn, complaints: Complaints
) -> Response:
    """Show the form of an act: where the complaint is read to htmx, else as a page."""
    return await begun(await on_complaint(request, complaints, name, act))


@router.post("/complaints/{name}/{act}")
async def do_act(
    request: Request, name: str, act: str, _: SignedIn, complaints: Complaints
) -> Response:
    """Do it, or show the form again with what is wrong."""
    return await done(await on_complaint(request, complaints, name, act))


@router.get("/complaints/{name}/{act}/{key}")
async def part_act_form(
    request: Request, name: str, act: str, key: UUID, _: SignedIn, complaints: Complaints
) -> Response:
    """Show the form of an act on a part of a complaint."""
    return await begun(await on_part(request, complaints, name, act, key))


@router.post("/complaints/{name}/{act}/{key}")
async def do_part_act(
    request: Request, name: str, act: str, key: UUID, _: SignedIn, complaints: Complaints
) -> Response:
    """Do it to the part, or show the form again with what is wrong."""
    return await done(await on_part(request, complaints, name, act, key))


async def begun(doing: Doing) -> Response:
    act = doing.act
    if act.may not in doing.may:
        return explain(doing.request, EXPLANATIONS[NOT_NOW if doing.complaint.may else 403])
    asked = {each.name: doing.request.query_params.get(each.name) for each in act.fields}
    known_by_now = {name: value for name, value in asked.items() if value}
    values = typed_values(act.fields, act.begins(doing.situation)) | known_by_now
    form = filled(doing.request, labels(act.fields), values, etag=doing.etag, prefix=act.path)
    return await opened(doing, form)


async def done(doing: Doing) -> Response:
    act = doing.act
    form = await posted(doing.request, labels(act.fields), prefix=act.path)
    values = await with_links(doing, form, read(form, act.fields, {}))
    if form.errors:
        return await opened(doing, form, UNREADABLE)
    try:
        answer = await sent(doing, form, act.body(values, doing.situation))
    except ApiRefused as refused:
        return await refused_form(doing, form, refused)
    return await closed(doing, answer)


async def with_links(doing: Doing, form: Form, values: Values) -> Values:
    """Return the values with the ids of the case and the complaint that were named by number."""
    if "case_number" not in values:
        return values
    number, repeated = values.pop("case_number"), values.pop("repeat_of_number")
    case = await doing.complaints.cases.by_number(number) if number else None
    first = await doing.complaints.by_name(repeated) if repeated else None
    if number and case is None:
        form.note("case_number", NO_CASE)
    if repeated and first is None:
        form.note("repeat_of_number", NO_COMPLAINT)
    links = {"case_id": case and case.id, "repeat_of_id": first and first.id}
    known = doing.complaint.complainant_id
    return values | links | {"complainant_id": known or (case and case.citizen_id)}


async def sent(doing: Doing, form: Form, body: Values) -> Mapping[str, Any]:
    """Do the act, and return what the api answers to it."""
    act, api = doing.act, doing.complaints.api
    path = act.api_path(doing.situation)
    if act.deletes:
        await api.delete(path, etag=form.etag)
        return {}
    if act.replaces:
        return dict((await api.put(path, body, etag=form.etag)).json)
    return dict((await api.post(path, body, submission=form.submission, etag=form.etag)).json)


async def refused_form(doing: Doing, form: Form, refused: ApiRefused) -> Response:
    """Show why not, at the field; beside what somebody saved meanwhile if that is the reason."""
    if refused.status == STALE and doing.act.replaces:
        return beside(doing, form, refused, await choices_in_words(doing))
    if refused.status == STALE:
        form.note("", CHANGED)
        form.etag = refused.current_etag or doing.etag
    elif not form.take(refused, fields_in(form)):
        raise refused
    return await opened(doing, form, refused.status)


# Where a form may ask for something in another way than the api.
FIELD_OF: Final = {
    "attempted_at": "moment_on",
    "received_on": "moment_on",
    "received_at": "moment_at",
    "case_id": "case_number",
    "repeat_of_id": "repeat_of_number",
}


def fields_in(form: Form) -> dict[str, str]:
    return {ours: name for ours, name in FIELD_OF.items() if name in form.labels}


def beside(doing: Doing, form: Form, refused: ApiRefused, words: Mapping[str, Any]) -> Response:
    now_there = typed_values(doing.act.fields, doing.act.begins(doing.situation))
    return conflict_page(
        doing.request,
        form,
        refused,
        action=doing.address,
        back=doing.back,
        now=now_there,
        words=words,
    )


async def choices_in_words(doing: Doing) -> dict[str, dict[str, str]]:
    """Return what the values of the form's choices mean."""
    say = doing.language.gettext
    act = doing.act
    options = await options_of(doing.complaints, doing.complaint, act.fields, doing.language)
    checks = {field.name for field in act.fields if field.kind is Kind.CHECK}
    yes = {name: {"on": say("ja"), "": say("nej")} for name in checks}
    return yes | {name: dict(flat(pairs)) for name, pairs in options.items()}


async def opened(doing: Doing, form: Form, status: int = 200) -> Response:
    """Answer with the form: where it was asked for, or on a page of its own."""
    act = doing.act
    return render(
        doing.request,
        "complaints/_act.html" if is_htmx(doing.request) else "complaints/act.html",
        status,
        complaint=doing.complaint,
        act=act,
        form=form,
        rows=in_rows(act.fields),
        options=await options_of(doing.complaints, doing.complaint, act.fields, doing.language),
        action=doing.address,
        leave=doing.leave,
        closings=CLOSINGS,
    )


async def closed(doing: Doing, answer: Mapping[str, Any]) -> Response:
    """Lead back to where it is read; who passed it on to others may not see it any more."""
    language = doing.language
    what = language.gettext(doing.act.title)
    notice = language.gettext(SAVED, what=what, number=doing.complaint.number)
    if missing := answer.get("missing_terms"):
        kinds = ", ".join(in_words(language, KINDS, kind) for kind in missing)
        notice += " " + language.gettext(NO_TERM, kinds=kinds)
    still_seen = await doing.complaints.by_name(str(doing.complaint.id))
    return redirect(doing.request, doing.back if still_seen else "/complaints", notice)
