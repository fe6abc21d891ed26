"""What people do to a deadline, each with its form: the row and the batch offer the same acts."""

from typing import Final

from web.acts.act import Act, Situation, Values
from web.deadlines.client import Deadline
from web.deadlines.words import CHANNELS, WAITING_FOR
from web.language import N_
from web.records.fields import Field, Kind


def notice_begins(situation: Situation[Deadline]) -> Values:
    """Begin a notice with today, and with what the case waits for longest."""
    deadline = situation.thing
    begun: Values = {"notice_sent_on": deadline.as_of_on, "channel": "digital_post"}
    for wait in deadline.waiting[:1]:
        begun |= {"awaiting": wait.what, "awaiting_from": wait.waiting_for}
    return begun


EXTENSION: Final[Act[Deadline]] = Act(
    "extension",
    "extend",
    "row",
    N_("Send besked"),
    N_("Besked om ny dag"),
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
    "/v1/deadlines/{thing}/extension",
    saved=N_("Beskeden om ny dag er noteret i sag %(number)s."),
    begins=notice_begins,
)
COMPLETION: Final[Act[Deadline]] = Act(
    "completion",
    "complete",
    "row",
    N_("Fuldført"),
    N_("Fristen er fuldført"),
    (Field("met_on", N_("Fuldført den"), Kind.DAY),),
    "/v1/deadlines/{thing}/completion",
    saved=N_("Fristen i sag %(number)s er meldt fuldført."),
    begins=lambda situation: {"met_on": situation.thing.as_of_on},
)
CANCELLATION: Final[Act[Deadline]] = Act(
    "cancellation",
    "cancel",
    "row",
    N_("Lad bortfalde"),
    N_("Fristen bortfalder"),
    (
        Field("cancelled_on", N_("Bortfaldet fra den"), Kind.DAY),
        Field("reason", N_("Begrundelse"), beside=True),
    ),
    "/v1/deadlines/{thing}/cancellation",
    saved=N_("Fristen i sag %(number)s er bortfaldet."),
    begins=lambda situation: {"cancelled_on": situation.thing.as_of_on},
)
REOPENING: Final[Act[Deadline]] = Act(
    "reopening",
    "reopen",
    "row",
    N_("Genåbn"),
    N_("Fristen løber alligevel"),
    (Field("reason", N_("Hvorfor den løber alligevel")),),
    "/v1/deadlines/{thing}/reopening",
    saved=N_("Fristen i sag %(number)s løber igen."),
)
ACTS: Final = {act.path: act for act in (EXTENSION, COMPLETION, CANCELLATION, REOPENING)}
