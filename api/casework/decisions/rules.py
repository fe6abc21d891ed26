"""What a decision must hold, and what each of its notices starts: pure."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID

from api.calendar.arrival import Channel
from api.cases.rules import DecisionOutcome, Party
from api.errors import InvalidInput, RuleBroken


class Lack(StrEnum):
    """What the law asks of a decision and this one was made without."""

    REASONS = "reasons"
    APPEAL_GUIDANCE = "appeal_guidance"


class Sent(Protocol):
    """A decision as one party got it."""

    id: UUID
    party: Party
    channel: Channel
    dispatched_on: date
    available_on: date
    guidance_given: bool


SentT = TypeVar("SentT", bound=Sent)


def granted_in_full(outcome: DecisionOutcome) -> bool:
    return outcome is DecisionOutcome.GRANTED


def lacks(outcome: DecisionOutcome, *, reasons_given: bool, guidance_given: bool) -> list[Lack]:
    """Name what is missing. What is granted in full needs neither (forvaltningsloven §§ 22, 25)."""
    if granted_in_full(outcome):
        return []
    needed = {Lack.REASONS: reasons_given, Lack.APPEAL_GUIDANCE: guidance_given}
    return [lack for lack, given in needed.items() if not given]


def in_order(notices: Collection[SentT]) -> list[SentT]:
    """Return notices as the parties got them, the first one first."""
    return sorted(notices, key=lambda sent: (sent.available_on, sent.dispatched_on, sent.id))


def appealable(outcome: DecisionOutcome, notices: Collection[Sent]) -> set[UUID]:
    """Return the notices that the time to appeal runs from.

    It runs for each party and channel by itself, and never before guidance was given: from the
    first notice with guidance (DUKH Praksisnyt 39; ast.dk on two parties with two channels).
    """
    if granted_in_full(outcome):
        return set()
    first: dict[tuple[Party, Channel], UUID] = {}
    for sent in in_order(notices):
        if sent.guidance_given:
            first.setdefault((sent.party, sent.channel), sent.id)
    return set(first.values())


def check_sending(
    *, dispatched_on: date | None, channel: Channel | None, available_on: date | None
) -> None:
    """Refuse a dispatch that is told by halves."""
    if dispatched_on is not None and channel is None:
        raise InvalidInput("channel_missing", "Say how it was sent.", pointer="/channel")
    if dispatched_on is None and (channel is not None or available_on is not None):
        raise InvalidInput(
            "dispatch_missing", "Say on which day it was sent.", pointer="/dispatched_on"
        )


def check_dispatched_on(dispatched_on: date, made_on: date) -> None:
    if dispatched_on < made_on:
        raise InvalidInput(
            "dispatched_before_made",
            f"The decision was made on {made_on}; it can't have been sent before.",
            pointer="/dispatched_on",
        )


def check_made_on(
    made_on: date, *, not_before: Collection[date], not_after: Collection[date]
) -> None:
    """Refuse a decision before the time for it began, or after it had been sent.

    `not_before` are the days its clocks started, the board's decision came and the case was taken
    up again; `not_after` the days it was sent, or came back.
    """
    if not_before and made_on < max(not_before):
        raise InvalidInput(
            "made_before_start",
            f"The time for this decision began on {max(not_before)}.",
            pointer="/made_on",
        )
    if not_after and made_on > min(not_after):
        raise InvalidInput(
            "made_after_dispatch",
            f"This decision was sent, or came back, on {min(not_after)} already.",
            pointer="/made_on",
        )


def check_new_notice(party: Party, channel: Channel, on: date, others: Collection[Sent]) -> None:
    """Refuse to note the same letter twice."""
    if any(
        (sent.party, sent.channel, sent.dispatched_on) == (party, channel, on) for sent in others
    ):
        raise RuleBroken(
            "notice_already_there",
            f"It is noted already that this was sent to the {party.value} that day.",
            pointer="/dispatched_on",
        )
