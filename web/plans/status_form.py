"""The form in which somebody says how a plan, a track or an initiative stands."""

from collections.abc import Callable
from typing import Any, Final

from fastapi import Request

from web.forms import Form, as_typed, filled
from web.language import N_, Language
from web.plans.client import Delay, Part, Status
from web.plans.written_days import Period, as_text, read_period
from web.plans.written_delay import read_delay
from web.states import state_of
from web.typed import Unreadable

LABELS: Final = {
    "state": N_("Tilstand"),
    "done": N_("Gennemført siden sidst"),
    "next": N_("Igangsættes inden næste status"),
    "cut_off_on": N_("Status pr."),
    "expected_finish": N_("Forventet slut"),
    "delay": N_("Forsinkelse"),
    "remark": N_("Bemærkning"),
}
LONGEST: Final = 20_000
LONGEST_WORDS: Final = 500
UNIT_WORDS: Final = {"days": N_("dage"), "weeks": N_("uger"), "months": N_("måneder")}


def status_form(request: Request, part: Part) -> Form:
    """Return the form with today, and with what was said last where it is likely to hold still."""
    latest = part.standing.latest
    values = {
        "cut_off_on": part.standing.as_of_on,
        "state": part.standing.state if latest else "",
        "expected_finish": as_text(latest.expected_finish) if latest else "",
        "delay": delay_text(latest.delay) if latest else "",
    }
    return filled(request, LABELS, values, etag=part.etag, prefix=f"status-{part.id}")


def delay_text(delay: Delay | None) -> str:
    """Write a delay the way a person would type it."""
    if delay is None:
        return ""
    if delay.as_written:
        return delay.as_written
    low, high = as_typed(delay.low.normalize()), as_typed(delay.high.normalize())
    span = low if low == high else f"{low}-{high}"
    about = "ca. " if delay.approximate else ""
    return f"{about}{span} {UNIT_WORDS[delay.unit]}"


def said(form: Form, part: Part) -> dict[str, Any]:
    """Read what was said; what can't be read becomes an error at its field."""
    latest = part.standing.latest
    return {
        "state": form.choice("state", part.standing.next_states),
        "done": form.text("done", optional=True, longest=LONGEST),
        "next": form.text("next", optional=True, longest=LONGEST),
        "cut_off_on": form.day("cut_off_on"),
        "expected_finish": period(
            form, "expected_finish", latest.expected_finish if latest else None
        ),
        "delay": delay(form, latest.delay if latest else None),
        "remark": form.text("remark", optional=True, longest=LONGEST),
    }


def period(form: Form, name: str, before: Period | None) -> Period | None:
    """Read an imprecise date; words left as they were keep their days ("i efteråret")."""
    words = form.text(name, optional=True, longest=LONGEST_WORDS)
    if words is None or (before and words == as_text(before)):
        return before if words else None
    return read(form, name, words, read_period)


def delay(form: Form, before: Delay | None) -> dict[str, Any] | None:
    words = form.text("delay", optional=True, longest=LONGEST_WORDS)
    if words is None:
        return None
    if before and words == delay_text(before):
        return before.model_dump()
    return read(form, "delay", words, read_delay)


def read(
    form: Form, name: str, words: str, reader: Callable[[str], dict[str, Any]]
) -> dict[str, Any] | None:
    try:
        return reader(words)
    except Unreadable as unreadable:
        form.note(name, str(unreadable))
        return None


def as_form_values(status: Status | None) -> dict[str, str]:
    """Return a status under the names of the form, to lay beside what somebody else wrote."""
    if status is None:
        return dict.fromkeys(LABELS, "")
    return {
        "state": status.state,
        "done": status.done or "",
        "next": status.next or "",
        "cut_off_on": as_typed(status.cut_off_on),
        "expected_finish": as_text(status.expected_finish),
        "delay": delay_text(status.delay),
        "remark": status.remark or "",
    }


def state_words(language: Language, part: Part) -> dict[str, str]:
    """Return how each state that may be chosen is called."""
    codes = dict.fromkeys([*part.standing.next_states, part.standing.state])
    return {code: language.gettext(state_of(code).word) for code in codes}
