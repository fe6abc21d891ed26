"""The form of what is learnt."""

from typing import Final

from web.cases.client import CasesClient
from web.language import N_
from web.records.fields import Field, Json, Kind
from web.records.record import Asking, Place, Record

SCOPE: Final = "complaints:write"
READ: Final = "complaints:read"
FIELDS: Final = (
    Field("title", N_("Hvad der er lært"), hint=N_("én sætning, som andre forstår")),
    Field("owner_id", N_("Ansvarlig"), Kind.PICK),
    Field("unit_id", N_("Enhed"), Kind.PICK, beside=True),
    Field("what_changed", N_("Hvad der er ændret"), Kind.LONG, optional=True),
    Field("changed_on", N_("Ændret fra den"), Kind.DAY, optional=True),
    Field(
        "check_after_months",
        N_("Se på effekten efter"),
        Kind.WHOLE,
        optional=True,
        unit=N_("måneder"),
        beside=True,
        least=1,
    ),
    Field("told_whom", N_("Hvem der ellers har fået det at vide"), Kind.LONG, optional=True),
    Field("initiative_id", N_("Initiativ, det har ført til"), Kind.PICK, optional=True),
)


async def choices(asking: Asking, unit: str | None) -> dict[str, list[tuple[str, str]]]:
    cases = CasesClient(asking.api)
    initiatives = await asking.api.get_all("/v1/initiatives")
    return {
        "unit_id": await cases.units(),
        "owner_id": await cases.colleagues(unit),
        "initiative_id": [(each["id"], each["title"]) for each in initiatives],
    }


async def of_complaint(asking: Asking, item: Json) -> Place:
    """Return where it is read: among what is learnt, or with the complaint it is learnt from."""
    options = await choices(asking, item.get("unit_id"))
    crumbs = [("/learning", asking.language.gettext("Læring"))]
    if item.get("id"):
        return Place(f"/learning/{item['id']}", [*crumbs, ("", item["title"])], options)
    if key := item.get("complaint_id"):
        complaint = await asking.one("complaints", key)
        return Place(f"/complaints/{complaint['number']}", crumbs, options)
    return Place("/learning", crumbs, options)


LEARNING: Final = Record(
    path="learning-records",
    new=N_("Notér læring"),
    edit=N_("Ret læring"),
    fields=FIELDS,
    place=of_complaint,
    name=lambda item: str(item["title"]),
    scope=SCOPE,
    given=("complaint_id", "pattern", "data_number"),
    whole=("data_number",),
    begins=lambda asking, given: {"owner_id": str(asking.person.id), **given},
    home=lambda item: f"/learning/{item['id']}",
)
