"""Types of input that every body shares: text without traps, days that are days."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict

FIRST_YEAR, LAST_YEAR = 1900, 2200


def _iso_day(value: Any) -> Any:
    """Let only text and dates through: pydantic would read the number 0 as 1970-01-01."""
    if isinstance(value, str) and len(value) == len("2017-09-20"):
        return value
    if type(value) is date:
        return value
    raise ValueError("a day is written YYYY-MM-DD")


def _sensible_year(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}")
    return value


def _clean(value: str) -> str:
    if "\x00" in value:
        raise ValueError("the character NUL is not allowed")
    return value.strip()


def _not_empty(value: str) -> str:
    if not value:
        raise ValueError("this may not be empty")
    return value


IsoDate = Annotated[date, BeforeValidator(_iso_day), AfterValidator(_sensible_year)]
OptionalText = Annotated[str, Field(max_length=20_000), AfterValidator(_clean)]
LongText = Annotated[OptionalText, AfterValidator(_not_empty)]
ShortText = Annotated[
    str, Field(max_length=500), AfterValidator(_clean), AfterValidator(_not_empty)
]
Words = Annotated[list[ShortText], Field(max_length=50)]
Count = Annotated[int, Strict(), Field(ge=0, le=2_000_000_000)]
Position = Annotated[int, Strict(), Field(ge=0, le=10_000)]
Year = Annotated[int, Strict(), Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Million = Annotated[Decimal, Field(ge=-1_000_000, le=1_000_000, decimal_places=3)]
Fte = Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=2)]


class Body(BaseModel):
    """What a client sends: unknown fields are refused, never ignored."""

    model_config = ConfigDict(extra="forbid")
