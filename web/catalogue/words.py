"""What complaints are told in: causes, the scale of criticism, and the five steps of learning."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, TypeAdapter

from web.api_client import Api
from web.language import N_, Language
from web.records.fields import Field, Json, Kind, Options
from web.records.pages import add_record_pages
from web.records.record import Asking, Place, Record
from web.render import render
from web.signed_in import SignedIn

KEEP: Final = "complaint_words:write"
PAGE: Final = "/complaint-words"
HEADING: Final = N_("Ord for klager")
NAMES: Final = (
    Field("name_da", N_("Navn på dansk")),
    Field("name_en", N_("Navn på engelsk"), beside=True),
)
CODE: Final = Field("code", N_("Kode"), hint=N_("store bogstaver, tal og bindestreg"))
RETIRED: Final = Field(
    "retired",
    N_("Ude af brug"),
    Kind.CHECK,
    hint=N_("Det, der er sagt med ordet, bliver stående og tælles med."),
)
CAUSE_FIELDS: Final = (
    *NAMES,
    CODE,
    Field("position", N_("Plads i rækken"), Kind.WHOLE, beside=True, least=0),
    Field(
        "group_id", N_("Gruppe"), Kind.PICK, optional=True, empty=N_("ingen: det er selv en gruppe")
    ),
    RETIRED,
)
GRADE_FIELDS: Final = (
    *NAMES,
    CODE,
    Field(
        "position",
        N_("Plads i rækken"),
        Kind.WHOLE,
        beside=True,
        least=0,
        hint=N_("det mildeste trin først"),
    ),
    RETIRED,
)


class Word(BaseModel):
    """A word with its name in both languages."""

    id: UUID
    may: list[str]
    name_da: str
    name_en: str

    def name(self, language: Language) -> str:
        return self.name_en if language.code == "en" else self.name_da


class Grade(Word):
    code: str
    retired: bool


class Cause(Grade):
    group_id: UUID | None


class Step(Word):
    step: int


@dataclass(frozen=True)
class Group:
    """A group with its causes, in their order."""

    word: Cause
    causes: list[Cause]


def grouped(causes: Sequence[Cause]) -> list[Group]:
    """Return the groups in the order they come in, each with its causes."""
    return [
        Group(each, [cause for cause in causes if cause.group_id == each.id])
        for each in causes
        if each.group_id is None
    ]


async def among_words(asking: Asking, item: Json, *, may_add: bool = True) -> Place:
    crumbs = [(PAGE, asking.language.gettext(HEADING))]
    name = item.get(f"name_{asking.language.code}", "")
    return Place(PAGE, crumbs, may_add=may_add, name=name)


async def among_causes(asking: Asking, item: Json) -> Place:
    place = await among_words(asking, item)
    causes = await asking.api.get_all("/v1/complaint-causes")
    name = f"name_{asking.language.code}"
    options: Options = {
        "group_id": [
            (each["id"], each[name])
            for each in causes
            if each["group_id"] is None and each["id"] != item.get("id")
        ]
    }
    return Place(place.back, place.crumbs, options, name=place.name)


async def among_steps(asking: Asking, item: Json) -> Place:
    return await among_words(asking, item, may_add=False)


CAUSE: Final = Record(
    "complaint-causes",
    N_("Ny klageårsag"),
    N_("Ret klageårsag"),
    CAUSE_FIELDS,
    among_causes,
    lambda _: "",
    KEEP,
    kept=(),
)
GRADE: Final = Record(
    "criticism-grades",
    N_("Nyt trin på kritikskalaen"),
    N_("Ret trin på kritikskalaen"),
    GRADE_FIELDS,
    among_words,
    lambda _: "",
    KEEP,
    kept=(),
)
STEP: Final = Record(
    "learning-steps",
    N_("Nyt læringstrin"),
    N_("Giv læringstrinnet navn"),
    NAMES,
    among_steps,
    lambda _: "",
    KEEP,
    kept=(),
)

router = APIRouter()
add_record_pages(router, CAUSE, GRADE, STEP)


@router.get(PAGE)
async def words_page(request: Request, person: SignedIn, api: Api) -> Response:
    """Show the causes in their groups, the scale, and what the five steps are called."""
    causes = TypeAdapter(list[Cause]).validate_python(await api.get_all("/v1/complaint-causes"))
    grades = TypeAdapter(list[Grade]).validate_python(await api.get_all("/v1/criticism-grades"))
    steps = TypeAdapter(list[Step]).validate_python(await api.get_all("/v1/learning-steps"))
    return render(
        request,
        "catalogue/words.html",
        groups=grouped(causes),
        count=sum(cause.group_id is not None for cause in causes),
        grades=grades,
        steps=steps,
        keeper=KEEP in person.everywhere,
    )
