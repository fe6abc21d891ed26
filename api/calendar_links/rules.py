"""What a calendar link may be called: pure."""

from api.citizens.rules import CPR_IN_TEXT, of_digits
from api.errors import InvalidInput


def check_name(name: str) -> None:
    """Refuse a name with a CPR number: it stands in calendars, which know no rights."""
    if any(of_digits(first + last) for first, last in CPR_IN_TEXT.findall(name)):
        raise InvalidInput(
            "calendar_name_has_cpr",
            "The name stands in other calendars, so it can't hold a CPR number.",
            pointer="/name",
        )
