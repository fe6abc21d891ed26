"""Cases as other systems tell them, under their own names for them; and what came of it."""

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field, Strict, model_validator

from api.calendar.arrival import Channel
from api.cases.rules import MOST_OF_NAME, CaseState, DecisionOutcome, Origin
from api.cases.schemas import CaseOut
from api.casework.by_reference.rules import WriteOutcome
from api.casework.imports.columns import BY_NAME
from api.casework.imports.rules import OnRefusal
from api.citizens.schemas import Number
from api.problems import Fault
from api.values import Body, IsoDate, ShortText

MOST = 1000
MOST_OF_TAG = 50
YesOrNo = Annotated[bool, Strict()]


def told(name: str, **more: Any) -> Any:
    """Return a field that is described as the column of an import is."""
    return Field(description=BY_NAME[name].about, **more)


class CaseTold(Body):
    """A case as another system knows it: the columns of an import, by their English names.

    What is left out, or null, is not denied: of a case that is here already, that stays as it is.
    """

    case_type: Annotated[ShortText, told("case_type", examples=["merudgifter"])]
    unit: Annotated[ShortText, told("unit", examples=["Borgercenter Handicap"])]
    origin: Annotated[Origin, told("origin")]
    received_on: Annotated[IsoDate, told("received_on")]
    number: Annotated[ShortText | None, told("number", examples=["2026-0112465"])] = None
    variant: Annotated[ShortText | None, told("variant", max_length=100)] = None
    caseworker: Annotated[ShortText | None, told("caseworker", examples=["anna"])] = None
    opened_under_act_on: Annotated[IsoDate | None, told("opened_under_act_on")] = None
    acknowledged_on: Annotated[IsoDate | None, told("acknowledged_on")] = None
    cpr: Annotated[Number | None, told("cpr")] = None
    birth_on: Annotated[IsoDate | None, told("birth_on")] = None
    decided_on: Annotated[IsoDate | None, told("decided_on")] = None
    outcome: Annotated[DecisionOutcome | None, told("outcome")] = None
    reasons_given: Annotated[YesOrNo | None, told("reasons_given")] = None
    appeal_guidance_given: Annotated[YesOrNo | None, told("appeal_guidance_given")] = None
    letter_type: Annotated[ShortText | None, told("letter_type", examples=["AFSLAG-100"])] = None
    dispatched_on: Annotated[IsoDate | None, told("dispatched_on")] = None
    channel: Annotated[Channel | None, told("channel")] = None
    available_on: Annotated[IsoDate | None, told("available_on")] = None
    withdrawn_on: Annotated[IsoDate | None, told("withdrawn_on")] = None
    closed_on: Annotated[IsoDate | None, told("closed_on")] = None
    extended_to: Annotated[IsoDate | None, told("extended_to")] = None
    notice_sent_on: Annotated[IsoDate | None, told("notice_sent_on")] = None
    notice_channel: Annotated[Channel | None, told("notice_channel")] = None
    extension_reason: Annotated[ShortText | None, told("extension_reason")] = None
    state: Annotated[CaseState | None, told("state")] = None

    def cells(self) -> dict[str, Any]:
        """Return what is told, as the columns of an import hold it."""
        said = {name: value for name, value in self if value is not None}
        return said | ({"cpr": self.cpr.get_secret_value()} if self.cpr else {})


class CaseWritten(CaseOut):
    """A case as it stands after it was written, and whether that changed anything."""

    outcome: Annotated[WriteOutcome, Field(description="`created`, `updated` or `unchanged`.")]


class CaseItem(Body):
    """One case of a batch, and on what standing of it the write depends."""

    system: Annotated[ShortText, told("system", max_length=MOST_OF_NAME, examples=["esdh"])]
    reference: Annotated[
        ShortText, told("reference", max_length=MOST_OF_NAME, examples=["S2026-17755"])
    ]
    case: CaseTold
    if_match: Annotated[
        str | None,
        Field(
            max_length=MOST_OF_TAG,
            examples=['"3"'],
            description="The ETag of the case that this was written against; `*`: it is here.",
        ),
    ] = None
    if_none_match: Annotated[
        Literal["*"] | None, Field(description="`*`: only if the case is not here yet.")
    ] = None

    @model_validator(mode="after")
    def asks_one_thing(self) -> Self:
        if self.if_match is not None and self.if_none_match is not None:
            raise ValueError("give if_match or if_none_match, not both")
        return self


class CaseBatchIn(Body):
    """Cases to write, each by its name; a name may stand in it once."""

    items: Annotated[list[CaseItem], Field(min_length=1, max_length=MOST)]
    dry_run: Annotated[bool, Field(description="Say what would be done, and do nothing.")] = False
    on_refusal: Annotated[
        OnRefusal,
        Field(description="`stop`: nothing is written if one is refused; `skip`: the others are."),
    ] = OnRefusal.STOP


class CaseItemResult(BaseModel):
    """What became of one item, in the order in which they were sent."""

    system: str
    reference: str
    outcome: WriteOutcome
    case_id: Annotated[
        UUID | None,
        Field(description="Null if it was not created, or may not be written by the asker."),
    ] = None
    version: Annotated[
        int | None, Field(description="The version of the case as it stands now: its ETag.")
    ] = None
    errors: Annotated[
        list[Fault], Field(description="Why it was refused, with pointers into the batch.")
    ] = []


class CaseBatchOut(BaseModel):
    """What a batch did. When it `stopped`, nothing was written, whatever else is told."""

    dry_run: bool
    stopped: bool
    created: int
    updated: int
    unchanged: int
    refused: int
    results: list[CaseItemResult]
