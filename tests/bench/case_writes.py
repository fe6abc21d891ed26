"""How fast other systems write cases, one by one and in batches: `make bench-writes`.

The requests come through the whole service, to a database that keeps what was committed.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session
from starlette.testclient import TestClient

from api import db, embedded_postgres
from api.db import make_engine
from api.log import configure_logging
from api.main import create_app
from api.people.rules import Role
from tests.api.casework.by_reference.makers import BATCHES, address
from tests.bench.case_import import CORRECTED, PLAIN, TODAY, emptied, lines
from tests.database import DATA
from tests.factories import Actors, Headers

MANY, CHANGED, ONE_BY_ONE = 1_000, 100, 100


def cases(many: int, kind: str) -> Iterator[dict[str, Any]]:
    """Return the cases of the bench of imports, as a batch holds them."""
    for told in lines(many, kind):
        said = {name: value for name, value in told.items() if value}
        names = {name: said.pop(name) for name in ("system", "reference")}
        yield names | {"case": said}


@contextmanager
def counted(engine: Engine) -> Iterator[list[int]]:
    """Count the statements that run inside a `with`."""
    ran = [0]

    def count(*_: object) -> None:
        ran[0] += 1

    event.listen(engine, "before_cursor_execute", count)
    yield ran
    event.remove(engine, "before_cursor_execute", count)


def write_batch(api: TestClient, headers: Headers, many: int, kind: str) -> Any:
    answer = api.post(BATCHES, json={"items": list(cases(many, kind))}, headers=headers)
    answer.raise_for_status()
    return {name: answer.json()[name] for name in ("created", "updated", "unchanged", "refused")}


def write_each(api: TestClient, headers: Headers, kind: str) -> Any:
    """Write some cases one by one, under references of their own."""
    statuses: dict[int, int] = {}
    for item in cases(ONE_BY_ONE, kind):
        answer = api.put(address(item["reference"], "other"), json=item["case"], headers=headers)
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
    return statuses


def told(engine: Engine, what: str, many: int, write: Callable[[], Any]) -> None:
    began = perf_counter()
    with counted(engine) as ran:
        done = write()
    took = perf_counter() - began
    each = f"{took * 1000 / many:.1f} ms and {ran[0] / many:.1f} statements each"
    sys.stdout.write(f"{what}: {took:.2f} s, {each}; {done}\n")
    sys.stdout.flush()


def main() -> None:
    configure_logging()
    with embedded_postgres.serving(DATA) as server, emptied(server) as url:
        engine = make_engine(url)
        db.get_engine = lambda: engine  # type: ignore[assignment]  # the bench's own database
        with Session(engine) as session, session.begin():
            headers = Actors(session, TODAY).headers(Role.ADMIN)
        with TestClient(create_app()) as api:
            for kind, many in ((PLAIN, MANY), (PLAIN, MANY), (CORRECTED, CHANGED)):
                write = partial(write_batch, api, headers, many, kind)
                told(engine, f"batch, {kind}", many, write)
            for kind in (PLAIN, PLAIN, CORRECTED):
                told(engine, f"PUT, {kind}", ONE_BY_ONE, partial(write_each, api, headers, kind))
        engine.dispose()


if __name__ == "__main__":
    main()
