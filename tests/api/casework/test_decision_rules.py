"""What a decision lacks, and which of its notices the time to appeal runs from."""

from datetime import date
from uuid import UUID

import pytest

from api.calendar.arrival import Channel
from api.cases.rules import DecisionOutcome, Party
from api.cases.tables import DecisionNotice
from api.casework.decisions.rules import Lack, appealable, in_order, lacks

FIRST, SECOND = UUID(int=1), UUID(int=2)
FRIDAY, MONDAY, THURSDAY = date(2017, 9, 1), date(2017, 9, 4), date(2017, 9, 7)


def notice(key: UUID, on: date, **fields: object) -> DecisionNotice:
    plain = {
        "id": key,
        "decision_id": UUID(int=9),
        "party": Party.CITIZEN,
        "channel": Channel.DIGITAL_POST,
        "dispatched_on": on,
        "available_on": on,
        "guidance_given": True,
    }
    return DecisionNotice.model_validate(plain | fields)


@pytest.mark.parametrize(
    ("outcome", "reasons", "guidance", "expected"),
    [
        (DecisionOutcome.GRANTED, False, False, []),
        (DecisionOutcome.PARTLY_GRANTED, False, False, [Lack.REASONS, Lack.APPEAL_GUIDANCE]),
        (DecisionOutcome.REFUSED, True, False, [Lack.APPEAL_GUIDANCE]),
        (DecisionOutcome.REDUCED, False, True, [Lack.REASONS]),
        (DecisionOutcome.ENDED, True, True, []),
        (DecisionOutcome.DISMISSED, True, True, []),
    ],
)
def test_only_a_full_grant_needs_neither_reasons_nor_guidance(
    outcome: DecisionOutcome, reasons: bool, guidance: bool, expected: list[Lack]
) -> None:
    assert lacks(outcome, reasons_given=reasons, guidance_given=guidance) == expected


def test_what_was_noted_later_and_came_first_is_first() -> None:
    letter = notice(FIRST, FRIDAY, available_on=THURSDAY)
    by_hand = notice(SECOND, MONDAY)

    assert in_order([letter, by_hand]) == [by_hand, letter]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({}, {FIRST}),
        ({"channel": Channel.LETTER}, {FIRST, SECOND}),
        ({"party": Party.PARENT}, {FIRST, SECOND}),
        ({"party": Party.PARENT, "guidance_given": False}, {FIRST}),
    ],
)
def test_the_time_to_appeal_runs_for_each_party_and_channel_from_the_first_guidance(
    second: dict[str, object], expected: set[UUID]
) -> None:
    notices = [notice(SECOND, MONDAY, **second), notice(FIRST, FRIDAY)]

    assert appealable(DecisionOutcome.REFUSED, notices) == expected
    assert appealable(DecisionOutcome.GRANTED, notices) == set()
