"""The days that figures are of: spans, their names, and those they are compared with. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from api.calendar.lengths import add_months
from api.complaints.patterns.dimensions import Comparison, Dimension
from api.errors import InvalidInput
from api.values import FIRST_YEAR, LAST_YEAR, check_days_in_order

EPOCH: Final = date(1970, 1, 1)
MONDAY: Final = 3  # the epoch was a Thursday: the fourth day of its week
A_DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
A_YEAR: Final = 12  # months
MONTHS_OF: Final = {Dimension.MONTH: 1, Dimension.QUARTER: 3, Dimension.YEAR: 12}
WRITTEN: Final = re.compile(
    r"(?P<year>\d{4})(-(?:Q(?P<quarter>[1-4])|W(?P<week>\d{2})|(?P<month>\d{2})))?", re.ASCII
)


@dataclass(frozen=True)
class Span:
    """The days from `first_on` until the day before `before_on`; None where it is open."""

    first_on: date | None = None
    before_on: date | None = None

    @property
    def days(self) -> int:
        assert self.first_on  # noqa: S101 - spans that are compared have both ends
        assert self.before_on  # noqa: S101
        return (self.before_on - self.first_on).days

    @property
    def of_weeks(self) -> bool:
        """Whether they are whole ISO weeks, and no whole months."""
        if self.first_on is None or self.before_on is None:
            return False
        mondays = self.first_on.weekday() == self.before_on.weekday() == 0
        return mondays and not whole_months(self.first_on, self.before_on)


def ordinal(day: date) -> int:
    """Return the days since 1970 began, as facts count them."""
    return (day - EPOCH).days


def written_span(text: str) -> Span:
    """Read 2017, 2017-Q3, 2017-09 or 2017-W38 (ISO 8601)."""
    found = WRITTEN.fullmatch(text)
    try:
        if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
            raise ValueError(text)
        return _span(found)
    except ValueError as error:
        raise InvalidInput(
            "period_unreadable",
            "Write a period as 2017, 2017-Q3, 2017-09 or 2017-W38.",
            pointer="period",
        ) from error


def _span(found: re.Match[str]) -> Span:
    year = int(found["year"])
    if found["week"]:
        first = date.fromisocalendar(year, int(found["week"]), 1)
        return Span(first, first + WEEK)
    month = int(found["month"] or 1) if found["quarter"] is None else int(found["quarter"]) * 3 - 2
    length = 1 if found["month"] else 3 if found["quarter"] else 12
    first = date(year, month, 1)
    return Span(first, add_months(first, length))


def checked_span(first_on: date | None, before_on: date | None, period: str | None) -> Span:
    """Return the span that is asked for; refuse days in the wrong order, and two ways at once."""
    if period is not None:
        if first_on or before_on:
            raise InvalidInput(
                "period_twice",
                "Give a period, or days from and before, not both.",
                pointer="period",
            )
        return written_span(period)
    check_days_in_order(first_on, before_on, "received_before")
    return Span(first_on, before_on)


def compared_span(span: Span, how: Comparison, day: date | None) -> Span:
    """Return the span that another is compared with.

    It is as long, but for a week 53, and for a 29 February that only one of two years has.
    """
    if span.first_on is None or span.before_on is None:
        raise InvalidInput(
            "comparison_without_period",
            "To compare, say of which period: both a first day and a day it ends before.",
            pointer="compare",
        )
    end = span.first_on
    if day is not None and how is not Comparison.BEFORE_DAY:
        raise InvalidInput(
            "comparison_day_unused",
            "A day divides before from after only with `before_day`.",
            pointer="compare_day",
        )
    if how is Comparison.BEFORE_DAY:
        if day is None or day > span.first_on:
            raise InvalidInput(
                "comparison_day_missing",
                "Give the day that divides before from after, not later than the period begins.",
                pointer="compare_day",
            )
        end = day
    if how is Comparison.YEAR_BEFORE:
        before = _weeks_before if span.of_weeks else year_before
        return before(span.first_on, span.before_on)
    months = whole_months(span.first_on, span.before_on)
    if months:
        return Span(add_months(end, -months), end)
    return Span(end - (span.before_on - span.first_on), end)


def compared_spans(span: Span, on: date, how: Comparison, day: date | None) -> tuple[Span, Span]:
    """Return the days of a span that had come by a day, and the span these are compared with.

    Of a period that still runs, as many days are taken of the other, from its beginning; of the
    time before a day, the last ones.
    """
    then, now = compared_span(span, how, day), come_by(span, on)
    if now == span:
        return span, then
    assert now.first_on  # noqa: S101 - spans that are compared have both ends
    assert now.before_on  # noqa: S101
    assert then.first_on  # noqa: S101
    assert then.before_on  # noqa: S101
    length = now.before_on - now.first_on
    if how is Comparison.BEFORE_DAY:
        return now, Span(then.before_on - length, then.before_on)
    if how is Comparison.YEAR_BEFORE and not span.of_weeks:
        return now, year_before(now.first_on, now.before_on)
    return now, Span(then.first_on, min(then.first_on + length, then.before_on))


def come_by(span: Span, on: date) -> Span:
    """Return the days of a span that had come by a day, itself among them."""
    if span.before_on is None or span.before_on <= on + A_DAY:
        return span
    if span.first_on is not None and span.first_on > on:
        raise InvalidInput(
            "comparison_not_begun",
            f"{span.first_on} had not come when the data was read: there is nothing to compare.",
            pointer="compare",
        )
    return Span(span.first_on, on + A_DAY)


def whole_months(first_on: date, before_on: date) -> int:
    """Return how many months some days are long; 0 if they are no whole months."""
    if first_on.day != 1 or before_on.day != 1:
        return 0
    return (before_on.year - first_on.year) * 12 + before_on.month - first_on.month


def year_before(first_on: date, before_on: date) -> Span:
    """Return the same days of the year before: of whole months those, else from date to date.

    A 29 February, first or last of the days, becomes the 28th. The last day is moved and not the
    one after it: else days that end with 28 February of a leap year would lose that one.
    """
    first = add_months(first_on, -A_YEAR)
    if whole_months(first_on, before_on):
        return Span(first, add_months(before_on, -A_YEAR))
    return Span(first, add_months(before_on - A_DAY, -A_YEAR) + A_DAY)


def _weeks_before(first_on: date, before_on: date) -> Span:
    """Return the weeks of the same numbers in the ISO year before.

    Years of 53 weeks lie beside years of 52: a week 53 that the year before lacks has nothing
    beside it, and longer spans may differ by one week.
    """
    last = before_on - WEEK
    begin = same_week_before(first_on)
    end = min(same_week_before(last) + WEEK, first_monday(last))
    if begin >= end:
        year = first_on.isocalendar().year - 1
        raise InvalidInput(
            "week_53_missing",
            f"{year} had no week 53: compare with the period before, or ask of other weeks.",
            pointer="compare",
        )
    return Span(begin, end)


def first_monday(day: date) -> date:
    """Return the first day of the ISO year that a day lies in."""
    return date.fromisocalendar(day.isocalendar().year, 1, 1)


def same_week_before(monday: date) -> date:
    """Return the Monday of that week the year before; of a week 53 that it lacks, the next one."""
    year, week, _ = monday.isocalendar()
    return date.fromisocalendar(year - 1, 1, 1) + (week - 1) * WEEK


def period_name(dimension: Dimension, number: int) -> str:
    """Return the name of the nth week, month, quarter or year since 1970, as it is written."""
    if dimension is Dimension.WEEK:
        year, week, _ = (EPOCH + timedelta(days=number * 7 - MONDAY)).isocalendar()
        return f"{year}-W{week:02d}"
    months = number * MONTHS_OF[dimension]
    year, month = EPOCH.year + months // 12, months % 12
    if dimension is Dimension.YEAR:
        return str(year)
    return (
        f"{year}-Q{month // 3 + 1}" if dimension is Dimension.QUARTER else f"{year}-{month + 1:02d}"
    )
