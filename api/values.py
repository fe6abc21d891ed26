"""Types of input that every body shares: text without traps, days that are days."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
)

from api.errors import InvalidInput

FIRST_YEAR, LAST_YEAR = 1900, 2200
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ISO_MOMENT = re.compile(r"(19[89]|20\d|210)\d-\d{2}-\d{2}T.+", re.ASCII)


def _iso_day(value: Any) -> Any:
    """Let only days through: pydantic would read 0, and "1505865600", as seconds since 1970."""
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return value
    if type(value) is date:
        return value
    raise ValueError("a day is written YYYY-MM-DD")


def _iso_moment(value: Any) -> Any:
    """Let only moments of the calendar's years through: pydantic would read 0 as one of 1970."""
    if isinstance(value, datetime) or (isinstance(value, str) and ISO_MOMENT.fullmatch(value)):
        return value
    raise ValueError("a moment is written YYYY-MM-DDTHH:MM:SS+01:00, in the years 1980 to 2100")


def _sensible_year(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}")
    return value


def _plain_zero(value: Decimal) -> Decimal:
    """Take the exponent from a zero: "0E+9999999999" passes every bound and breaks arithmetic."""
    return value or Decimal(0)


def _whole(value: Any) -> Any:
    """Take 5.0 for 5, as JSON does; what else looks like a number stays what it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _clean(value: str) -> str:
    if "\x00" in value:
        raise ValueError("the character NUL is not allowed")
    return value.strip()


def _not_empty(value: str) -> str:
    if not value:
        raise ValueError("this may not be empty")
    return value


IsoDate = Annotated[date, BeforeValidator(_iso_day), AfterValidator(_sensible_year)]
Moment = Annotated[AwareDatetime, BeforeValidator(_iso_moment)]
OptionalText = Annotated[str, Field(max_length=20_000), AfterValidator(_clean)]
NOT_EMPTY = Field(json_schema_extra={"minLength": 1})
LongText = Annotated[OptionalText, NOT_EMPTY, AfterValidator(_not_empty)]
ShortText = Annotated[
    str, Field(max_length=500), NOT_EMPTY, AfterValidator(_clean), AfterValidator(_not_empty)
]
Words = Annotated[list[ShortText], Field(max_length=50)]
Whole = Annotated[int, Strict(), BeforeValidator(_whole)]
Count = Annotated[Whole, Field(ge=0, le=2_000_000_000)]
Position = Annotated[Whole, Field(ge=0, le=10_000)]
Year = Annotated[Whole, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Million = Annotated[
    Decimal, Field(ge=-1_000_000, le=1_000_000, decimal_places=3), AfterValidator(_plain_zero)
]
Fte = Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=2), AfterValidator(_plain_zero)]
DelayAmount = Annotated[
    Decimal,
    Field(ge=0, le=1000, decimal_places=2, examples=["0.5"]),
    AfterValidator(_plain_zero),
]


def check_days_in_order(first_on: date | None, before_on: date | None, pointer: str) -> None:
    """Refuse days from one and before another that leave none."""
    if first_on and before_on and first_on >= before_on:
        raise InvalidInput(
            "days_reversed",
            f"{first_on} does not lie before {before_on}: no day is both.",
            pointer=pointer,
        )


class Body(BaseModel):
    """What a client sends: unknown fields are refused, never ignored."""

    model_config = ConfigDict(extra="forbid")
