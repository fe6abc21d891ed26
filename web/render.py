"""How to answer a browser: with a page, a fragment, or a way back.

    return render(request, "plans/list.html", plans=plans)              # a page or a fragment
    return render(request, "plans/_form.html", 422, form=form)          # with what was typed
    return redirect(request, "/plans/7", notice=_("Gemt."))             # after a form; 303
    if is_htmx(request): return render(request, "plans/_row.html", notice=…, row=row)

`notice` says in `#notices` what happened: at once to htmx, on the next page to a plain browser.
Every template gets: `request`, `language`, `person` (None if nobody is signed in), `path_for(name,
**params)` (a route's path), `static(name)` (an address that may be cached for ever), `is_htmx`,
`here` (path and query of this page), `request_id`, `today`, `state_of(code)`, `new_submission()`,
`_()` and `{% trans %}`, and the filters of `web/formats.py`. An undefined name is an error.

Macros: `{% import "macros/form.html" as field %}`, `{% from "macros/state.html" import state_badge
%}`, `{% import "macros/table.html" as table %}`, `{% import "macros/page.html" as page %}`,
`{% from "macros/chart.html" import figure %}`, `{% from "macros/conflict.html" import conflict %}`.
Each begins with a comment that shows its use.
"""

from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote
from uuid import uuid4

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web import formats
from web.clock import today
from web.language import Language, language, language_of
from web.navigation import here, navigation
from web.settings import get_settings
from web.states import state_of
from web.static_files import static

TEMPLATES: Final = Path(__file__).parent / "templates"
NOTICE_SECONDS: Final = 60


@cache
def environment(code: str) -> Environment:
    """Return the templates of one language: translations are bound to an environment."""
    spoken = language(code)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=not get_settings().production,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(spoken.translations, newstyle=True)  # type: ignore[attr-defined]  # added by the i18n extension
    environment.filters |= formats.filters(spoken)
    environment.globals |= {
        "static": static,
        "state_of": state_of,
        "today": today,
        "new_submission": lambda: str(uuid4()),
    }
    return environment


def is_htmx(request: Request) -> bool:
    """Tell whether htmx asks for a part of the page.

    Not by `HX-Request`: when htmx restores a page from the history it wants the whole page.
    """
    return request.headers.get("HX-Request-Type") == "partial"


def shared_context(request: Request, spoken: Language, notice: str | None) -> dict[str, Any]:
    return {
        "request": request,
        "language": spoken,
        "person": getattr(request.state, "person", None),
        "path_for": lambda name, **params: str(request.app.url_path_for(name, **params)),
        "navigation": navigation(request, spoken),
        "here": here(request),
        "is_htmx": is_htmx(request),
        "request_id": request.state.request_id,
        "notice": notice,
    }


def render(
    request: Request, template: str, status: int = 200, notice: str | None = None, **context: Any
) -> HTMLResponse:
    """Answer with a template: `notice` is said in the page's live region."""
    spoken = language_of(request)
    kept = unquote(request.cookies.get(notice_cookie(), ""))
    shared = shared_context(request, spoken, notice or kept or None)
    text = environment(spoken.code).get_template(template).render(**shared, **context)
    if notice and is_htmx(request):
        text += environment(spoken.code).get_template("_notice.html").render(**shared)
    response = HTMLResponse(text, status, {"Vary": "HX-Request-Type, Cookie"})
    if kept and not is_htmx(request):
        response.delete_cookie(notice_cookie(), path="/", secure=get_settings().production)
    return response


def redirect(request: Request, to: str, notice: str | None = None) -> RedirectResponse:
    """Send the browser on with GET after a form; htmx follows as well."""
    response = RedirectResponse(to, 303, {"Vary": "HX-Request-Type"})
    if notice:
        response.set_cookie(
            notice_cookie(),
            quote(notice),
            max_age=NOTICE_SECONDS,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https" or get_settings().production,
        )
    return response


def notice_cookie() -> str:
    return "__Host-notice" if get_settings().production else "notice"
