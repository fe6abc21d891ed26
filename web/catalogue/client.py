"""What the pages of the catalogue ask of the api, and what they show of its answers."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, TypeAdapter

from web.api_client import Answer, Api, ApiClient
from web.language import Language


class Catalogue(BaseModel):
    """The list of terms that one municipality publishes."""

    id: UUID
    may: list[str]
    name: str
    own: bool
    note: str | None
    source: str | None
    terms: int


class Term(BaseModel):
    """A published term, and how it is counted."""

    id: UUID
    may: list[str]
    catalogue_id: UUID
    catalogue_name: str
    own: bool
    case_type_id: UUID | None
    case_type_name_da: str | None
    case_type_name_en: str | None
    variant: str
    kind: str
    start_event: str
    as_published: str
    at_least: int | None
    amount: int
    unit: str
    roll: str
    closed: list[str]
    clock: str
    condition: str | None
    legal_basis: str | None
    valid_from: date
    valid_until: date | None
    adopted_by: str | None
    adopted_on: date | None
    source: str | None


class Section(BaseModel):
    id: UUID
    text: str


class TypeBasis(Section):
    """A section that a case type is or was decided by."""

    valid_from: date | None
    valid_until: date | None
    successor: Section | None

    def over_on(self, day: date) -> bool:
        return self.valid_until is not None and self.valid_until <= day


class CaseType(BaseModel):
    id: UUID
    may: list[str]
    code: str
    name_da: str
    name_en: str
    parent_id: UUID | None
    path: list[str]
    legal_text: str | None
    kle_number: str | None
    kle_version: str | None
    legal_bases: list[TypeBasis]

    def name(self, language: Language) -> str:
        return self.name_en if language.code == "en" else self.name_da


class LegalBasis(BaseModel):
    id: UUID
    may: list[str]
    act: str
    act_short: str
    section: str
    text: str
    subject_da: str
    subject_en: str
    valid_from: date | None
    valid_until: date | None
    successor: Section | None
    predecessors: list[Section]
    source: str | None

    def subject(self, language: Language) -> str:
        return self.subject_en if language.code == "en" else self.subject_da


class ArrivalRule(BaseModel):
    """After how long a message counts as available to the one it is sent to."""

    id: UUID
    may: list[str]
    channel: str
    amount: int
    unit: str
    closed: list[str]
    valid_from: date
    valid_until: date | None
    source: str

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


class YearOfUse(BaseModel):
    year: int
    all: int
    open: int


class Use(BaseModel):
    """How many deadlines a term has counted, of those the reader may see."""

    all: int
    open: int
    by_year: list[YearOfUse]


class OtherTerm(BaseModel):
    id: UUID
    as_published: str
    valid_from: date
    valid_until: date | None


class Effect(BaseModel):
    """Whom a revision reaches, or would reach."""

    valid_from: date
    keeps: int
    examples: list[str]
    started_after: int
    earliest_from: date | None
    overlaps: list[OtherTerm]
    term: Term | None

    @property
    def possible(self) -> bool:
        return not self.started_after and not self.overlaps


class CatalogueClient:
    """The api's catalogue, on behalf of who is signed in."""

    def __init__(self, api: Api) -> None:
        self.api: ApiClient = api

    async def catalogues(self) -> list[Catalogue]:
        """Return the catalogues, our own first."""
        found = TypeAdapter(list[Catalogue]).validate_python(
            await self.api.get_all("/v1/term-catalogues")
        )
        return sorted(found, key=lambda each: (not each.own, each.name))

    async def terms(self, **asked: Any) -> list[Term]:
        found = await self.api.get_all("/v1/published-terms", **asked)
        return TypeAdapter(list[Term]).validate_python(found)

    async def term(self, key: UUID) -> Term:
        return Term.model_validate((await self.term_as_sent(key)).json)

    async def term_as_sent(self, key: UUID) -> Answer:
        """Return a term as the api sends it, to fill a form with."""
        return await self.api.get(f"/v1/published-terms/{key}")

    async def same_place(self, term: Term) -> list[Term]:
        """Return the terms that held, hold or will hold for the same, the latest first."""
        asked = {"catalogue": term.catalogue_id, "case_type": term.case_type_id, "kind": term.kind}
        place = (term.case_type_id, term.variant)
        found = [
            each for each in await self.terms(**asked) if (each.case_type_id, each.variant) == place
        ]
        return sorted(found, key=lambda each: each.valid_from, reverse=True)

    async def use(self, key: UUID) -> Use:
        return Use.model_validate((await self.api.get(f"/v1/published-terms/{key}/use")).json)

    async def changes(self, key: UUID) -> list[Any]:
        """Return what was changed in a term, the latest first."""
        return list(reversed(await self.api.get_all(f"/v1/published-terms/{key}/history")))

    async def revise(
        self, key: UUID, body: Mapping[str, Any], *, submission: str, etag: str
    ) -> Effect:
        path = f"/v1/published-terms/{key}/revision"
        answer = await self.api.post(path, body, submission=submission, etag=etag)
        return Effect.model_validate(answer.json)

    async def case_types(self, **asked: Any) -> list[CaseType]:
        """Return case types as the tree stands: each after the one it lies under."""
        found = await self.api.get_all("/v1/case-types", **asked)
        types = TypeAdapter(list[CaseType]).validate_python(found)
        return sorted(types, key=lambda each: [name.casefold() for name in each.path])

    async def legal_bases(self, **asked: Any) -> list[LegalBasis]:
        found = await self.api.get_all("/v1/legal-bases", **asked)
        return TypeAdapter(list[LegalBasis]).validate_python(found)

    async def arrival_rules(self, **asked: Any) -> list[ArrivalRule]:
        found = await self.api.get_all("/v1/arrival-rules", **asked)
        return TypeAdapter(list[ArrivalRule]).validate_python(found)


Catalogues = Annotated[CatalogueClient, Depends()]
"""The catalogue on behalf of a request."""
