"""What an attempt to speak with a complainant may say: pure."""

from datetime import datetime

from api.errors import InvalidInput


def moment_of(attempted_at: datetime, *, came_at: datetime) -> datetime:
    """Return the moment of an attempt; refuse one before the complaint came.

    People tell moments to the minute: one of the minute that the complaint came in was not before
    it, so that no time from receipt is ever negative.
    """
    if attempted_at < came_at.replace(second=0, microsecond=0):
        raise InvalidInput(
            "contacted_before_receipt",
            "The complaint had not come yet at this moment.",
            pointer="/attempted_at",
        )
    return max(attempted_at, came_at)


def check_moment_of_receipt(came_at: datetime, first_attempt_at: datetime | None) -> None:
    """Refuse a moment of receipt after the complainant was sought out."""
    if first_attempt_at is not None and came_at > first_attempt_at:
        raise InvalidInput(
            "received_after_contact",
            "The complainant was sought out before this moment; the complaint came before that.",
            pointer="/received_at",
        )


def check_not_yet_to_come(moment: datetime | None, now: datetime, pointer: str) -> None:
    """Refuse to say that something has happened which has not come yet."""
    if moment is not None and moment > now:
        raise InvalidInput("moment_in_future", "This moment has not come yet.", pointer=pointer)


def check_what_came_of_it(
    *, reached: bool, resolved_by_dialogue: bool, written_answer_wanted: bool | None
) -> None:
    """Refuse to know the wishes of somebody who was not reached."""
    if reached:
        return
    if resolved_by_dialogue:
        raise InvalidInput(
            "resolved_without_contact",
            "A complaint is resolved by dialogue with somebody who was reached.",
            pointer="/resolved_by_dialogue",
        )
    if written_answer_wanted is not None:
        raise InvalidInput(
            "wish_without_contact",
            "Whether a written answer is wanted is known of somebody who was reached.",
            pointer="/written_answer_wanted",
        )


def check_closes(*, resolved_by_dialogue: bool, written_answer_wanted: bool | None) -> None:
    """Refuse to close by a contact that leaves something to be done."""
    if not resolved_by_dialogue or written_answer_wanted:
        raise InvalidInput(
            "contact_closes_nothing",
            "A contact closes a complaint that it resolved, if no written answer is wanted.",
            pointer="/close",
        )
