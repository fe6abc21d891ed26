"""The acts on the parts of a case: a decision is sent or corrected, a reply comes, a wait ends."""

from typing import Final

from web.acts.act import Act, Situation, Values, as_it_is, day_field, on_today
from web.cases.act_fields import AVAILABLE, DECIDED, PARTY
from web.cases.things import Case
from web.deadlines.words import CHANNELS, WAITING_FOR
from web.language import N_
from web.records.fields import Field, Kind


def decision_as_it_is(situation: Situation[Case]) -> Values:
    decision = dict(situation.part)
    named = ("legal_basis", "letter_type")
    return decision | {f"{name}_id": (decision[name] or {}).get("id") for name in named}


def sending_begins(situation: Situation[Case]) -> Values:
    return {"dispatched_on": situation.today, "guidance_given": True}


ACTS: Final[tuple[Act[Case], ...]] = (
    Act(
        "notice",
        "add_notice",
        "decisions",
        N_("Send til en part"),
        N_("Afgørelsen er sendt"),
        (
            PARTY,
            Field("channel", N_("Sendt med"), Kind.CHOICE, words=CHANNELS, beside=True),
            day_field("dispatched_on", N_("Sendt den"), beside=True),
            AVAILABLE,
            Field("guidance_given", N_("Klagevejledning er givet"), Kind.CHECK),
        ),
        "/v1/decisions/{part}/notices",
        of="decisions",
        about=N_("Klagefristen løber for hver part, fra den er fremme med klagevejledning."),
        begins=sending_begins,
    ),
    Act(
        "decision-correction",
        "replace",
        "decisions",
        N_("Ret"),
        N_("Ret afgørelsen"),
        DECIDED,
        "/v1/decisions/{part}",
        of="decisions",
        about=N_("Det, der er regnet fra afgørelsen, regnes om."),
        begins=decision_as_it_is,
        saved=N_("Afgørelsen er rettet i sag %(number)s."),
        replaces=True,
    ),
    Act(
        "reply",
        "reply",
        "hearings",
        N_("Notér svar"),
        N_("Parten har svaret"),
        (day_field("replied_on", N_("Svaret kom den")),),
        "/v1/party-hearings/{part}/reply",
        of="party-hearings",
        begins=on_today("replied_on"),
    ),
    Act(
        "answer",
        "answer",
        "access",
        N_("Notér svaret"),
        N_("Aktindsigten er besvaret"),
        (
            day_field("answered_on", N_("Besvaret den")),
            Field("granted", N_("Dokumenterne er udleveret"), Kind.CHECK, beside=True),
        ),
        "/v1/access-requests/{part}/answer",
        of="access-requests",
        begins=on_today("answered_on"),
    ),
    Act(
        "waiting-end",
        "end",
        "waiting",
        N_("Det er kommet"),
        N_("Sagen venter ikke længere"),
        (day_field("until_on", N_("Kom den")),),
        "/v1/waiting-periods/{part}/end",
        of="waiting-periods",
        begins=on_today("until_on"),
    ),
    Act(
        "waiting-correction",
        "replace",
        "waiting",
        N_("Ret"),
        N_("Ret, hvad sagen ventede på"),
        (
            Field("what", N_("Hvad venter den på")),
            Field("waiting_for", N_("Fra hvem"), Kind.CHOICE, words=WAITING_FOR, beside=True),
            day_field("since_on", N_("Siden"), beside=True),
            day_field("until_on", N_("Kom den"), optional=True, beside=True),
        ),
        "/v1/waiting-periods/{part}",
        of="waiting-periods",
        begins=as_it_is,
        saved=N_("Det, sagen ventede på, er rettet i sag %(number)s."),
        replaces=True,
    ),
    Act(
        "notice-undoing",
        "undo",
        "told",
        N_("Annullér"),
        N_("Beskeden gælder ikke"),
        (
            day_field("undone_on", N_("Annulleret den")),
            Field("reason", N_("Begrundelse"), beside=True),
        ),
        "/v1/extensions/{part}/undoing",
        of="extensions",
        about=N_("Fra den dag gælder fristen, som om beskeden ikke var sendt."),
        begins=on_today("undone_on"),
    ),
    Act(
        "followed-up",
        "complete",
        "deadlines",
        N_("Fulgt op"),
        N_("Der er fulgt op"),
        (
            day_field("done_on", N_("Fulgt op den")),
            Field("next", N_("Planlæg den næste"), Kind.CHECK, beside=True),
        ),
        "/v1/follow-ups/{part}/done",
        of="deadlines",
        begins=lambda situation: {"done_on": situation.today, "next": True},
    ),
)
