"""What a file of cases may hold, as the guide on the page says it, and an example of one."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from web.language import N_


@dataclass(frozen=True)
class Column:
    """A column: its English and Danish name, and what its cells say."""

    name: str
    danish: str
    about: str
    required: bool = False


COLUMNS: Final = (
    Column("system", "fagsystem", N_("Systemet, sagen kommer fra."), required=True),
    Column(
        "reference",
        "sagsreference",
        N_("Systemets eget navn for sagen. Tilsammen peger de på én sag for altid."),
        required=True,
    ),
    Column("number", "sagsnummer", N_("Sagsnummeret, hvis sagen har et; ellers får den et.")),
    Column("case_type", "sagstype", N_("Sagstypens kode."), required=True),
    Column("variant", "sagsvariant", N_("Varianten af den offentliggjorte frist, hvis der er en.")),
    Column(
        "unit",
        "enhed",
        N_("Enheden, der har sagen: id, navn eller kort navn, præcist."),
        required=True,
    ),
    Column("caseworker", "sagsbehandler", N_("Sagsbehandlerens brugernavn.")),
    Column("origin", "oprindelse", N_("Hvem der rejste sagen."), required=True),
    Column(
        "received_on",
        "modtaget",
        N_("Dagen, ansøgningen kom: frister regnes fra den."),
        required=True,
    ),
    Column(
        "opened_under_act_on",
        "påbegyndt efter loven",
        N_("Dagen, behandlingen efter loven begyndte; førtidspension regnes fra den."),
    ),
    Column(
        "acknowledged_on",
        "kvitteret",
        N_("Dagen, borgeren fik besked om, at ansøgningen var kommet."),
    ),
    Column(
        "cpr",
        "cpr-nummer",
        N_("Hvem sagen handler om, med eller uden bindestreg. Gemmes krypteret og vises aldrig."),
    ),
    Column(
        "birth_on",
        "født",
        N_("Borgerens fødselsdag, når det ikke er den, CPR-nummeret begynder med."),
    ),
    Column(
        "decided_on", "afgjort", N_("Dagen for den afgørelse, der svarer på alt, der er søgt om.")
    ),
    Column("outcome", "udfald", N_("Hvad afgørelsen gik ud på for borgeren.")),
    Column(
        "reasons_given", "begrundet", N_("Om afgørelsen blev begrundet; ja, hvis feltet er tomt.")
    ),
    Column(
        "appeal_guidance_given",
        "klagevejledning",
        N_("Om der blev givet klagevejledning; ja, hvis feltet er tomt."),
    ),
    Column(
        "letter_type",
        "brevtype",
        N_("Koden for den skabelon eller brevtype, afgørelsen er skrevet i."),
    ),
    Column("dispatched_on", "afsendt", N_("Dagen, afgørelsen blev sendt.")),
    Column("channel", "kanal", N_("Hvordan den blev sendt.")),
    Column(
        "available_on",
        "fremme",
        N_("Dagen, den var fremme, hvis det er dokumenteret; ellers beregnes den."),
    ),
    Column("withdrawn_on", "trukket tilbage", N_("Dagen, ansøgningen blev trukket tilbage.")),
    Column("closed_on", "afsluttet", N_("Dagen, den afgjorte sag blev afsluttet.")),
    Column(
        "extended_to",
        "forlænget til",
        N_("Dagen, borgeren i stedet fik besked om at vente afgørelsen."),
    ),
    Column("notice_sent_on", "besked sendt", N_("Dagen, den besked blev sendt.")),
    Column(
        "notice_channel",
        "besked sendt med",
        N_("Hvordan den besked blev sendt; digital post, hvis feltet er tomt."),
    ),
    Column(
        "extension_reason", "årsag", N_("Hvorfor det tager længere tid, som borgeren fik at vide.")
    ),
    Column("state", "status", N_("Hvor langt sagen er, når datoerne ikke siger det.")),
)
# What a column's cells may say, where they are words of a list.
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "origin": (
        "borger",
        "kommune",
    ),
    "outcome": (
        "bevilget",
        "delvist bevilget",
        "afslag",
        "nedsat",
        "ophørt",
        "afvist",
    ),
    "channel": (
        "digital post",
        "brev",
        "quickbrev",
        "personligt",
        "telefon",
        "e-mail",
    ),
    "notice_channel": (
        "digital post",
        "brev",
        "quickbrev",
        "personligt",
        "telefon",
        "e-mail",
    ),
    "state": (
        "modtaget",
        "under oplysning",
        "oplyst",
        "afgjort",
        "bestilt",
        "leveret",
        "afsluttet",
        "trukket tilbage",
    ),
}
DANISH: Final[Mapping[str, str]] = {column.name: column.danish for column in COLUMNS}
DECIDED: Final = {
    "origin": "borger",
    "received_on": "02-08-2017",
    "decided_on": "20-09-2017",
    "outcome": "bevilget",
    "dispatched_on": "21-09-2017",
    "channel": "digital post",
}
REFUSED: Final = {**DECIDED, "received_on": "03-08-2017", "outcome": "afslag"}
EXAMPLES: Final[Sequence[Mapping[str, str]]] = (
    {"system": "eksempel", "reference": "1", **DECIDED},
    {"system": "eksempel", "reference": "2", **REFUSED},
)
# A spreadsheet reads a file as UTF-8 only with this mark at its beginning.
ENCODING: Final = "utf-8-sig"


def example_file(case_type: str, unit: str) -> bytes:
    """Return a file of two cases that can be tried as it is, for a case type and a unit."""
    names = [name for name in DANISH if name in {*EXAMPLES[0], "case_type", "unit"}]
    text = StringIO(newline="")
    rows = csv.writer(text, delimiter=";")
    rows.writerow(DANISH[name] for name in names)
    for example in EXAMPLES:
        told = {**example, "case_type": case_type, "unit": unit}
        rows.writerow(told[name] for name in names)
    return text.getvalue().encode(ENCODING)
