"""Steps of the scale of criticism as they come in and go out."""

from typing import Annotated, Self

from pydantic import Field

from api.catalogue.criticism_grades.tables import CriticismGrade
from api.catalogue.rights import keeping_words
from api.catalogue.values import WordCode
from api.paging import PageQuery
from api.people.rules import Actor
from api.resource import Out
from api.values import Body, Position, ShortText


class CriticismGradesQuery(PageQuery):
    retired: Annotated[
        bool | None, Field(description="Only those no longer used, or only those in use.")
    ] = None


class CriticismGradeIn(Body):
    code: WordCode
    name_da: ShortText
    name_en: ShortText
    position: Annotated[Position, Field(description="The mildest has the lowest.")] = 0
    retired: Annotated[
        bool, Field(description="Used no more: what was said with it stays, and is counted.")
    ] = False


class CriticismGradeOut(Out, CriticismGradeIn):
    @classmethod
    def of(cls, grade: CriticismGrade, actor: Actor) -> Self:
        may = keeping_words(actor, "replace", "delete")
        return cls(**grade.model_dump(include=set(cls.model_fields)), may=may)
