"""What the names in a file stand for: units, case types, people and letters. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import normalize
from uuid import UUID

from api.casework.imports.rules import shown
from api.errors import InvalidInput


@dataclass(frozen=True)
class KnownUnit:
    """A unit that the asker may write cases in, with all it is called."""

    id: UUID
    names: tuple[str, ...]
    today: bool


@dataclass(frozen=True)
class KnownType:
    id: UUID
    name: str


@dataclass(frozen=True)
class Named:
    """The names that some lines use, as they are kept: so that no others are asked for."""

    units: frozenset[str]
    types: frozenset[str]
    people: frozenset[str]

    @classmethod
    def by(cls, *, units: Iterable[str], types: Iterable[str], people: Iterable[str]) -> "Named":
        kept = {normalize("NFC", name) for name in units}
        return cls(
            units=frozenset(kept | {name.lower() for name in kept}),
            types=frozenset(normalize("NFC", code) for code in types),
            people=frozenset(normalize("NFC", name).lower() for name in people),
        )


class Known:
    """Finds what a name stands for, or refuses it. What the asker may not reach is unknown."""

    def __init__(
        self,
        units: Iterable[KnownUnit],
        types: Mapping[str, KnownType],
        people: Mapping[str, UUID],
        letters: Mapping[str, UUID],
    ) -> None:
        self._units: dict[str, list[KnownUnit]] = {}
        for unit in units:
            for name in {str(unit.id), *unit.names}:
                self._units.setdefault(name, []).append(unit)
        self._types = types
        self._people = people
        self._letters = letters

    def unit(self, name: str) -> UUID:
        """Return the one unit of this name; of several, the one that exists today."""
        found = self._units.get(name) or self._units.get(name.lower(), [])
        if len(found) > 1:
            found = [unit for unit in found if unit.today] or found
        if len(found) > 1:
            raise InvalidInput(
                "unit_ambiguous", f"Several units are called {shown(name)}.", pointer="/unit"
            )
        if not found:
            raise InvalidInput(
                "unit_unknown",
                f"There is no unit {shown(name)} that you may write cases in.",
                pointer="/unit",
            )
        return found[0].id

    @property
    def type_names(self) -> dict[UUID, str]:
        """Return the Danish names of the case types by id."""
        return {known.id: known.name for known in self._types.values()}

    def case_type(self, code: str) -> UUID:
        if code not in self._types:
            raise InvalidInput(
                "case_type_unknown",
                f"There is no case type with the code {shown(code)}.",
                pointer="/case_type",
            )
        return self._types[code].id

    def caseworker(self, username: str) -> UUID:
        if username.lower() not in self._people:
            raise InvalidInput(
                "caseworker_unknown",
                f"Nobody has the username {shown(username)}.",
                pointer="/caseworker",
            )
        return self._people[username.lower()]

    def letter_type(self, code: str) -> UUID:
        if code not in self._letters:
            raise InvalidInput(
                "letter_type_unknown",
                f"There is no letter type with the code {shown(code)} in use.",
                pointer="/letter_type",
            )
        return self._letters[code]
