"""The forms of meetings, papers, promises and reports that come again."""

from typing import Any, Final

from web.language import N_
from web.records.fields import Field, Json, Kind
from web.records.record import Asking, Place, Record

SCOPE: Final = "committee:write"
OUTCOMES: Final = {
    "noted": N_("taget til efterretning"),
    "approved": N_("godkendt"),
    "funded": N_("bevilget"),
    "discussed": N_("drøftet"),
    "rejected": N_("forkastet"),
    "postponed": N_("udsat"),
}
FREQUENCIES: Final = {
    "monthly": N_("månedligt"),
    "quarterly": N_("kvartalsvis"),
    "yearly": N_("årligt"),
    "per_meeting": N_("til hvert møde"),
    "continuous": N_("løbende"),
    "once": N_("én gang"),
}
MEETING_FIELDS: Final = (
    Field("committee_id", N_("Udvalg"), Kind.PICK),
    Field("held", N_("Mødets dag"), Kind.PERIOD, beside=True),
    Field("starts_at", N_("Klokken"), Kind.TIME, optional=True, beside=True),
    Field("place", N_("Sted"), optional=True, beside=True),
    Field("paper_due_on", N_("Papirfrist"), Kind.DAY, optional=True),
    Field("moved_from_on", N_("Flyttet fra"), Kind.DAY, optional=True, beside=True),
    Field("moved_because", N_("Flyttet, fordi"), Kind.LONG, optional=True),
)
ITEM_FIELDS: Final = (
    Field("title", N_("Punktets titel")),
    Field("plan_id", N_("Handleplan"), Kind.PICK, optional=True),
    Field("case_number", N_("Sagsnummer"), optional=True, beside=True),
    Field("status_number", N_("Status nummer"), Kind.WHOLE, optional=True, beside=True, least=0),
    Field("summary", N_("Resumé"), Kind.LONG, optional=True),
    Field("recommended_by", N_("Indstillet af"), optional=True),
    Field("recommendations", N_("Indstillinger"), Kind.LINES, optional=True),
    Field("outcome", N_("Beslutningens ord"), Kind.CHOICE, optional=True, words=OUTCOMES),
    Field("decision", N_("Beslutning"), Kind.LONG, optional=True),
    Field("attendance", N_("Deltagelse"), Kind.LONG, optional=True),
    Field("signatories", N_("Underskrevet af"), Kind.LINES, optional=True),
    Field("problem", N_("Problemstilling"), Kind.LONG, optional=True),
    Field("finances", N_("Økonomi"), Kind.LONG, optional=True),
    Field("next_steps", N_("Videre proces"), Kind.LONG, optional=True),
    Field("annexes", N_("Bilag"), Kind.LINES, optional=True),
    Field("related", N_("Hænger sammen med"), Kind.LONG, optional=True),
    Field("source", N_("Kilde"), optional=True),
)
PROMISE_FIELDS: Final = (
    Field("title", N_("Hvad blev lovet")),
    Field("due", N_("Lovet til"), Kind.PERIOD),
    Field("due_meeting_id", N_("Lovet til mødet"), Kind.PICK, optional=True, beside=True),
    Field("plan_id", N_("Handleplan"), Kind.PICK, optional=True),
    Field("delivered_on", N_("Indfriet den"), Kind.DAY, optional=True),
    Field("delivered_item_id", N_("Indfriet med"), Kind.PICK, optional=True, beside=True),
    Field("late_because", N_("For sent, fordi"), Kind.LONG, optional=True),
    Field("quote", N_("Ordret"), Kind.LONG, optional=True),
    Field("source", N_("Kilde"), optional=True),
)
SCHEDULE_FIELDS: Final = (
    Field("title", N_("Rapportens navn")),
    Field("plan_id", N_("Handleplan"), Kind.PICK),
    Field("frequency", N_("Hvor tit"), Kind.CHOICE, words=FREQUENCIES, beside=True),
    Field("starts", N_("Fra"), Kind.PERIOD, optional=True, beside=True),
    Field("next_on", N_("Næste gang senest"), Kind.DAY, optional=True, beside=True),
    Field("sender", N_("Fra hvem"), optional=True),
    Field("receiver", N_("Til hvem"), beside=True),
    Field("address", N_("Udgivet på"), optional=True, beside=True),
    Field("content", N_("Indhold"), Kind.LONG, optional=True),
    Field("quote", N_("Ordret"), Kind.LONG, optional=True),
    Field("source", N_("Kilde"), optional=True),
)


def meetings_crumb(asking: Asking) -> tuple[str, str]:
    return "/meetings", asking.language.gettext("Møder")


def day_words(meeting: Json) -> str:
    held: dict[str, Any] = meeting["held"]
    return str(held["as_written"] or held["from"])


def meeting_name(meeting: Json) -> str:
    return f"{meeting.get('committee_name', '')} {day_words(meeting)}".strip()


async def plan_options(asking: Asking) -> list[tuple[str, str]]:
    return [(each["id"], each["title"]) for each in await asking.api.get_all("/v1/plans")]


async def among_meetings(asking: Asking, _: Json) -> Place:
    committees = await asking.api.get_all("/v1/committees")
    options = {"committee_id": [(each["id"], each["name"]) for each in committees]}
    return Place("/meetings", [meetings_crumb(asking)], options)


async def on_agenda(asking: Asking, item: Json) -> Place:
    meeting = await asking.one("meetings", item["meeting_id"])
    here = f"/meetings/{meeting['id']}"
    crumbs = [meetings_crumb(asking), (here, meeting_name(meeting))]
    return Place(here, crumbs, {"plan_id": await plan_options(asking)})


async def promised_in(asking: Asking, item: Json) -> Place:
    paper = await asking.one("agenda-items", item["agenda_item_id"])
    place = await on_agenda(asking, paper)
    meetings = await asking.api.get_all("/v1/meetings")
    papers = await asking.api.get_all("/v1/agenda-items")
    options = {
        **place.options,
        "due_meeting_id": [(each["id"], meeting_name(each)) for each in meetings],
        "delivered_item_id": [
            (each["id"], f"{each['title']} ({day_words(each)})") for each in papers
        ],
    }
    return Place(place.back, place.crumbs, options)


async def among_schedules(asking: Asking, _: Json) -> Place:
    options = {"plan_id": await plan_options(asking)}
    return Place("/meetings", [meetings_crumb(asking)], options)


def title(item: Json) -> str:
    return str(item["title"])


COMMITTEE: Final = Record(
    "committees",
    N_("Nyt udvalg"),
    N_("Ret udvalg"),
    (Field("name", N_("Navn")), Field("note", N_("Bemærkning"), Kind.LONG, optional=True)),
    among_meetings,
    lambda item: str(item["name"]),
    SCOPE,
    kept=(),
)
MEETING: Final = Record(
    "meetings",
    N_("Nyt møde"),
    N_("Ret møde"),
    MEETING_FIELDS,
    among_meetings,
    meeting_name,
    SCOPE,
    kept=(),
    home=lambda item: f"/meetings/{item['id']}",
)
ITEM: Final = Record(
    "agenda-items",
    N_("Nyt dagsordenspunkt"),
    N_("Ret dagsordenspunkt"),
    ITEM_FIELDS,
    on_agenda,
    title,
    SCOPE,
    given=("meeting_id",),
    kept=(),
)
PROMISE: Final = Record(
    "promises",
    N_("Nyt løfte"),
    N_("Ret løfte"),
    PROMISE_FIELDS,
    promised_in,
    title,
    SCOPE,
    given=("agenda_item_id",),
    kept=("track_id",),
)
SCHEDULE: Final = Record(
    "report-schedules",
    N_("Ny tilbagevendende rapport"),
    N_("Ret tilbagevendende rapport"),
    SCHEDULE_FIELDS,
    among_schedules,
    title,
    SCOPE,
    kept=(),
)
