"""Complaints as the bench tells of them: of eight whole quarters and of the days of this one."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import NamedTuple, TypeVar

from tests.bench.complaining.texts import CAUSES, Writer, falling
from tests.bench.pulling.contents import UNITS

Word = TypeVar("Word")
QUARTERS = 8
MONTHS_OF_QUARTER = 3
CASE_DAYS = 1050
Shares = Mapping[str, float]
CHANNELS: Shares = {"phone": 0.4, "email": 0.2, "letter": 0.15, "digital": 0.25}
KINDS: Shares = {"procedural": 0.55, "substantive": 0.3, "both": 0.15}
FINDINGS: Shares = {"upheld": 0.3, "partly_upheld": 0.25, "not_upheld": 0.4, "not_considered": 0.05}
WAYS: Shares = {
    "answered": 0.6, "resolved_by_dialogue": 0.3, "withdrawn": 0.06, "passed_on": 0.04,
}  # fmt: skip
REASSESSED: Shares = {
    "upheld": 0.7, "partly_changed": 0.12, "fully_changed": 0.1, "dismissed": 0.05,
    "withdrawn": 0.03,
}  # fmt: skip
BOARD: Shares = {
    "affirmed": 0.62, "changed": 0.08, "annulled": 0.03, "remitted": 0.16, "dismissed": 0.08,
    "referred": 0.03,
}  # fmt: skip
POINTS: Mapping[int, float] = {1: 0.52, 2: 0.38, 3: 0.1}
OFTEN = falling(len(CAUSES), 5)
RISEN, RISEN_UNITS, RISEN_SHARE = CAUSES.index("SKIFT"), (7, 21, 33), 0.25
WITH_CASE, WITH_CITIZEN, SOUGHT, REACHED, NOTED = 0.8, 0.75, 0.7, 0.8, 0.6
DAYS_TO_ANSWER, DAYS_TO_REASSESS, DAYS_TO_BOARD = (2, 60), (8, 45), (60, 240)
HOURS_TO_CONTACT = (1, 240)


class Row(NamedTuple):
    """A complaint, its points, and what was done about it. Causes are places in the list of them.

    `case_n` is the case whose unit and case type the complaint has; `with_case` says if that is
    known of it.
    """

    n: int
    received_on: date
    case_n: int
    with_case: bool
    citizen: int | None
    channel: str
    kind: str
    text: str
    causes: list[int]
    findings: list[str] | None
    closed_on: date | None
    closed_how: str | None
    contact_hours: int | None
    reached: bool
    noted: bool
    reassessed: str | None
    reassessed_on: date | None
    board: str | None
    board_on: date | None


TYPES = (
    "bigint", "date", "bigint", "boolean", "bigint", "text", "text", "text", "int[]", "text[]",
    "date", "text", "int", "boolean", "boolean", "text", "date", "text", "date",
)  # fmt: skip


def quarter_begin(day: date, before: int = 0) -> date:
    """Return the first day of the quarter of a day, or of one so many quarters before it."""
    place = day.year * 4 + (day.month - 1) // MONTHS_OF_QUARTER - before
    return date(place // 4, place % 4 * MONTHS_OF_QUARTER + 1, 1)


def complaints(many: int, cases: int, today: date) -> Iterator[Row]:
    """Yield complaints in the order they came, each about a case that came months before it.

    In three units one cause rises in the last whole quarter, so that there is something to find.
    """
    draw = Random(many)  # noqa: S311 - the same in every run
    write = Writer(draw)
    first = quarter_begin(today, QUARTERS)
    days = (today - first).days
    last_quarter = range(quarter_begin(today, 1).toordinal(), quarter_begin(today).toordinal())
    for n in range(1, many + 1):
        received_on = first + timedelta(days * (n - 1) // many)
        age = (today - received_on).days + draw.randint(20, 240)
        of_day = draw.randrange(1 + cases // CASE_DAYS)
        case_n = max(1, cases - age * cases // CASE_DAYS - of_day)
        causes = draw.choices(range(len(CAUSES)), OFTEN, k=one_of(draw, POINTS))
        if case_n % UNITS in RISEN_UNITS and received_on.toordinal() in last_quarter:
            causes += [RISEN] * (draw.random() < RISEN_SHARE)
        about = n, received_on, case_n, list(dict.fromkeys(causes))
        yield complaint(draw, write, about, many // 2, today)


def complaint(
    draw: Random,
    write: Writer,
    about: tuple[int, date, int, list[int]],
    citizens: int,
    today: date,
) -> Row:
    n, on, case_n, causes = about
    kind = one_of(draw, KINDS)
    closed_on = later(draw, on, DAYS_TO_ANSWER, today)
    reassessed_on = None if kind == "procedural" else later(draw, on, DAYS_TO_REASSESS, today)
    reassessed = one_of(draw, REASSESSED) if reassessed_on else None
    board_on = later(draw, on, DAYS_TO_BOARD, today) if reassessed == "upheld" else None
    sought = draw.random() < SOUGHT
    return Row(
        n=n,
        received_on=on,
        case_n=case_n,
        with_case=draw.random() < WITH_CASE,
        citizen=draw.randrange(max(1, citizens)) if draw.random() < WITH_CITIZEN else None,
        channel=one_of(draw, CHANNELS),
        kind=kind,
        text=write.text([CAUSES[cause] for cause in causes]),
        causes=causes,
        findings=[one_of(draw, FINDINGS) for _ in causes] if closed_on else None,
        closed_on=closed_on,
        closed_how=one_of(draw, WAYS) if closed_on else None,
        contact_hours=draw.randint(*HOURS_TO_CONTACT) if sought else None,
        reached=sought and draw.random() < REACHED,
        noted=sought and draw.random() < NOTED,
        reassessed=reassessed,
        reassessed_on=reassessed_on,
        board=one_of(draw, BOARD) if board_on else None,
        board_on=board_on,
    )


def one_of(draw: Random, shares: Mapping[Word, float]) -> Word:
    return draw.choices(list(shares), list(shares.values()))[0]


def later(draw: Random, day: date, between: tuple[int, int], today: date) -> date | None:
    """Return a day so many days later, or None if it has not come."""
    found = day + timedelta(draw.randint(*between))
    return found if found <= today else None
