"""Legal bases as they come in and go out."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, model_validator

from api.catalogue.legal_bases.rules import as_written
from api.catalogue.legal_bases.tables import LegalBasis
from api.catalogue.rights import keeping
from api.paging import PageQuery
from api.people.rules import Actor
from api.resource import Out
from api.values import Body, IsoDate, ShortText


class LegalBasesQuery(PageQuery):
    act_short: Annotated[ShortText | None, Field(examples=["SEL"])] = None
    as_of: Annotated[IsoDate | None, Field(description="In force on this day.")] = None
    q: Annotated[
        ShortText | None,
        Field(description="Words in the act, the section or the subject, whatever their case."),
    ] = None


class LegalBasisIn(Body):
    act: Annotated[ShortText, Field(examples=["Lov om social service"])]
    act_short: Annotated[ShortText, Field(examples=["SEL"])]
    section: Annotated[ShortText, Field(examples=["§ 41"])]
    subject_da: ShortText
    subject_en: ShortText
    valid_from: Annotated[IsoDate | None, Field(description="Null when not known.")] = None
    valid_until: Annotated[
        IsoDate | None, Field(description="The first day it was no longer in force.")
    ] = None
    successor_id: Annotated[
        UUID | None, Field(description="The section that the same help is given by since then.")
    ] = None
    source: ShortText | None = None

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_until <= self.valid_from:
            raise ValueError("valid_until must lie after valid_from")
        return self


class Section(BaseModel):
    """A section of an act, as it is written."""

    id: UUID
    text: Annotated[str, Field(examples=["barnets lov § 86"])]

    @classmethod
    def of(cls, basis: LegalBasis) -> Self:
        return cls(id=basis.id, text=as_written(basis.act_short, basis.section))


class BasisOfType(Section):
    """A section that a case type is or was decided by: "SEL § 41", since then the successor."""

    valid_from: date | None
    valid_until: date | None
    successor: Section | None


class LegalBasisOut(Out, LegalBasisIn):
    text: Annotated[str, Field(examples=["SEL § 41"])]
    successor: Section | None
    predecessors: list[Section]

    @classmethod
    def of(
        cls,
        basis: LegalBasis,
        successor: Section | None,
        predecessors: list[Section],
        actor: Actor,
    ) -> Self:
        return cls(
            **basis.model_dump(include=set(cls.model_fields)),
            text=as_written(basis.act_short, basis.section),
            successor=successor,
            predecessors=predecessors,
            may=keeping(actor),
        )
