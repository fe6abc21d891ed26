"""The acts on a case itself: it moves, changes hands, and gets decisions, hearings and waits."""

from typing import Final

from web.acts.act import Act, Situation, Values, day_field, on_today
from web.cases.act_fields import AVAILABLE, DECIDED, NOBODY, REFERENCES, WHAT_IT_IS
from web.cases.things import Case
from web.cases.words import FOLLOW_UP_EVENTS, MOVES, PARTIES
from web.deadlines.words import ASSIGNMENT_REASONS, CHANNELS, WAITING_FOR
from web.language import N_
from web.records.fields import Field, Kind

CASES: Final = "/v1/cases/{thing}/"


def read_references(lines: list[str]) -> list[Values]:
    """Return each line as a system and its number: what stands before the colon, else one word."""
    parts = (line.partition(": " if ": " in line else " ") for line in lines)
    return [{"system": system.strip(), "reference": rest.strip()} for system, _, rest in parts]


def with_references(values: Values) -> Values:
    references = read_references(values["references"])
    return values | {"variant": values["variant"] or "", "references": references}


def case_as_it_is(situation: Situation[Case]) -> Values:
    case = situation.thing
    lines = [f"{each.system}: {each.reference}" for each in case.references]
    return case.model_dump() | {"case_type_id": case.case_type.id, "references": lines}


def corrected_case(values: Values, situation: Situation[Case]) -> Values:
    return with_references(values) | {"citizen_id": situation.thing.citizen_id}


def decision_begins(situation: Situation[Case]) -> Values:
    return {
        "made_on": situation.today,
        "reasons_given": True,
        "appeal_guidance_given": True,
        "concludes": True,
        "party": "citizen",
    }


def move(path: str, may: str, words: str, *, why: bool = False, about: str = "") -> Act[Case]:
    """Return the act that moves a case by saying so."""
    reason = Field("reason", N_("Begrundelse"), optional=not why, beside=True)
    return Act(
        path,
        may,
        "case",
        words,
        MOVES[may],
        (day_field("happened_on", N_("Skete den")), reason),
        CASES + "moves",
        about=about,
        begins=on_today("happened_on"),
        body=lambda values, _: values | {"act": may},
    )


ACTS: Final[tuple[Act[Case], ...]] = (
    Act(
        "acknowledgement",
        "acknowledge",
        "case",
        N_("Notér kvittering"),
        N_("Borgeren har fået kvittering"),
        (day_field("acknowledged_on", N_("Kvitteret den")),),
        CASES + "acknowledgement",
        begins=on_today("acknowledged_on"),
    ),
    move("investigation", "investigate", N_("Oplys sagen")),
    move("information", "inform", N_("Meld oplyst")),
    Act(
        "decision",
        "decide",
        "decisions",
        N_("Træf afgørelse"),
        N_("Afgørelse"),
        (
            *DECIDED,
            day_field("dispatched_on", N_("Sendt den"), optional=True),
            Field(
                "channel",
                N_("Sendt med"),
                Kind.CHOICE,
                optional=True,
                words=CHANNELS,
                beside=True,
            ),
            Field("party", N_("Til hvem"), Kind.CHOICE, words=PARTIES, beside=True),
            AVAILABLE,
        ),
        CASES + "decisions",
        about=N_("Er afgørelsen ikke sendt endnu, så lad „Sendt den“ og „Sendt med“ stå tomme."),
        begins=decision_begins,
    ),
    move("order", "order", N_("Meld bestilt")),
    move("delivery", "deliver", N_("Meld leveret")),
    move(
        "closing",
        "close",
        N_("Luk sagen"),
        about=N_("En sag kan først lukkes, når intet skyldes i den; opfølgninger slutter med den."),
    ),
    move(
        "withdrawal",
        "withdraw",
        N_("Træk tilbage"),
        why=True,
        about=N_("Det, kommunen skylder i sagen, bortfalder."),
    ),
    move(
        "reopening",
        "reopen",
        N_("Genoptag"),
        why=True,
        about=N_("Det, der sluttede med sagen, løber igen efter de samme dage."),
    ),
    Act(
        "assignment",
        "assign",
        "case",
        N_("Fordel sagen"),
        N_("Sagsbehandler"),
        (
            Field("caseworker_id", N_("Til hvem"), Kind.PICK, optional=True, empty=NOBODY),
            Field("reason", N_("Hvorfor"), Kind.CHOICE, words=ASSIGNMENT_REASONS, beside=True),
            day_field("from_on", N_("Fra den"), beside=True),
            Field("note", N_("Overlevering"), Kind.LONG, optional=True),
        ),
        CASES + "assignment",
        about=N_("Enhedens egne står først. En vikar tæller ikke som et skift."),
        begins=on_today("from_on"),
    ),
    Act(
        "transfer",
        "transfer",
        "case",
        N_("Overdrag"),
        N_("Overdragelse til en anden enhed"),
        (
            Field("unit_id", N_("Til enheden"), Kind.PICK),
            day_field("happened_on", N_("Den"), beside=True),
            Field("reason", N_("Begrundelse"), beside=True),
            Field("keep_caseworker", N_("Sagsbehandleren følger med"), Kind.CHECK),
        ),
        CASES + "transfer",
        about=N_("De åbne frister følger med sagen."),
        begins=on_today("happened_on"),
    ),
    Act(
        "correction",
        "replace",
        "case",
        N_("Ret sagen"),
        N_("Ret det, der er registreret om sagen"),
        (*WHAT_IT_IS, REFERENCES),
        "/v1/cases/{thing}",
        about=N_("Frister, der var regnet fra en forkert oplysning, regnes om; de gamle kan ses."),
        begins=case_as_it_is,
        body=corrected_case,
        saved=N_("Sag %(number)s er rettet."),
        replaces=True,
    ),
    Act(
        "waiting",
        "wait",
        "waiting",
        N_("Notér, hvad sagen venter på"),
        N_("Sagen venter"),
        (
            Field("what", N_("Hvad venter den på"), hint=N_("for eksempel Lægeattest LÆ 125")),
            Field("waiting_for", N_("Fra hvem"), Kind.CHOICE, words=WAITING_FOR, beside=True),
            day_field("since_on", N_("Siden"), beside=True),
        ),
        CASES + "waiting-periods",
        about=N_("Fristen løber imens, medmindre dens egen lov siger andet."),
        begins=on_today("since_on"),
    ),
    Act(
        "follow-up",
        "follow_up",
        "deadlines",
        N_("Planlæg opfølgning"),
        N_("Opfølgning"),
        (
            Field("start_event", N_("Regnet fra"), Kind.CHOICE, words=FOLLOW_UP_EVENTS),
            day_field("started_on", N_("Den dag"), beside=True),
            Field(
                "variant",
                N_("Variant"),
                optional=True,
                hint=N_("kun hvis den offentliggjorte frist har varianter"),
                beside=True,
            ),
        ),
        CASES + "follow-ups",
        begins=on_today("started_on"),
    ),
    Act(
        "hearing",
        "hear",
        "hearings",
        N_("Hør en part"),
        N_("Partshøring"),
        (
            Field("about", N_("Hvad parten høres om"), Kind.LONG),
            Field("party", N_("Hvem høres"), Kind.CHOICE, words=PARTIES),
            day_field("sent_on", N_("Sendt den"), beside=True),
            Field("channel", N_("Sendt med"), Kind.CHOICE, words=CHANNELS, beside=True),
            Field(
                "reply_by_on",
                N_("Svar senest"),
                Kind.DAY,
                optional=True,
                hint=N_("ellers efter den offentliggjorte frist"),
            ),
            AVAILABLE,
        ),
        CASES + "party-hearings",
        about=N_("Kommunens egen frist løber videre imens."),
        begins=on_today("sent_on"),
    ),
    Act(
        "access",
        "request_access",
        "access",
        N_("Notér anmodning"),
        N_("Anmodning om aktindsigt"),
        (
            Field("party", N_("Hvem beder om den"), Kind.CHOICE, words=PARTIES),
            day_field("received_on", N_("Modtaget den"), beside=True),
        ),
        CASES + "access-requests",
        begins=on_today("received_on"),
    ),
    Act(
        "remittal",
        "remit",
        "decisions",
        N_("Notér hjemvisning"),
        N_("Hjemvist af Ankestyrelsen"),
        (
            Field("decision_id", N_("Hvilken afgørelse"), Kind.PICK),
            day_field("received_on", N_("Kom tilbage den"), beside=True),
            day_field("board_decided_on", N_("Afgjort af Ankestyrelsen den"), optional=True),
            Field("board_reference", N_("Ankestyrelsens nummer"), optional=True, beside=True),
        ),
        CASES + "remittals",
        about=N_("Fristen for at afgøre sagen igen løber fra den dag, den kom tilbage."),
        begins=on_today("received_on"),
    ),
)
