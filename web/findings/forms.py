"""The forms of findings, what they led to, and problem areas."""

from dataclasses import replace
from typing import Final

from web.language import N_
from web.records.fields import Field, Json, Kind
from web.records.record import Asking, Place, Record

FOUND_BY: Final = {
    "service_review": N_("serviceeftersyn"),
    "workplace_assessment": N_("arbejdspladsvurdering (APV)"),
    "complaint_analysis": N_("klagesagsanalyse"),
    "resource_analysis": N_("ressourceanalyse"),
    "pilot": N_("pilottest"),
    "audit": N_("revision"),
    "other": N_("andet"),
}
STANDINGS: Final = {
    "past": N_("har været udfordret"),
    "current": N_("er delvist udfordret"),
    "stable": N_("er stabil"),
}
FINDING_FIELDS: Final = (
    Field("title", N_("Hvad blev fundet")),
    Field("found_by", N_("Fundet ved"), Kind.CHOICE, words=FOUND_BY),
    Field("found", N_("Fundet hvornår"), Kind.PERIOD, optional=True, beside=True),
    Field("track_id", N_("Spor"), Kind.PICK, optional=True, beside=True),
    Field("quote", N_("Ordret"), Kind.LONG, optional=True),
    Field("source", N_("Kilde"), optional=True),
)
AREA_FIELDS: Final = (
    Field("case_type_id", N_("Sagstype"), Kind.PICK),
    Field("standing", N_("Hvordan den står"), Kind.CHOICE, words=STANDINGS, beside=True),
    Field("as_of_on", N_("Status pr."), Kind.DAY, beside=True),
    Field("track_id", N_("Spor"), Kind.PICK, optional=True),
    Field("quote", N_("Ordret"), Kind.LONG, optional=True),
    Field("source", N_("Kilde"), optional=True),
)
OUTCOME_FIELDS: Final = (Field("initiative_id", N_("Initiativet, det førte til"), Kind.PICK),)


async def in_plan(asking: Asking, item: Json) -> Place:
    plan = await asking.one("plans", item["plan_id"])
    key = plan["id"]
    here = f"/plans/{key}/findings"
    crumbs = [
        ("/plans", asking.language.gettext("Handleplaner")),
        (f"/plans/{key}", plan["title"]),
        (here, asking.language.gettext("Fund")),
    ]
    tracks = await asking.api.get_all("/v1/tracks", plan=key)
    types = await asking.api.get_all("/v1/case-types")
    initiatives = await asking.api.get_all("/v1/initiatives", plan=key)
    options = {
        "track_id": [(each["id"], f"{each['number']}. {each['title']}") for each in tracks],
        "case_type_id": [(each["id"], each[f"name_{asking.language.code}"]) for each in types],
        "initiative_id": [(each["id"], each["title"]) for each in initiatives],
    }
    return Place(here, crumbs, options, may_add="replace" in plan["may"])


async def of_finding(asking: Asking, item: Json) -> Place:
    finding = await asking.one("findings", item["finding_id"])
    place = await in_plan(asking, finding)
    titles = dict(place.options["initiative_id"])
    led_to = titles.get(item.get("initiative_id", ""), "")
    return replace(place, name=f"{finding['title']} → {led_to}")


FINDING: Final = Record(
    "findings",
    N_("Nyt fund"),
    N_("Ret fund"),
    FINDING_FIELDS,
    in_plan,
    lambda item: str(item["title"]),
    "plans:write",
    given=("plan_id",),
    kept=(),
)
AREA: Final = Record(
    "problem-areas",
    N_("Nyt problemområde"),
    N_("Ret problemområde"),
    AREA_FIELDS,
    in_plan,
    lambda item: str(item["case_type_name_da"]),
    "plans:write",
    given=("plan_id",),
    kept=(),
)
OUTCOME: Final = Record(
    "finding-outcomes",
    N_("Fundet førte til et initiativ"),
    N_("Ret, hvad fundet førte til"),
    OUTCOME_FIELDS,
    of_finding,
    lambda _: "",
    "plans:write",
    given=("finding_id",),
    kept=(),
)
