"""Days as people write them: "primo 2012" is a range of days with the words kept.

Pure: no database, no HTTP. A table keeps such a date in four columns with one prefix.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.values import IsoDate, ShortText


class Precision(StrEnum):
    """How exact a written date is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF_YEAR = "half_year"
    YEAR = "year"
    START_OF = "start_of"
    END_OF = "end_of"
    TURN_OF = "turn_of"
    AROUND = "around"
    ONGOING = "ongoing"


class ImpreciseDate(BaseModel):
    """A day or a stretch of days, with the words it was given in.

    `until` is null only for what has no end ("2012 og frem", precision `ongoing`).
    """

    model_config = ConfigDict(extra="forbid", validate_by_name=True, serialize_by_alias=True)

    from_on: Annotated[IsoDate, Field(alias="from", examples=["2012-01-01"])]
    until_on: Annotated[IsoDate | None, Field(alias="until", examples=["2012-01-31"])] = None
    precision: Precision = Precision.DAY
    as_written: Annotated[ShortText | None, Field(examples=["primo 2012"])] = None

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        if self.precision is Precision.DAY and self.until_on is None:
            self.until_on = self.from_on
        if self.until_on is None and self.precision is not Precision.ONGOING:
            raise ValueError("until is required unless the precision is day or ongoing")
        if self.until_on is not None and self.until_on < self.from_on:
            raise ValueError("until may not lie before from")
        return self


def columns(prefix: str, value: ImpreciseDate | None) -> dict[str, Any]:
    """Return the four column values of an imprecise date."""
    return {
        f"{prefix}_from": value.from_on if value else None,
        f"{prefix}_until": value.until_on if value else None,
        f"{prefix}_precision": value.precision if value else None,
        f"{prefix}_as_written": value.as_written if value else None,
    }


def of(row: object, prefix: str) -> ImpreciseDate | None:
    """Read an imprecise date back from a row's four columns."""
    start: date | None = getattr(row, f"{prefix}_from")
    if start is None:
        return None
    return ImpreciseDate(
        from_on=start,
        until_on=getattr(row, f"{prefix}_until"),
        precision=getattr(row, f"{prefix}_precision"),
        as_written=getattr(row, f"{prefix}_as_written"),
    )


def spread(values: Mapping[str, Any], *prefixes: str) -> dict[str, Any]:
    """Replace each imprecise date among a body's values by its four columns."""
    flat = dict(values)
    for prefix in prefixes:
        flat |= columns(prefix, flat.pop(prefix))
    return flat
