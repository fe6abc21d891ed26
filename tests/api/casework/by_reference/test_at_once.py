"""Systems that write the same cases at the same time make each case once, and wait in no circle."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select
from starlette.testclient import TestClient

from api import embedded_postgres
from api.cases.tables import Case, CaseReference
from api.changes.tables import Change
from api.citizens.tables import Citizen
from api.db import make_engine
from api.main import create_app
from api.settings import get_settings
from tests import database
from tests.api.casework.by_reference.conftest import SCOPES
from tests.api.casework.by_reference.makers import batch, item, outcomes, put
from tests.api.casework.makers import make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type
from tests.conftest import TODAY
from tests.factories import Actors, Headers, make_unit

AT_ONCE, MANY = 5, 6
T = TypeVar("T")


@dataclass(frozen=True)
class Served:
    """The api on a database whose transactions are real, and the system that writes there."""

    api: TestClient
    engine: Engine
    system: Headers

    def count(self, *statements: Any) -> list[int]:
        with Session(self.engine) as session:
            return [session.exec(statement).one() for statement in statements]

    def cases_of(self, *references: str) -> list[int]:
        """Count the cases that are named by references, and those that are named by none."""
        named = select(func.count(func.distinct(CaseReference.case_id)))
        unnamed = select(func.count(col(Case.id))).where(
            col(Case.id).not_in(select(CaseReference.case_id))
        )
        return self.count(named.where(col(CaseReference.reference).in_(references)), unnamed)


@pytest.fixture(scope="module")
def served(server: embedded_postgres.Server) -> Iterator[Served]:
    """Wait as long as it takes: what is shown here is who comes first, not who gives up."""
    with database.cloned(server, "written_at_once") as url, pytest.MonkeyPatch.context() as patch:
        patch.setattr(get_settings(), "lock_timeout_ms", 60_000)
        engine = make_engine(url, pool=12)
        patch.setattr("api.db.get_engine", lambda: engine)
        with Session(engine) as session, session.begin():
            unit = make_unit(session)
            make_term(session, make_own_catalogue(session), make_case_type(session, "merudgifter"))
            system = Actors(session, TODAY).client(*SCOPES, unit_id=unit.id)
        with TestClient(create_app()) as api:
            yield Served(api, engine, system)
        engine.dispose()


def at_once(do: Callable[[int], T], many: int = AT_ONCE) -> list[T]:
    """Let several begin at the same moment."""
    start = threading.Barrier(many)

    def begin(which: int) -> T:
        start.wait()
        return do(which)

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(begin, range(many)))


def put_again(served: Served, reference: str, _: int) -> Any:
    return put(served.api, served.system, reference)


def test_one_name_gets_one_case(served: Served) -> None:
    for turn in range(3):
        reference = f"one-{turn}"

        answers = at_once(partial(put_again, served, reference))

        assert Counter(each.status_code for each in answers) == {201: 1, 200: AT_ONCE - 1}
        assert len({each.json()["id"] for each in answers}) == 1
        assert served.cases_of(reference) == [1, 0]


def test_one_case_tells_of_one_of_those_who_wrote_otherwise(served: Served) -> None:
    days = [f"2017-08-{day:02d}" for day in range(10, 10 + AT_ONCE)]

    answers = at_once(
        lambda which: put(served.api, served.system, "otherwise", received_on=days[which])
    )

    assert Counter(each.status_code for each in answers) == {201: 1, 200: AT_ONCE - 1}
    assert Counter(each.json()["outcome"] for each in answers)["unchanged"] == 0
    last = max(answers, key=lambda each: int(each.json()["version"]))
    read = served.api.get(last.headers["Location"], headers=served.system)
    assert read.json()["received_on"] == last.json()["received_on"]


def test_only_one_creates_who_would_only_create(served: Served) -> None:
    only_new = served.system | {"If-None-Match": "*"}

    answers = at_once(lambda _: put(served.api, only_new, "only-new"))

    assert Counter(each.status_code for each in answers) == {201: 1, 412: AT_ONCE - 1}


def test_only_one_changes_what_all_have_read(served: Served) -> None:
    made = put(served.api, served.system, "read-by-all")
    as_read = served.system | {"If-Match": made.headers["ETag"]}

    answers = at_once(
        lambda which: put(served.api, as_read, "read-by-all", received_on=f"2017-08-1{which}")
    )

    assert Counter(each.status_code for each in answers) == {200: 1, 412: AT_ONCE - 1}


@pytest.mark.parametrize("known", [False, True], ids=["new", "known"])
@pytest.mark.parametrize("about", [None, "0101{}-1234"], ids=["nobody", "citizens"])
def test_batches_of_the_same_cases_in_any_order(
    served: Served, known: bool, about: str | None
) -> None:
    first = 100 + 100 * known + 200 * bool(about)
    told = [
        item(
            number,
            received_on=f"2017-08-{10 + number % 5}",
            cpr=about and about.format(number % 100 + 10),
        )
        for number in range(first, first + MANY)
    ]
    if known:
        batch(served.api, served.system, *(item(first + at) for at in range(MANY)))
    half = MANY // 2
    orders = [told, told[::-1], told[half:] + told[:half]]

    done = at_once(lambda which: batch(served.api, served.system, *orders[which]), many=3)

    assert Counter(outcome for each in done for outcome in outcomes(each)) == {
        "updated" if known else "created": MANY,
        "unchanged": 2 * MANY,
    }
    assert served.cases_of(*(each["reference"] for each in told)) == [MANY, 0]


def test_one_citizen_is_kept_once(served: Served) -> None:
    before = served.count(select(func.count(col(Citizen.id))))

    answers = at_once(
        lambda which: put(served.api, served.system, f"about-{which}", cpr="020280-4321")
    )

    assert {each.status_code for each in answers} == {201}
    assert served.count(select(func.count(col(Citizen.id)))) == [before[0] + 1]


def test_repeats_at_once_log_nothing(served: Served) -> None:
    put(served.api, served.system, "settled")
    changes = select(func.count(col(Change.sequence)))
    before = served.count(changes)

    answers = at_once(partial(put_again, served, "settled"))

    assert {each.json()["outcome"] for each in answers} == {"unchanged"}
    assert served.count(changes) == before
