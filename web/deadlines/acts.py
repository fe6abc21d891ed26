"""What people do to a deadline, each with its form: the row and the batch offer the same acts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from web.deadlines.client import Deadline
from web.deadlines.words import CHANNELS, WAITING_FOR
from web.language import N_
from web.records.fields import Field, Kind


@dataclass(frozen=True)
class Act:
    """An act: its place in the api, what `may` calls it, and its words."""

    path: str
    may: str
    words: str
    title: str
    saved: str
    fields: tuple[Field, ...]
    begins: Callable[[Deadline], dict[str, Any]]


def notice_begins(deadline: Deadline) -> dict[str, Any]:
    """Begin a notice with today, and with what the case waits for longest."""
    begun: dict[str, Any] = {"notice_sent_on": deadline.as_of_on, "channel": "digital_post"}
    for wait in deadline.waiting[:1]:
        begun |= {"awaiting": wait.what, "awaiting_from": wait.waiting_for}
    return begun


EXTENSION: Final = Act(
    "extension",
    "extend",
    N_("Send besked"),
    N_("Besked om ny dag"),
    N_("Beskeden om ny dag er noteret i sag %(number)s."),
    (
        Field("due_on", N_("Svar kan ventes senest"), Kind.DAY),
        Field("notice_sent_on", N_("Besked sendt den"), Kind.DAY, beside=True),
        Field("channel", N_("Sendt med"), Kind.CHOICE, words=CHANNELS, beside=True),
        Field("reason", N_("Begrundelse, som borgeren fik den")),
        Field("awaiting", N_("Hvad afventes"), optional=True, beside=True),
        Field(
            "awaiting_from",
            N_("Fra hvem"),
            Kind.CHOICE,
            optional=True,
            words=WAITING_FOR,
            beside=True,
        ),
    ),
    notice_begins,
)
COMPLETION: Final = Act(
    "completion",
    "complete",
    N_("Fuldført"),
    N_("Fristen er fuldført"),
    N_("Fristen i sag %(number)s er meldt fuldført."),
    (Field("met_on", N_("Fuldført den"), Kind.DAY),),
    lambda deadline: {"met_on": deadline.as_of_on},
)
CANCELLATION: Final = Act(
    "cancellation",
    "cancel",
    N_("Lad bortfalde"),
    N_("Fristen bortfalder"),
    N_("Fristen i sag %(number)s er bortfaldet."),
    (
        Field("cancelled_on", N_("Bortfaldet fra den"), Kind.DAY),
        Field("reason", N_("Begrundelse"), beside=True),
    ),
    lambda deadline: {"cancelled_on": deadline.as_of_on},
)
REOPENING: Final = Act(
    "reopening",
    "reopen",
    N_("Genåbn"),
    N_("Fristen løber alligevel"),
    N_("Fristen i sag %(number)s løber igen."),
    (Field("reason", N_("Hvorfor den løber alligevel")),),
    lambda _: {},
)
ACTS: Final = {act.path: act for act in (EXTENSION, COMPLETION, CANCELLATION, REOPENING)}
