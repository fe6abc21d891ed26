"""The columns of an import: the one list that files, refusals and the manual share. Pure.

A file names its columns in English or Danish; upper and lower case, spaces, hyphens and underscores
make no difference.
"""

from dataclasses import dataclass
from functools import lru_cache

from api.calendar.arrival import Channel
from api.cases.rules import CaseState, DecisionOutcome, Origin
from api.casework.imports import cells
from api.casework.imports.rules import shown
from api.errors import InvalidInput


@dataclass(frozen=True)
class Column:
    """A column: its names, how its cells are read, and what they say."""

    name: str
    danish: tuple[str, ...]
    read: cells.Reader
    about: str
    required: bool = False


ORIGINS = {Origin.CITIZEN: ("borger", "egenansøgning"), Origin.AUTHORITY: ("kommune", "myndighed")}
OUTCOMES = {
    DecisionOutcome.GRANTED: ("bevilget", "imødekommet"),
    DecisionOutcome.PARTLY_GRANTED: ("delvist bevilget", "delvist imødekommet"),
    DecisionOutcome.REFUSED: ("afslag", "afslået"),
    DecisionOutcome.REDUCED: ("nedsat",),
    DecisionOutcome.ENDED: ("ophørt", "ophør"),
    DecisionOutcome.DISMISSED: ("afvist", "afvisning"),
}
CHANNELS = {
    Channel.DIGITAL_POST: ("digital post",),
    Channel.LETTER: ("brev",),
    Channel.QUICK_LETTER: ("quickbrev",),
    Channel.IN_PERSON: ("personligt",),
    Channel.PHONE: ("telefon", "telefonisk"),
    Channel.EMAIL: ("e-mail", "mail"),
}
STATES = {
    CaseState.RECEIVED: ("modtaget",),
    CaseState.INVESTIGATING: ("under oplysning",),
    CaseState.INFORMED: ("oplyst",),
    CaseState.DECIDED: ("afgjort",),
    CaseState.ORDERED: ("bestilt",),
    CaseState.DELIVERED: ("leveret", "udført"),
    CaseState.CLOSED: ("afsluttet", "lukket"),
    CaseState.WITHDRAWN: ("trukket tilbage", "frafaldet"),
}

COLUMNS = (
    Column(
        "system",
        ("fagsystem", "kildesystem"),
        cells.name,
        "The system the case comes from.",
        required=True,
    ),
    Column(
        "reference",
        ("sagsreference", "sags-id"),
        cells.name,
        "What that system calls the case. Together they name one case for ever.",
        required=True,
    ),
    Column(
        "number",
        ("sagsnummer", "sagsnr", "sagsnr."),
        cells.case_number,
        "The case number it has already; made if left out.",
    ),
    Column(
        "case_type",
        ("sagstype", "sagstypekode"),
        cells.text,
        "The code of its case type.",
        required=True,
    ),
    Column(
        "variant",
        ("sagsvariant",),
        cells.short_text,
        "The variant of the published term, if it has one.",
    ),
    Column(
        "unit",
        ("enhed", "afdeling"),
        cells.text,
        "The unit that has the case: its id, name or short name, exactly.",
        required=True,
    ),
    Column(
        "caseworker",
        ("sagsbehandler",),
        cells.text,
        "The username of its caseworker.",
    ),
    Column(
        "origin",
        ("oprindelse", "rejst af"),
        cells.one_of(ORIGINS),
        "Who raised the matter.",
        required=True,
    ),
    Column(
        "received_on",
        ("modtaget", "modtaget den", "modtagelsesdato", "ansøgningsdato"),
        cells.day,
        "The day the application came: deadlines count from it.",
        required=True,
    ),
    Column(
        "opened_under_act_on",
        ("påbegyndt efter loven", "påbegyndt"),
        cells.day,
        "The day treatment under its act began; førtidspension counts from it.",
    ),
    Column(
        "acknowledged_on",
        ("kvitteret", "kvitteringsdato"),
        cells.day,
        "The day the citizen was told that it came.",
    ),
    Column(
        "cpr",
        ("cpr-nummer", "cpr-nr", "cpr-nr.", "personnummer"),
        cells.cpr,
        "Whom the case is about, with or without hyphen. It is kept encrypted and never shown.",
    ),
    Column(
        "birth_on",
        ("født", "fødselsdato"),
        cells.day,
        "The citizen's day of birth, where it is not the one the CPR number begins with.",
    ),
    Column(
        "decided_on",
        ("afgjort", "afgørelsesdato"),
        cells.day,
        "The day of the decision that answers all that was applied for.",
    ),
    Column(
        "outcome",
        ("udfald", "afgørelse", "resultat"),
        cells.one_of(OUTCOMES),
        "How it ended for the citizen.",
    ),
    Column(
        "reasons_given",
        ("begrundet", "begrundelse"),
        cells.yes_or_no,
        "Whether reasons were given; yes if left out.",
    ),
    Column(
        "appeal_guidance_given",
        ("klagevejledning",),
        cells.yes_or_no,
        "Whether guidance on appeal was given; yes if left out.",
    ),
    Column(
        "letter_type",
        ("brevtype", "skabelon"),
        cells.text,
        "The code of the template or type of letter the decision is written by.",
    ),
    Column(
        "dispatched_on",
        ("afsendt", "afsendelsesdato"),
        cells.day,
        "The day the decision was sent.",
    ),
    Column(
        "channel",
        ("kanal", "forsendelse"),
        cells.one_of(CHANNELS),
        "How it was sent.",
    ),
    Column(
        "available_on",
        ("fremme", "kommet frem"),
        cells.day,
        "The day it was available, as documented; computed if left out.",
    ),
    Column(
        "withdrawn_on",
        ("trukket tilbage", "frafaldet"),
        cells.day,
        "The day the application was withdrawn.",
    ),
    Column(
        "closed_on",
        ("afsluttet", "lukket"),
        cells.day,
        "The day the decided case was closed.",
    ),
    Column(
        "extended_to",
        ("forlænget til", "ny frist"),
        cells.day,
        "The day by which the citizen was told to expect the decision instead.",
    ),
    Column(
        "notice_sent_on",
        ("besked sendt", "orienteret"),
        cells.day,
        "The day that notice was sent.",
    ),
    Column(
        "notice_channel",
        ("besked sendt med",),
        cells.one_of(CHANNELS),
        "How that notice was sent; digital post if left out.",
    ),
    Column(
        "extension_reason",
        ("årsag", "årsag til forlængelse"),
        cells.text,
        "Why it takes longer, as the citizen was told.",
    ),
    Column(
        "state",
        ("status", "tilstand"),
        cells.one_of(STATES),
        "How far the case is, where its days don't tell it.",
    ),
)
BY_NAME = {column.name: column for column in COLUMNS}
BY_WORD = {
    cells.normal(word): column for column in COLUMNS for word in (column.name, *column.danish)
}
REQUIRED = tuple(column.name for column in COLUMNS if column.required)


@lru_cache(maxsize=1 << 10)
def column_named(word: str) -> str | None:
    """Return the column that a file calls so."""
    column = BY_WORD.get(cells.normal(word))
    return column.name if column else None


def check_header(words: list[str]) -> list[str]:
    """Return the columns of a header, or refuse it. A column without a name is an empty string."""
    names = [column_named(word) or "" for word in words]
    unknown = [
        word.strip() for word, name in zip(words, names, strict=True) if word.strip() and not name
    ]
    if unknown:
        raise InvalidInput(
            "columns_unknown",
            f"The file has columns that are not read: {listed(unknown)}. "
            f"Known: {', '.join(BY_NAME)}, and their Danish names.",
        )
    twice = {name for name in names if name and names.count(name) > 1}
    if twice:
        raise InvalidInput("columns_twice", f"The file has these columns twice: {listed(twice)}.")
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise InvalidInput("columns_missing", f"The file lacks these columns: {listed(missing)}.")
    return names


def listed(words: list[str] | set[str]) -> str:
    """Return names as a refusal may repeat them: a column's name may be anything that was sent."""
    return ", ".join(sorted(shown(word) for word in list(words)[:20]))
