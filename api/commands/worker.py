"""The command that runs the queue's jobs until it is told to end."""

import os
from argparse import Namespace

from api import jobs
from api.commands.answer import Answer, show
from api.commands.database import connect, in_use, migrated
from api.commands.failures import CommandFailed
from api.log import configure_logging

WORKER_SILENT_SECONDS = 60


def worker(options: Namespace) -> Answer | None:
    """Run the queue's jobs, or tell whether some worker does."""
    if options.check:
        return check_worker()
    configure_logging()
    with migrated():
        facts = {"service": "worker", "pid": os.getpid()}
        show(Answer(facts, "worker: at work"), as_json=options.json)
        jobs.run_worker()
    return None


def check_worker() -> Answer:
    """Refuse if no worker gave a sign of life lately."""
    with in_use() as database, connect(database.url) as connection:
        workers = connection.execute(
            "select count(*)::text from jobs.procrastinate_workers "
            "where last_heartbeat > now() - make_interval(secs => %s)",
            [WORKER_SILENT_SECONDS],
        ).fetchone()
    if workers is None or workers[0] == "0":
        raise CommandFailed(f"No worker has given a sign of life in {WORKER_SILENT_SECONDS} s.")
    return Answer({"workers": int(workers[0])}, f"{workers[0]} worker(s) at work.")
