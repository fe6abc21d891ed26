"""Types of letters as they come in and go out."""

from typing import Annotated, Self

from pydantic import Field

from api.catalogue.letter_types.tables import LetterType
from api.catalogue.rights import keeping
from api.catalogue.values import WordCode
from api.paging import PageQuery
from api.people.rules import Actor
from api.resource import Out
from api.values import Body, ShortText


class LetterTypesQuery(PageQuery):
    retired: Annotated[
        bool | None, Field(description="Only those no longer used, or only those in use.")
    ] = None


class LetterTypeIn(Body):
    code: WordCode
    name_da: ShortText
    name_en: ShortText
    retired: Annotated[
        bool, Field(description="Used no more: decisions that were sent in it keep it.")
    ] = False


class LetterTypeOut(Out, LetterTypeIn):
    @classmethod
    def of(cls, letter_type: LetterType, actor: Actor) -> Self:
        return cls(**letter_type.model_dump(include=set(cls.model_fields)), may=keeping(actor))
