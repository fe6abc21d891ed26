"""Every operation of the document keeps its word, whatever it is asked.

In the suite the calls are few, and the same each time. `make fuzz` makes many, and others with
each seed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, openapi
from sqlmodel import Session

from tests.fuzz.calls import Operation, calls
from tests.fuzz.checks import CHECKS, CONFIG
from tests.fuzz.world import World

EXAMPLES = int(os.environ.get("RETTIDIG_FUZZ_EXAMPLES", "4"))
SEED = os.environ.get("RETTIDIG_FUZZ_SEED", "")
ONLY = os.environ.get("RETTIDIG_FUZZ_ONLY", "")
# For one answer, on a machine that has other things to do.
SECONDS = 60
SEARCH = settings(
    max_examples=EXAMPLES,
    phases=[Phase.generate, Phase.shrink] if SEED else [Phase.generate],
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """Take back what is done inside, whatever came of it."""
    before = session.begin_nested()
    try:
        yield
    finally:
        before.rollback()
        session.expire_all()


@pytest.fixture(scope="module")
def operations(application: FastAPI) -> list[Operation]:
    document = openapi.from_dict(application.openapi(), config=CONFIG)
    paths = application.openapi()["paths"]
    found = [document[path][method] for path, methods in paths.items() for method in methods]
    return [each for each in found if ONLY in each.label]


def test_every_operation_keeps_its_word(
    operations: list[Operation],
    world: World,
    api_app: FastAPI,
    session: Session,
    subtests: pytest.Subtests,
) -> None:
    for operation in operations:

        @seed(f"{SEED} {operation.label}")
        @SEARCH
        @given(calls(operation, world))
        def keeps_its_word(call: tuple[Case[Operation], str]) -> None:
            case, who = call
            with undone(session):
                answer = case.call(app=api_app, headers=world.askers[who], timeout=SECONDS)
            case.validate_response(answer, CHECKS)

        with subtests.test(operation.label):
            keeps_its_word()
