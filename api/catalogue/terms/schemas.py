"""Term catalogues and published terms as they come in and go out."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from api.calendar.terms import Roll, TermUnit
from api.catalogue.rights import keeping
from api.catalogue.terms.kinds import OWED_BY, Clock, DeadlineKind, OwedBy, StartEvent
from api.catalogue.terms.tables import PublishedTerm, TermCatalogue
from api.catalogue.values import Closed
from api.paging import PageQuery
from api.people.rules import Actor
from api.resource import Out
from api.values import Body, IsoDate, LongText, OptionalText, ShortText, Whole

Variant = Annotated[
    OptionalText,
    Field(
        max_length=100,
        description="For cases of this variant only; empty for the plain term.",
        examples=["gentagelse"],
    ),
]


class TermCataloguesQuery(PageQuery):
    own: Annotated[bool | None, Field(description="`true`: our own only.")] = None
    q: Annotated[ShortText | None, Field(description="Words in the name, whatever their case.")] = (
        None
    )


class TermCatalogueIn(Body):
    name: Annotated[ShortText, Field(examples=["Vejle Kommune"])]
    own: Annotated[
        bool,
        Field(
            description="Our own deadlines are counted by this catalogue. Making one own takes "
            "the mark from the one that had it."
        ),
    ] = False
    note: LongText | None = None
    source: ShortText | None = None


class TermCatalogueOut(Out, TermCatalogueIn):
    terms: int = Field(description="How many published terms it holds, ended ones included.")

    @classmethod
    def of(cls, catalogue: TermCatalogue, terms: int, actor: Actor) -> Self:
        fields = catalogue.model_dump(include=set(cls.model_fields))
        return cls(**fields, terms=terms, may=keeping(actor))


class PublishedTermsQuery(PageQuery):
    catalogue: UUID | None = None
    own: Annotated[bool | None, Field(description="`true`: of our own catalogue only.")] = None
    case_type: Annotated[UUID | None, Field(description="For exactly this case type.")] = None
    under: Annotated[
        UUID | None, Field(description="For this case type or one of all under it.")
    ] = None
    kind: DeadlineKind | None = None
    as_of: Annotated[IsoDate | None, Field(description="In force on this day.")] = None
    q: Annotated[
        ShortText | None,
        Field(description="Words in the term's own texts, whatever their case."),
    ] = None


class RevisionIn(Body):
    """What a term is from a day on. What is left out is cleared, not taken over."""

    as_published: Annotated[
        ShortText,
        Field(description="The municipality's own words.", examples=["60 arbejdsdage"]),
    ]
    amount: Annotated[
        Whole,
        Field(description="The upper end of a range; 0 for immediately.", examples=[60]),
    ]
    unit: TermUnit
    at_least: Annotated[Whole | None, Field(description="The lower end of a range.")] = None
    roll: Annotated[
        Roll, Field(description="What becomes of a term that ends on a closed day.")
    ] = Roll.NONE
    closed: Closed = []
    clock: Annotated[
        Clock,
        Field(description="Only a term whose own law says so stops while the case waits."),
    ] = Clock.RUNS
    condition: Annotated[
        LongText | None,
        Field(
            description="What the publication makes the term depend on.",
            examples=["kan forlænges til 6 mdr. hvis særligt undersøgelsesbehov"],
        ),
    ] = None
    legal_basis_id: Annotated[
        UUID | None, Field(description="The law of the term, if it is not the case type's.")
    ] = None
    valid_from: Annotated[IsoDate, Field(description="The first start day it holds for.")]
    adopted_by: Annotated[ShortText | None, Field(examples=["Byrådet"])] = None
    adopted_on: IsoDate | None = None
    meeting_id: Annotated[
        UUID | None, Field(description="The meeting that adopted it, if it is kept here.")
    ] = None
    source: ShortText | None = None


class PublishedTermIn(RevisionIn):
    """How long something may take, as published, and how that is read."""

    catalogue_id: UUID
    case_type_id: Annotated[UUID | None, Field(description="Null: for all case types.")] = None
    variant: Variant = ""
    kind: DeadlineKind
    start_event: Annotated[StartEvent, Field(description="The day of the event is day zero.")]
    valid_until: Annotated[
        IsoDate | None, Field(description="The first start day it no longer holds for.")
    ] = None

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        if self.valid_until and self.valid_until <= self.valid_from:
            raise ValueError("valid_until must lie after valid_from")
        return self


class PublishedTermOut(Out, PublishedTermIn):
    catalogue_name: str
    own: bool = Field(description="It is our own municipality's term.")
    case_type_name_da: str | None
    case_type_name_en: str | None
    legal_basis: Annotated[
        str | None,
        Field(description="The law of the term itself.", examples=["retssikkerhedsloven § 67"]),
    ]
    owed_by: Annotated[OwedBy, Field(description="Who must act in time.")]

    @classmethod
    def of(
        cls,
        term: PublishedTerm,
        catalogue: TermCatalogue,
        type_names: tuple[str, str] | None,
        legal_basis: str | None,
        actor: Actor,
    ) -> Self:
        name_da, name_en = type_names or (None, None)
        return cls(
            **term.model_dump(include=set(cls.model_fields)),
            catalogue_name=catalogue.name,
            own=catalogue.own,
            case_type_name_da=name_da,
            case_type_name_en=name_en,
            legal_basis=legal_basis,
            owed_by=OWED_BY[term.kind],
            may=keeping(actor, "revise"),
        )
