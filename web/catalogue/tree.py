"""Case types as a tree, and the law each is decided by on a day. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from web.catalogue.client import CaseType, TypeBasis
from web.language import Language


@dataclass(frozen=True)
class Branch:
    """A case type with those under it, and its sections as they are said."""

    case_type: CaseType
    name: str
    law: list[str]
    under: "list[Branch]"


def tree(language: Language, types: Sequence[CaseType], day: date) -> list[Branch]:
    """Return the types that lie under none of these, each with all under it."""
    known = {each.id for each in types}
    roots = [each for each in types if each.parent_id not in known]
    return [branch(language, each, types, day) for each in roots]


def branch(language: Language, case_type: CaseType, types: Sequence[CaseType], day: date) -> Branch:
    return Branch(
        case_type,
        case_type.name(language),
        [section_text(language, basis, day) for basis in unnamed(case_type.legal_bases)],
        [branch(language, each, types, day) for each in types if each.parent_id == case_type.id],
    )


def unnamed(bases: Sequence[TypeBasis]) -> list[TypeBasis]:
    """Return the sections but those that are said already, as what another became."""
    said = {each.successor.id for each in bases if each.successor}
    return [each for each in bases if each.id not in said]


def section_text(language: Language, basis: TypeBasis, day: date) -> str:
    """Say a section and what it became: "SEL § 41 (nu barnets lov § 86)"."""
    if not basis.successor:
        return basis.text
    if basis.over_on(day):
        return language.gettext(
            "%(section)s (nu %(successor)s)", section=basis.text, successor=basis.successor.text
        )
    return language.gettext(
        "%(section)s (senere %(successor)s)", section=basis.text, successor=basis.successor.text
    )


def indented(language: Language, case_type: CaseType) -> str:
    """Name a type in a list to choose from, set in as far as it lies down the tree."""
    return "\N{NO-BREAK SPACE}" * 3 * (len(case_type.path) - 1) + case_type.name(language)


def above(case_type: CaseType, places: Mapping[UUID, CaseType]) -> Iterator[CaseType]:
    """Yield the types that one lies under, the nearest first."""
    parent = places.get(case_type.parent_id) if case_type.parent_id else None
    while parent:
        yield parent
        parent = places.get(parent.parent_id) if parent.parent_id else None


def place_in_tree(
    language: Language, case_type: CaseType, places: Mapping[UUID, CaseType]
) -> list[str]:
    """Return the names of the types over one, from the root on."""
    return [each.name(language) for each in above(case_type, places)][::-1]


def basis_text(
    language: Language, case_type: CaseType, places: Mapping[UUID, CaseType], day: date
) -> str | None:
    """Return the sections of a type, or of the nearest above it that has any."""
    for each in (case_type, *above(case_type, places)):
        sections = held_on(each.legal_bases, day) or each.legal_bases
        if sections:
            return ", ".join(section_text(language, basis, day) for basis in sections)
    return None


def held_on(bases: Sequence[TypeBasis], day: date) -> list[TypeBasis]:
    """Return the sections in force on a day."""
    begun = [each for each in bases if each.valid_from is None or each.valid_from <= day]
    return [each for each in begun if not each.over_on(day)]
