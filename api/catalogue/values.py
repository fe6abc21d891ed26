"""Types of input that several entries of the catalogue share."""

from typing import Annotated

from pydantic import AfterValidator, Field

from api.calendar.days import DayKind


def in_order(kinds: list[DayKind]) -> list[DayKind]:
    """Return each kind once, in one order, so that the same content is the same text."""
    return sorted(set(kinds))


Closed = Annotated[
    list[DayKind],
    Field(
        max_length=20,
        description="Days that working days leave out, and that a roll steps over.",
        examples=[["public_holiday", "weekend"]],
    ),
    AfterValidator(in_order),
]

WordCode = Annotated[
    str,
    Field(
        pattern=r"^[A-ZÆØÅ0-9]+(-[A-ZÆØÅ0-9]+)*$",
        max_length=40,
        description="What files and figures call it: capital letters, digits and hyphens.",
        examples=["TID-FRIST"],
    ),
]
