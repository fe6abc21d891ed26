"""Causes of complaints as they come in and go out."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.catalogue.causes.tables import ComplaintCause
from api.catalogue.rights import keeping_words
from api.catalogue.values import WordCode
from api.paging import PageQuery
from api.people.rules import Actor
from api.resource import Out
from api.values import Body, Position, ShortText


class ComplaintCausesQuery(PageQuery):
    group: Annotated[UUID | None, Field(description="The causes in this group.")] = None
    retired: Annotated[
        bool | None, Field(description="Only those no longer used, or only those in use.")
    ] = None


class ComplaintCauseIn(Body):
    code: WordCode
    name_da: ShortText
    name_en: ShortText
    group_id: Annotated[
        UUID | None, Field(description="The group a cause lies in; null for a group itself.")
    ] = None
    position: Position = 0
    retired: Annotated[
        bool, Field(description="Used no more: what was said with it stays, and is counted.")
    ] = False


class ComplaintCauseOut(Out, ComplaintCauseIn):
    @classmethod
    def of(cls, cause: ComplaintCause, actor: Actor) -> Self:
        may = keeping_words(actor, "replace", "delete")
        return cls(**cause.model_dump(include=set(cls.model_fields)), may=may)
