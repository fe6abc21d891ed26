"""One look-out for all who wait for a change: the database is asked no oftener for many than one.

It looks while somebody waits. Whoever waits takes the signal before they read: a change that comes
between reading and waiting then wakes them as well.
"""

import asyncio
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlmodel import Session

from api.changes.feed import sql
from api.reads import Reads

SECONDS_BETWEEN: Final = 0.25


def newest_told(session: Session) -> Any:
    """Return the place of the last change that the feed can tell of."""
    return session.connection().exec_driver_sql(sql.NEWEST_TOLD).one_or_none()


class LookOut:
    """Looks for news of the feed while somebody waits for it, in one event loop."""

    def __init__(self, reads: Reads) -> None:
        self.reads = reads
        self.signal = asyncio.Event()
        self.waiting = 0
        self.seen: Any = None
        self.looking: asyncio.Task[None] | None = None

    async def wait(self, signal: asyncio.Event, seconds: float) -> None:
        """Wait for a signal that was taken before, or so many seconds."""
        self.waiting += 1
        if self.looking is None or self.looking.done():
            self.looking = asyncio.create_task(self.look())
        try:
            await asyncio.wait_for(signal.wait(), seconds)
        except TimeoutError:
            pass
        finally:
            self.waiting -= 1

    async def look(self) -> None:
        while self.waiting:
            found = await self.reads.run(newest_told)
            if found != self.seen:
                self.seen, signal, self.signal = found, self.signal, asyncio.Event()
                signal.set()
            await asyncio.sleep(SECONDS_BETWEEN)


LOOK_OUTS: Final = WeakKeyDictionary[asyncio.AbstractEventLoop, LookOut]()


def look_out(reads: Reads) -> LookOut:
    """Return the look-out of the running loop."""
    loop = asyncio.get_running_loop()
    if loop not in LOOK_OUTS or LOOK_OUTS[loop].reads is not reads:
        LOOK_OUTS[loop] = LookOut(reads)
    return LOOK_OUTS[loop]
