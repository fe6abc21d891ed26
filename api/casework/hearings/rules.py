"""When a party that is heard may and must have replied: pure."""

from datetime import date

from api.errors import InvalidInput, RuleBroken

LONGEST = 365


def check_reply_by(reply_by_on: date, available_on: date) -> None:
    """Refuse a last day that was over before the party could read, or is a slip of the finger."""
    if reply_by_on < available_on:
        raise InvalidInput(
            "reply_before_available",
            f"What the party is heard about is available on {available_on}.",
            pointer="/reply_by_on",
        )
    if (reply_by_on - available_on).days > LONGEST:
        raise InvalidInput(
            "reply_too_late",
            f"A party may be given {LONGEST} days to reply at most.",
            pointer="/reply_by_on",
        )


def check_reply(replied_on: date, *, sent_on: date, already_on: date | None) -> None:
    """Refuse a second reply, and one to what had not been sent."""
    if already_on is not None:
        raise RuleBroken("party_hearing_replied", f"The party replied on {already_on}.")
    if replied_on < sent_on:
        raise InvalidInput(
            "replied_before_sent", f"The party was asked on {sent_on}.", pointer="/replied_on"
        )


def in_the_deadline(replied_on: date, started_on: date) -> date:
    """Return the day a reply meets its deadline: one that came before a letter counts as arrived
    meets it as it starts."""
    return max(replied_on, started_on)
