"""What complaints are about: causes in groups, which the Citizens' Advisor may change."""

from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from api.table import Entity


class ComplaintCause(Entity, table=True):
    """A cause of complaints, or, without `group_id`, a group of causes. There are two levels.

    One that is used no more is retired, so that what was said with it stays.
    """

    __tablename__ = "complaint_causes"
    __table_args__ = (CheckConstraint("group_id <> id", name="group_of_others"),)

    code: str = Field(unique=True)
    name_da: str
    name_en: str
    group_id: UUID | None = Field(default=None, foreign_key="complaint_causes.id", index=True)
    position: int = 0
    retired: bool = False
