"""The forms of backlogs, reviews and their counts."""

from dataclasses import replace
from typing import Final

from web.language import N_
from web.records.fields import Field, Json, Kind
from web.records.record import Asking, Place, Record
from web.recovery.client import unit_choices

SCOPE: Final = "recovery:write"
ORIGINS: Final = {
    "authority": N_("rejst af kommunen"),
    "citizen": N_("rejst af borgeren selv"),
}
METHODS: Final = {
    "reported": N_("oplyst i et papir"),
    "counted": N_("talt op i sagerne"),
}
NOT_KNOWN: Final = N_("Lad feltet stå tomt, hvis tallet er uoplyst. 0 betyder, at der ingen er.")
APPROXIMATE: Final = N_("Tallet er et cirkatal")

BACKLOG_FIELDS: Final = (
    Field("title", N_("Bunkens navn")),
    Field("unit_id", N_("Hvem skal afvikle den"), Kind.PICK),
    Field("case_type_id", N_("Sagstype"), Kind.PICK, optional=True, beside=True),
    Field("origin", N_("Hvem har rejst sagerne"), Kind.CHOICE, optional=True, words=ORIGINS),
    Field(
        "baseline_count",
        N_("Oprindelig bunke"),
        Kind.WHOLE,
        optional=True,
        hint=NOT_KNOWN,
        unit=N_("sager"),
        least=0,
    ),
    Field("baseline_on", N_("Talt den"), Kind.DAY, optional=True, beside=True),
    Field("baseline_approximate", APPROXIMATE, Kind.CHECK, beside=True),
    Field("cleared", N_("Forventes afviklet"), Kind.PERIOD, optional=True),
    Field("footnote_mark", N_("Fodnotetegn"), optional=True, hint=N_("for eksempel * eller **")),
    Field("footnote", N_("Fodnote"), Kind.LONG, optional=True),
    Field("source", N_("Kilde"), optional=True),
)
COUNT_FIELDS: Final = (
    Field("cut_off_on", N_("Optalt pr."), Kind.DAY),
    Field(
        "open_count",
        N_("Åbne sager"),
        Kind.WHOLE,
        optional=True,
        hint=NOT_KNOWN,
        unit=N_("sager"),
        beside=True,
        least=0,
    ),
    Field("approximate", APPROXIMATE, Kind.CHECK, beside=True),
    Field("method", N_("Hvor tallet kommer fra"), Kind.CHOICE, words=METHODS),
    Field("source", N_("Kilde"), optional=True, beside=True),
)
CAMPAIGN_FIELDS: Final = (
    Field("title", N_("Gennemgangens navn")),
    Field("unit_id", N_("Hvem gennemgår"), Kind.PICK),
    Field("case_type_id", N_("Sagstype"), Kind.PICK, optional=True, beside=True),
    Field("legal_text", N_("Paragraf, som papiret skriver den"), optional=True),
    Field("purpose", N_("Formål"), Kind.LONG, optional=True),
    Field(
        "total_count",
        N_("Sager i alt"),
        Kind.WHOLE,
        optional=True,
        hint=NOT_KNOWN,
        unit=N_("sager"),
        least=0,
    ),
    Field("total_approximate", APPROXIMATE, Kind.CHECK, beside=True),
    Field("due", N_("Skal være færdig"), Kind.PERIOD, optional=True),
    Field("source", N_("Kilde"), optional=True),
)
REVIEW_FIELDS: Final = (
    Field("cut_off_on", N_("Optalt pr."), Kind.DAY),
    Field(
        "reviewed_count",
        N_("Gennemgået"),
        Kind.WHOLE,
        optional=True,
        hint=NOT_KNOWN,
        unit=N_("sager"),
        beside=True,
        least=0,
    ),
    Field("approximate", APPROXIMATE, Kind.CHECK, beside=True),
    Field("method", N_("Hvor tallet kommer fra"), Kind.CHOICE, words=METHODS),
    Field("source", N_("Kilde"), optional=True, beside=True),
)


async def choices(asking: Asking) -> dict[str, list[tuple[str, str]]]:
    types = await asking.api.get_all("/v1/case-types")
    name = f"name_{asking.language.code}"
    return {
        "unit_id": unit_choices(await asking.api.get_all("/v1/units")),
        "case_type_id": [(each["id"], each[name]) for each in types],
    }


async def among_backlogs(asking: Asking, _: Json) -> Place:
    crumbs = [("/backlogs", asking.language.gettext("Bunker"))]
    return Place("/backlogs", crumbs, await choices(asking))


async def among_campaigns(asking: Asking, _: Json) -> Place:
    crumbs = [("/review-campaigns", asking.language.gettext("Gennemgange"))]
    return Place("/review-campaigns", crumbs, await choices(asking))


async def in_backlog(asking: Asking, item: Json) -> Place:
    backlog = await asking.one("backlogs", item["backlog_id"])
    here = f"/backlogs/{backlog['id']}"
    crumbs = [("/backlogs", asking.language.gettext("Bunker")), (here, backlog["title"])]
    return Place(here, crumbs, may_add="add_count" in backlog["may"])


async def in_campaign(asking: Asking, item: Json) -> Place:
    campaign = await asking.one("review-campaigns", item["campaign_id"])
    here = f"/review-campaigns/{campaign['id']}"
    crumbs = [
        ("/review-campaigns", asking.language.gettext("Gennemgange")),
        (here, campaign["title"]),
    ]
    return Place(here, crumbs, may_add="add_count" in campaign["may"])


async def reported_in(asking: Asking, place: Place, item: Json) -> Place:
    """Return where a backlog or review is linked to tracks, with the tracks to choose from."""
    tracks = await asking.api.get_all("/v1/tracks")
    names = [(each["id"], f"{each['number']}. {each['title']}") for each in tracks]
    name = dict(names).get(item.get("track_id", ""), "")
    return replace(place, options={"track_id": names}, name=name, may_add=True)


async def backlog_in_track(asking: Asking, item: Json) -> Place:
    return await reported_in(asking, await in_backlog(asking, item), item)


async def campaign_in_track(asking: Asking, item: Json) -> Place:
    return await reported_in(asking, await in_campaign(asking, item), item)


def title(item: Json) -> str:
    return str(item["title"])


def day_of(item: Json) -> str:
    year, month, day = str(item["cut_off_on"]).split("-")
    return f"{day}.{month}.{year}"


BACKLOG: Final = Record(
    "backlogs",
    N_("Ny bunke"),
    N_("Ret bunke"),
    BACKLOG_FIELDS,
    among_backlogs,
    title,
    SCOPE,
    kept=("position",),
    home=lambda item: f"/backlogs/{item['id']}",
)
COUNT: Final = Record(
    "backlog-counts",
    N_("Nyt tal"),
    N_("Ret tal"),
    COUNT_FIELDS,
    in_backlog,
    day_of,
    SCOPE,
    given=("backlog_id",),
    kept=("quote",),
    begins=lambda _, given: {"method": "counted", **given},
)
CAMPAIGN: Final = Record(
    "review-campaigns",
    N_("Ny gennemgang"),
    N_("Ret gennemgang"),
    CAMPAIGN_FIELDS,
    among_campaigns,
    title,
    SCOPE,
    kept=("position",),
    home=lambda item: f"/review-campaigns/{item['id']}",
)
REVIEW: Final = Record(
    "review-counts",
    N_("Nyt tal"),
    N_("Ret tal"),
    REVIEW_FIELDS,
    in_campaign,
    day_of,
    SCOPE,
    given=("campaign_id",),
    kept=("quote",),
    begins=lambda _, given: {"method": "counted", **given},
)
TRACK_FIELDS: Final = (Field("track_id", N_("Spor"), Kind.PICK),)
TRACK_BACKLOG: Final = Record(
    "track-backlogs",
    N_("Knyt bunken til et spor"),
    N_("Ret, hvilket spor bunken indgår i"),
    TRACK_FIELDS,
    backlog_in_track,
    lambda _: "",
    "plans:write",
    given=("backlog_id",),
    kept=(),
)
TRACK_CAMPAIGN: Final = Record(
    "track-campaigns",
    N_("Knyt gennemgangen til et spor"),
    N_("Ret, hvilket spor gennemgangen indgår i"),
    TRACK_FIELDS,
    campaign_in_track,
    lambda _: "",
    "plans:write",
    given=("campaign_id",),
    kept=(),
)
