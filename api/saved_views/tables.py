"""Views of a page that somebody keeps."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from api.saved_views.rules import ViewedPage
from api.table import Entity, text_enum


class SavedView(Entity, table=True):
    """A page as somebody likes to see it: the query string of its address, under a name.

    Shared with a unit, all who read there see it; only its owner changes it.
    """

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("person_id", "page", "name"),)

    person_id: UUID = Field(foreign_key="people.id")
    page: ViewedPage = Field(sa_type=text_enum(ViewedPage))
    name: str
    query: str
    shared_with_unit_id: UUID | None = Field(default=None, foreign_key="units.id", index=True)
