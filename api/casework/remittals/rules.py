"""When a decision may come back from the appeals board: pure."""

from datetime import date

from api.errors import InvalidInput


def check_days(*, made_on: date, board_decided_on: date | None, received_on: date) -> None:
    """Refuse days out of order: the decision, the board's, and the day that came here."""
    if received_on < made_on:
        raise InvalidInput(
            "remitted_before_made",
            f"The decision was made on {made_on}; it can't have come back before.",
            pointer="/received_on",
        )
    if board_decided_on is not None and not made_on <= board_decided_on <= received_on:
        raise InvalidInput(
            "board_day_out_of_order",
            f"The board decided after {made_on}, and before its decision came on {received_on}.",
            pointer="/board_decided_on",
        )
