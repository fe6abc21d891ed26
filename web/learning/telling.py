"""An effect check in a sentence: how many complaints before and after, and how sure that is."""

from typing import Final

from web.formats import decimal, number
from web.language import N_, Language
from web.learning.client import EffectCheck, Ratio, Span

VERDICTS: Final = {
    "fewer": N_("færre klager"),
    "more": N_("flere klager"),
    "no_difference_seen": N_("ingen forskel set"),
    "too_little_to_tell": N_("for lidt at sige noget ud fra"),
}
BY_DECISIONS: Final = N_(
    "%(complaints)s klager, %(rate)s pr. 100 afgørelser (95 %%: %(low)s–%(high)s)"
)
BY_TIME: Final = N_("%(complaints)s klager, %(rate)s om måneden (95 %%: %(low)s–%(high)s)")
COUNT_ONLY: Final = N_("%(complaints)s klager")
RATIO: Final = N_("%(ratio)s gange så mange (95 %%: %(low)s–%(high)s)")
UNBOUNDED: Final = "∞"
PLACES: Final = 1


def span_text(language: Language, check: EffectCheck, span: Span) -> str:
    """Say how many complaints some months had, with the rate and its interval."""
    complaints = number(language, span.complaints)
    if span.rate is None:
        return language.gettext(COUNT_ONLY, complaints=complaints)
    text = BY_TIME if check.basis == "time" else BY_DECISIONS
    rate = decimal(language, span.rate, PLACES)
    bounds = {"low": bound(language, span.low), "high": bound(language, span.high)}
    return language.gettext(text, complaints=complaints, rate=rate, **bounds)


def ratio_text(language: Language, ratio: Ratio) -> str:
    """Say how many times as many complaints came after the change as before it."""
    if ratio.value is None:
        return ""
    bounds = {"low": bound(language, ratio.low), "high": bound(language, ratio.high)}
    return language.gettext(RATIO, ratio=decimal(language, ratio.value, PLACES), **bounds)


def bound(language: Language, value: float | None) -> str:
    return UNBOUNDED if value is None else decimal(language, value, PLACES)
