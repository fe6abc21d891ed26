"""What a page says when it cannot do what was asked.

Always four things: what happened, what is safe, what to do, and the request id. A plain browser
gets a page; htmx gets the same words in `#notices`, and what was typed stays where it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from web.api_client import NOT_SIGNED_IN, ApiRefused, ApiUnreachable, Fault, SignedOut
from web.forms import SIGN_IN_LABELS, Form, as_typed, filled
from web.kept_post import keep
from web.language import N_, language_of
from web.navigation import here
from web.refusal_words import in_words
from web.render import is_htmx, render
from web.session_cookie import forget_session, session_token


@dataclass(frozen=True)
class Explanation:
    """What happened, what is safe, what to do; texts are translated when shown."""

    status: int
    heading: str
    happened: str
    safe: str
    act: str


NOTHING_CHANGED: Final = N_("Intet er ændret.")
TEXT_KEPT: Final = N_("Intet er ændret, og det, du har skrevet, ligger stadig i din browser.")
GO_BACK: Final = N_("Gå tilbage, og prøv igen.")

CROSS_SITE: Final = Explanation(
    403,
    N_("Afsendt fra et andet sted"),
    N_("Formularen blev ikke sendt fra en side i Rettidig, så den er afvist."),
    NOTHING_CHANGED,
    N_("Åbn siden i Rettidig, og udfyld formularen der."),
)
UNREACHABLE: Final = Explanation(
    503,
    N_("Rettidig svarer ikke lige nu"),
    N_("Siden kan ikke hente sine oplysninger."),
    N_("Alt, der er gemt, er der stadig. Det, du har skrevet, ligger i din browser."),
    N_("Vent et øjeblik, og prøv igen. Bliver det ved, så giv forespørgslens nummer til driften."),
)
FILE_TOO_LARGE: Final = Explanation(
    413,
    N_("Filen er for stor"),
    N_("Filen er større, end Rettidig tager imod på én gang."),
    NOTHING_CHANGED,
    N_("Del filen i flere, og indlæs dem en ad gangen."),
)
FAULT: Final = Explanation(
    500,
    N_("Noget gik galt hos os"),
    N_("Der er en fejl i Rettidig. Den er skrevet i loggen."),
    N_("Alt, der er gemt, er der stadig. Det, du har skrevet, ligger i din browser."),
    N_("Prøv igen. Bliver det ved, så giv forespørgslens nummer til driften."),
)
EXPLANATIONS: Final = {
    each.status: each
    for each in (
        Explanation(
            403,
            N_("Det må du ikke"),
            N_("Din rolle giver ikke adgang til at se eller gøre dette."),
            NOTHING_CHANGED,
            N_("Skal du kunne det, så bed din leder eller administratoren om rollen."),
        ),
        Explanation(
            404,
            N_("Det findes ikke her"),
            N_("Siden findes ikke, eller også er den ikke for dig."),
            NOTHING_CHANGED,
            N_("Se adressen efter, eller gå til overblikket."),
        ),
        Explanation(
            405,
            N_("Det kan siden ikke"),
            N_("Adressen kan ikke bruges på den måde."),
            NOTHING_CHANGED,
            GO_BACK,
        ),
        Explanation(
            409,
            N_("Det kan ikke lade sig gøre nu"),
            N_("Det passer ikke med det, der allerede er registreret."),
            TEXT_KEPT,
            GO_BACK,
        ),
        Explanation(
            412,
            N_("En anden har gemt imens"),
            N_("Det, du ser, er ikke længere det nyeste."),
            TEXT_KEPT,
            N_("Hent siden igen, se hvad der er nyt, og gem så."),
        ),
        Explanation(
            413,
            N_("Der er for meget tekst"),
            N_("Det, du sendte, er større, end Rettidig tager imod."),
            TEXT_KEPT,
            N_("Gå tilbage, kort teksten af, og gem igen."),
        ),
        Explanation(
            422,
            N_("Det kunne ikke læses"),
            N_("Noget i det, du sendte, kan ikke bruges."),
            TEXT_KEPT,
            GO_BACK,
        ),
        Explanation(
            428,
            N_("Siden er for gammel"),
            N_("Siden ved ikke, hvilken udgave du har rettet i."),
            TEXT_KEPT,
            N_("Hent siden igen, og gem så."),
        ),
        Explanation(
            429,
            N_("Det gik for hurtigt"),
            N_("Der er kommet for mange forespørgsler på kort tid."),
            TEXT_KEPT,
            N_("Vent lidt, og prøv igen."),
        ),
        FAULT,
        UNREACHABLE,
    )
}
UNEXPECTED: Final = EXPLANATIONS[409]
FORM_LINES: Final = 3


def explain(
    request: Request, explanation: Explanation, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with an explanation: a page, or for htmx a notice that leaves the page alone."""
    template = "errors/_notice.html" if is_htmx(request) else "errors/page.html"
    response = render(request, template, explanation.status, explanation=explanation)
    response.headers.update(headers or {})
    if is_htmx(request):
        response.headers.update({"HX-Retarget": "#notices", "HX-Reswap": "innerHTML"})
    return response


def explain_refusal(request: Request, refused: ApiRefused) -> Response:
    """Show why the api refused, in the api's own words where it has them."""
    explanation = EXPLANATIONS.get(refused.status, UNEXPECTED)
    spoken = language_of(request)
    faults = refused.errors or [Fault("", refused.code, refused.detail)]
    words = (in_words(spoken, fault.code, fault.detail) for fault in faults)
    happened = " ".join(filter(None, words)) or explanation.happened
    wait = {"Retry-After": str(refused.retry_after)} if refused.retry_after else None
    return explain(request, replace(explanation, happened=happened, status=refused.status), wait)


async def lead_to_sign_in(request: Request, _: SignedOut) -> Response:
    """Send a person to the sign-in, and back to where they were afterwards."""
    ended = "&ended=1" if session_token(request) else ""
    to = f"/sign-in?next={quote(here(request), safe='')}{ended}"
    response: Response
    if is_htmx(request):
        response = Response(headers={"HX-Redirect": to})
    elif (kept := await keep(request)).address:
        form = filled(request, SIGN_IN_LABELS)
        context: dict[str, Any] = {"form": form, "next": here(request), "ended": True}
        response = render(request, "sign_in.html", NOT_SIGNED_IN, kept=kept, **context)
    else:
        response = RedirectResponse(to, 303)
    forget_session(response)
    return response


def explain_unreachable(request: Request, _: ApiUnreachable) -> Response:
    return explain(request, UNREACHABLE, {"Retry-After": "5"})


def explain_status(request: Request, error: HTTPException) -> Response:
    explanation = EXPLANATIONS.get(error.status_code, EXPLANATIONS[422])
    return explain(request, replace(explanation, status=error.status_code), error.headers)


def explain_address(request: Request, error: RequestValidationError) -> Response:
    """An id that cannot be one is a page that does not exist; else the query is unreadable."""
    in_path = any(fault["loc"][0] == "path" for fault in error.errors())
    return explain(request, EXPLANATIONS[404 if in_path else 422])


@dataclass(frozen=True)
class ConflictRow:
    """One field in two versions: what the form would send, and what people read."""

    name: str
    label: str
    mine: str
    now: str
    mine_words: str
    now_words: str


def conflict_rows(
    form: Form, current: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]
) -> list[ConflictRow]:
    rows = []
    for name in (name for name in form.labels if name in current):
        mine, now, said = form[name], as_typed(current[name]), words.get(name, {})
        both = said.get(mine, mine), said.get(now, now)
        rows.append(ConflictRow(name, form.label(name), mine, now, *both))
    return rows


def conflict_page(
    request: Request,
    form: Form,
    refused: ApiRefused,
    *,
    action: str,
    back: str,
    now: Mapping[str, Any] | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> Response:
    """Show a person's text beside what somebody saved meanwhile; both are kept.

    `now` gives what is there under the form's own names, where the api's names or shapes differ.
    `words` says what the values of a choice mean: `{"state": {"delayed": "forsinket"}}`.
    """
    current = now if now is not None else (refused.current or {})
    rows = conflict_rows(form, current, words or {})
    sent_on = [name for name in form.labels if name not in current]
    kept = [(name, value) for name in sent_on for value in form.all(name)]
    context: dict[str, Any] = {"rows": rows, "kept": kept, "action": action, "back": back}
    etag = refused.current_etag or ""
    response = render(request, "errors/conflict.html", 412, form=form, etag=etag, **context)
    if is_htmx(request):
        response.headers.update({"HX-Retarget": "body", "HX-Reswap": "innerHTML"})
    return response


def add_refusals(app: FastAPI) -> None:
    """Give every way of going wrong its page."""
    for error, answer in (
        (ApiRefused, explain_refusal),
        (SignedOut, lead_to_sign_in),
        (ApiUnreachable, explain_unreachable),
        (HTTPException, explain_status),
        (RequestValidationError, explain_address),
    ):
        app.add_exception_handler(error, answer)  # type: ignore[arg-type]  # each takes its own kind
