"""When a complaint may be closed, and opened again: pure."""

from datetime import date

from api.errors import InvalidInput, RuleBroken


def check_open(closed_on: date | None) -> None:
    if closed_on is not None:
        raise RuleBroken("complaint_closed", f"This complaint was closed on {closed_on}.")


def check_closed_on(
    closed_on: date,
    *,
    received_on: date,
    transferred_on: date | None = None,
    reopened_on: date | None = None,
    pointer: str = "/closed_on",
) -> None:
    """Refuse a day before it came, or was last passed on or opened again: it went on after."""
    if closed_on < received_on:
        raise InvalidInput(
            "closed_before_receipt",
            f"The complaint came on {received_on}; it can't have been closed before.",
            pointer=pointer,
        )
    if transferred_on is not None and closed_on < transferred_on:
        raise InvalidInput(
            "closed_before_transfer",
            f"The complaint was passed on on {transferred_on}; it can't have been closed before.",
            pointer=pointer,
        )
    if reopened_on is not None and closed_on < reopened_on:
        raise InvalidInput(
            "closed_before_reopening",
            f"The complaint was opened again on {reopened_on}; it can't have been closed before.",
            pointer=pointer,
        )


def check_reopened_on(reopened_on: date, *, closed_on: date | None) -> None:
    if closed_on is None:
        raise RuleBroken("complaint_open", "This complaint is not closed.")
    if reopened_on < closed_on:
        raise InvalidInput(
            "reopened_before_closed",
            f"The complaint was closed on {closed_on}; it can't have been opened again before.",
            pointer="/reopened_on",
        )
