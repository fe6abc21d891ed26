"""What the api's codes about deadlines are called, and how a term is said."""

from collections.abc import Iterable, Mapping
from typing import Final

from web.language import N_, Language

KINDS: Final = {
    "decision": N_("afgørelse"),
    "acknowledgement": N_("kvittering"),
    "party_hearing": N_("svar på partshøring"),
    "access_to_documents": N_("aktindsigt"),
    "follow_up": N_("opfølgning"),
    "remittal": N_("ny afgørelse efter hjemvisning"),
    "reassessment": N_("genvurdering"),
    "appeal": N_("klage"),
}
START_EVENTS: Final = {
    "application_received": N_("Ansøgningen blev modtaget"),
    "case_opened_under_act": N_("Sagen blev taget op efter loven"),
    "hearing_available": N_("Partshøringen var fremme"),
    "access_requested": N_("Der blev bedt om aktindsigt"),
    "decision_available": N_("Afgørelsen var fremme"),
    "complaint_received": N_("Klagen blev modtaget"),
    "remittal_received": N_("Den hjemviste sag kom tilbage"),
    "grant_started": N_("Ydelsen begyndte"),
    "followed_up": N_("Der blev fulgt op"),
    "conditions_lapsed": N_("Betingelserne faldt væk"),
}
WAITING_FOR: Final = {
    "citizen": N_("borgeren"),
    "doctor": N_("læge"),
    "other_authority": N_("anden myndighed"),
    "other_unit": N_("anden enhed"),
    "supplier": N_("leverandør"),
    "other": N_("andre"),
}
CHANNELS: Final = {
    "digital_post": N_("Digital Post"),
    "letter": N_("almindeligt brev"),
    "quick_letter": N_("quickbrev"),
    "in_person": N_("personligt"),
    "phone": N_("telefon"),
    "email": N_("e-mail"),
}
ASSIGNMENT_REASONS: Final = {
    "first": N_("første sagsbehandler"),
    "takeover": N_("overtager sagen"),
    "leave_cover": N_("vikar under fravær"),
    "returned": N_("får sagen tilbage"),
    "resignation": N_("fratrædelse"),
    "parental_leave": N_("barselsorlov"),
    "reorganisation": N_("omorganisering"),
    "citizens_wish": N_("borgerens ønske"),
    "age_transition": N_("overgang fra barn til voksen"),
}
DAY_KINDS: Final = {
    "weekend": N_("lørdage og søndage"),
    "public_holiday": N_("helligdage"),
    "quasi_holiday": N_("helligdagslignende dage"),
    "closing_day": N_("kommunens lukkedage"),
}
# Reasons that are written by the product itself, as codes.
REASONS: Final = {
    "withdrawn": N_("ansøgningen blev trukket tilbage"),
    "closed": N_("sagen blev lukket"),
    "complaint_withdrawn": N_("klagen blev trukket tilbage"),
    "corrected": N_("rettet, for der var regnet fra en forkert oplysning"),
}
NO_TERM: Final = N_("Der er ingen offentliggjort frist for %(kinds)s, så der løber ingen.")


def in_words(language: Language, words: Mapping[str, str], code: str) -> str:
    """Return what a code is called; one that the pages do not know is shown as it is."""
    return language.gettext(words[code]) if code in words else code


def no_term_text(language: Language, kinds: Iterable[str]) -> list[str]:
    """Say for which kinds of deadline there is no published term; nothing if there is for all."""
    missing = ", ".join(in_words(language, KINDS, kind) for kind in kinds)
    return [language.gettext(NO_TERM, kinds=missing)] if missing else []


def options(language: Language, words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the codes with their words, to choose from."""
    return [(code, language.gettext(word)) for code, word in words.items()]


def units_text(language: Language, unit: str, number: int) -> str:
    """Say a number of a term's units: 12 uger."""
    match unit:
        case "hours":
            text = language.ngettext("%(num)s time", "%(num)s timer", number)
        case "days":
            text = days_text(language, number)
        case "weekdays":
            text = language.ngettext("%(num)s hverdag", "%(num)s hverdage", number)
        case "working_days":
            text = language.ngettext("%(num)s arbejdsdag", "%(num)s arbejdsdage", number)
        case "weeks":
            text = language.ngettext("%(num)s uge", "%(num)s uger", number)
        case "months":
            text = language.ngettext("%(num)s måned", "%(num)s måneder", number)
        case _:
            text = language.gettext("straks")
    return text


def days_text(language: Language, number: int) -> str:
    return language.ngettext("%(num)s dag", "%(num)s dage", number)


def term_text(language: Language, unit: str, amount: int, at_least: int | None) -> str:
    """Say a term: 12 uger, 0-4 uger, straks."""
    text = units_text(language, unit, amount)
    return text if at_least is None else f"{at_least}-{text}"
