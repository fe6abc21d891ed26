"""The types of letters that decisions are written by."""

from typing import Final

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter

from web.api_client import Api
from web.catalogue.forms import KEEP
from web.catalogue.words import CODE, NAMES, Grade
from web.language import N_
from web.records.fields import Field, Json, Kind
from web.records.pages import add_record_pages
from web.records.record import Asking, Place, Record
from web.render import render
from web.signed_in import SignedIn

PAGE: Final = "/letter-types"
HEADING: Final = N_("Brevtyper")
RETIRED: Final = Field(
    "retired",
    N_("Ude af brug"),
    Kind.CHECK,
    hint=N_("Afgørelser, der er skrevet i den, beholder den."),
)


async def among_letters(asking: Asking, item: Json) -> Place:
    crumbs = [(PAGE, asking.language.gettext(HEADING))]
    return Place(PAGE, crumbs, name=item.get(f"name_{asking.language.code}", ""))


LETTER_TYPE: Final = Record(
    "letter-types",
    N_("Ny brevtype"),
    N_("Ret brevtype"),
    (*NAMES, CODE, RETIRED),
    among_letters,
    lambda _: "",
    KEEP,
    kept=(),
)
router = APIRouter()
add_record_pages(router, LETTER_TYPE)


@router.get(PAGE)
async def letters_page(request: Request, person: SignedIn, api: Api) -> Response:
    """Show the templates and types of letters that decisions are written by."""
    items = TypeAdapter(list[Grade]).validate_python(await api.get_all("/v1/letter-types"))
    keeper = KEEP in person.may
    return render(request, "catalogue/letters.html", letters=items, keeper=keeper)
