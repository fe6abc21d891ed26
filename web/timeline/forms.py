"""The form of a dated entry."""

from typing import Final

from web.language import N_
from web.records.fields import Field, Json, Kind
from web.records.record import Asking, Place, Record

KINDS: Final = {
    "event": N_("hændelse"),
    "target": N_("mål"),
    "report": N_("orientering"),
    "period": N_("periode"),
}
FIELDS: Final = (
    Field("title", N_("Hvad sker der")),
    Field("kind", N_("Hvad det er"), Kind.CHOICE, words=KINDS),
    Field("when", N_("Hvornår"), Kind.PERIOD, beside=True),
    Field("met_on", N_("Nået den"), Kind.DAY, optional=True, beside=True),
    Field("missed", N_("Ikke nået i tide, eller opgivet"), Kind.CHECK, beside=True),
    Field("moved_because", N_("Flyttet, fordi"), Kind.LONG, optional=True),
    Field("track_id", N_("Spor"), Kind.PICK, optional=True),
    Field("initiative_id", N_("Initiativ"), Kind.PICK, optional=True, beside=True),
    Field("case_number", N_("Sagsnummer"), optional=True, hint=N_("for eksempel 2017-0224640")),
    Field("source", N_("Kilde"), optional=True, beside=True),
    Field("quote", N_("Ordret"), Kind.LONG, optional=True),
)


async def in_plan(asking: Asking, item: Json) -> Place:
    plan = await asking.one("plans", item["plan_id"])
    key = plan["id"]
    here = f"/plans/{key}/timeline"
    crumbs = [
        ("/plans", asking.language.gettext("Handleplaner")),
        (f"/plans/{key}", plan["title"]),
        (here, asking.language.gettext("Tidslinje")),
    ]
    tracks = await asking.api.get_all("/v1/tracks", plan=key)
    initiatives = await asking.api.get_all("/v1/initiatives", plan=key)
    options = {
        "track_id": [(each["id"], f"{each['number']}. {each['title']}") for each in tracks],
        "initiative_id": [(each["id"], each["title"]) for each in initiatives],
    }
    return Place(here, crumbs, options, may_add="replace" in plan["may"])


MILESTONE: Final = Record(
    "milestones",
    N_("Ny dato i tidslinjen"),
    N_("Ret dato i tidslinjen"),
    FIELDS,
    in_plan,
    lambda item: str(item["title"]),
    "plans:write",
    given=("plan_id",),
    kept=(),
)
