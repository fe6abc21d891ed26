"""The fields that the forms of several acts share."""

from typing import Final

from web.acts.act import day_field
from web.cases.words import ORIGINS, OUTCOMES, PARTIES
from web.language import N_
from web.records.fields import Field, Kind

AVAILABLE: Final = Field(
    "available_on",
    N_("Fremme den"),
    Kind.DAY,
    optional=True,
    hint=N_("kun hvis dagen er dokumenteret; ellers regnes den ud"),
    beside=True,
)
REFERENCES: Final = Field(
    "references",
    N_("Sagens numre i andre systemer"),
    Kind.LINES,
    optional=True,
    hint=N_("ét system og dets nummer på hver linje, for eksempel esdh: S2026-17755"),
)
NOBODY: Final = N_("ingen endnu")
WHAT_IT_IS: Final = (
    Field("case_type_id", N_("Sagstype"), Kind.PICK),
    Field(
        "variant",
        N_("Variant"),
        optional=True,
        hint=N_("kun hvis den offentliggjorte frist har varianter"),
        beside=True,
    ),
    Field("origin", N_("Hvem rejste sagen"), Kind.CHOICE, words=ORIGINS),
    day_field("received_on", N_("Modtaget den"), beside=True),
    day_field("opened_under_act_on", N_("Taget op efter loven den"), optional=True, beside=True),
)
DECIDED: Final = (
    Field("subject", N_("Hvad er afgjort"), hint=N_("for eksempel Kørestol")),
    Field("outcome", N_("Udfald"), Kind.CHOICE, words=OUTCOMES, beside=True),
    day_field("made_on", N_("Truffet den"), beside=True),
    Field("legal_basis_id", N_("Paragraf"), Kind.PICK, optional=True),
    Field("letter_type_id", N_("Brevtype"), Kind.PICK, optional=True, beside=True),
    Field("reasons_given", N_("Begrundelse er givet"), Kind.CHECK),
    Field("appeal_guidance_given", N_("Klagevejledning er givet"), Kind.CHECK, beside=True),
    Field(
        "concludes",
        N_("Alt, der er søgt om, er afgjort"),
        Kind.CHECK,
        hint=N_("så er fristen for afgørelse fuldført"),
        beside=True,
    ),
)
PARTY: Final = Field("party", N_("Til hvem"), Kind.CHOICE, words=PARTIES)
