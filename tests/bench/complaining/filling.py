"""A database of many complaints and cases, filled once and kept for the next run."""

import hashlib
from pathlib import Path

from psycopg import sql
from sqlmodel import Session, col, func, select

from api import embedded_postgres
from api.changes.context import act_as
from api.clock import today
from api.complaints.facts.refreshing import refresh
from api.complaints.tables import Complaint
from api.db import make_engine
from api.organisation.rules import UnitKind
from api.organisation.tables import Unit
from api.people.rules import Scope
from tests import database
from tests.bench.complaining import contents
from tests.bench.pulling import contents as casework
from tests.bench.pulling.filling import Filled, administering, created, new_client, renamed

DEADLINES_PER_COMPLAINT = 5
SCOPES = tuple(
    scope for scope in Scope if scope.value.startswith(("complaint", "pattern", "cases"))
)
MADE_OF = sorted(Path(__file__).parent.glob("*.toml")) + [
    Path(__file__).with_name(name) for name in ("contents.py", "rows.py", "texts.py")
]


def mark() -> str:
    """Return a name that changes with the migrations, with how it is filled, and with the day."""
    parts = [database.migrations_mark(), *(file.read_text() for file in MADE_OF), f"{today()}"]
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:12]


def filled(server: embedded_postgres.Server, many: int) -> Filled:
    """Return a database of so many complaints, filling it unless that was done before."""
    name = f"complaints_{mark()}_{many}"
    with administering(server) as admin:
        drop_outdated(admin)
        if not database.exists(admin, name):
            admin.execute(created(f"{name}_draft"))
            fill(server, f"{name}_draft", many)
            admin.execute(renamed(f"{name}_draft", name))
    return opened(server, name)


def drop_outdated(admin: casework.Admin) -> None:
    statement = "SELECT datname FROM pg_database WHERE datname LIKE 'complaints\\_%'"
    for name in (str(row[0]) for row in admin.execute(statement).fetchall()):
        if not name.startswith(f"complaints_{mark()}_") or name.endswith("_draft"):
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def fill(server: embedded_postgres.Server, name: str, many: int) -> None:
    database.migrate(database.address(server, name))
    engine = make_engine(database.address(server, name))
    with Session(engine) as session, session.begin():
        act_as(session, kind="program", name="bench", act="fill")
        casework.fill_catalogue(session)
        contents.fill_words(session)
    rows = many * DEADLINES_PER_COMPLAINT
    with administering(server, name) as admin:
        admin.execute("SET synchronous_commit = off")
        casework.fill_cases(admin, rows, today(), silently=True)
        contents.fill_complaints(admin, many, casework.cases_of(rows), today())
        admin.execute("VACUUM (FREEZE, ANALYZE)")
    with Session(engine) as session, session.begin():
        refresh(session)
    engine.dispose()
    with administering(server, name) as admin:
        admin.execute("VACUUM (FREEZE, ANALYZE)")
        admin.execute("CHECKPOINT")


def opened(server: embedded_postgres.Server, name: str) -> Filled:
    """Tell of a filled database, and make a client that may register and count complaints."""
    url = database.address(server, name)
    engine = make_engine(url)
    with Session(engine) as session, session.begin():
        act_as(session, kind="program", name="bench", act="measure")
        rows = session.exec(select(func.count(col(Complaint.id)))).one()
        leaves = select(Unit).where(Unit.kind == UnitKind.DEPARTMENT).order_by(col(Unit.id))
        units = [str(unit.id) for unit in session.exec(leaves)]
        client = new_client(session, wanted=SCOPES)
    engine.dispose()
    return Filled(url, rows, today(), units, client, client)
