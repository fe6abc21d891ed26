"""The form of a subscription."""

from typing import Final

from fastapi import Response

from web.language import N_
from web.records.fields import Field, Json, Kind
from web.records.record import Asking, Place, Record
from web.render import render

PATH: Final = "/subscriptions"
WRITE: Final = "subscriptions:write"
OWNER: Final = Field(
    "client_id",
    N_("Ejer"),
    Kind.PICK,
    optional=True,
    empty=N_("mig selv"),
    hint=N_("Der fortælles kun om det, ejeren må se."),
)
FIELDS: Final = (
    Field("description", N_("Hvad det er til"), optional=True),
    Field(
        "url",
        N_("Modtagerens adresse"),
        hint=N_("for eksempel https://modtager.example.dk/rettidig"),
    ),
    Field(
        "event_types",
        N_("Hændelser"),
        Kind.LINES,
        hint=N_("én på hver linje, for eksempel deadlines.* eller cases.created"),
    ),
    Field(
        "unit_id",
        N_("Kun i enheden"),
        Kind.PICK,
        optional=True,
        empty=N_("overalt"),
        hint=N_("og alt under den"),
    ),
    Field("active", N_("Slået til"), Kind.CHECK),
)


async def place(asking: Asking, item: Json) -> Place:
    """Return where a subscription is read, with the units and systems it may be for."""
    names = {}
    for field, noun in (("unit_id", "units"), ("client_id", "clients")):
        found = await asking.api.get_all(f"/v1/{noun}")
        names[field] = sorted(((each["id"], each["name"]) for each in found), key=lambda e: e[1])
    crumbs = [(PATH, asking.language.gettext("Abonnementer"))]
    return Place(home(item) or PATH, crumbs, names)


def home(item: Json) -> str | None:
    return f"{PATH}/{item['id']}" if "id" in item else None


def name_of(item: Json) -> str:
    return str(item.get("description") or item.get("url"))


def show_secret(asking: Asking, made: Json) -> Response:
    """Show a new subscription's secret, once."""
    context = {"name": name_of(made), "secret": made["secret"], "back": home(made)}
    return render(asking.request, "subscriptions/secret.html", **context)


SUBSCRIPTION: Final = Record(
    "subscriptions",
    N_("Nyt abonnement"),
    N_("Ret abonnement"),
    FIELDS,
    place,
    name_of,
    WRITE,
    first=(OWNER,),
    kept=("entity_ids", "client_id"),
    begins=lambda _, given: {"active": True, "event_types": ["deadlines.*"], **given},
    made=show_secret,
)
