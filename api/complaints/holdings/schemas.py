"""Transfers of complaints as they come in, and who had complaints as it is answered."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from api.cases.schemas import Named
from api.paging import PageQuery
from api.values import Body, IsoDate, ShortText

Authority = Annotated[
    str | None, Field(description="The other authority, by name; null of a unit here.")
]
HoldingUnit = Annotated[
    Named | None, Field(description="The unit; null of an authority elsewhere.")
]


class ComplaintTransferIn(Body):
    """Somebody else takes a complaint over: a unit here, or another authority."""

    unit_id: Annotated[UUID | None, Field(description="The unit that takes it over.")] = None
    authority: Annotated[
        ShortText | None,
        Field(
            description="The authority elsewhere that takes it over, by name. Its last unit here "
            "goes on seeing it, and notes when it comes back.",
            examples=["Beskæftigelses- og Integrationsforvaltningen"],
        ),
    ] = None
    transferred_on: Annotated[IsoDate | None, Field(description="Today if left out.")] = None
    reason: ShortText
    keep_handler: Annotated[
        bool,
        Field(description="The handler goes with it to the other unit, and goes on seeing it."),
    ] = False


class ComplaintHoldingsQuery(PageQuery):
    """A complaint's holders, page by page."""


class ComplaintHoldingOut(BaseModel):
    """The time that a unit, or another authority, had a complaint."""

    unit: HoldingUnit
    authority: Authority
    from_on: Annotated[IsoDate, Field(description="The day it came to them.")]
    until_on: Annotated[
        IsoDate | None,
        Field(description="The day they passed it on, or it was closed; null: they have it."),
    ]
    days: Annotated[
        int, Field(description="From the one to the other, or to today; not while it was closed.")
    ]
    reason: Annotated[
        str | None, Field(description="Why it came to them; null of who received it.")
    ]


class HoldersQuery(PageQuery):
    received_from: IsoDate | None = None
    received_before: IsoDate | None = None
    unit: Annotated[
        UUID | None,
        Field(description="Those that this unit, or one under it, had at some time."),
    ] = None


class HolderOut(BaseModel):
    """What a unit, or another authority, had of the complaints that were passed on."""

    unit: HoldingUnit
    authority: Authority
    complaints: Annotated[int, Field(description="How many complaints they had at some time.")]
    now: Annotated[int, Field(description="How many of them they have now.")]
    days_total: Annotated[int, Field(description="For how many days, all complaints together.")]
    days_median: Annotated[
        float, Field(description="The median of the days for which they had each complaint.")
    ]
