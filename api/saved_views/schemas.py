"""Saved views as they come in and go out."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.paging import PageQuery
from api.people.rules import Actor
from api.resource import Out
from api.saved_views.rules import ViewedPage
from api.saved_views.tables import SavedView
from api.values import Body, OptionalText, ShortText


class SavedViewsQuery(PageQuery):
    page: ViewedPage | None = None
    own: Annotated[
        bool | None, Field(description="`true`: one's own only; `false`: those of others.")
    ] = None


class SavedViewIn(Body):
    page: ViewedPage
    name: Annotated[ShortText, Field(max_length=100, examples=["Mandag: overskredne"])]
    query: Annotated[
        OptionalText,
        Field(
            max_length=2000,
            description="What stands after the question mark in the page's address.",
            examples=["status=overdue&order=legal_due_on"],
        ),
    ]
    shared_with_unit_id: Annotated[
        UUID | None, Field(description="All who read deadlines in this unit see the view.")
    ] = None


class SavedViewOut(Out, SavedViewIn):
    owner_name: str
    own: bool
    shared_with_unit_name: str | None

    @classmethod
    def of(cls, view: SavedView, owner: str, unit: str | None, actor: Actor) -> Self:
        own = view.person_id == actor.id
        return cls(
            **view.model_dump(include=set(cls.model_fields)),
            owner_name=owner,
            own=own,
            shared_with_unit_name=unit,
            may=["replace", "delete"] if own else [],
        )
