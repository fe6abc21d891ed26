"""How many terms one core counts in a second: `make bench-terms`.

The starts lie all over twenty years, and the mix holds every unit, rolls, pauses and closing days.
"""

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from time import process_time

from api.calendar.counting import Pause, count, due_days
from api.calendar.days import Calendar, DayKind, SpecialDay
from api.calendar.terms import Roll, Term, TermUnit
from tests.api.calendar.slow import Slow

FIRST_START, DAYS_OF_STARTS = date(2015, 1, 1), 7_305
STARTS = [FIRST_START + timedelta(days=number * 37 % DAYS_OF_STARTS) for number in range(1_000)]
FEW_STARTS = STARTS[:25]
ROUNDS = 3

EVERY_KIND = frozenset(DayKind)
HOLIDAYS = frozenset({DayKind.WEEKEND, DayKind.PUBLIC_HOLIDAY})
SIXTY_WORKING_DAYS = Term(60, TermUnit.WORKING_DAYS, closed=EVERY_KIND)
TERMS = (
    SIXTY_WORKING_DAYS,
    Term(30, TermUnit.WORKING_DAYS, closed=HOLIDAYS),
    Term(7, TermUnit.WORKING_DAYS, closed=HOLIDAYS),
    Term(10, TermUnit.WEEKDAYS),
    Term(14, TermUnit.DAYS, roll=Roll.FORWARD, closed=HOLIDAYS),
    Term(4, TermUnit.WEEKS, roll=Roll.FORWARD, closed=EVERY_KIND),
    Term(8, TermUnit.WEEKS, at_least=4),
    Term(3, TermUnit.MONTHS, roll=Roll.FORWARD, closed=EVERY_KIND),
    Term(24, TermUnit.HOURS),
    Term(0, TermUnit.IMMEDIATELY),
)
PAUSES_AFTER = ((5, 12), (30, 44))

Work = tuple[Term, date, list[Pause]]


def closing_days() -> list[SpecialDay]:
    """Return three closing days between Christmas and New Year of each year."""
    return [
        SpecialDay(date(year, 12, day), DayKind.CLOSING_DAY, "mellemdag", "day between")
        for year in range(2015, 2036)
        for day in (27, 28, 29)
    ]


def work(terms: Iterable[Term], starts: Iterable[date]) -> list[Work]:
    """Return each term from each start; every third one is paused twice."""
    return [
        (term, start, pauses_after(start) if number % 3 == 0 else [])
        for term in terms
        for number, start in enumerate(starts)
    ]


def pauses_after(start: date) -> list[Pause]:
    return [
        Pause(start + timedelta(days=since), start + timedelta(days=until))
        for since, until in PAUSES_AFTER
    ]


def per_second(calculation: Callable[[Work], object], todo: list[Work]) -> float:
    """Return how many are done in a second of the processor, in the best of some rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        began = process_time()
        for one in todo:
            calculation(one)
        best = max(best, len(todo) / (process_time() - began))
    return best


def main() -> None:
    calendar = Calendar(closing_days(), version=1)

    def counted(one: Work) -> object:
        term, start, pauses = one
        noon = datetime.combine(start, time(12), UTC) if term.unit is TermUnit.HOURS else None
        return count(term, start, calendar, pauses=pauses, started_at=noon)

    def known(one: Work) -> object:
        return due_days(one[0], one[1], calendar)

    def looked_up(one: Work) -> object:
        return due_days.__wrapped__(one[0], one[1], calendar)

    def slowly(one: Work) -> object:
        term, start, pauses = one
        slow = Slow(start, CLOSING, pauses)
        return slow.due_on(term, slow.raw_end_on(term, term.amount))

    began = process_time()
    counted((SIXTY_WORKING_DAYS, STARTS[0], []))
    first = process_time() - began
    ways = (
        ("slow calculator", slowly, FEW_STARTS),
        ("count, with steps", counted, STARTS),
        ("due_days, first time", looked_up, STARTS),
        ("due_days, known", known, STARTS),
    )
    for terms, of in ((TERMS, "all kinds"), ([SIXTY_WORKING_DAYS], "60 working days")):
        figures = [per_second(way, work(terms, starts)) for _, way, starts in ways]
        for (name, _, _), figure in zip(ways, figures, strict=True):
            line = f"{of:18}{name:22}{figure:12,.0f} a second{figure / figures[0]:8,.0f} x slow"
            sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"first term of the process: {first * 1000:.1f} ms\n")


CLOSING = frozenset(day.on for day in closing_days())

if __name__ == "__main__":
    main()
