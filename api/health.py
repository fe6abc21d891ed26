"""Whether the service lives, whether it can work, and its figures."""

from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.db import SessionDep
from api.figures_of_processes import figures
from api.problems import problem
from api.routing import CheckedRoute

ALEMBIC = Path(__file__).parent.parent / "alembic.ini"
router = APIRouter(tags=["health"], route_class=CheckedRoute)


class Health(BaseModel):
    status: str = "ok"


@cache
def newest_migration() -> str | None:
    return ScriptDirectory.from_config(Config(str(ALEMBIC))).get_current_head()


def applied_migration(session: Session) -> str | None:
    """Return the database's migration, or None when it has none yet."""
    try:
        found = session.connection().execute(text("SELECT version_num FROM alembic_version"))
    except ProgrammingError:
        return None
    row = found.first()
    return str(row[0]) if row else None


@router.get("/health/live")
def live() -> Health:
    """Say that the process answers."""
    return Health()


@router.get("/health/ready", response_model=Health)
def ready(request: Request, session: SessionDep) -> Health | JSONResponse:
    """Say that the database answers and has all migrations."""
    if applied_migration(session) != newest_migration():
        detail = "The database lacks migrations. Run `rettidig migrate`."
        return problem(request, 503, "migrations_missing", detail)
    return Health()


@router.get("/metrics", response_class=Response)
def metrics() -> Response:
    """Give the figures of the service in Prometheus' text form."""
    return Response(figures(), media_type=CONTENT_TYPE_LATEST)
