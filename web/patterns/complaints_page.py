"""The complaints behind a figure: what was counted, without who complained."""

from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.clock import today
from web.complaints.views import shortened
from web.complaints.words import FINDINGS, KINDS
from web.deadlines.words import in_words
from web.language import Language, language_of
from web.navigation import local_path
from web.patterns.asked import COMPLAINTS, PATH, Asked, asked_of
from web.patterns.choosing import chips_of, choices_of
from web.patterns.client import Behind, Choosing, Patterns
from web.patterns.spans import name_of
from web.patterns.words import CHOICES, DEADLINE_STATES, DIMENSIONS, OUTCOMES, PERIODS
from web.render import is_htmx, render
from web.signed_in import SignedIn

router = APIRouter()

PAGE: Final = 50
NAMED: Final = "named"
# Where the names of what is not written in the code are found.
TREES: Final = {
    "cause": "causes",
    "cause_group": "causes",
    "unit": "units",
    "case_type": "case_types",
    "legal_basis": "legal_bases",
    "letter_type": "letter_types",
}


@dataclass(frozen=True)
class Line:
    """A complaint as a row says it."""

    complaint: Behind
    excerpt: str
    kind: str
    outcome: str
    deadline: str
    points: list[tuple[str, str]]


@router.get(COMPLAINTS)
async def complaints_behind_page(
    request: Request, _: SignedIn, patterns: Patterns, cursor: str | None = None
) -> Response:
    """List the complaints that a figure counts, the latest first."""
    asked, language = asked_of(request, COMPLAINTS), language_of(request)
    cell = request.query_params.getlist("cell")
    by = list(asked.chosen.get("by", ()))
    named_or_not = request.query_params.get(NAMED) or None
    query = {**asked.query, "by": by, "cell": cell, NAMED: named_or_not}
    if asked.form.errors:
        raise ApiRefused(422, {"code": "invalid_input"})
    listed = await patterns.behind(query, limit=PAGE, cursor=cursor)
    back = request.query_params.get("back", "")
    kept: dict[str, Any] = {"cell": cell, "back": back, NAMED: named_or_not or ""}
    context: dict[str, Any] = {
        "lines": [line_of(language, each) for each in listed.items],
        "more": listed.next and asked.address(**kept, cursor=listed.next),
    }
    if cursor and is_htmx(request):
        return render(request, "patterns/_behind_rows.html", **context)
    choosing = await patterns.choosing(language)
    choices = choices_of(language, asked, choosing, today())
    return render(
        request,
        "patterns/behind.html",
        **context,
        listed=listed,
        frozen=asked.frozen,
        nameless=named_or_not == "false",
        chips=chips_of(language, asked, choices),
        cell=named(language, choosing, by, cell),
        back=back_of(request, asked),
    )


def back_of(request: Request, asked: Asked) -> str:
    """Return the way back to the table that the figure stands in."""
    back = local_path(request.query_params.get("back"))
    return back if back.startswith(PATH) else asked.address(PATH, by="")


def named(
    language: Language, choosing: Choosing, by: list[str], cell: list[str]
) -> list[tuple[str, str]]:
    """Return the names of the dimensions of a cell, and of its value in each."""
    return [
        (language.gettext(DIMENSIONS[dimension]), value_name(language, choosing, dimension, key))
        for dimension, key in zip(by, cell, strict=False)
    ]


def value_name(language: Language, choosing: Choosing, dimension: str, key: str) -> str:
    if not key:
        return language.gettext("ikke oplyst")
    if dimension in PERIODS:
        return name_of(language, key)
    if dimension in CHOICES:
        return in_words(language, CHOICES[dimension], key)
    names: dict[str, str] = dict(getattr(choosing, TREES[dimension]))
    return names.get(key, key).strip()


def line_of(language: Language, complaint: Behind) -> Line:
    return Line(
        complaint,
        shortened(complaint.text or ""),
        in_words(language, KINDS, complaint.kind),
        in_words(language, OUTCOMES, complaint.outcome),
        in_words(language, DEADLINE_STATES, complaint.deadline_state),
        [
            (
                point.cause.name,
                in_words(language, FINDINGS, point.finding) if point.finding else "",
            )
            for point in complaint.points
        ],
    )
