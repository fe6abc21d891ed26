"""One act on many deadlines: what is chosen, what it would do, and what it did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel, TypeAdapter

from web.api_client import ApiClient
from web.deadlines.acts import COMPLETION, EXTENSION
from web.deadlines.client import Named
from web.deadlines.filters import Asked
from web.deadlines.words import ASSIGNMENT_REASONS
from web.forms import Form
from web.language import N_, Language
from web.records.fields import Field, Kind

MOST: Final = 1000


@dataclass(frozen=True)
class BatchAct:
    """An act that the api does to many; `begins` fills its form."""

    code: str
    scope: str
    words: str
    title: str
    fields: tuple[Field, ...]
    begins: Callable[[date], dict[str, Any]]


BATCH_ACTS: Final = {
    act.code: act
    for act in (
        BatchAct(
            "extend",
            "deadlines:write",
            N_("Send besked om ny dag"),
            N_("Besked om ny dag i flere sager"),
            EXTENSION.fields,
            lambda today: {"notice_sent_on": today, "channel": "digital_post"},
        ),
        BatchAct(
            "complete",
            "deadlines:write",
            N_("Meld fuldført"),
            N_("Flere frister er fuldført"),
            COMPLETION.fields,
            lambda today: {"met_on": today},
        ),
        BatchAct(
            "reassign",
            "cases:write",
            N_("Skift ansvarlig"),
            N_("Ny ansvarlig for flere sager"),
            (
                Field("caseworker_id", N_("Ny ansvarlig"), Kind.PICK),
                Field("from_on", N_("Fra den"), Kind.DAY, beside=True),
                Field("reason", N_("Grund"), Kind.CHOICE, words=ASSIGNMENT_REASONS, beside=True),
                Field("note", N_("Hvad der skal følges op på"), Kind.LONG, optional=True),
            ),
            lambda today: {"from_on": today, "reason": "takeover"},
        ),
    )
}


class Standing(BaseModel):
    """How a deadline stands, of what a batch may change."""

    status: str
    due_on: date
    met_on: date | None
    caseworker: Named | None


class Result(BaseModel):
    """What became of one deadline, and why it was refused if it was."""

    deadline_id: UUID
    case_number: str | None
    outcome: str
    code: str | None
    detail: str | None
    before: Standing | None
    after: Standing | None


class Batch(BaseModel):
    """What a batch did, or would do."""

    act: str
    dry_run: bool
    stopped: bool
    done: int
    unchanged: int
    refused: int
    results: list[Result]


BATCH: Final = TypeAdapter(Batch)


@dataclass(frozen=True)
class Chosen:
    """The deadlines that are meant: those that were ticked, or all that fit the filters."""

    ids: list[str]
    all: bool
    count: int

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Return what carries the choice from page to page."""
        if self.all:
            return [("all", "on"), ("count", str(self.count))]
        return [("id", key) for key in self.ids]


def selection(chosen: Chosen, asked: Asked) -> dict[str, Any]:
    """Say to the api which deadlines are meant."""
    if not chosen.all:
        return {"ids": chosen.ids}
    left_out = ("order", "as_of")
    wanted = {
        name: value
        for name, value in asked.filters.items()
        if value is not None and name not in left_out
    }
    if kind := wanted.get("kind"):
        wanted["kind"] = [kind]
    return {"filter": wanted, "count": chosen.count}


async def carry_out(
    api: ApiClient,
    act: BatchAct,
    values: Mapping[str, Any],
    chosen: Mapping[str, Any],
    *,
    submission: str = "",
    skip: bool = True,
) -> Batch:
    """Let the api do it once; without a submission it only says what it would do."""
    body = {
        "act": act.code,
        "selection": chosen,
        "values": values,
        "dry_run": not submission,
        "on_refusal": "skip" if skip else "stop",
    }
    answer = await api.post("/v1/deadline-batches", body, submission=submission)
    return BATCH.validate_python(answer.json)


def chosen_in(form: Form, found: int) -> Chosen:
    """Read which deadlines were ticked; with all, how many were seen."""
    if not form.checked("all"):
        ids = [key for key in dict.fromkeys(form.all("id")) if is_id(key)]
        return Chosen(ids, all=False, count=len(ids))
    seen = form["count"]
    return Chosen([], all=True, count=int(seen) if seen.isdecimal() else found)


def is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def change_of(language: Language, result: Result, act: BatchAct) -> tuple[str | date, str | date]:
    """Return what an act changes of a deadline, before and after."""
    before, after = said(language, result.before, act), said(language, result.after, act)
    return before, after


def said(language: Language, standing: Standing | None, act: BatchAct) -> str | date:
    if standing is None:
        return ""
    if act.code == "extend":
        return standing.due_on
    if act.code == "complete":
        return standing.met_on or language.gettext("ikke fuldført")
    return standing.caseworker.name if standing.caseworker else language.gettext("ingen endnu")
