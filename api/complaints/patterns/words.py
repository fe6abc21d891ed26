"""What dimensions, their values and the measures are called, and how each measure is defined."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from api.complaints.patterns.dimensions import (
    DECIDED_WITHIN,
    CaseworkerChanges,
    ComplaintMark,
    ComplaintOutcome,
    Dimension,
    Measure,
)
from api.complaints.patterns.places import Places
from api.complaints.rules import (
    ComplaintChannel,
    ComplaintKind,
    DeadlineWhenComplained,
    PointFinding,
)
from api.language import Language
from api.words.enumerations import Both, catalogue, said

FILE: Final = Path(__file__).with_name("definitions.toml")
NOT_KNOWN: Final[Both] = ("(ikke oplyst)", "(not stated)")
YES_NO: Final[Mapping[str, Both]] = {
    "false": ("første klage", "first complaint"),
    "true": ("har klaget før", "has complained before"),
}
CODES: Final = {
    Dimension.KIND: ComplaintKind,
    Dimension.CHANNEL: ComplaintChannel,
    Dimension.OUTCOME: ComplaintOutcome,
    Dimension.FINDING: PointFinding,
    Dimension.MARK: ComplaintMark,
    Dimension.CASEWORKER_CHANGES: CaseworkerChanges,
    Dimension.DEADLINE_STATE: DeadlineWhenComplained,
}


@cache
def definitions() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def defined(
    measure: Measure, language: Language, *, protected: bool = False, days: int = DECIDED_WITHIN
) -> dict[str, str]:
    """Return a measure's name, unit and definition in words, and within how many days if it says.

    With small counts hidden a complaint counts at the cause of its first point alone, which is
    another definition.
    """
    found = definitions()[f"{measure}_protected" if protected else measure]
    words = {
        name: said(tuple(found[name]), language).format(days=days)
        for name in ("unit", "means", "interval")
    }
    return {
        "measure": measure.value,
        "name": said(catalogue()["Measure"][measure], language),
        "definition": found["id"].format(days=days),
        **words,
    }


def dimension_name(dimension: Dimension, language: Language) -> str:
    return said(catalogue()["Dimension"][dimension], language)


def value_name(places: Places, dimension: Dimension, value: str | None, language: Language) -> str:
    """Return what a value of a dimension is called."""
    if value is None:
        return said(NOT_KNOWN, language)
    if dimension in CODES:
        words = catalogue()[CODES[dimension].__name__]
        return said(words[value], language) if value in words else value
    if dimension is Dimension.REPEATED:
        return said(YES_NO[value], language)
    trees = {
        Dimension.CAUSE: places.causes,
        Dimension.CAUSE_GROUP: places.causes,
        Dimension.UNIT: places.units,
        Dimension.CASE_TYPE: places.case_types,
        Dimension.LEGAL_BASIS: places.legal_bases,
        Dimension.LETTER_TYPE: places.letter_types,
    }
    return trees[dimension].name(value, language) if dimension in trees else value
