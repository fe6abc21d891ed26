"""The worked legal examples: found by hand, and the engine agrees."""

import pytest

from api.calendar.arrival import PUBLISHED_ARRIVALS, available_on
from api.calendar.counting import due_days
from api.calendar.days import DayKind
from api.calendar.examples import Example, worked_examples
from api.calendar.hours import day_of
from api.calendar.terms import TermUnit
from tests.api.calendar.slow import Slow

EXAMPLES = worked_examples()
each_example = pytest.mark.parametrize(
    "example", [pytest.param(example, id=example.key) for example in EXAMPLES]
)


@each_example
def test_the_engine_finds_the_days_found_by_hand(example: Example) -> None:
    counted = example.counted()
    assert counted.raw_end_on == example.raw_end_on
    assert counted.due_on == example.due_on
    assert counted.due_at == example.due_at
    assert counted.earliest_on == example.earliest_on


@each_example
def test_the_slow_calculator_finds_them_too(example: Example) -> None:
    closing = [day.on for day in example.calendar.closing_days]
    slow = Slow(example.started_on, closing, example.pauses)
    if example.term.unit is TermUnit.HOURS and example.started_at is not None:
        due_at = slow.due_at(example.started_at, example.term.amount)
        assert (due_at, day_of(due_at)) == (example.due_at, example.raw_end_on)
    else:
        assert slow.raw_end_on(example.term, example.term.amount) == example.raw_end_on
    assert slow.due_on(example.term, example.raw_end_on) == example.due_on


@each_example
def test_messages_arrive_on_the_day_found_by_hand(example: Example) -> None:
    sent = example.dispatched
    if sent is not None:
        available = available_on(sent.channel, sent.on, PUBLISHED_ARRIVALS, example.calendar)
        assert available == example.started_on
    if example.started_at is not None:
        assert day_of(example.started_at) == example.started_on


@each_example
def test_an_import_finds_the_same_days(example: Example) -> None:
    if example.due_at is None and not example.pauses:
        found = due_days(example.term, example.started_on, example.calendar)
        assert found == (example.raw_end_on, example.due_on)


@each_example
def test_is_told_in_two_languages_and_names_its_source(example: Example) -> None:
    assert example.text_da != example.text_en
    assert all(text.endswith(".") for text in (example.text_da, example.text_en))
    assert example.source


def test_there_is_an_example_of_every_unit_and_every_kind_of_closed_day() -> None:
    assert {example.term.unit for example in EXAMPLES} == set(TermUnit)
    assert {kind for example in EXAMPLES for kind in example.term.closed} == set(DayKind)
    assert len({example.key for example in EXAMPLES}) == len(EXAMPLES)
