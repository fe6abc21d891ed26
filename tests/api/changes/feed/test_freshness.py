"""Every answer says where the feed goes on from it, and never promises too much."""

from random import Random

import httpx
import pytest

from tests.api.changes.feed.crowd import Writer
from tests.api.changes.feed.reading import read
from tests.at_once import eventually
from tests.conftest import TODAY
from tests.factories import Headers

POSITION = "Rettidig-Feed-Position"


@pytest.mark.parametrize(
    ("address", "accept"),
    [
        ("/v1/units", "application/json"),
        ("/v1/people", "application/json"),
        ("/v1/deadlines", "application/json"),
        ("/v1/deadlines", "application/x-ndjson"),
    ],
)
def test_what_is_committed_after_an_answer_lies_behind_its_position(
    feed: httpx.Client, url: str, admin: Headers, address: str, accept: str
) -> None:
    writer, asked = Writer(url, Random(1), 1), admin | {"Accept": accept}  # noqa: S311 - no secret

    def behind(answer: httpx.Response) -> set[str]:
        items = read(feed, admin, after=answer.headers[POSITION])["items"]
        return {item["entity_id"] for item in items}

    with writer.connect() as writing:
        _, key, _ = writer.insert(writing)
        while_written = feed.get(address, headers=asked)
        writing.commit()

    assert key in behind(while_written)
    assert eventually(lambda: key not in behind(feed.get(address, headers=asked)))


def test_what_was_refused_or_changed_tells_no_position(feed: httpx.Client, admin: Headers) -> None:
    refused = feed.get("/v1/units?colour=red", headers=admin)
    missing = feed.get("/v1/units/00000000-0000-4000-8000-000000000000", headers=admin)

    assert (refused.status_code, missing.status_code) == (422, 404)
    assert POSITION not in refused.headers
    assert POSITION not in missing.headers
    assert POSITION in feed.get("/v1/units", headers=admin).headers


def test_the_feed_itself_says_how_fresh_it_is(feed: httpx.Client, admin: Headers) -> None:
    answer = feed.get("/v1/changes?after=now", headers=admin)

    assert answer.headers["Rettidig-As-Of"] == str(TODAY)
    assert answer.headers[POSITION].partition(".")[0] == answer.json()["next"].partition(".")[0]
    assert answer.headers["Rettidig-Calendar-Version"].isdecimal()
