"""The forms of units, successions, people, roles and systems."""

from dataclasses import replace
from typing import Final

from fastapi import Response

from web.clock import today
from web.language import N_
from web.records.fields import Field, Json, Kind
from web.records.record import Asking, Place, Record
from web.render import render

UNIT_KINDS: Final = {
    "administration": N_("forvaltning"),
    "centre": N_("center"),
    "area": N_("område"),
    "department": N_("afdeling"),
    "staff_unit": N_("stab"),
}
SUCCESSION_KINDS: Final = {
    "renamed": N_("omdøbt"),
    "merged": N_("lagt sammen"),
    "split": N_("delt"),
    "moved": N_("flyttet"),
}
ROLES: Final = {
    "caseworker": N_("sagsbehandler"),
    "department_leader": N_("afdelingsleder"),
    "area_manager": N_("områdechef"),
    "centre_manager": N_("centerchef"),
    "staff_unit": N_("stab"),
    "citizens_advisor": N_("borgerrådgiver"),
    "committee_secretary": N_("udvalgssekretær"),
    "system": N_("system"),
    "admin": N_("administrator"),
}
SCOPES: Final = {
    "units:read": N_("se enheder"),
    "units:write": N_("rette enheder"),
    "people:read": N_("se personer"),
    "people:write": N_("rette personer"),
    "catalogue:read": N_("se sagstyper"),
    "catalogue:write": N_("rette sagstyper"),
    "plans:read": N_("se handleplaner"),
    "plans:write": N_("rette handleplaner"),
    "status:write": N_("give status"),
    "recovery:read": N_("se bunker"),
    "recovery:write": N_("rette bunker"),
    "committee:read": N_("se møder"),
    "committee:write": N_("rette møder"),
    "changes:read": N_("se ændringer"),
    "citizens:read": N_("se borgere"),
    "citizens:write": N_("rette borgere"),
    "citizens:identify": N_("åbne borgeres identitet"),
    "citizens:audit": N_("se opslag på borgere"),
    "cases:read": N_("se sager"),
    "cases:write": N_("rette sager"),
    "cases:import": N_("indlæse sager"),
    "deadlines:read": N_("se frister"),
    "deadlines:write": N_("rette frister"),
    "calendar:write": N_("rette kalenderen"),
    "complaints:read": N_("se klager"),
    "complaints:write": N_("behandle klager"),
    "complaint_words:write": N_("rette klageord"),
    "patterns:read": N_("se klagemønstre"),
    "subscriptions:read": N_("se abonnementer"),
    "subscriptions:write": N_("rette abonnementer"),
}
EVERYWHERE: Final = N_("overalt")
UNIT_FIELDS: Final = (
    Field("name", N_("Enhedens navn")),
    Field("short_name", N_("Forkortelse"), optional=True, beside=True),
    Field("kind", N_("Hvad den er"), Kind.CHOICE, words=UNIT_KINDS),
    Field("parent_id", N_("Ligger under"), Kind.PICK, optional=True, beside=True),
    Field("valid_from", N_("Findes fra"), Kind.DAY, optional=True),
    Field(
        "valid_until",
        N_("Findes ikke fra"),
        Kind.DAY,
        optional=True,
        beside=True,
        hint=N_("den første dag, hvor enheden ikke længere er der"),
    ),
    Field("outside", N_("Hører til en anden forvaltning"), Kind.CHECK),
    Field("note", N_("Bemærkning"), Kind.LONG, optional=True),
)
SUCCESSION_FIELDS: Final = (
    Field("predecessor_id", N_("Enheden, der afgav"), Kind.PICK),
    Field("successor_id", N_("Enheden, der overtog"), Kind.PICK, beside=True),
    Field(
        "succeeded_on",
        N_("Overtaget den"),
        Kind.DAY,
        optional=True,
        hint=N_("Lad feltet stå tomt, hvis dagen er uoplyst."),
    ),
    Field("kind", N_("Hvordan"), Kind.CHOICE, words=SUCCESSION_KINDS, beside=True),
    Field("note", N_("Bemærkning"), Kind.LONG, optional=True),
)
PASSWORD: Final = Field(
    "password", N_("Adgangskode"), Kind.PASSWORD, hint=N_("mindst 10 tegn"), beside=True
)
PERSON_FIRST: Final = (Field("username", N_("Brugernavn")), PASSWORD)
PERSON_FIELDS: Final = (
    Field("full_name", N_("Fulde navn")),
    Field("title", N_("Stilling"), optional=True, beside=True),
    Field(
        "active",
        N_("Kan logge ind"),
        Kind.CHECK,
        hint=N_("Uden flueben er personen logget ud overalt. Det, personen har gjort, bliver."),
    ),
)
GRANT_FIELDS: Final = (
    Field("person_id", N_("Person"), Kind.PICK),
    Field("role", N_("Rolle"), Kind.CHOICE, words=ROLES, beside=True),
    Field("unit_id", N_("Enhed"), Kind.PICK, optional=True, beside=True, empty=EVERYWHERE),
    Field("valid_from", N_("Gælder fra"), Kind.DAY),
    Field(
        "valid_until",
        N_("Gælder ikke fra"),
        Kind.DAY,
        optional=True,
        beside=True,
        hint=N_("den første dag, hvor rollen ikke længere gælder"),
    ),
)
LIMIT_HINT: Final = N_("Tomt: som indstillet for alle. 0: uden grænse.")
LIMITS: Final = (
    Field("search_per_minute", N_("Opslag pr. minut"), Kind.WHOLE, optional=True, hint=LIMIT_HINT),
    Field("feed_per_minute", N_("Hentninger af ændringer pr. minut"), Kind.WHOLE, optional=True),
    Field("export_per_minute", N_("Udtræk pr. minut"), Kind.WHOLE, optional=True, beside=True),
    Field("write_per_minute", N_("Rettelser pr. minut"), Kind.WHOLE, optional=True, beside=True),
)
CLIENT_FIELDS: Final = (
    Field("name", N_("Systemets navn")),
    Field("unit_id", N_("Enhed"), Kind.PICK, optional=True, beside=True, empty=EVERYWHERE),
    Field("purpose", N_("Formål"), Kind.LONG, hint=N_("Hvad systemet bruger oplysningerne til.")),
    Field("scopes", N_("Hvad systemet må"), Kind.CHOICES, words=SCOPES),
    Field("active", N_("Systemet er i brug"), Kind.CHECK),
    *LIMITS,
)


async def among(asking: Asking, back: str, words: str, **options: str) -> Place:
    """Return a place on one of the organisation's pages, with the options of its picks."""
    found = {}
    for field, noun in options.items():
        items = await asking.api.get_all(f"/v1/{noun}")
        found[field] = sorted(((each["id"], name_of(each)) for each in items), key=lambda e: e[1])
    return Place(back, [(back, asking.language.gettext(words))], found)


async def among_units(asking: Asking, _: Json) -> Place:
    units = dict.fromkeys(("parent_id", "predecessor_id", "successor_id"), "units")
    return await among(asking, "/organisation", N_("Organisation"), **units)


async def of_two_units(asking: Asking, item: Json) -> Place:
    place = await among_units(asking, item)
    names = dict(place.options["successor_id"])
    ends = (names.get(item.get(end, ""), "") for end in ("predecessor_id", "successor_id"))
    return replace(place, name=" → ".join(ends))


async def among_people(asking: Asking, _: Json) -> Place:
    picks = {"unit_id": "units", "person_id": "people"}
    return await among(asking, "/organisation/people", N_("Personer og roller"), **picks)


def name_of(item: Json) -> str:
    return str(item.get("name") or item.get("full_name"))


def show_secret(asking: Asking, client: Json) -> Response:
    """Show a new system's secret, once."""
    return render(
        asking.request, "organisation/secret.html", client=client, secret=client["secret"]
    )


UNIT: Final = Record(
    "units",
    N_("Ny enhed"),
    N_("Ret enhed"),
    UNIT_FIELDS,
    among_units,
    name_of,
    "units:write",
    kept=(),
)
SUCCESSION: Final = Record(
    "unit-successions",
    N_("Ny afløsning"),
    N_("Ret afløsning"),
    SUCCESSION_FIELDS,
    of_two_units,
    lambda _: "",
    "units:write",
    kept=(),
)
PERSON: Final = Record(
    "people",
    N_("Ny person"),
    N_("Ret person"),
    PERSON_FIELDS,
    among_people,
    name_of,
    "people:write",
    kept=(),
    first=PERSON_FIRST,
    begins=lambda _, given: {"active": True, **given},
)
GRANT: Final = Record(
    "role-grants",
    N_("Ny rolle"),
    N_("Ret rolle"),
    GRANT_FIELDS,
    among_people,
    lambda item: str(item["person_name"]),
    "people:write",
    kept=(),
    begins=lambda _, given: {"valid_from": today().isoformat(), **given},
)
CLIENT: Final = Record(
    "clients",
    N_("Nyt system"),
    N_("Ret system"),
    CLIENT_FIELDS,
    among_people,
    name_of,
    "people:write",
    kept=(),
    begins=lambda _, given: {"active": True, **given},
    made=show_secret,
)
