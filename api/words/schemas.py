"""Enumerations as they are answered."""

from pydantic import BaseModel, Field

from api.language import Language


class CodeOut(BaseModel):
    """One code, and what it is called."""

    code: str = Field(description="The code, as it stands in fields and parameters.")
    label: str = Field(description="What it is called in the language of the answer.")


class EnumerationOut(BaseModel):
    """An enumeration with its codes, in their order."""

    name: str = Field(description="The name of its schema.")
    codes: list[CodeOut]


class EnumerationsOut(BaseModel):
    """Every enumeration, in one language."""

    language: Language
    enumerations: list[EnumerationOut]
