"""The pages as one application: routers, refusals, and what stands around every request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import httpx
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from web import health, pages, sign_in
from web.api_client import open_http
from web.body_limit import BodyLimit
from web.calculator import pages as calculator
from web.calendar_links import pages as calendar_links
from web.cases import pages as cases
from web.catalogue import pages as catalogue
from web.committee import pages as committee
from web.complaints import pages as complaints
from web.deadlines import pages as deadlines
from web.faults import ExplainFaults
from web.findings import pages as findings
from web.imports import pages as imports
from web.learning import pages as learning
from web.log import configure_log
from web.observe import Observe
from web.organisation import pages as organisation
from web.patterns import pages as patterns
from web.plans import pages as plans
from web.recovery import pages as recovery
from web.refusals import add_refusals
from web.resources import pages as resources
from web.same_origin import SameOrigin
from web.security_headers import SecurityHeaders
from web.settings import get_settings
from web.special_days import pages as special_days
from web.static_files import FILES, KeptFiles
from web.subscriptions import pages as subscriptions
from web.timeline import pages as timeline

MAX_BODY_BYTES: Final = 2_000_000
WORTH_PACKING_BYTES: Final = 1000
ROUTERS: Final = (
    health.router,
    pages.router,
    sign_in.router,
    plans.router,
    deadlines.router,
    calendar_links.router,
    cases.router,
    complaints.router,
    learning.router,
    patterns.router,
    calculator.router,
    special_days.router,
    catalogue.router,
    imports.router,
    recovery.router,
    resources.router,
    timeline.router,
    findings.router,
    committee.router,
    organisation.router,
    subscriptions.router,
)


def create_app(transport: httpx.AsyncBaseTransport | None = None) -> FastAPI:
    """Build the pages; a transport lets tests put the real api in the same process."""
    configure_log()
    app = FastAPI(
        title="Rettidig",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan(transport),
        middleware=[
            Middleware(Observe),
            Middleware(SecurityHeaders),
            Middleware(GZipMiddleware, minimum_size=WORTH_PACKING_BYTES),
            Middleware(ExplainFaults),
            Middleware(SameOrigin),
            Middleware(BodyLimit, most=MAX_BODY_BYTES, files=imports.limits()),
        ],
    )
    add_refusals(app)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", KeptFiles(directory=FILES), name="static")
    return app


def lifespan(transport: httpx.AsyncBaseTransport | None) -> Any:
    """Hold one set of connections to the api for as long as the process lives."""

    @asynccontextmanager
    async def opened(_: FastAPI) -> AsyncIterator[dict[str, httpx.AsyncClient]]:
        async with open_http(get_settings(), transport) as http:
            yield {"http": http}

    return opened
