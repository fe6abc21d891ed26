"""Which published term holds, and what can't be published, by rows."""

from datetime import date
from uuid import UUID

import pytest

from api.calendar.days import DayKind
from api.calendar.terms import Roll, Term, TermUnit
from api.catalogue.checked_terms import checked_term
from api.catalogue.terms.kinds import STARTS, Clock, DeadlineKind, StartEvent
from api.catalogue.terms.rules import (
    TermBook,
    TermInForce,
    check_follows,
    check_free,
    check_in_use,
    check_start,
)
from api.errors import InvalidInput, RuleBroken

AIDS, WHEELCHAIRS = UUID(int=1), UUID(int=2)
PATH = (WHEELCHAIRS, AIDS)
SPRING, SUMMER, AUTUMN = date(2017, 3, 1), date(2017, 6, 1), date(2017, 9, 1)
RECEIVED, OPENED = StartEvent.APPLICATION_RECEIVED, StartEvent.CASE_OPENED_UNDER_ACT


def term(
    number: int,
    type_id: UUID | None = AIDS,
    *,
    variant: str = "",
    start_event: StartEvent = RECEIVED,
    valid_from: date = SPRING,
    valid_until: date | None = None,
) -> TermInForce:
    return TermInForce(
        id=UUID(int=number),
        case_type_id=type_id,
        variant=variant,
        kind=DeadlineKind.DECISION,
        start_event=start_event,
        term=Term(number, TermUnit.WEEKS),
        clock=Clock.RUNS,
        valid_from=valid_from,
        valid_until=valid_until,
        legal_basis=None,
    )


@pytest.mark.parametrize(
    ("terms", "variant", "weeks"),
    [
        pytest.param([term(8)], "", 8, id="of the type above"),
        pytest.param([term(8), term(4, WHEELCHAIRS)], "", 4, id="its own before the one above"),
        pytest.param([term(12, None), term(8)], "", 8, id="a type's before the one for all"),
        pytest.param([term(12, None)], "", 12, id="the one for all types"),
        pytest.param([term(8), term(4, variant="gentagelse")], "gentagelse", 4, id="the variant"),
        pytest.param([term(8), term(4, variant="gentagelse")], "", 8, id="the plain one"),
        pytest.param([term(8)], "gentagelse", 8, id="the plain one for an unknown variant"),
        pytest.param(
            [term(4, variant="gentagelse"), term(8, WHEELCHAIRS)],
            "gentagelse",
            8,
            id="a type's plain one before the variant above",
        ),
        pytest.param(
            [term(8, valid_until=SUMMER), term(4, valid_from=SUMMER)],
            "",
            4,
            id="the one in force",
        ),
    ],
)
def test_the_most_particular_term_in_force_is_taken(
    terms: list[TermInForce], variant: str, weeks: int
) -> None:
    started = TermBook(terms).started(PATH, variant, DeadlineKind.DECISION, {RECEIVED: SUMMER})

    assert started is not None
    assert (started.published.term.amount, started.started_on) == (weeks, SUMMER)


@pytest.mark.parametrize(
    "terms",
    [
        pytest.param([], id="none"),
        pytest.param([term(8, valid_until=SUMMER)], id="it ended that day"),
        pytest.param([term(8, valid_from=AUTUMN)], id="it begins later"),
        pytest.param([term(8, start_event=OPENED)], id="its event has not happened"),
        pytest.param([term(8, UUID(int=9))], id="of another type"),
    ],
)
def test_without_a_term_in_force_nothing_starts(terms: list[TermInForce]) -> None:
    assert TermBook(terms).started(PATH, "", DeadlineKind.DECISION, {RECEIVED: SUMMER}) is None


def test_each_term_is_judged_on_the_day_of_its_own_event() -> None:
    book = TermBook([term(12, start_event=OPENED, valid_from=AUTUMN), term(8, None)])

    early = book.started(PATH, "", DeadlineKind.DECISION, {RECEIVED: SPRING, OPENED: SUMMER})
    late = book.started(PATH, "", DeadlineKind.DECISION, {RECEIVED: SPRING, OPENED: AUTUMN})

    assert early
    assert late
    assert (early.published.term.amount, early.started_on) == (8, SPRING)
    assert (late.published.term.amount, late.started_on) == (12, AUTUMN)


@pytest.mark.parametrize("kind", list(DeadlineKind))
def test_a_kind_starts_from_its_own_events_alone(kind: DeadlineKind) -> None:
    assert STARTS[kind]
    for event in StartEvent:
        if event in STARTS[kind]:
            check_start(kind, event)
        else:
            with pytest.raises(InvalidInput, match="starts from") as refusal:
                check_start(kind, event)
            assert refusal.value.pointer == "/start_event"


@pytest.mark.parametrize(
    ("amount", "unit", "at_least", "code", "pointer"),
    [
        (-1, TermUnit.DAYS, None, "term_amount_negative", "/amount"),
        (1, TermUnit.DAYS, -1, "term_amount_negative", "/at_least"),
        (1, TermUnit.IMMEDIATELY, None, "term_immediately_has_amount", "/amount"),
        (121, TermUnit.MONTHS, None, "term_amount_too_large", "/amount"),
        (4, TermUnit.WEEKS, 5, "term_range_reversed", "/at_least"),
    ],
)
def test_a_term_that_can_not_be_counted_names_its_field(
    amount: int, unit: TermUnit, at_least: int | None, code: str, pointer: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked_term(amount, unit, [], at_least=at_least)

    assert (refusal.value.code, refusal.value.pointer) == (code, pointer)


def test_a_roll_needs_to_know_what_is_closed() -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked_term(4, TermUnit.WEEKS, [], roll=Roll.FORWARD, at="")
    rolled = checked_term(4, TermUnit.WEEKS, [DayKind.WEEKEND], roll=Roll.FORWARD)

    assert (refusal.value.code, refusal.value.pointer) == ("term_rolls_over_nothing", "closed")
    assert rolled.closed == {DayKind.WEEKEND}


def test_an_overlap_is_refused_by_the_name_of_the_other() -> None:
    check_free([])
    with pytest.raises(RuleBroken, match="“12 uger” holds for the same from 2017-03-01 until 2017"):
        check_free([("12 uger", SPRING, AUTUMN)])


@pytest.mark.parametrize(
    ("changed", "valid_until"),
    [
        pytest.param(set(), None, id="nothing"),
        pytest.param({"source", "as_published"}, None, id="texts"),
        pytest.param({"valid_until"}, AUTUMN, id="its end, after the last start"),
        pytest.param({"valid_until", "source"}, None, id="no end, and a text"),
    ],
)
def test_a_term_in_use_may_change_what_nothing_was_counted_by(
    changed: set[str], valid_until: date | None
) -> None:
    check_in_use(changed, valid_until, SUMMER)


@pytest.mark.parametrize(
    ("changed", "valid_until"),
    [
        pytest.param({"amount"}, None, id="its amount"),
        pytest.param({"amount", "source"}, None, id="its amount with a text"),
        pytest.param({"valid_until"}, SUMMER, id="its end, on the day one started"),
        pytest.param({"valid_until", "roll"}, AUTUMN, id="its end and its roll"),
    ],
)
def test_a_term_in_use_keeps_what_deadlines_were_counted_by(
    changed: set[str], valid_until: date | None
) -> None:
    check_in_use(changed, valid_until, None)
    with pytest.raises(RuleBroken) as refusal:
        check_in_use(changed, valid_until, SUMMER)

    assert refusal.value.code == "term_in_use"


@pytest.mark.parametrize(
    ("valid_from", "code"),
    [(SPRING, "revision_not_later"), (AUTUMN, "term_ended"), (date(2018, 1, 1), "term_ended")],
)
def test_a_revision_begins_while_the_term_holds(valid_from: date, code: str) -> None:
    check_follows(SUMMER, SPRING, AUTUMN)
    check_follows(date(2030, 1, 1), SPRING, None)
    with pytest.raises((InvalidInput, RuleBroken)) as refusal:
        check_follows(valid_from, SPRING, AUTUMN)

    assert (refusal.value.code, refusal.value.pointer) == (code, "/valid_from")
