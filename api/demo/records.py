"""The data files: TOML records that refer to each other by key, read into rows of the tables.

A record's id comes from its key alone, so reading the files again gives the same rows.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from pydantic import ValidationError

from api.catalogue.case_types.tables import CaseType
from api.catalogue.causes.tables import ComplaintCause
from api.catalogue.closing_days.tables import ArrivalRule, ClosingDay
from api.catalogue.criticism_grades.tables import CriticismGrade
from api.catalogue.legal_bases.tables import CaseTypeBasis, LegalBasis
from api.catalogue.terms.tables import PublishedTerm, TermCatalogue
from api.committee.tables import AgendaItem, Committee, Meeting, Promise, ReportSchedule
from api.imprecise import ImpreciseDate, columns
from api.organisation.tables import Unit, UnitSuccession
from api.people.tables import Person, RoleGrant
from api.plans.findings.tables import Finding, FindingOutcome, ProblemArea
from api.plans.outline.tables import Initiative, Plan, Track, TrackBacklog, TrackCampaign
from api.plans.parties.tables import Involvement, Party
from api.plans.resources.tables import ResourceLine
from api.plans.status.tables import StatusUpdate
from api.plans.timeline.tables import Milestone
from api.recovery.tables import Backlog, BacklogCount, ReviewCampaign, ReviewCount
from api.table import Entity

DATA = Path(__file__).parent / "data"
NAMESPACE = UUID("5f0c9d52-6d0e-4c6e-9a2a-2f6c1c7e2011")

# What is referred to comes before what refers to it.
MODELS: tuple[type[Entity], ...] = (
    Unit,
    UnitSuccession,
    CaseType,
    LegalBasis,
    CaseTypeBasis,
    TermCatalogue,
    ComplaintCause,
    CriticismGrade,
    ClosingDay,
    ArrivalRule,
    Person,
    RoleGrant,
    Backlog,
    BacklogCount,
    ReviewCampaign,
    ReviewCount,
    Plan,
    Track,
    Initiative,
    TrackBacklog,
    TrackCampaign,
    Party,
    Involvement,
    Milestone,
    Finding,
    FindingOutcome,
    ProblemArea,
    ResourceLine,
    StatusUpdate,
    Committee,
    Meeting,
    AgendaItem,
    Promise,
    ReportSchedule,
    PublishedTerm,
)
MODEL_OF: dict[str, type[Entity]] = {model.__table__.name: model for model in MODELS}  # type: ignore[attr-defined]  # SQLModel hides the table


class DataError(Exception):
    """A data file says something that can't be: the message names the file and the key."""

    def __init__(self, record: "Record", problem: str) -> None:
        super().__init__(f"{record.file}: {record.key}: {problem}")


@dataclass(frozen=True)
class Record:
    """One entry of a data file, with the file's defaults for its table."""

    file: str
    table: str
    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Data:
    records: tuple[Record, ...]
    owners: Mapping[str, str]


def id_of(key: str) -> UUID:
    return uuid5(NAMESPACE, key)


def read_file(path: Path, folder: Path) -> Data:
    content = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    defaults = content.pop("defaults", {})
    owners = content.pop("owners", {})
    file = path.relative_to(folder).as_posix()
    records = [
        Record(file, table, entry.get("key", "(no key)"), defaults.get(table, {}) | entry)
        for table, entries in content.items()
        for entry in entries
    ]
    return Data(tuple(records), owners)


def read(folder: Path = DATA) -> Data:
    """Return all records of a folder and, by key, who owns which plan, track or initiative."""
    files = [read_file(path, folder) for path in sorted(folder.rglob("*.toml"))]
    records = tuple(record for file in files for record in file.records)
    check_keys(records)
    return Data(records, {key: owner for file in files for key, owner in file.owners.items()})


def check_keys(records: Iterable[Record]) -> None:
    seen: dict[str, Record] = {}
    for record in records:
        if "key" not in record.values:
            raise DataError(record, f"a record of {record.table} has no key")
        if record.table not in MODEL_OF:
            raise DataError(record, f"there is no table {record.table}")
        if first := seen.get(record.key):
            raise DataError(record, f"the key is taken by {first.file}")
        seen[record.key] = record


def rows(records: Iterable[Record]) -> list[Entity]:
    """Return checked rows for the records, in the order they can be inserted."""
    records = list(records)
    tables = {record.key: record.table for record in records}
    order = list(MODEL_OF)
    return [
        row_of(record, tables)
        for record in sorted(records, key=lambda record: order.index(record.table))
    ]


def row_of(record: Record, tables: Mapping[str, str]) -> Entity:
    model = MODEL_OF[record.table]
    values = dict(record.values)
    values["id"] = id_of(values.pop("key"))
    refer(record, values, tables)
    try:
        for prefix in imprecise_dates(model):
            if prefix in values:
                date = ImpreciseDate.model_validate(values.pop(prefix))
                values |= columns(prefix, date)
        if unknown := values.keys() - model.model_fields.keys():
            raise DataError(record, f"{record.table} has no field {', '.join(sorted(unknown))}")
        return model.model_validate(values)
    except ValidationError as error:
        raise DataError(record, str(error)) from error


def refer(record: Record, values: dict[str, Any], tables: Mapping[str, str]) -> None:
    """Replace each reference by key (`plan`) with the id it stands for (`plan_id`)."""
    for column, target in references(MODEL_OF[record.table]):
        name = column.removesuffix("_id")
        if (key := values.pop(name, None)) is None:
            continue
        if tables.get(key) != target:
            raise DataError(record, f"{name} refers to {key}, which is no record of {target}")
        values[column] = id_of(key)


def references(model: type[Entity]) -> list[tuple[str, str]]:
    """Return the columns that refer to a table, with that table's name."""
    table = model.__table__  # type: ignore[attr-defined]  # SQLModel hides the table
    return [(key.parent.name, key.column.table.name) for key in table.foreign_keys]


def imprecise_dates(model: type[Entity]) -> list[str]:
    end = "_precision"
    return [name.removesuffix(end) for name in model.model_fields if name.endswith(end)]
