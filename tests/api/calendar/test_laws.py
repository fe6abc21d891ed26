"""Laws of counting, for any term, start, calendar and pauses; and the slow calculator agrees."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from api.calendar.counting import Counted, Pause, Step, StepKind, count, due_days
from api.calendar.days import Calendar, DayKind, SpecialDay
from api.calendar.hours import COPENHAGEN, day_of
from api.calendar.terms import Roll, Term, TermUnit
from tests.api.calendar.slow import Slow

MOST = {
    TermUnit.IMMEDIATELY: 0,
    TermUnit.HOURS: 400,
    TermUnit.DAYS: 200,
    TermUnit.WEEKDAYS: 100,
    TermUnit.WORKING_DAYS: 90,
    TermUnit.WEEKS: 26,
    TermUnit.MONTHS: 9,
}
FEWER = settings(deadline=None, max_examples=100)
MORE = settings(deadline=None, max_examples=400)


@dataclass(frozen=True)
class Case:
    term: Term
    started_on: date
    closing: tuple[date, ...] = ()
    pauses: tuple[Pause, ...] = ()

    @property
    def calendar(self) -> Calendar:
        return Calendar(
            SpecialDay(day, DayKind.CLOSING_DAY, "lukket", "closed") for day in self.closing
        )

    def counted(self) -> Counted:
        return count(self.term, self.started_on, self.calendar, pauses=self.pauses)

    def due_on(self) -> date:
        return self.counted().due_on

    def paused(self, *pauses: Pause) -> "Case":
        return replace(self, pauses=(*self.pauses, *pauses))

    def slow(self) -> Slow:
        return Slow(self.started_on, self.closing, self.pauses)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    unit = draw(st.sampled_from(TermUnit))
    amount = draw(st.integers(0, MOST[unit]))
    return Term(
        amount,
        unit,
        at_least=draw(st.none() | st.integers(0, amount)),
        roll=draw(st.sampled_from(Roll)),
        closed=draw(st.frozensets(st.sampled_from(DayKind))),
    )


@st.composite
def pauses_near(draw: st.DrawFn, started_on: date) -> Pause:
    since_on = started_on + timedelta(days=draw(st.integers(-20, 120)))
    return Pause(since_on, since_on + timedelta(days=draw(st.integers(0, 40))))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    started_on = draw(st.dates(date(2010, 1, 1), date(2040, 12, 31)))
    closing = draw(st.lists(st.integers(0, 150), max_size=6))
    return Case(
        term=draw(terms()),
        started_on=started_on,
        closing=tuple(started_on + timedelta(days=days) for days in closing),
        pauses=tuple(draw(st.lists(pauses_near(started_on), max_size=4))),
    )


@st.composite
def cases_and_a_pause(draw: st.DrawFn) -> tuple[Case, Pause]:
    case = draw(cases())
    return case, draw(pauses_near(case.started_on))


def days_of(step: Step) -> list[date]:
    return [step.first_on + timedelta(days=number) for number in range(step.days)]


@MORE
@given(cases())
def test_the_slow_calculator_finds_the_same_days(case: Case) -> None:
    slow, counted = case.slow(), case.counted()
    raw_end_on = slow.raw_end_on(case.term, case.term.amount)
    assert counted.raw_end_on == raw_end_on
    assert counted.due_on == slow.due_on(case.term, raw_end_on)
    if case.term.at_least is not None:
        earliest = slow.raw_end_on(case.term, case.term.at_least)
        assert counted.earliest_on == slow.due_on(case.term, earliest)


@FEWER
@given(cases())
def test_an_import_finds_the_same_days(case: Case) -> None:
    counted = replace(case, pauses=()).counted()
    found = due_days(case.term, case.started_on, case.calendar)
    assert found == (counted.raw_end_on, counted.due_on)


@FEWER
@given(cases())
def test_the_steps_add_up_to_the_day(case: Case) -> None:
    counted = case.counted()
    total = sum(step.days for step in counted.steps)
    assert case.started_on + timedelta(days=total) == counted.due_on
    assert sum(step.counted for step in counted.steps) == case.term.amount
    assert all(step.counted >= 0 for step in counted.steps)


@FEWER
@given(cases())
def test_each_day_belongs_to_one_step_in_order(case: Case) -> None:
    runs = [step for step in case.counted().steps if step.days]
    for before, after in pairwise(
        [case.started_on, *(day for run in runs for day in days_of(run))]
    ):
        assert after - before == timedelta(days=1)
    for run in runs:
        assert run.last_on == days_of(run)[-1]
    for one, other in pairwise(runs):
        assert (one.kind, other.kind) != (StepKind.COUNTED, StepKind.COUNTED)


@FEWER
@given(cases())
def test_each_day_of_a_step_is_what_the_step_says(case: Case) -> None:
    slow, counted = case.slow(), case.counted()
    for step in counted.steps:
        for day in days_of(step):
            assert slow.is_paused(day) == (step.kind is StepKind.PAUSED)
            if step.kind in {StepKind.COUNTED, StepKind.SKIPPED}:
                assert slow.counts(case.term, day) == (step.kind is StepKind.COUNTED)
        if step.kind is StepKind.SKIPPED:
            assert {special.on for special in step.because} == set(days_of(step))


@FEWER
@given(cases())
def test_every_day_a_roll_stepped_over_is_named_and_was_closed(case: Case) -> None:
    slow, counted = case.slow(), case.counted()
    days = (counted.due_on - counted.raw_end_on).days
    stepped_over = {counted.raw_end_on + timedelta(days=number) for number in range(days)}
    named = {special.on for special in counted.moved_because}
    assert named == {day for day in stepped_over if not slow.is_paused(day)}
    for special in counted.moved_because:
        assert special.kind in case.term.closed
        assert slow.is_of(special.on, special.kind)


@FEWER
@given(cases())
def test_a_rolled_term_is_never_due_on_a_closed_day(case: Case) -> None:
    rolled = replace(case, term=replace(case.term, roll=Roll.FORWARD))
    assert not case.slow().is_closed(rolled.due_on(), case.term.closed)


@FEWER
@given(cases())
def test_no_term_is_due_on_a_paused_day_or_before_its_raw_end(case: Case) -> None:
    counted = case.counted()
    assert not case.slow().is_paused(counted.due_on)
    assert not case.slow().is_paused(counted.raw_end_on)
    assert case.started_on <= counted.raw_end_on <= counted.due_on
    assert counted.earliest_on is None or counted.earliest_on <= counted.due_on


@FEWER
@given(cases_and_a_pause())
def test_more_pause_is_never_due_earlier(case_and_pause: tuple[Case, Pause]) -> None:
    case, pause = case_and_pause
    assert case.due_on() <= case.paused(pause).due_on()


@FEWER
@given(cases_and_a_pause())
def test_a_longer_pause_is_never_due_earlier(case_and_pause: tuple[Case, Pause]) -> None:
    case, pause = case_and_pause
    longer = Pause(pause.since_on, pause.until_on + timedelta(days=1))
    assert case.paused(pause).due_on() <= case.paused(longer).due_on()


@FEWER
@given(cases_and_a_pause())
def test_a_pause_resumed_the_same_day_changes_nothing(case_and_pause: tuple[Case, Pause]) -> None:
    case, pause = case_and_pause
    assert case.paused(Pause(pause.since_on, pause.since_on)).counted() == case.counted()


@FEWER
@given(cases_and_a_pause(), st.integers(0, 40))
def test_a_pause_split_in_two_is_one_pause(case_and_pause: tuple[Case, Pause], days: int) -> None:
    case, pause = case_and_pause
    middle = min(pause.since_on + timedelta(days=days), pause.until_on)
    halves = (Pause(pause.since_on, middle), Pause(middle, pause.until_on))
    assert case.paused(*halves).counted() == case.paused(pause).counted()


@FEWER
@given(cases())
def test_pauses_count_in_any_order_and_once(case: Case) -> None:
    shuffled = replace(case, pauses=(*reversed(case.pauses), *case.pauses))
    assert shuffled.counted() == case.counted()


@FEWER
@given(cases_and_a_pause())
def test_a_pause_taken_back_leaves_no_trace(case_and_pause: tuple[Case, Pause]) -> None:
    case, pause = case_and_pause
    paused = case.paused(pause)
    assert paused.counted() == paused.counted()
    taken_back = replace(paused, pauses=paused.pauses[:-1])
    slow = case.slow()
    assert taken_back.due_on() == slow.due_on(
        case.term, slow.raw_end_on(case.term, case.term.amount)
    )


@FEWER
@given(cases(), st.integers(1, 10))
def test_a_longer_term_never_ends_earlier(case: Case, more: int) -> None:
    assume(case.term.unit is not TermUnit.IMMEDIATELY)
    longer = replace(case, term=replace(case.term, amount=case.term.amount + more))
    assert case.counted().raw_end_on <= longer.counted().raw_end_on
    assert case.due_on() <= longer.due_on()


@FEWER
@given(cases(), st.integers(0, 150))
def test_one_more_closing_day_is_never_due_earlier(case: Case, days: int) -> None:
    closed = case.started_on + timedelta(days=days)
    assert case.due_on() <= replace(case, closing=(*case.closing, closed)).due_on()


@FEWER
@given(
    cases(),
    st.integers(0, 120),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001 - made aware below
)
def test_hours_from_a_moment_are_real_hours_on_days_that_are_not_paused(
    case: Case, hours: int, wall: datetime
) -> None:
    quarter = wall.replace(minute=wall.minute // 15 * 15, second=0, microsecond=0)
    started_at = quarter.replace(tzinfo=COPENHAGEN).astimezone(UTC)
    moved = day_of(started_at) - case.started_on
    pauses = [Pause(pause.since_on + moved, pause.until_on + moved) for pause in case.pauses]
    slow = Slow(day_of(started_at), (), pauses)
    term = Term(hours, TermUnit.HOURS)
    counted = count(term, day_of(started_at), case.calendar, pauses=pauses, started_at=started_at)
    assert counted.due_at == slow.due_at(started_at, hours)
    assert counted.due_on == day_of(counted.due_at)
    assert sum(step.counted for step in counted.steps) == hours
    total = sum(step.days for step in counted.steps)
    assert day_of(started_at) + timedelta(days=total) == counted.due_on
