"""Who a citizen is: opened for a reason, shown this once, and logged."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request, Response

from web.api_client import ApiRefused
from web.cases.client import CasesClient
from web.cases.things import Citizen, Identity
from web.forms import Form, filled, posted
from web.language import N_
from web.refusals import EXPLANATIONS, explain
from web.render import is_htmx, render

LABELS: Final = {"purpose": N_("Formål")}
PREFIX: Final = "identity"
SHORT: Final = 500
UNREADABLE: Final = 422
OPEN: Final = "open_identity"


@dataclass(frozen=True)
class Opening:
    """From where a citizen's identity is opened: the page of a thing they have a part in.

    `page` is the template that shows it alone, with what is `about` the thing. Beside the thing it
    stands in the element `target`. `leave` leads back to the link that opened it.
    """

    request: Request
    cases: CasesClient
    citizen: Citizen
    page: str
    about: Mapping[str, Any]
    action: str
    leave: str
    target: str


async def asked(opening: Opening) -> Response:
    """Ask what the identity is opened for."""
    if OPEN not in opening.citizen.may:
        return explain(opening.request, EXPLANATIONS[403])
    return answered(opening, form=filled(opening.request, LABELS, prefix=PREFIX))


async def opened(opening: Opening) -> Response:
    """Show who it is, this once."""
    form = await posted(opening.request, LABELS, prefix=PREFIX)
    purpose = form.text("purpose", longest=SHORT)
    if form.errors or purpose is None:
        return answered(opening, UNREADABLE, form=form)
    try:
        identity = await opening.cases.open_identity(opening.citizen, purpose)
    except ApiRefused as refused:
        if not form.take(refused):
            raise
        return answered(opening, UNREADABLE, form=form)
    response = answered(opening, identity=identity)
    response.headers["Cache-Control"] = "no-store"
    return response


def answered(
    opening: Opening,
    status: int = 200,
    *,
    form: Form | None = None,
    identity: Identity | None = None,
) -> Response:
    """Answer with the question or the identity: beside the thing, or on a page of its own."""
    template = "cases/_identity.html" if is_htmx(opening.request) else opening.page
    context: dict[str, Any] = {"opening": opening, "form": form, **opening.about}
    return render(opening.request, template, status, identity=identity, **context)
