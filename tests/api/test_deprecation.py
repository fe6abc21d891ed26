"""Before an operation goes, each of its answers says so, and on which day."""

from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from starlette.testclient import TestClient

from api.deprecation import (
    BrownedOut,
    Ending,
    TellDeprecation,
    answer_brown_out,
    deprecated,
)
from api.openapi.document import DescribedAPI
from api.problems import MEDIA_TYPE, add_problem_handlers
from api.routing import feature
from api.table import now

SINCE, SUNSET = date(2027, 1, 1), date(2028, 1, 1)
SEE = "/docs#list_deadlines"
HOUR = timedelta(hours=1)


@pytest.fixture
def toy() -> TestClient:
    """A service with an operation that stays, one that will go, and one that is tried without."""
    app = DescribedAPI(title="Toys", version="1.0.0")
    router = feature("/v1", "toys")
    browned_out = deprecated(SINCE, SUNSET, SEE, brown_outs=[(now() - HOUR, now() + HOUR)])
    over = deprecated(SINCE, SUNSET, SEE, brown_outs=[(now() - 2 * HOUR, now() - HOUR)])

    @router.get("/stays")
    def stays() -> dict[str, str]:
        return {}

    @router.get("/goes", **over)
    def goes() -> dict[str, str]:
        return {}

    @router.get("/tried", **browned_out)
    def tried() -> dict[str, str]:
        return {}

    app.include_router(router)
    add_problem_handlers(app)
    app.add_exception_handler(BrownedOut, answer_brown_out)
    app.add_middleware(TellDeprecation)
    return TestClient(app)


def test_an_operation_that_will_go_says_since_when_until_when_and_what_instead(
    toy: TestClient,
) -> None:
    answer = toy.get("/v1/goes")

    assert answer.status_code == 200
    since = int(answer.headers["Deprecation"].removeprefix("@"))
    assert datetime.fromtimestamp(since, UTC) == datetime(2027, 1, 1, tzinfo=UTC)
    assert parsedate_to_datetime(answer.headers["Sunset"]) == datetime(2028, 1, 1, tzinfo=UTC)
    assert answer.headers["Link"] == f'<{SEE}>; rel="deprecation"; type="text/html"'


def test_its_refusals_say_so_too(toy: TestClient) -> None:
    refused = toy.get("/v1/goes", params={"colour": "red"})

    assert refused.status_code == 422
    assert {"Deprecation", "Sunset", "Link"} <= {name.title() for name in refused.headers}


def test_an_operation_that_stays_says_nothing(toy: TestClient) -> None:
    assert {"deprecation", "sunset"}.isdisjoint(toy.get("/v1/stays").headers)


def test_a_brown_out_is_refused_as_what_it_is(toy: TestClient) -> None:
    refused = toy.get("/v1/tried")

    assert (refused.status_code, refused.headers["content-type"]) == (503, MEDIA_TYPE)
    assert (refused.json()["code"], refused.json()["type"]) == ("brown_out", "/docs#brown-out")
    assert 0 < int(refused.headers["Retry-After"]) <= HOUR.total_seconds()
    assert "Sunset" in refused.headers


def test_a_sunset_may_not_lie_before_the_deprecation() -> None:
    with pytest.raises(ValueError, match="sunset"):
        Ending(SUNSET, SINCE, SEE)


def test_the_document_says_so_too(toy: TestClient) -> None:
    paths = toy.get("/openapi.json").json()["paths"]

    assert paths["/v1/goes"]["get"]["deprecated"] is True
    assert {"Deprecation", "Sunset"} <= set(paths["/v1/goes"]["get"]["responses"]["200"]["headers"])
    assert "Sunset" not in paths["/v1/stays"]["get"]["responses"]["200"]["headers"]
    assert "503" in paths["/v1/tried"]["get"]["responses"]
