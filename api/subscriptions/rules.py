"""What may be subscribed to, and how often a delivery is tried: pure."""

import re
from collections.abc import Collection, Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Final

from api.errors import InvalidInput

VERBS: Final = ("created", "changed", "deleted", "entered", "left")
ANY: Final = "*"
EVENT_TYPE = re.compile(r"([a-z][a-z_]*)\.([a-z]+|\*)", re.ASCII)
# What columns say where a row lies: in a unit itself, or by its case or deadline.
PLACED_BY: Final = frozenset({"unit_id", "case_id", "deadline_id"})
# Tables whose rows have no address of their own: they are read with what they belong to.
WITHOUT_ADDRESS: Final = frozenset(
    {
        "case_events",
        "case_references",
        "case_type_bases",
        "citizen_lookups",
        "complaint_reopenings",
        "complaint_transfers",
        "effect_checks",
        "learning_steps_taken",
        "deadline_moves",
        "decision_notices",
        "extensions",
    }
)

# Standard Webhooks, "Deliverability and reliability": the first try is made at once, and the wait
# before each of the others is one of these. Together they are a little over three days.
WAITS: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
# A receiver that fails is left alone for so long, whatever is due to it, and is tried with one.
RESTS: Final = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
)
JITTER: Final = 0.2
LONGEST_RETRY_AFTER: Final = timedelta(hours=24)
OK_STATUSES: Final = range(200, 300)
GONE: Final = 410
ASKS_TO_WAIT: Final = frozenset({429, 503})


class DeliveryStatus(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class DisabledReason(StrEnum):
    """Why a subscription sends no more."""

    BY_HAND = "by_hand"
    GONE = "gone"
    FAILING = "failing"
    OWNER_WITHOUT_RIGHT = "owner_without_right"
    SECRET_UNREADABLE = "secret_unreadable"  # noqa: S105  # a reason, and no secret


class SendFault(StrEnum):
    """Why a try failed."""

    STATUS = "status"
    TIMED_OUT = "timed_out"
    NAME_UNKNOWN = "name_unknown"
    ADDRESS_REFUSED = "address_refused"
    NOT_CONNECTED = "not_connected"
    NOT_TRUSTED = "not_trusted"
    CUT_OFF = "cut_off"


def check_event_types(types: Iterable[str], readable: Collection[str]) -> None:
    """Refuse what names no event, and events of what the owner may read nothing of."""
    for position, name in enumerate(types):
        found = EVENT_TYPE.fullmatch(name)
        if found is None or found[2] not in {*VERBS, ANY} or found[1] not in readable:
            raise InvalidInput(
                "event_type_unknown",
                f"There is no event {name!r} that the owner may read. Send a table and one of "
                f"{', '.join(VERBS)} or *, as deadlines.changed or deadlines.*.",
                pointer=f"/event_types/{position}",
            )


def entities_of(types: Iterable[str]) -> set[str]:
    """Return the tables that event types are about."""
    return {name.partition(".")[0] for name in types}


def is_wanted(event_type: str, types: Collection[str]) -> bool:
    """Say whether an event is of one of the types, where `cases.*` stands for all of cases."""
    return event_type in types or f"{event_type.partition('.')[0]}.{ANY}" in types


def link_to(entity: str, entity_id: object) -> str | None:
    """Return where a row is read, as a path in this service; None if it has no place of its own."""
    if entity in WITHOUT_ADDRESS:
        return None
    return f"/v1/{entity.replace('_', '-')}/{entity_id}"


def stretched(wait: timedelta, chance: float) -> timedelta:
    """Return a wait that is up to a fifth shorter or longer, so that not all come at once.

    `chance` lies between 0 and 1.
    """
    return wait * (1 + JITTER * (2 * chance - 1))


def wait_after(tries: int, chance: float) -> timedelta | None:
    """Return how long to wait when a number of tries have failed; None if it was the last."""
    return stretched(WAITS[tries - 1], chance) if tries <= len(WAITS) else None


def rest_after(failures: int, chance: float) -> timedelta:
    """Return how long a receiver is left alone that has failed so often without a break."""
    return stretched(RESTS[min(failures, len(RESTS)) - 1], chance)


def asked_to_wait(status: int | None, asked: timedelta | None) -> timedelta:
    """Return how long the receiver's Retry-After holds for (RFC 9110, 10.2.3): a day at most."""
    if asked is None or status not in ASKS_TO_WAIT:
        return timedelta(0)
    return min(max(asked, timedelta(0)), LONGEST_RETRY_AFTER)
