"""The queue: a job exists only with what caused it, and a worker's death loses none."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlmodel import Session

from api import jobs

ROOT = Path(__file__).resolve().parents[2]
WAITING = "select count(*) from jobs.procrastinate_jobs where task_name = 'tidy'"
STRANDED = """
with dead as (
    insert into jobs.procrastinate_workers (last_heartbeat)
    values (now() - interval '1 hour') returning id
)
insert into jobs.procrastinate_jobs (queue_name, task_name, args, status, worker_id)
select 'default', 'tidy', '{"timestamp": 0}', 'doing', id from dead
"""


@contextmanager
def working(url: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "api.cli", "worker"]
    environment = os.environ | {"RETTIDIG_DATABASE_URL": url}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=-1, stderr=-1, text=True
    ) as worker:
        try:
            yield worker
        finally:
            worker.terminate()


@pytest.fixture
def stranded(database_url: str) -> Iterator[psycopg.Connection[tuple[int]]]:
    """Leave a job that a worker had begun when it died."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("set search_path to jobs, public")
        connection.execute(STRANDED)
        yield connection
        connection.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


def test_a_job_is_undone_with_the_transaction_that_queued_it(session: Session) -> None:
    count = text(WAITING)
    with session.begin_nested() as act:
        assert jobs.defer_in_transaction(session, jobs.tidy, timestamp=0) > 0
        assert session.connection().execute(count).scalar() == 1
        act.rollback()
    assert session.connection().execute(count).scalar() == 0


def test_deletes_what_is_past_its_time_and_nothing_else(session: Session) -> None:
    connection = session.connection()
    add = text("insert into sign_in_attempts (id, key_hash, at) values (:id, :key, :at)")
    for number, age in enumerate(("2 days", "1 hour")):
        at = connection.execute(text(f"select now() - interval '{age}'")).scalar()
        values = {"id": f"00000000-0000-0000-0000-00000000000{number}", "key": b"key", "at": at}
        connection.execute(add, values)
    deleted = jobs.delete_past_their_time(connection)
    assert deleted == {**dict.fromkeys(jobs.PAST_ITS_TIME, 0), "sign_in_attempts": 1}


def test_a_worker_does_what_a_dead_one_left_and_ends_when_told(
    database_url: str, stranded: psycopg.Connection[tuple[int]]
) -> None:
    with working(database_url) as worker:
        deadline = time.monotonic() + 60
        while stranded.execute(WAITING).fetchone() != (0,):
            assert time.monotonic() < deadline
            assert worker.poll() is None
            time.sleep(0.1)
        worker.terminate()
        assert worker.wait(20) == 0
