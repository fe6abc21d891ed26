"""Case types as they come in and go out."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.catalogue.case_types.tables import CaseType
from api.paging import PageQuery
from api.people.rules import Actor, Scope
from api.resource import Out
from api.values import Body, ShortText


class CaseTypesQuery(PageQuery):
    parent: Annotated[UUID | None, Field(description="Directly under this case type.")] = None
    under: Annotated[UUID | None, Field(description="This case type and all under it.")] = None
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


class CaseTypeOut(Out, CaseTypeIn):
    path: list[str] = Field(description="Danish names from the root of the tree to this one.")

    @classmethod
    def of(cls, case_type: CaseType, path: list[str], actor: Actor) -> Self:
        return cls(
            **case_type.model_dump(include=set(cls.model_fields)),
            path=path,
            may=["replace", "delete"] if actor.has(Scope.CATALOGUE_WRITE) else [],
        )
