"""Nobody misses a change that was committed, whatever writers and readers do."""

import threading
from functools import partial
from random import Random

import httpx
import psycopg
import pytest
from sqlmodel import Session

from api import embedded_postgres
from api.people.rules import Scope
from tests.api.changes.feed.crowd import INSERTS, NaiveReader, Reader, Told, Writer
from tests.at_once import together
from tests.factories import Actors, Headers

WRITERS, TRANSACTIONS = 6, 40


@pytest.fixture
def catalogue(actors: Actors, session: Session) -> Headers:
    headers = actors.client(Scope.CATALOGUE_READ)
    session.commit()
    return headers


def at_random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - no secret


def logged(url: str) -> list[Told]:
    """Return what the log holds of the writers' tables, in the feed's order."""
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT entity, entity_id::text, version FROM changes WHERE entity = ANY(%s) "
            "ORDER BY transaction_id, sequence",
            [list(INSERTS)],
        ).fetchall()


def test_each_reader_gets_exactly_what_was_committed_in_one_order(
    url: str, feed: httpx.Client, admin: Headers, catalogue: Headers
) -> None:
    writers = [Writer(url, at_random(number), number) for number in range(WRITERS)]
    readers = [
        Reader(feed, headers, at_random(100 + number), entities)
        for number, (headers, entities) in enumerate(
            [
                (admin, ()),
                (catalogue, ()),
                (catalogue, ("legal_bases",)),
                (admin, ("case_types", "closing_days")),
            ]
        )
    ]
    naive, over = NaiveReader(url), threading.Event()

    with together([*(partial(each.follow, over) for each in readers), partial(naive.follow, over)]):
        try:
            with together([partial(each.write, TRANSACTIONS) for each in writers]):
                pass
        finally:
            over.set()

    committed = set[Told]().union(*(each.committed for each in writers))
    in_order = logged(url)
    assert len(in_order) == len(committed)
    assert set(in_order) == committed
    for reader in readers:
        wanted = reader.entities or tuple(INSERTS)
        told = [each for each in reader.told if each[0] in INSERTS]
        assert told == [each for each in in_order if each[0] in wanted]
        assert reader.deliveries > len(reader.got)
    assert set(naive.told) & committed < committed


def test_a_cursor_by_number_passes_what_is_committed_later_and_ours_does_not(
    url: str, feed: httpx.Client, catalogue: Headers
) -> None:
    early, late = (Writer(url, at_random(number), 20 + number) for number in range(2))
    ours, naive = Reader(feed, catalogue, at_random(1)), NaiveReader(url)
    with early.connect() as slow, late.connect() as quick, early.connect() as reading:
        ours.stored = ours.read_whole("now", 1)["next"]
        while naive.read(reading):
            pass
        first = early.insert(slow)
        second = late.insert(quick)
        quick.commit()
        naive.read(reading)
        between = ours.read(ours.stored, 30)
        slow.commit()
        naive.read(reading)

    after = ours.read_whole(between["next"], 30)

    assert second in naive.told
    assert first not in naive.told
    assert between["items"] == []
    told = [(each["entity"], each["entity_id"], each["version"]) for each in after["items"]]
    assert told == [first, second]


def test_says_until_when_nothing_is_missing_while_somebody_writes(
    url: str, feed: httpx.Client, catalogue: Headers
) -> None:
    writer, reader = Writer(url, at_random(1), 30), Reader(feed, catalogue, at_random(1))
    with writer.connect() as slow, writer.connect() as quick:
        start = reader.read_whole("now", 1)["next"]
        writer.insert(slow)
        kept_back = writer.insert(quick)
        began = quick.execute("SELECT now()").fetchall()[0][0]
        quick.commit()
        held, newest = reader.read(start, 30), reader.read("now", 30)
        slow.rollback()
    after = reader.read_whole(newest["next"], 30)

    for page in (held, newest):
        assert page["items"] == []
        assert page["complete_until"] == began.isoformat().replace("+00:00", "Z")
    assert [each["entity_id"] for each in after["items"]] == [kept_back[1]]
    assert after["complete_until"] > held["complete_until"]


def test_is_not_held_up_by_who_writes_in_another_database(
    url: str, server: embedded_postgres.Server, feed: httpx.Client, catalogue: Headers
) -> None:
    writer, reader = Writer(url, at_random(1), 40), Reader(feed, catalogue, at_random(1))
    with psycopg.connect(server.superuser_url) as elsewhere, writer.connect() as here:
        elsewhere.execute("SELECT pg_current_xact_id()")
        start = reader.read_whole("now", 1)["next"]
        told = writer.insert(here)
        here.commit()
        page = reader.read_whole(start, 30)
        elsewhere.rollback()

    assert [each["entity_id"] for each in page["items"]] == [told[1]]
