"""What a calendar link may be called: pure."""

from api.citizens.rules import first_cpr_in
from api.errors import InvalidInput


def check_name(name: str) -> None:
    """Refuse a name with a CPR number: it stands in calendars, which know no rights."""
    if first_cpr_in(name):
        raise InvalidInput(
            "calendar_name_has_cpr",
            "The name stands in other calendars, so it can't hold a CPR number.",
            pointer="/name",
        )
