"""How fast files of cases are imported, and in how much memory: `make bench-import`.

Each file is imported by a process of its own, into a database that keeps what was committed. Beside
it, some of the same cases are opened one by one, as a client would who posts each of them.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from api import embedded_postgres
from api.calendar.terms import TermUnit
from api.cases.schemas import NewCaseIn, Reference
from api.casework.imports.formats.reading import READERS
from api.casework.imports.rules import Format
from api.casework.imports.services import Asked, import_cases
from api.casework.opening import open_case
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind
from api.changes.context import act_as
from api.changes.tables import Change
from api.commands.accounts import OPERATOR
from api.db import make_engine
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from api.people.tables import Person
from tests.api.casework.imports.makers import WRITERS
from tests.api.casework.makers import make_own_catalogue, make_term
from tests.database import address, make_template
from tests.factories import make_person, make_unit

FEW, MANY, ONE_BY_ONE = 10_000, 100_000, 300
TYPES, UNITS, PEOPLE, DAYS = 40, 25, 120, 1_000
PLAIN, DECIDED, CORRECTED = "plain", "decided, about citizens", "received a day before"
TODAY = date(2017, 9, 27)
FIRST = TODAY - timedelta(days=DAYS + 100)
PIECE = 1 << 16


def lines(many: int, kind: str = PLAIN) -> Iterator[dict[str, Any]]:
    """Return cases as a system has them: of all types, units and days, most in somebody's hands."""
    for number in range(many):
        received = FIRST + timedelta(days=number * 37 % DAYS)
        told = {
            "system": "esdh",
            "reference": f"S{number}",
            "case_type": f"type-{number % TYPES}",
            "unit": f"Afdeling {number % UNITS}",
            "caseworker": f"person-{number % PEOPLE}" if number % 5 else "",
            "origin": "citizen",
            "received_on": (received - timedelta(days=kind == CORRECTED)).isoformat(),
            "acknowledged_on": (received + timedelta(days=4)).isoformat() if number % 2 else "",
        }
        yield told | (history(number, received) if kind == DECIDED else {})


def history(number: int, received: date) -> dict[str, Any]:
    """Return what became of a case, and whom it is about: every third person has two cases."""
    made = (received + timedelta(days=40)).isoformat()
    birth = date(1950, 1, 1) + timedelta(days=number % 15_000)
    return {
        "cpr": f"{birth:%d%m%y}-{number * 2 // 3 % 10_000:04d}",
        "decided_on": made,
        "outcome": ("granted", "refused")[number % 2],
        "dispatched_on": made,
        "channel": "in_person",
    }


def fill(session: Session) -> None:
    """Add units, people, case types and their terms."""
    catalogue = make_own_catalogue(session)
    for number in range(UNITS):
        make_unit(session, name=f"Afdeling {number}", kind="department")
    for number in range(PEOPLE):
        make_person(session, f"person-{number}")
    for number in range(TYPES):
        row = CaseType(code=f"type-{number}", name_da=f"Type {number}", name_en=f"Type {number}")
        session.add(row)
        session.flush()
        working = {"unit": TermUnit.WORKING_DAYS, "roll": "forward", "closed": ["public_holiday"]}
        make_term(session, catalogue, row, amount=30 + number, **working)
    acknowledgement = {"kind": DeadlineKind.ACKNOWLEDGEMENT, "unit": TermUnit.DAYS}
    make_term(session, catalogue, None, amount=10, **acknowledgement)
    appeal = {"kind": DeadlineKind.APPEAL, "start_event": "decision_available"}
    make_term(session, catalogue, None, amount=4, **appeal)


@contextmanager
def emptied(server: embedded_postgres.Server) -> Iterator[str]:
    """Hold a database with no cases in it, as an installation has it."""
    template = make_template(server)
    with psycopg.connect(server.superuser_url, autocommit=True) as admin:
        admin.execute("DROP DATABASE IF EXISTS bench_import WITH (FORCE)")
        admin.execute(
            sql.SQL("CREATE DATABASE bench_import TEMPLATE {} OWNER rettidig").format(
                sql.Identifier(template)
            )
        )
    url = address(server, "bench_import")
    engine = make_engine(url)
    with Session(engine) as session, session.begin():
        fill(session)
    engine.dispose()
    yield url


def pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            yield piece


def write_file(name: str, many: str, kind: str) -> None:
    """Write a file of cases: in an inner process, so that the outer one stays small."""
    file = Path(name)
    file.write_bytes(WRITERS[file.suffix.removeprefix(".")](list(lines(int(many), kind))))


def import_file(url: str, name: str) -> None:
    """Import a file, and print how long it took and how much memory was held: the inner process."""
    engine, file = make_engine(url), Path(name)
    began = perf_counter()
    rows = READERS[Format(file.suffix[1:])](pieces(file))
    with Session(engine) as session, session.begin():
        act_as(session, kind=OPERATOR.kind, name=OPERATOR.name, act="bench")
        report = import_cases(session, OPERATOR, rows, Asked(Format(file.suffix[1:])), TODAY)
        done, refused = report.lines, report.refused
    took = perf_counter() - began
    engine.dispose()
    say(f"{refused} {done} {took:.3f} {held()}")


def held() -> int:
    """Return the most memory the process has held, in kB. It begins with what its parent held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def inner(*arguments: str) -> list[str]:
    """Run a part of this in a process of its own, and return the words it said."""
    command = [sys.executable, "-m", "tests.bench.case_import", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def measured(url: str, file: Path) -> tuple[int, float, float]:
    """Import a file in a process of its own; return lines, seconds and MB of memory."""
    refused, done, seconds, memory = inner("import", url, str(file))
    if refused != "0":
        raise SystemExit(f"{refused} lines were refused")
    return int(done), float(seconds), int(memory) / 1024


def one_by_one(engine: Engine, many: int) -> float:
    """Open some cases one by one, each in a transaction of its own; return cases a second."""
    with Session(engine) as session:
        units = dict(session.exec(select(Unit.name, Unit.id)).all())
        types = dict(session.exec(select(CaseType.code, CaseType.id)).all())
        people = dict(session.exec(select(Person.username, Person.id)).all())
    began = perf_counter()
    for told in lines(many):
        body = NewCaseIn(
            case_type_id=types[told["case_type"]],
            unit_id=units[told["unit"]],
            caseworker_id=people.get(told["caseworker"]),
            received_on=date.fromisoformat(told["received_on"]),
            acknowledged_on=date.fromisoformat(told["acknowledged_on"])
            if told["acknowledged_on"]
            else None,
            references=[Reference(system="one-by-one", reference=told["reference"])],
        )
        with Session(engine) as session, session.begin():
            act_as(session, kind=OPERATOR.kind, name=OPERATOR.name, act="bench")
            open_case(session, OPERATOR, body)
    return many / (perf_counter() - began)


def written(url: str) -> str:
    engine = make_engine(url)
    with Session(engine) as session:
        deadlines = session.exec(select(func.count(col(Deadline.id)))).one()
        entries = session.exec(select(func.count(col(Change.sequence)))).one()
    engine.dispose()
    return f"{deadlines:,} deadlines, {entries:,} entries in the change log"


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def compare(server: embedded_postgres.Server, folder: Path) -> None:
    with emptied(server) as url:
        engine = make_engine(url)
        alone = one_by_one(engine, ONE_BY_ONE)
        engine.dispose()
    say(f"one by one{alone:42,.0f} a second")
    for name, many, kind in (
        ("ndjson", FEW, PLAIN),
        ("ndjson", MANY, PLAIN),
        ("csv", MANY, PLAIN),
        ("xlsx", MANY, PLAIN),
        ("ndjson", MANY, DECIDED),
    ):
        file = folder / f"cases.{name}"
        inner("write", str(file), str(many), kind)
        with emptied(server) as url:
            rate = told_of(measured(url, file), f"{name}, {kind}")
            say(f"   {rate / alone:.0f} times as many as one by one; {written(url)}")
            told_of(measured(url, file), "   again, unchanged")
            if many == FEW:
                inner("write", str(file), str(ONE_BY_ONE), CORRECTED)
                told_of(measured(url, file), f"   {CORRECTED}")


def told_of(found: tuple[int, float, float], what: str) -> float:
    count, seconds, memory = found
    rate = count / seconds
    say(f"{what:32}{count:8,}{seconds:8.1f} s{rate:8,.0f} a second{memory:8.0f} MB")
    return rate


def main() -> None:
    os.environ.setdefault("RETTIDIG_CITIZEN_KEYS", "A" * 43 + "=")
    os.environ.setdefault("RETTIDIG_CITIZEN_INDEX_KEYS", "an-index-key-for-no-other-than-this")
    with tempfile.TemporaryDirectory(prefix="rettidig-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with embedded_postgres.serving(folder / "data") as server:
            compare(server, folder)


PARTS: dict[str, Callable[..., None]] = {"write": write_file, "import": import_file}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        PARTS[sys.argv[1]](*sys.argv[2:])
    else:
        main()
