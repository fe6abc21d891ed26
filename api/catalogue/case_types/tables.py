"""Case types as a tree, so that lists which split a type later can still be compared."""

from uuid import UUID

from sqlmodel import Field

from api.table import Entity


class CaseType(Entity, table=True):
    """A kind of case. `legal_text` is the section as papers write it ("§ 100"), law unnamed.

    The KLE number is its subject among all municipalities, in the edition of `kle_version`.
    """

    __tablename__ = "case_types"

    code: str = Field(unique=True)
    name_da: str
    name_en: str
    parent_id: UUID | None = Field(default=None, foreign_key="case_types.id", index=True)
    legal_text: str | None = None
    kle_number: str | None = None
    kle_version: str | None = None
    kle_uuid: UUID | None = None
