"""The command that gives citizens the newest keys."""

from argparse import Namespace

from sqlalchemy import Engine
from sqlmodel import Session

from api.changes.context import act_as
from api.citizens.rotation import Batch, rotate_after
from api.commands.accounts import OPERATOR
from api.commands.answer import Answer
from api.commands.database import migrated
from api.db import make_engine


def rotate_keys(_: Namespace) -> Answer:
    """Encrypt every citizen with the newest key. What was done stays done if it is stopped."""
    with migrated() as database:
        engine = make_engine(database.url, pool=1)
        try:
            seen, changed = rotate_all(engine)
        finally:
            engine.dispose()
    facts = {"citizens": seen, "rotated": changed}
    already = f"{seen - changed} had them already"
    return Answer(facts, f"{changed} citizens were given the newest keys; {already}.")


def rotate_all(engine: Engine) -> tuple[int, int]:
    """Return how many citizens there are, and how many were given the newest keys."""
    seen = changed = 0
    batch = rotate_next(engine, Batch())
    while batch.last is not None:
        seen, changed = seen + batch.seen, changed + batch.changed
        batch = rotate_next(engine, batch)
    return seen, changed


def rotate_next(engine: Engine, before: Batch) -> Batch:
    with Session(engine) as session, session.begin():
        act_as(session, kind=OPERATOR.kind, name=OPERATOR.name, act="citizen_keys_rotated")
        return rotate_after(session, before.last)
