"""Acting in a case: one form page and one way of sending it, for every act of the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.cases.act import Act, Situation
from web.cases.acts import ON_CASE, ON_PARTS
from web.cases.client import NOT_FOUND, Cases, CasesClient
from web.cases.options import options_of
from web.cases.things import Case
from web.clock import today
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
CHANGED: Final = N_(
    "Sagen er ændret imens. Se, hvordan den står nu, og gem igen, hvis det stadig passer."
)
SAVED: Final = N_("%(what)s: gemt i sag %(number)s.")
NO_TERM: Final = N_("Der er ingen offentliggjort frist for %(kinds)s, så der løber ingen.")


@dataclass(frozen=True)
class Doing:
    """An act on the way to being done, with what it is done to."""

    request: Request
    cases: CasesClient
    act: Act
    situation: Situation

    @property
    def case(self) -> Case:
        return self.situation.case

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
    def address(self) -> str:
        return f"{self.case.path}/{self.name}"

    @property
    def etag(self) -> str:
        """Return the version of what the act changes."""
        version = self.situation.part.get("version", self.case.version)
        return f'"{version}"'

    @property
    def back(self) -> str:
        """Return where it is read what was done."""
        return f"{self.case.path}#{self.act.at}"

    @property
    def leave(self) -> str:
        """Return the way back when nothing was done: to the link that opened the form.

        Without a fragment, with which a browser would stay on the page with the form.
        """
        return f"{self.case.path}?focus={quote(self.name, safe='')}"

    @property
    def may(self) -> list[str]:
        return list(self.situation.part.get("may", self.case.may))


def known(acts: Mapping[str, Act], name: str) -> Act:
    """Return an act by its address; another address is no page."""
    if name not in acts:
        raise ApiRefused(NOT_FOUND, {"code": "act_not_found"})
    return acts[name]


async def on_case(request: Request, cases: CasesClient, number: str, name: str) -> Doing:
    act = known(ON_CASE, name)
    return Doing(request, cases, act, Situation(await cases.case(number), {}, today()))


async def on_part(request: Request, cases: CasesClient, number: str, name: str, key: UUID) -> Doing:
    act = known(ON_PARTS, name)
    case = await cases.case(number)
    part = await cases.part(case, act.of, key)
    return Doing(request, cases, act, Situation(case, part, today()))


@router.get("/cases/{number}/{act}")
async def act_form(request: Request, number: str, act: str, _: SignedIn, cases: Cases) -> Response:
    """Show the form of an act on a case: in the case's page to htmx, else as a page."""
    return await begun(await on_case(request, cases, number, act))


@router.post("/cases/{number}/{act}")
async def do_act(request: Request, number: str, act: str, _: SignedIn, cases: Cases) -> Response:
    """Do it, or show the form again with what is wrong."""
    return await done(await on_case(request, cases, number, act))


@router.get("/cases/{number}/{act}/{key}")
async def part_act_form(
    request: Request, number: str, act: str, key: UUID, _: SignedIn, cases: Cases
) -> Response:
    """Show the form of an act on a part of a case."""
    return await begun(await on_part(request, cases, number, act, key))


@router.post("/cases/{number}/{act}/{key}")
async def do_part_act(
    request: Request, number: str, act: str, key: UUID, _: SignedIn, cases: Cases
) -> Response:
    """Do it to the part, or show the form again with what is wrong."""
    return await done(await on_part(request, cases, number, act, key))


async def begun(doing: Doing) -> Response:
    act = doing.act
    if act.may not in doing.may:
        return explain(doing.request, EXPLANATIONS[NOT_NOW if doing.case.may else 403])
    values = typed_values(act.fields, act.begins(doing.situation))
    form = filled(doing.request, labels(act.fields), values, etag=doing.etag, prefix=act.path)
    return await opened(doing, form)


async def done(doing: Doing) -> Response:
    act = doing.act
    form = await posted(doing.request, labels(act.fields), prefix=act.path)
    values = read(form, act.fields, {})
    if form.errors:
        return await opened(doing, form, UNREADABLE)
    body, path = act.body(values, doing.situation), act.api_path(doing.situation)
    api = doing.cases.api
    try:
        if act.replaces:
            answer = await api.put(path, body, etag=form.etag)
        else:
            answer = await api.post(path, body, submission=form.submission, etag=form.etag)
    except ApiRefused as refused:
        return await refused_form(doing, form, refused)
    return await closed(doing, answer.json)


async def refused_form(doing: Doing, form: Form, refused: ApiRefused) -> Response:
    """Show why not, at the field; beside what somebody saved meanwhile if that is the reason."""
    if refused.status == STALE and doing.act.replaces:
        return beside(doing, form, refused, await choices_in_words(doing))
    if refused.status == STALE:
        form.note("", CHANGED)
        form.etag = refused.current_etag or doing.etag
    elif not form.take(refused):
        raise refused
    return await opened(doing, form, refused.status)


def beside(doing: Doing, form: Form, refused: ApiRefused, words: Mapping[str, Any]) -> Response:
    now = typed_values(doing.act.fields, doing.act.begins(doing.situation))
    return conflict_page(
        doing.request,
        form,
        refused,
        action=doing.address,
        back=doing.back,
        now=now,
        words=words,
    )


async def choices_in_words(doing: Doing) -> dict[str, dict[str, str]]:
    """Return what the values of the form's choices mean."""
    say = doing.language.gettext
    options = await options_of(doing.cases, doing.case, doing.act.fields, doing.language)
    checks = {field.name for field in doing.act.fields if field.kind is Kind.CHECK}
    yes = {name: {"on": say("ja"), "": say("nej")} for name in checks}
    return yes | {name: dict(pairs) for name, pairs in options.items()}


async def opened(doing: Doing, form: Form, status: int = 200) -> Response:
    """Answer with the form: where it was asked for, or on a page of its own."""
    act = doing.act
    return render(
        doing.request,
        "cases/_act.html" if is_htmx(doing.request) else "cases/act.html",
        status,
        case=doing.case,
        act=act,
        form=form,
        rows=in_rows(act.fields),
        options=await options_of(doing.cases, doing.case, act.fields, doing.language),
        action=doing.address,
        leave=doing.leave,
    )


async def closed(doing: Doing, answer: Mapping[str, Any]) -> Response:
    """Lead back to the case; who handed it over to others may not see it any more."""
    language = doing.language
    what = language.gettext(doing.act.title)
    notice = language.gettext(SAVED, what=what, number=doing.case.number)
    if missing := answer.get("missing_terms"):
        kinds = ", ".join(in_words(language, KINDS, kind) for kind in missing)
        notice += " " + language.gettext(NO_TERM, kinds=kinds)
    still_seen = await doing.cases.by_number(doing.case.number)
    return redirect(doing.request, doing.back if still_seen else "/cases", notice)
