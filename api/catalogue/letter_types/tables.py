"""The kinds of letters that decisions are sent in: a template, or a type of letter."""

from sqlmodel import Field

from api.table import Entity


class LetterType(Entity, table=True):
    """A template or type of letter (brevtype) that decisions are written by."""

    __tablename__ = "letter_types"

    code: str = Field(unique=True)
    name_da: str
    name_en: str
    retired: bool = False
