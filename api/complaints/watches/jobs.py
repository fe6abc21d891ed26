"""The job that runs watches: early each morning, each for the periods that have ended.

Mornings without a worker lose nothing: the next one finds the periods that were not looked at.
"""

from typing import Final
from uuid import UUID

import structlog
from sqlmodel import Session

from api.clock import today
from api.complaints.watches import queries
from api.complaints.watches.running import run_due
from api.complaints.watches.tables import PatternWatch
from api.db import get_engine
from api.jobs import app
from api.reads import Reads

EARLY: Final = "41 4 * * *"


@app.periodic(cron=EARLY)
@app.task(name="run_pattern_watches", queueing_lock="run_pattern_watches")
def run_pattern_watches(timestamp: int) -> int:  # noqa: ARG001  # every periodic task is given it
    """Return how many periods were looked at.

    Each watch has its own transaction; one that fails stops none.
    """
    with Session(get_engine()) as session:
        keys = [watch.id for watch in queries.all_asked_again(session)]
    reads = Reads()
    return sum(run_one(reads, key) for key in keys)


def run_one(reads: Reads, key: UUID) -> int:
    try:
        with Session(get_engine()) as session, session.begin():
            watch = session.get(PatternWatch, key, with_for_update=True)
            return run_due(session, reads, watch, today()) if watch else 0
    except Exception as error:  # noqa: BLE001 - the others are run; what failed is tried again
        # Neither what is watched nor whose it is stands in a log.
        structlog.get_logger().error("watch failed", error=type(error).__name__)
        return 0
