"""How strongly something is criticised: a scale that the Citizens' Advisor may change."""

from sqlmodel import Field

from api.table import Entity


class CriticismGrade(Entity, table=True):
    """A step of the scale of criticism (kritikskala), the mildest first."""

    __tablename__ = "criticism_grades"

    code: str = Field(unique=True)
    name_da: str
    name_en: str
    position: int = 0
    retired: bool = False
