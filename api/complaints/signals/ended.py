"""Which periods are judged: whole ones that had ended, in the data that is asked of."""

from datetime import date

from api.calendar.lengths import add_months
from api.complaints.moments import day_of
from api.complaints.patterns.dimensions import PERIODS, Dimension
from api.complaints.patterns.spans import MONTHS_OF, Span
from api.complaints.patterns.standing import Data
from api.complaints.signals import rules
from api.complaints.signals.gathering import Periods
from api.errors import InvalidInput

TREND_YEARS = 3


def judged_on(data: Data, today: date) -> date:
    """Return the day as of which data is judged: today, or the last day that an old state held.

    What came after that day is not in it, and would be taken for a fall.
    """
    return today if data.number == data.newest else min(today, day_of(data.checked_at))


def last_ended(on: date, months: int) -> date:
    """Return the day that the last whole quarter, month or year before a day ends before."""
    return date(on.year, (on.month - 1) // months * months + 1, 1)


def next_begun(on: date, months: int) -> date:
    """Return the first day of the first whole quarter, month or year from a day on."""
    begun = last_ended(on, months)
    return begun if begun == on else add_months(begun, months)


def quarter_asked(span: Span, on: date) -> date:
    """Return the end of the quarter that is judged; refuse what is no ended quarter."""
    if span.first_on is None and span.before_on is None:
        return last_ended(on, MONTHS_OF[Dimension.QUARTER])
    whole = span.first_on and span.before_on and add_months(span.first_on, 3) == span.before_on
    if not whole or span.before_on is None or span.before_on.month % 3 != 1:
        raise InvalidInput(
            "signals_of_a_quarter",
            "Signals are of a whole quarter, written as 2017-Q2.",
            pointer="period",
        )
    if span.before_on > on:
        raise InvalidInput(
            "quarter_not_ended",
            f"This quarter had not ended on {on}, to which the data goes; what is still to come "
            "can't be judged.",
            pointer="period",
        )
    return span.before_on


def periods_of_trend(span: Span, on: date, by: Dimension) -> Periods:
    """Return the whole, ended periods within a span; the last three years if it has no begin."""
    if by not in PERIODS or by is Dimension.WEEK:
        raise InvalidInput("trend_by_period", "A trend is by month, quarter or year.", pointer="by")
    months = MONTHS_OF[by]
    end = last_ended(min(span.before_on or on, on), months)
    first = next_begun(span.first_on or add_months(end, -12 * TREND_YEARS), months)
    number = ((end.year - first.year) * 12 + end.month - first.month) // months
    if number <= rules.FEWEST_PERIODS_BEFORE:
        raise InvalidInput(
            "too_little_past",
            f"A trend needs more than {rules.FEWEST_PERIODS_BEFORE} whole periods that have ended.",
            pointer="received_from",
        )
    return Periods(by, first, number)
