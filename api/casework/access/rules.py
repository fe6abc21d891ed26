"""When a request for access may be answered: pure."""

from datetime import date

from api.errors import InvalidInput, RuleBroken


def check_answer(answered_on: date, *, received_on: date, already_on: date | None) -> None:
    """Refuse a second answer, and one before the request."""
    if already_on is not None:
        raise RuleBroken("access_request_answered", f"This was answered on {already_on}.")
    if answered_on < received_on:
        raise InvalidInput(
            "answered_before_received",
            f"The request came on {received_on}.",
            pointer="/answered_on",
        )
