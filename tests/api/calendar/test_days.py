"""The country's special days, against a package, a table by hand, and the law's own words."""

from collections.abc import Iterable
from datetime import date, timedelta

import holidays
import pytest

from api.calendar.days import (
    FIRST_YEAR,
    LAST_YEAR,
    PLAIN,
    Calendar,
    DayKind,
    SpecialDay,
    national_days,
)
from api.errors import InvalidInput

ALL_YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
ASCENSION_2026 = date(2026, 5, 14)
FRIDAY_AFTER = SpecialDay(
    date(2026, 5, 15),
    DayKind.CLOSING_DAY,
    "fredag efter Kristi himmelfartsdag",
    "Friday after Ascension Day",
)
EVERY_KIND = frozenset(DayKind)

MOVABLE = {
    # Maundy Thursday, Good Friday, Easter Monday, Great Prayer Day, Ascension Day, Whit Monday
    1981: ("04-16", "04-17", "04-20", "05-15", "05-28", "06-08"),
    2000: ("04-20", "04-21", "04-24", "05-19", "06-01", "06-12"),
    2008: ("03-20", "03-21", "03-24", "04-18", "05-01", "05-12"),
    2011: ("04-21", "04-22", "04-25", "05-20", "06-02", "06-13"),
    2017: ("04-13", "04-14", "04-17", "05-12", "05-25", "06-05"),
    2023: ("04-06", "04-07", "04-10", "05-05", "05-18", "05-29"),
    2024: ("03-28", "03-29", "04-01", None, "05-09", "05-20"),
    2025: ("04-17", "04-18", "04-21", None, "05-29", "06-09"),
    2026: ("04-02", "04-03", "04-06", None, "05-14", "05-25"),
    2027: ("03-25", "03-26", "03-29", None, "05-06", "05-17"),
    2028: ("04-13", "04-14", "04-17", None, "05-25", "06-05"),
    2035: ("03-22", "03-23", "03-26", None, "05-03", "05-14"),
    2038: ("04-22", "04-23", "04-26", None, "06-03", "06-14"),
    2099: ("04-09", "04-10", "04-13", None, "05-21", "06-01"),
}
MOVABLE_NAMES = (
    "skærtorsdag",
    "langfredag",
    "2. påskedag",
    "store bededag",
    "Kristi himmelfartsdag",
    "2. pinsedag",
)


def specials(year: int, kind: DayKind) -> list[SpecialDay]:
    return [day for days in national_days(year).values() for day in days if day.kind is kind]


def names(year: int) -> list[str]:
    return [day.name_da for days in national_days(year).values() for day in days]


def dates(days: Iterable[SpecialDay]) -> list[date]:
    return [day.on for day in days]


@pytest.mark.parametrize("year", ALL_YEARS)
def test_public_holidays_are_those_of_the_package(year: int) -> None:
    oracle = holidays.country_holidays("DK", years=year, language="da")
    named = {day.on: day.name_da for day in specials(year, DayKind.PUBLIC_HOLIDAY)}
    assert named.keys() == oracle.keys()
    for on, name in named.items():
        assert name.replace("2.", "Anden").casefold() == oracle[on].casefold()


@pytest.mark.parametrize("year", MOVABLE)
def test_movable_days_are_those_found_by_hand(year: int) -> None:
    found = {day.name_da: day.on for day in specials(year, DayKind.PUBLIC_HOLIDAY)}
    for name, day in zip(MOVABLE_NAMES, MOVABLE[year], strict=True):
        assert found.get(name) == (date.fromisoformat(f"{year}-{day}") if day else None)


@pytest.mark.parametrize("year", ALL_YEARS)
def test_quasi_holidays_lie_on_the_same_three_days_each_year(year: int) -> None:
    assert [
        (day.on, day.name_da, day.name_en) for day in specials(year, DayKind.QUASI_HOLIDAY)
    ] == [
        (date(year, 6, 5), "grundlovsdag", "Constitution Day"),
        (date(year, 12, 24), "juleaftensdag", "Christmas Eve"),
        (date(year, 12, 31), "nytårsaftensdag", "New Year's Eve"),
    ]


def test_great_prayer_day_was_kept_for_the_last_time_in_2023() -> None:
    prayer_days = [name for year in ALL_YEARS for name in names(year) if name == "store bededag"]
    assert len(prayer_days) == 2023 - FIRST_YEAR + 1
    assert "store bededag" in names(2023)


def test_days_have_names_in_danish_and_english() -> None:
    assert [
        (day.name_da, day.name_en) for day in PLAIN.between(date(2023, 1, 1), date(2024, 1, 1))
    ] == [
        ("nytårsdag", "New Year's Day"),
        ("skærtorsdag", "Maundy Thursday"),
        ("langfredag", "Good Friday"),
        ("påskedag", "Easter Sunday"),
        ("2. påskedag", "Easter Monday"),
        ("store bededag", "Great Prayer Day"),
        ("Kristi himmelfartsdag", "Ascension Day"),
        ("pinsedag", "Whit Sunday"),
        ("2. pinsedag", "Whit Monday"),
        ("grundlovsdag", "Constitution Day"),
        ("juleaftensdag", "Christmas Eve"),
        ("juledag", "Christmas Day"),
        ("2. juledag", "Second Day of Christmas"),
        ("nytårsaftensdag", "New Year's Eve"),
    ]


@pytest.mark.parametrize("year", [2017, 2028])
def test_a_day_may_be_two_things_and_is_a_public_holiday_first(year: int) -> None:
    assert [day.name_en for day in PLAIN.on(date(year, 6, 5))] == [
        "Whit Monday",
        "Constitution Day",
    ]


def test_the_friday_after_ascension_is_an_ordinary_day_until_it_is_closed() -> None:
    friday = ASCENSION_2026 + timedelta(days=1)
    assert not PLAIN.is_closed(friday, EVERY_KIND)
    assert Calendar([FRIDAY_AFTER]).closed_because(friday, EVERY_KIND) == (FRIDAY_AFTER,)


def test_a_weekend_is_told_only_if_it_is_asked_for() -> None:
    second_day_of_christmas = date(2026, 12, 26)  # a Saturday
    assert [day.name_da for day in PLAIN.closed_because(second_day_of_christmas, EVERY_KIND)] == [
        "lørdag",
        "2. juledag",
    ]
    assert PLAIN.closed_because(date(2026, 12, 27), {DayKind.WEEKEND}) == (
        SpecialDay(date(2026, 12, 27), DayKind.WEEKEND, "søndag", "Sunday"),
    )
    assert not PLAIN.is_closed(date(2026, 12, 27), EVERY_KIND - {DayKind.WEEKEND})
    assert [day.kind for day in PLAIN.on(second_day_of_christmas)] == [DayKind.PUBLIC_HOLIDAY]


@pytest.mark.parametrize(
    ("kind", "closed"),
    [
        pytest.param(DayKind.QUASI_HOLIDAY, True, id="it is one"),
        pytest.param(DayKind.PUBLIC_HOLIDAY, False, id="it is none"),
        pytest.param(DayKind.CLOSING_DAY, False, id="nobody closes"),
        pytest.param(DayKind.WEEKEND, False, id="it is a Thursday"),
    ],
)
def test_christmas_eve_is_closed_for_its_own_kind_alone(kind: DayKind, closed: bool) -> None:
    assert PLAIN.is_closed(date(2026, 12, 24), {kind}) is closed


def test_days_between_come_in_order_over_new_year_and_end_before_the_last() -> None:
    twixmas = SpecialDay(date(2026, 12, 28), DayKind.CLOSING_DAY, "mellemdag", "day between")
    calendar = Calendar([FRIDAY_AFTER, twixmas])
    assert dates(calendar.between(date(2026, 12, 25), date(2027, 1, 2))) == [
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2026, 12, 28),
        date(2026, 12, 31),
        date(2027, 1, 1),
    ]
    assert dates(calendar.between(date(2026, 12, 24), date(2026, 12, 25))) == [date(2026, 12, 24)]
    assert calendar.between(date(2026, 12, 25), date(2026, 12, 25)) == []


def test_days_between_reach_to_both_ends_of_the_calendar() -> None:
    every_day = PLAIN.between(date(FIRST_YEAR, 1, 1), date(LAST_YEAR + 1, 1, 1))
    assert every_day[0].on == date(1980, 1, 1)
    assert every_day[-1].on == date(2100, 12, 31)
    assert len(every_day) == len(ALL_YEARS) * 13 + (2023 - 1980 + 1)


def test_calendars_that_say_the_same_are_equal() -> None:
    other = SpecialDay(date(2026, 12, 28), DayKind.CLOSING_DAY, "mellemdag", "day between")
    calendar = Calendar([FRIDAY_AFTER, other], version=2)
    assert calendar == Calendar([other, FRIDAY_AFTER], version=2)
    assert hash(calendar) == hash(Calendar([other, FRIDAY_AFTER], version=2))
    assert calendar != Calendar([other], version=2)
    assert calendar != Calendar([FRIDAY_AFTER, other], version=3)
    assert calendar != "2026"


def test_a_calendar_without_corrections_is_version_0() -> None:
    assert PLAIN.version == 0


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, LAST_YEAR + 1])
def test_refuses_years_it_does_not_hold(year: int) -> None:
    with pytest.raises(InvalidInput) as refusal:
        PLAIN.on(date(year, 6, 1))
    assert refusal.value.code == "year_outside_calendar"
