"""A question to the calculator as it stands in the address: typed by a person, or in a link."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from fastapi import Request

from web.deadlines.words import CHANNELS, DAY_KINDS, KINDS
from web.forms import Form
from web.language import N_, language_of

PATH: Final = "/calculator"
PUBLISHED: Final = "published"
OWN: Final = "own"
UNITS: Final = {
    "weeks": N_("uger"),
    "months": N_("måneder"),
    "days": N_("dage"),
    "working_days": N_("arbejdsdage (mandag-fredag)"),
    "weekdays": N_("hverdage (mandag-lørdag)"),
    "hours": N_("timer"),
    "immediately": N_("straks"),
}
ROLLS: Final = {
    "none": N_("bliver stående"),
    "forward": N_("rykker til næste åbne dag"),
}
START: Final = {
    "started_on": N_("Begynder den"),
    "channel": N_("Eller: sendt med"),
    "dispatched_on": N_("Sendt den"),
}
LABELS: Final = {
    PUBLISHED: {
        "kind": N_("Hvad skal ske"),
        "case_type": N_("Sagstype"),
        "variant": N_("Variant"),
        "catalogue": N_("Offentliggjort af"),
        **START,
    },
    OWN: {
        "amount": N_("Hvor mange"),
        "unit": N_("Talt i"),
        "at_least": N_("Mindst"),
        "roll": N_("En frist, der ender på en lukket dag,"),
        "closed": N_("Lukkede dage"),
        **START,
    },
}
Question = dict[str, Any]


def asked_form(request: Request, by: str) -> Form:
    """Return one of the two forms, with what the address says of it."""
    query = request.query_params
    mine = query.get("by") == by
    values = {name: query.getlist(name) for name in LABELS[by] if mine and name in query}
    return Form(language_of(request), LABELS[by], values, prefix=by)


def question_of(form: Form, by: str) -> Question:
    """Read a form; what can't be read is noted in it."""
    question = own_term(form) if by == OWN else published_term(form)
    question["started_on"] = form.day("started_on", optional=True)
    question["dispatched_on"] = form.day("dispatched_on", optional=True)
    question["channel"] = form.choice("channel", CHANNELS, optional=True)
    return {name: value for name, value in question.items() if value not in (None, [], "")}


def published_term(form: Form) -> Question:
    return {
        "kind": form.choice("kind", KINDS),
        "case_type": form.text("case_type", optional=True, longest=40),
        "variant": form.text("variant", optional=True, longest=100),
        "catalogue": form.text("catalogue", optional=True, longest=40),
    }


def own_term(form: Form) -> Question:
    unit = form.choice("unit", UNITS)
    at_once = unit == "immediately"
    return {
        "unit": unit,
        "amount": form.whole("amount", optional=at_once, least=0),
        "at_least": form.whole("at_least", optional=True, least=0),
        "roll": form.choice("roll", ROLLS, optional=True),
        "closed": form.choices("closed", DAY_KINDS),
    }


def in_address(by: str, question: Mapping[str, Any]) -> str:
    return urlencode({"by": by, **question}, doseq=True)


def is_tidy(request: Request, by: str, question: Mapping[str, Any]) -> bool:
    """Say whether the address holds the question and nothing else, in whatever order."""
    return sorted(request.query_params.multi_items()) == sorted(parse_qsl(in_address(by, question)))


def address_of(by: str, question: Mapping[str, Any]) -> str:
    """Return the permanent address of a question."""
    return f"{PATH}?{in_address(by, question)}"
