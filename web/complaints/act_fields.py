"""The fields of what people do to a complaint."""

from typing import Final

from web.acts.act import day_field
from web.complaints.words import (
    BOARD_RESULTS,
    CHANNELS,
    CONTACT_CHANNELS,
    FINDINGS,
    KINDS,
    MARKS,
    REASSESSMENTS,
)
from web.language import N_
from web.records.fields import Field, Kind

REACHED: Final = {"yes": N_("ja"), "no": N_("nej, kun forsøgt")}
WANTED: Final = {"yes": N_("ja"), "no": N_("nej")}
NOBODY: Final = N_("ingen endnu")
NOT_YET: Final = N_("ikke vurderet endnu")
NO_GRADE: Final = N_("ingen kritik")
ABOUT_THE_COMPLAINT: Final = (
    Field("text", N_("Hvad borgeren siger"), Kind.LONG),
    Field("kind", N_("Klagen er"), Kind.CHOICE, words=KINDS),
    Field("channel", N_("Kom med"), Kind.CHOICE, words=CHANNELS, beside=True),
    day_field("moment_on", N_("Modtaget den"), beside=True),
    Field(
        "moment_at",
        N_("Kl."),
        Kind.TIME,
        optional=True,
        beside=True,
        hint=N_("hvis det er kendt; timerne til kontakt tælles herfra"),
    ),
    Field("handler_id", N_("Behandler"), Kind.PICK, optional=True, empty=NOBODY),
    Field("case_number", N_("Sagsnummer"), optional=True, beside=True),
    Field("decision_id", N_("Afgørelse, der klages over"), Kind.PICK, optional=True, beside=True),
    Field("case_type_id", N_("Sagstype"), Kind.PICK, optional=True),
    Field("legal_basis_id", N_("Paragraf"), Kind.PICK, optional=True, beside=True),
    Field("repeat_of_number", N_("Gentager klagen"), optional=True, hint=N_("klagens nummer")),
)
POINT: Final = (
    Field("cause_id", N_("Årsag"), Kind.PICK),
    Field("text", N_("Med borgerens ord"), Kind.LONG, optional=True),
    Field("finding", N_("Vurdering"), Kind.CHOICE, optional=True, words=FINDINGS, empty=NOT_YET),
    day_field("found_on", N_("Vurderet den"), optional=True, beside=True),
    Field(
        "criticism_grade_id",
        N_("Kritik"),
        Kind.PICK,
        optional=True,
        empty=NO_GRADE,
        beside=True,
    ),
    Field("marks", N_("Punktet"), Kind.CHOICES, optional=True, words=MARKS),
)
CONTACT: Final = (
    Field("channel", N_("Hvordan"), Kind.CHOICE, words=CONTACT_CHANNELS),
    day_field("moment_on", N_("Dag"), beside=True),
    Field("moment_at", N_("Kl."), Kind.TIME, beside=True, hint=N_("for eksempel 13:00")),
    Field("reached", N_("Blev borgeren nået"), Kind.CHOICE, words=REACHED, beside=True),
    Field(
        "resolved_by_dialogue",
        N_("Klagen er løst ved samtalen"),
        Kind.CHECK,
        hint=N_("den tæller stadig som en klage"),
    ),
    Field(
        "written_answer_wanted",
        N_("Ønsker borgeren et skriftligt svar"),
        Kind.CHOICE,
        optional=True,
        words=WANTED,
        empty=N_("ikke spurgt"),
    ),
    Field("note", N_("Notat"), Kind.LONG, optional=True, hint=N_("det, I talte om og aftalte")),
)
NEW_CONTACT: Final = (
    *CONTACT,
    Field(
        "close",
        N_("Luk klagen"),
        Kind.CHECK,
        hint=N_("når den er løst, og der ikke ønskes et skriftligt svar"),
    ),
)
TRANSFER: Final = (
    Field(
        "unit_id",
        N_("Enhed, der overtager"),
        Kind.PICK,
        optional=True,
        empty=N_("ingen enhed her"),
    ),
    Field(
        "authority",
        N_("eller en anden myndighed"),
        optional=True,
        beside=True,
        hint=N_("navnet på den, for eksempel en anden forvaltning"),
    ),
    day_field("transferred_on", N_("Sendt videre den"), beside=True),
    Field("reason", N_("Begrundelse")),
    Field(
        "keep_handler",
        N_("Behandleren følger med"),
        Kind.CHECK,
        hint=N_("ellers vælger den nye enhed en behandler"),
    ),
)
REASSESSMENT: Final = (
    Field("outcome", N_("Genvurderingen"), Kind.CHOICE, words=REASSESSMENTS),
    day_field("made_on", N_("Truffet den"), beside=True),
    day_field("forwarded_on", N_("Sendt til Ankestyrelsen den"), optional=True, beside=True),
    Field("new_decision_id", N_("Ny afgørelse i sagen"), Kind.PICK, optional=True, beside=True),
    Field("reason", N_("Begrundelse"), Kind.LONG, optional=True),
)
BOARD: Final = (
    Field("result", N_("Ankestyrelsen har"), Kind.CHOICE, words=BOARD_RESULTS),
    day_field("received_on", N_("Kom til os den"), beside=True),
    day_field("decided_on", N_("Afgjort den"), optional=True, beside=True),
    Field("reference", N_("Ankestyrelsens nummer"), optional=True, beside=True),
    Field("comment", N_("Bemærkning"), Kind.LONG, optional=True),
)
