"""The REST service: its routes, how it refuses, and how it is watched."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib import import_module

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

import api.tables  # noqa: F401 - foreign keys name tables of any feature
from api.body_limit import BodyLimit
from api.changes.idempotency import AnsweredBefore, answer_again
from api.deprecation import BrownedOut, TellDeprecation, answer_brown_out
from api.docs import router as docs
from api.faults import AnswerFaults
from api.freshness import TellFreshness
from api.headers import SafeHeaders
from api.health import router as health
from api.log import Observed, configure_logging
from api.methods import HeadLikeGet, refuse_method
from api.openapi.document import DescribedAPI
from api.people.budgets_http import BudgetHeaders
from api.people.budgets_settler import Settler
from api.people.oauth import OAuthRefused
from api.people.token_routes import refuse_oauth
from api.problems import add_problem_handlers
from api.reads import Reads
from api.settings import get_settings
from api.version import VERSION

FEATURES = (
    # Asked for most, so found first.
    "api.deadlines.documents.routes",
    "api.changes.feed.routes",
    "api.deadlines.completing.routes",
    "api.complaints.registering.routes",
    "api.complaints.patterns.routes",
    "api.complaints.signals.routes",
    "api.complaints.finding.routes",
    "api.complaints.behind.routes",
    "api.complaints.pattern_export.routes",
    "api.complaints.analysis_list.routes",
    "api.complaints.watches.routes",
    "api.complaints.quality.routes",
    "api.complaints.holdings.routes",
    "api.words.routes",
    "api.people.sign_in_routes",
    "api.people.token_routes",
    "api.people.routes",
    "api.people.client_routes",
    "api.organisation.routes",
    "api.citizens.routes",
    "api.catalogue.case_types.routes",
    "api.catalogue.legal_bases.routes",
    "api.catalogue.terms.routes",
    "api.catalogue.closing_days.routes",
    "api.catalogue.calculation.routes",
    "api.catalogue.causes.routes",
    "api.catalogue.criticism_grades.routes",
    "api.catalogue.learning_steps.routes",
    "api.catalogue.letter_types.routes",
    "api.casework.routes",
    "api.casework.by_reference.routes",
    "api.casework.moves.routes",
    "api.casework.transfers.routes",
    "api.casework.assignments.routes",
    "api.casework.waiting.routes",
    "api.casework.timeline.routes",
    "api.deadlines.export.routes",
    "api.deadlines.routes",
    "api.deadlines.explanation.routes",
    "api.saved_views.routes",
    "api.subscriptions.routes",
    "api.calendar_links.routes",
    "api.casework.batches.routes",
    "api.casework.imports.routes",
    "api.deadlines.corrections.routes",
    "api.deadlines.revisions.routes",
    "api.casework.decisions.routes",
    "api.casework.hearings.routes",
    "api.casework.access.routes",
    "api.casework.remittals.routes",
    "api.casework.follow_ups.routes",
    "api.casework.acknowledgement.routes",
    "api.complaints.appeals.routes",
    "api.complaints.learning.routes",
    "api.complaints.register.routes",
    "api.complaints.points.routes",
    "api.complaints.contacts.routes",
    "api.complaints.closing.routes",
    "api.complaints.timeline.routes",
    "api.complaints.suggestions.routes",
    "api.plans.outline.routes",
    "api.plans.reporting.routes",
    "api.plans.timeline.routes",
    "api.plans.parties.routes",
    "api.plans.findings.routes",
    "api.plans.resources.routes",
    "api.plans.links.routes",
    "api.recovery.routes",
    "api.committee.routes",
    "api.changes.routes",
)


def feature_routers() -> Iterator[APIRouter]:
    for name in FEATURES:
        yield import_module(name).router


def operation_id(route: APIRoute) -> str:
    """Name each operation for its function, so that generated clients read well."""
    return route.name


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[None]:
    """Give the connections for reading back when the service ends."""
    yield
    await app.state.reads.close()


def create_app() -> FastAPI:
    configure_logging()
    app = DescribedAPI(
        lifespan=serving,
        title="Rettidig",
        version=VERSION,
        summary="Cases, legal deadlines, complaints and action plans of social services.",
        generate_unique_id_function=operation_id,
        webhooks=import_module("api.subscriptions.documented").webhooks,
        docs_url=None,
        redoc_url=None,
        # A redirect would tell the client to come back over http where TLS ends before us.
        redirect_slashes=False,
        # Nobody listens; looking for listeners takes time from every request.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.reads = Reads()
    app.include_router(health)
    app.include_router(docs)
    for router in feature_routers():
        app.include_router(router)
    add_problem_handlers(app)
    app.add_exception_handler(405, refuse_method)
    app.add_exception_handler(AnsweredBefore, answer_again)
    app.add_exception_handler(BrownedOut, answer_brown_out)
    app.add_exception_handler(OAuthRefused, refuse_oauth)
    app.add_middleware(AnswerFaults)
    app.add_middleware(TellFreshness)
    app.add_middleware(TellDeprecation)
    app.add_middleware(SafeHeaders)
    app.add_middleware(BudgetHeaders)
    settings = get_settings()
    app.add_middleware(
        BodyLimit,
        most_bytes=settings.max_body_bytes,
        streamed={"/v1/case-imports": settings.max_import_bytes},
    )
    app.add_middleware(HeadLikeGet)
    app.add_middleware(Observed)
    return app


def served() -> FastAPI:
    """Make the app of one serving process, with the thread that settles what its clients spent."""
    Settler().start()
    return create_app()
