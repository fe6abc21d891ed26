"""Both plans loaded, for the tests that only read them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from api.demo.load import load


@pytest.fixture(scope="module")
def plans(engine: Engine) -> Iterator[Session]:
    """Both plans, loaded once: what uses this only reads."""
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            load(session)
            session.expire_all()
            yield session
        transaction.rollback()
