"""The queue: jobs are rows, put there in the transaction that causes them, and run by a worker.

Its tables lie in a schema of their own, so that `public` holds nothing but the domain.
"""

from collections.abc import Mapping
from typing import Any

import procrastinate
from procrastinate.manager import JobManager
from procrastinate.schema import SchemaManager
from procrastinate.tasks import Task
from sqlalchemy import Connection, text
from sqlmodel import Session

from api.db import get_engine
from api.settings import get_settings
from api.table import APPLICATION_ROLE

SCHEMA = "jobs"
WORKER_OPTIONS = f"-c search_path={SCHEMA},public -c role={APPLICATION_ROLE} -c timezone=UTC"
SECONDS_TO_FINISH = 4
# What is past its time, table by table. Each may be missing in a database of an older version.
PAST_ITS_TIME: Mapping[str, str] = {
    "sign_in_sessions": "expires_at < now()",
    "access_tokens": "expires_at < now()",
    "idempotency_keys": "expires_at < now()",
    "sign_in_attempts": "at < now() - interval '1 day'",
    "subscription_secrets": "expires_at < now()",
    "subscription_deliveries": "ended_at < now() - interval '30 days'",
}

# The address of the database is known only when the worker starts.
app = procrastinate.App(
    connector=procrastinate.PsycopgConnector(),
    import_paths=[
        "api.complaints.facts.jobs",
        "api.complaints.lookups.jobs",
        "api.complaints.watches.jobs",
        "api.subscriptions.jobs",
    ],
)

# A worker's own connector is asynchronous: it can't queue on a session's connection.
QUEUE = JobManager(procrastinate.SyncPsycopgConnector())


def schema_sql() -> str:
    """Return the statements that make the queue's schema, for a migration to run as they stand.

    They hold percent signs that are no parameters, so they go straight to the driver.
    """
    return f"""
create schema {SCHEMA};
set local search_path to {SCHEMA};
{SchemaManager.get_schema()}
set local search_path to default;
grant usage on schema {SCHEMA} to {APPLICATION_ROLE};
grant select, insert, update, delete on all tables in schema {SCHEMA} to {APPLICATION_ROLE};
grant usage on all sequences in schema {SCHEMA} to {APPLICATION_ROLE};
"""


def defer_in_transaction(session: Session, task: Task[Any, Any, Any], **arguments: Any) -> int:
    """Queue a job that exists only if the session's transaction commits; return its number."""
    session.connection().execute(text(f"set local search_path to public, {SCHEMA}"))
    connection = session.connection().connection.driver_connection
    job = task.configure(connection=connection)
    job.job_manager = QUEUE
    return job.defer(**arguments)


def run_worker(concurrency: int = 4) -> None:
    """Run jobs until the process is told to end."""
    connector = procrastinate.PsycopgConnector(
        conninfo=get_settings().database_url,
        kwargs={"options": WORKER_OPTIONS, "connect_timeout": 5},
        min_size=1,
        max_size=concurrency,
    )
    with app.replace_connector(connector) as running:
        running.run_worker(
            name="rettidig",
            concurrency=concurrency,
            delete_jobs="successful",
            shutdown_graceful_timeout=SECONDS_TO_FINISH,
        )


@app.periodic(cron="17 * * * *")
@app.task(name="tidy", queueing_lock="tidy")
def tidy(timestamp: int) -> dict[str, int]:  # noqa: ARG001  # every periodic task is given it
    """Delete sign-ins, tokens and kept answers whose time is over."""
    with get_engine().begin() as connection:
        return delete_past_their_time(connection)


def delete_past_their_time(connection: Connection) -> dict[str, int]:
    """Return how many rows went, by table."""
    return {
        table: connection.execute(text(f"delete from {table} where {over}")).rowcount  # noqa: S608  # only the names above
        for table, over in PAST_ITS_TIME.items()
        if connection.execute(text("select to_regclass(:t)"), {"t": table}).scalar()
    }


@app.periodic(cron="*/5 * * * *")
@app.task(name="retry_stalled", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: procrastinate.JobContext, timestamp: int) -> None:  # noqa: ARG001  # every periodic task is given it
    """Queue again the jobs of workers that died: a doubled run does no harm, a lost one does."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)
