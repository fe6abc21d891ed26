"""The steps of a count, said as a person would: each case counted by the engine itself."""

from datetime import date

import pytest

from api.calendar.counting import Pause, count
from api.calendar.days import Calendar, DayKind, SpecialDay
from api.calendar.terms import Roll, Term, TermUnit
from api.catalogue.calculation.schemas import StepOut
from web.deadlines.steps import Step, sentences
from web.language import language

CLOSED = frozenset(DayKind)
CLOSING_DAY = SpecialDay(
    date(2026, 5, 15), DayKind.CLOSING_DAY, "fredag efter Kristi himmelfart", "day after Ascension"
)


def told(term: Term, start: str, *, code: str = "da", pauses: tuple[Pause, ...] = ()) -> list[str]:
    calendar = Calendar([CLOSING_DAY])
    counted = count(term, date.fromisoformat(start), calendar, pauses=pauses)
    steps = [
        Step.model_validate(StepOut.of(step).model_dump(by_alias=True)) for step in counted.steps
    ]
    return [str(sentence.striptags()) for sentence in sentences(language(code), steps, term.unit)]


@pytest.mark.parametrize(
    ("term", "start", "says"),
    [
        pytest.param(
            Term(12, TermUnit.WEEKS, roll=Roll.FORWARD, closed=CLOSED),
            "2026-08-16",
            [
                "Fra ma. 17.08.2026 til og med sø. 08.11.2026 er talt 12 uger (84 dage).",
                "08.11.2026 er søndag, så fristen rykker til den første åbne dag, ma. 09.11.2026.",
            ],
            id="weeks that end on a Sunday",
        ),
        pytest.param(
            Term(5, TermUnit.WORKING_DAYS, closed=CLOSED),
            "2026-05-12",
            [
                "Fra on. 13.05.2026 til og med to. 21.05.2026 er talt 5 arbejdsdage.",
                "Undervejs er sprunget over: 2 lørdage og søndage, "
                "Kristi himmelfartsdag to. 14.05.2026 og "
                "fredag efter Kristi himmelfart fr. 15.05.2026.",
            ],
            id="working days over Ascension",
        ),
        pytest.param(
            Term(4, TermUnit.WEEKS, roll=Roll.FORWARD, closed=CLOSED),
            "2026-11-26",
            [
                "Fra fr. 27.11.2026 til og med to. 24.12.2026 er talt 4 uger (28 dage).",
                "24.12.2026 er juleaftensdag, så fristen rykker til den første åbne dag, "
                "ma. 28.12.2026. Undervejs rykker den forbi juledag fr. 25.12.2026 og "
                "2. juledag lø. 26.12.2026.",
            ],
            id="a roll over Christmas names its days",
        ),
        pytest.param(
            Term(1, TermUnit.MONTHS, closed=CLOSED),
            "2026-01-31",
            [
                "Fra sø. 01.02.2026 til og med lø. 28.02.2026 er talt 1 måned.",
                "Måneden har ikke den dato, så der sluttes på månedens sidste dag, lø. 28.02.2026.",
            ],
            id="a month without that date",
        ),
        pytest.param(
            Term(1, TermUnit.WORKING_DAYS, closed=CLOSED),
            "2026-11-24",
            ["Der er talt 1 arbejdsdag, on. 25.11.2026."],
            id="a single day",
        ),
        pytest.param(Term(0, TermUnit.IMMEDIATELY), "2026-11-24", [], id="at once has no steps"),
    ],
)
def test_says_each_step(term: Term, start: str, says: list[str]) -> None:
    assert told(term, start) == says


def test_says_when_the_clock_stood_still() -> None:
    waited = (Pause(date(2026, 8, 20), date(2026, 8, 27)),)
    assert told(Term(2, TermUnit.WEEKS), "2026-08-16", pauses=waited) == [
        "Fra ma. 17.08.2026 til og med sø. 06.09.2026 er talt 2 uger (14 dage).",
        "Fra to. 20.08.2026 til og med on. 26.08.2026 stod uret stille, mens sagen ventede "
        "(7 dage).",
    ]


def test_says_it_in_english_with_the_days_english_names() -> None:
    term = Term(4, TermUnit.WEEKS, roll=Roll.FORWARD, closed=CLOSED)
    assert told(term, "2026-11-26", code="en")[1] == (
        "24 Dec 2026 is Christmas Eve, so the deadline moves to the first open day, "
        "Mon 28 Dec 2026. On the way it passes Christmas Day Fri 25 Dec 2026 and "
        "Second Day of Christmas Sat 26 Dec 2026."
    )


def test_the_names_of_days_are_no_markup() -> None:
    evil = Step.model_validate(
        {
            "kind": "skipped",
            "from": "2026-05-15",
            "until": "2026-05-15",
            "days": 1,
            "counted": 0,
            "because": [
                {"date": "2026-05-15", "kind": "closing_day", "name_da": "<b>", "name_en": "<b>"}
            ],
        }
    )
    [sentence] = sentences(language("da"), [evil], "days")
    assert "&lt;b&gt;" in sentence
    assert '<time datetime="2026-05-15">' in sentence
