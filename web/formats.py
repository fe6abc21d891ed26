"""How days, numbers and money are written for people.

Filters for the templates; each takes what the api sends (ISO text, JSON number) or a Python value:

    {{ d|day }}  <time>20.09.2017</time>        {{ n|number }}      1.600
    {{ d|day_text }}  20.09.2017 (attributes)   {{ x|decimal(2) }}  12,25
    {{ d|day_long }}  onsdag 20. september 2017 {{ m|million }}     9,7 mio. kr. (m in millions)
    {{ t|moment }}    20.09.2017 kl. 14.02      {{ share|percent }} 18,9 % (share from 0 to 1)
    {{ d|week }}      uge 38                    {{ n|signed }}      +11 · −634
    {{ d|days_ago }}  for 3 dage siden          {{ p|period }}      primo 2012, with its exact days
    {{ d|weekday }}   <time>ti. 24.11.2026</time>    {{ t|clock }}      kl. 14.02

`days_ago` takes the day it is counted from as an argument; without it, today. Nothing (None) is
never shown as 0: it becomes a dash that is read aloud as "uoplyst".
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from markupsafe import Markup

from web.clock import TOWN_HALL, today
from web.language import Language

MINUS: Final = "\N{MINUS SIGN}"
NBSP: Final = "\N{NO-BREAK SPACE}"
DAY: Final = {"da": "dd.MM.yyyy", "en": "d MMM yyyy"}
WEEKDAY: Final = {"da": "EEEEEE dd.MM.yyyy", "en": "EEE d MMM yyyy"}
DAY_LONG: Final = {"da": "EEEE d. MMMM yyyy", "en": "EEEE d MMMM yyyy"}
MOMENT: Final = {"da": "dd.MM.yyyy 'kl.' HH.mm", "en": "d MMM yyyy 'at' HH:mm"}
CLOCK: Final = {"da": f"'kl.'{NBSP}HH.mm", "en": "HH:mm"}
MILLIONS_SHOWN: Final = (1, 2)
DATETIME_OF: Final = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


def as_day(value: date | str) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value.date() if isinstance(value, datetime) else value


def as_moment(value: datetime | str) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def as_decimal(value: Decimal | float | str) -> Decimal:
    return Decimal(str(value))


def unknown(language: Language) -> Markup:
    spoken = language.gettext("uoplyst")
    return Markup(
        '<span class="unknown"><span aria-hidden="true">–</span>'
        '<span class="sr-only">{}</span></span>'
    ).format(spoken)


def day_text(language: Language, value: date | str) -> str:
    return format_date(as_day(value), DAY[language.code], locale=language.locale)


def day(language: Language, value: date | str) -> Markup:
    shown = day_text(language, value)
    return Markup('<time datetime="{}">{}</time>').format(as_day(value).isoformat(), shown)


def weekday(language: Language, value: date | str) -> Markup:
    shown = format_date(as_day(value), WEEKDAY[language.code], locale=language.locale)
    return Markup('<time datetime="{}">{}</time>').format(as_day(value).isoformat(), shown)


def day_long(language: Language, value: date | str) -> Markup:
    shown = format_date(as_day(value), DAY_LONG[language.code], locale=language.locale)
    return Markup('<time datetime="{}">{}</time>').format(as_day(value).isoformat(), shown)


def moment(language: Language, value: datetime | str) -> Markup:
    at = as_moment(value)
    shown = format_datetime(at, MOMENT[language.code], tzinfo=TOWN_HALL, locale=language.locale)
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(), shown)


def clock(language: Language, value: datetime | str) -> str:
    at = as_moment(value)
    return format_datetime(at, CLOCK[language.code], tzinfo=TOWN_HALL, locale=language.locale)


def week(language: Language, value: date | str) -> str:
    number = as_day(value).isocalendar().week
    return language.gettext("uge %(number)s", number=number)


# Nobody counts the days of what lies years back; the date stands beside it.
YEARS_FROM: Final = 730
DAYS_IN_A_YEAR: Final = 365.25


def days_ago(language: Language, value: date | str, since: date | str | None = None) -> str:
    """Say how long ago a day was, or how far ahead it lies."""
    days = (as_day(since or today()) - as_day(value)).days
    if days == 0:
        return language.gettext("i dag")
    if days >= YEARS_FROM:
        years = int(days / DAYS_IN_A_YEAR)
        return language.ngettext("for %(num)s år siden", "for %(num)s år siden", years)
    if days > 0:
        return language.ngettext("for %(num)s dag siden", "for %(num)s dage siden", days)
    return language.ngettext("om %(num)s dag", "om %(num)s dage", -days)


def grouped(language: Language, value: Decimal, least: int, most: int) -> str:
    """Write a number with thousands apart and between `least` and `most` decimals."""
    pattern = "#,##0." + "0" * least + "#" * (most - least)
    return format_decimal(value, pattern, locale=language.locale).replace("-", MINUS)


def number(language: Language, value: Decimal | float | str) -> str:
    """Write a count; decimals are kept if it has any."""
    return grouped(language, as_decimal(value), 0, 3)


def decimal(language: Language, value: Decimal | float | str, places: int = 2) -> str:
    return grouped(language, as_decimal(value), places, places)


def million(language: Language, value: Decimal | float | str, places: int | None = None) -> str:
    """Write an amount given in millions of kroner; without `places`, one or two decimals."""
    least, most = MILLIONS_SHOWN if places is None else (places, places)
    amount = grouped(language, as_decimal(value), least, most)
    return language.gettext("%(amount)s mio. kr.", amount=amount).replace(" ", NBSP)


def percent(language: Language, share: Decimal | float | str, places: int = 1) -> str:
    shown = grouped(language, as_decimal(share) * 100, places, places)
    return language.gettext("%(number)s %%", number=shown).replace(" ", NBSP)


def signed(language: Language, value: Decimal | float | str) -> str:
    """Write a change: with its sign, and with a real minus."""
    change = as_decimal(value)
    return f"{'+' if change > 0 else ''}{grouped(language, change, 0, 2)}"


def exact_days(language: Language, value: Mapping[str, Any]) -> str:
    """Return the first and last day that an imprecise date may mean."""
    first = day_text(language, value["from"])
    if not value["until"]:
        return language.gettext("fra %(day)s", day=first)
    last = day_text(language, value["until"])
    return first if first == last else f"{first} – {last}"


def period(language: Language, value: Mapping[str, Any]) -> Markup:
    """Show an imprecise date as it was written; its exact days stand behind it."""
    exact = exact_days(language, value)
    written = value["as_written"] or exact
    if pattern := DATETIME_OF.get(value["precision"]):
        machine = as_day(value["from"]).strftime(pattern)
        return Markup('<time datetime="{}" title="{}">{}</time>').format(machine, exact, written)
    return Markup(
        '<span class="imprecise" title="{}">{}<span class="sr-only"> ({})</span></span>'
    ).format(exact, written, exact)


FILTERS: Final[tuple[Callable[..., str], ...]] = (
    day,
    day_text,
    weekday,
    day_long,
    moment,
    clock,
    week,
    days_ago,
    number,
    decimal,
    million,
    percent,
    signed,
    period,
)


def filters(language: Language) -> dict[str, Callable[..., str]]:
    """Return the filters of one language; each shows nothing as unknown."""

    def bound(write: Callable[..., str]) -> Callable[..., str]:
        def shown(value: Any, *args: Any, **options: Any) -> str:
            if value is None:
                return unknown(language)
            return write(language, value, *args, **options)

        return shown

    return {write.__name__: bound(write) for write in FILTERS}
