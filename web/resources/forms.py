"""The form of a resource line."""

from typing import Final

from web.language import N_
from web.records.fields import Field, Json, Kind
from web.records.record import Asking, Place, Record

STANDINGS: Final = {"granted": N_("bevilget"), "requested": N_("ønsket")}
DURATIONS: Final = {
    "permanent": N_("varig"),
    "one_year": N_("1-årig"),
    "several_years": N_("flere år"),
}
APPROPRIATIONS: Final = {
    "operating": N_("drift"),
    "capital": N_("anlæg"),
    "unstated": N_("ikke oplyst"),
}
FIELDS: Final = (
    Field("label", N_("Til hvad")),
    Field("standing", N_("Bevilget eller ønsket"), Kind.CHOICE, words=STANDINGS),
    Field(
        "million_dkk", N_("Beløb"), Kind.DECIMAL, optional=True, unit=N_("mio. kr."), beside=True
    ),
    Field(
        "fte", N_("Årsværk"), Kind.DECIMAL, optional=True, unit=N_("årsværk"), beside=True, least=0
    ),
    Field("period_from", N_("Fra år"), Kind.WHOLE, least=1900),
    Field("period_until", N_("Til og med år"), Kind.WHOLE, optional=True, beside=True, least=1900),
    Field(
        "period_as_written",
        N_("Perioden, som papiret skriver den"),
        optional=True,
        beside=True,
        hint=N_("for eksempel 2012 og frem"),
    ),
    Field("duration", N_("Varighed"), Kind.CHOICE, words=DURATIONS),
    Field("appropriation", N_("Bevillingens art"), Kind.CHOICE, words=APPROPRIATIONS, beside=True),
    Field(
        "price_level_year",
        N_("Pris- og lønniveau, år"),
        Kind.WHOLE,
        optional=True,
        beside=True,
        least=1900,
    ),
    Field(
        "part_of_id",
        N_("Del af"),
        Kind.PICK,
        optional=True,
        empty=N_("står for sig selv"),
        hint=N_("Delen tælles i sin helhed og aldrig to gange."),
    ),
    Field("unit_id", N_("Enhed"), Kind.PICK, optional=True, beside=True),
    Field("track_id", N_("Spor"), Kind.PICK, optional=True, beside=True),
    Field("quote", N_("Ordret"), Kind.LONG, optional=True),
    Field("source", N_("Kilde"), optional=True),
)


async def in_plan(asking: Asking, item: Json) -> Place:
    plan = await asking.one("plans", item["plan_id"])
    key = plan["id"]
    here = f"/plans/{key}/resources"
    crumbs = [
        ("/plans", asking.language.gettext("Handleplaner")),
        (f"/plans/{key}", plan["title"]),
        (here, asking.language.gettext("Ressourcer")),
    ]
    lines = await asking.api.get_all("/v1/resource-lines", plan=key)
    tracks = await asking.api.get_all("/v1/tracks", plan=key)
    units = await asking.api.get_all("/v1/units")
    options = {
        "part_of_id": [
            (each["id"], each["label"]) for each in lines if each["id"] != item.get("id")
        ],
        "track_id": [(each["id"], f"{each['number']}. {each['title']}") for each in tracks],
        "unit_id": [(each["id"], each["name"]) for each in units],
    }
    return Place(here, crumbs, options, may_add="replace" in plan["may"])


LINE: Final = Record(
    "resource-lines",
    N_("Ny ressourcelinje"),
    N_("Ret ressourcelinje"),
    FIELDS,
    in_plan,
    lambda item: str(item["label"]),
    "plans:write",
    given=("plan_id",),
    kept=("position",),
    begins=lambda _, given: {"appropriation": "unstated", **given},
)
