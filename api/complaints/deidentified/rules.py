"""A text without those who can be recognised in it: pure.

What is left out is told by a word in brackets, so that the text can still be read. It errs on the
side of hiding: a name that is also a word is hidden wherever it is written as a name.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from api.citizens.rules import CPR_IN_TEXT

NAME: Final = "[navn]"
LEAST_OF_NAME: Final = 2
PARTICLES: Final = frozenset(
    {"af", "al", "bin", "da", "de", "den", "der", "di", "el", "la", "van", "von"}
)
COMMON: Final = frozenset(
    Path(__file__).with_name("common_words.txt").read_text(encoding="utf-8").split()
)
"""Danish words that are names too, which are hidden only where they begin with a capital."""

# Bounded, so that a word without an end takes no time without an end.
CAPITAL: Final = r"[A-ZÆØÅÉÄÖÜ][\wéäöü'’]{0,40}(?:-[A-ZÆØÅÉÄÖÜ]\w{0,40}){0,3}"
STREETS: Final = (
    "all[eé] bakke boulevard brink bro dal eng gade gyde gård have høj hus kaj kanal krog kvarter "
    "lund løkke mark park passage plads plan sti strand stræde sving toft torv vang vej vænge ås"
)
STREET: Final = rf"(?:{'|'.join(STREETS.split())})(?:e?n|e?t|ene)?"
FLOOR: Final = (
    r"(?:,?\s*(?:st|kl|kld|\d{1,2})\b\.?\s?(?:sal)?,?\s?(?:tv|th|mf|dør\s\d{1,4})?\b\.?"
    r"(?=[\s,.;]|$))?"
)
TOWN: Final = rf"(?:,?\s*\d{{4}}\s+{CAPITAL}(?:\s+[A-ZÆØÅ]{{1,2}}\b)?)?"
DAY: Final = r"\d{1,2}[./-]\s?(?:\d{1,2}|[a-zæøå]{3,9})[./ -]\s?\d{2,4}"
MONTH: Final = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)"
NOT_A_HOUSE: Final = rf"(?!\s*(?:måned|uge|dag|år|gang|kr|pct|time|kl\.)|\.\s?{MONTH})"
ADDRESS: Final = re.compile(
    rf"\b(?=[A-ZÆØÅ])(?:{CAPITAL}\s+){{0,3}}\w{{0,40}}(?i:{STREET})\s+(?i:nr\.?\s*)?"
    rf"\d{{1,3}}(?:\s?[A-Za-z])?\b{NOT_A_HOUSE}{FLOOR}{TOWN}"
)
DATE: Final = r"(?:[0-2]\d|3[01])[ -](?:0\d|1[0-2])[ -](?:19|20)\d\d"
MONEY: Final = r"(?!\s*(?:kr|mio|dkk))"
KNOWN_BY_FORM: Final = (
    (re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}"), "[e-mail]"),
    (re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE), "[hjemmeside]"),
    (re.compile(r"\b[A-ZÆØÅ]?\d{4}-\d{4,}(?!\d)"), "[sagsnummer]"),
    (
        re.compile(
            r"(\b(?:sags?|journal|klage)(?:nummer|nr)?\.?\s*(?:er|:)?\s*)"
            r"(?!(?:19|20)\d\d(?![-/.\d]))(?=(?:[\w/.-]*\d){4})\w+(?:[-/.]\w+)*",
            re.IGNORECASE,
        ),
        r"\1[sagsnummer]",
    ),
    (re.compile(rf"(\b(?:født|f\.)(?:\s+d(?:en|\.))?\s+){DAY}", re.IGNORECASE), r"\1[fødselsdag]"),
    (CPR_IN_TEXT, "[cpr-nummer]"),
    (re.compile(r"(?<![\d.,/-])\d{6}\s?-\s?(?:\d{4}|[xX]{4})(?!\d)"), "[cpr-nummer]"),
    (ADDRESS, "[adresse]"),
    (
        re.compile(
            rf"(?<![\d.,/+-])(?!{DATE})(?:(?:\+|00)45[ ]?)?\d{{2}}(?:[ -]?\d{{2}}){{3}}"
            rf"(?!\d|[.,/-]\d){MONEY}",
            re.IGNORECASE,
        ),
        "[telefon]",
    ),
    (re.compile(rf"(?<![\d.,])\+?\d{{7,}}(?!\d){MONEY}", re.IGNORECASE), "[nummer]"),
)
# Where somebody is named, whoever it is.
NAMED: Final = re.compile(
    r"((?i:\b(?:venlig hilsen|med venlig hilsen|v\.?h\.?|mvh\.?|hilsen|jeg hedder|hedder|"
    r"mit navn er|navnet er|kaldes|sagsbehandler(?:en)?|socialrådgiver(?:en)?|rådgiver(?:en)?|"
    r"fru|frk\.?|hr\.?|min (?:mor|far|søn|datter|bror|søster|mand|kone|kæreste|ven|veninde|nabo)|"
    r"mor|far)),?[ \n]+)"
    rf"({CAPITAL}(?:[ ](?:[A-ZÆØÅ]\.|{CAPITAL})){{0,3}})"
)
NO_NAMES: Final = frozenset(
    {
        "Ankestyrelsen",
        "Barnets",
        "Borgercenter",
        "Borgerrådgiveren",
        "Børnefamilier",
        "Digital",
        "Folketingets",
        "Handicapcentret",
        "Kommunen",
        "Københavns",
        "Område",
        "Socialforvaltningen",
        "Styrket",
        "Voksne",
    }
)
# Two words with capitals in a row inside a sentence are somebody's whole name, or nearly always.
WHOLE_NAME: Final = re.compile(rf"(?<=[a-zæøåé,;:] )({CAPITAL}(?: {CAPITAL}){{1,3}})")
SEVERAL: Final = re.compile(
    r"\[navn\](?:[ -](?:[A-ZÆØÅ]\.? ?|(?:af|de|den|der|von|van|el|al) )?\[navn\])+"
)


def deidentified(text: str, people: Collection[str], numbers: Collection[str] = ()) -> str:
    """Return a text without numbers, addresses and names: those of some people, and of whoever is
    introduced by name. `numbers` are those of cases and complaints that it may tell."""
    for number in sorted(numbers, key=len, reverse=True):
        text = text.replace(number, "[sagsnummer]")
    for form, instead in KNOWN_BY_FORM:
        text = form.sub(instead, text)
    text = WHOLE_NAME.sub(_unnamed_whole, text)
    for name in name_patterns(people):
        text = name.sub(NAME, text)
    return SEVERAL.sub(NAME, NAMED.sub(_unnamed, text))


def _unnamed(found: re.Match[str]) -> str:
    introduced, name = found[1], found[2]
    return found[0] if name.split()[0] in NO_NAMES else introduced + NAME


def _unnamed_whole(found: re.Match[str]) -> str:
    return found[0] if found[1].split()[0] in NO_NAMES else NAME


def name_patterns(people: Collection[str]) -> Iterator[re.Pattern[str]]:
    """Yield what finds the names of some people: whole, and each part of them, also inflected."""
    parts = {part for name in people for part in parts_of(name)}
    anyhow = [each for each in parts if each.lower() not in COMMON]
    capital = [each for each in parts if each.lower() in COMMON]
    if anyhow:
        yield re.compile(_any_of(anyhow), re.IGNORECASE)
    if capital:
        written = {form for each in capital for form in (each.capitalize(), each.upper())}
        yield re.compile(_any_of(written))


def _any_of(names: Collection[str]) -> str:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    either = "|".join(re.escape(name) for name in longest_first)
    # The ending stays: "Nancys sag" is told as "[navn]s sag".
    return rf"(?<!\w)(?:{either})(?=(?:['’]?s|['’])?(?!\w))"


def parts_of(name: str) -> Iterator[str]:
    """Yield the whole of a name, and the parts by which somebody may be called."""
    yield name
    for part in name.replace(".", " ").split():
        for each in {part, *part.split("-")}:
            if len(each) >= LEAST_OF_NAME and each.lower() not in PARTICLES:
                yield each
