"""Calendar links as they come in and go out."""

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field, computed_field

from api.calendar_links.tables import CalendarLink
from api.deadlines.schemas import DeadlineFilters
from api.language import Language
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, ShortText


class CalendarLinksQuery(PageQuery):
    pass


class CalendarLinkIn(Body):
    name: Annotated[
        ShortText,
        Field(
            max_length=100,
            description="What calendars show it under.",
            examples=["Frister i Børnefamilier"],
        ),
    ]
    filters: Annotated[
        DeadlineFilters,
        Field(description="Which deadlines; those that are open or overdue unless `status` says."),
    ] = DeadlineFilters()
    language: Annotated[Language, Field(description="Of the words in the calendar.")] = Language.DA


class CalendarLinkOut(Out, CalendarLinkIn):
    created_at: datetime
    renewed_at: Annotated[datetime | None, Field(description="When its address was last changed.")]
    last_used_on: Annotated[
        date | None, Field(description="The last day on which its present address was fetched.")
    ]

    @classmethod
    def of(cls, link: CalendarLink, last_used_on: date | None) -> Self:
        return cls(
            **link.model_dump(include=set(cls.model_fields)),
            last_used_on=last_used_on,
            may=["replace", "delete", "renew"],
        )


class CalendarLinkMade(CalendarLinkOut):
    """A link with its secret address, which is not shown again.

    Whoever has the address reads the calendar. What it shows is what the owner may read, without
    personal data.
    """

    secret: str | None = Field(
        description="Null when the request is repeated under its Idempotency-Key."
    )

    @computed_field(description="Where the calendar is; null with the secret.")  # type: ignore[prop-decorator]  # pydantic's own way
    @property
    def path(self) -> str | None:
        return f"/v1/calendars/{self.secret}.ics" if self.secret else None
