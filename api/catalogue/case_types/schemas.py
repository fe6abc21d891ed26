"""Case types as they come in and go out."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.catalogue.case_types.tables import CaseType
from api.catalogue.legal_bases.schemas import BasisOfType
from api.catalogue.rights import keeping
from api.paging import PageQuery
from api.people.rules import Actor
from api.resource import Out
from api.values import Body, ShortText


class CaseTypesQuery(PageQuery):
    parent: Annotated[UUID | None, Field(description="Directly under this case type.")] = None
    under: Annotated[UUID | None, Field(description="This case type and all under it.")] = None
    legal_basis: Annotated[
        UUID | None,
        Field(description="Decided by this section, by what it followed or by what followed it."),
    ] = None
    q: Annotated[
        ShortText | None,
        Field(description="Words in the code, a name or the section, whatever their case."),
    ] = None


class CaseTypeIn(Body):
    code: Annotated[ShortText, Field(examples=["hjaelpemidler-tekniske"])]
    name_da: ShortText
    name_en: ShortText
    parent_id: UUID | None = None
    legal_text: Annotated[
        ShortText | None,
        Field(description="The section as papers write it.", examples=["§§ 41 og 42"]),
    ] = None
    kle_number: Annotated[
        str | None,
        Field(
            pattern=r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}$",
            description="Subject number of KL Emnesystematik.",
            examples=["32.18.04"],
        ),
    ] = None
    kle_version: Annotated[
        ShortText | None, Field(description="The edition that the number is taken from.")
    ] = None
    kle_uuid: Annotated[
        UUID | None, Field(description="The number's id in the common public classification.")
    ] = None
    legal_basis_ids: Annotated[
        list[UUID], Field(max_length=50, description="The sections it was or is decided by.")
    ] = []


class CaseTypeOut(Out, CaseTypeIn):
    path: list[str] = Field(description="Danish names from the root of the tree to this one.")
    legal_bases: list[BasisOfType]

    @classmethod
    def of(
        cls, case_type: CaseType, path: list[str], bases: list[BasisOfType], actor: Actor
    ) -> Self:
        return cls(
            **case_type.model_dump(include=set(cls.model_fields)),
            path=path,
            legal_basis_ids=[basis.id for basis in bases],
            legal_bases=bases,
            may=keeping(actor),
        )
