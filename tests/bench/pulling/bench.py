"""One measurement: what a system does of a job, and what that costs."""

import json
import urllib.parse
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from math import ceil

from tests.bench.pulling.filling import Filled
from tests.bench.pulling.load import loaded
from tests.bench.pulling.machine import Peak, costing
from tests.bench.pulling.servers import PRODUCT, Server, log_of

LIST = "/v1/deadlines"
PAGE = 100
ROWS_WANTED = 250
OPEN_SHARE, OPEN_DAYS = 0.1, 365
PATIENCE = 10


@dataclass(frozen=True)
class Figures:
    """What one run of one system came to. `units` are answers, rows or commits.

    CPU is in seconds, memory in MB, p50 and p99 in ms, `stolen` and `others` are shares of all
    cores' time.
    """

    units: int
    seconds: float
    p50: float = 0.0
    p99: float = 0.0
    size: int = 0
    server: float = 0.0
    postgres: float = 0.0
    others: float = 0.0
    stolen: float = 0.0
    idle_mb: float = 0.0
    peak_mb: float = 0.0

    @property
    def rate(self) -> float:
        return self.units / self.seconds

    @property
    def cpu_ms(self) -> float:
        return (self.server + self.postgres) * 1000 / self.units

    @property
    def over_idle_mb(self) -> float:
        return self.peak_mb - self.idle_mb


Work = Callable[[Server], Figures]


@dataclass
class Bench:
    """What a job has: the data, PostgreSQL's process, seconds for each load, running systems."""

    data: Filled
    postgres: int
    seconds: int
    servers: dict[str, Server]

    @cached_property
    def everywhere(self) -> dict[str, str]:
        return self.token(PRODUCT)

    @cached_property
    def in_unit(self) -> dict[str, str]:
        return bearer(self.servers[PRODUCT], self.data.in_unit)

    def token(self, name: str) -> dict[str, str]:
        """Return what a client of all deadlines sends to the product that has this name here."""
        server = self.servers[name]
        return bearer(server, server.data.everywhere)

    def measured(self, name: str, work: Callable[[Server], Figures]) -> Figures:
        """Do some work with a system, and add what it cost."""
        server = self.servers[name]
        with Peak(server.pid) as peak, costing(server.pid, self.postgres) as cost:
            figures = work(server)
        return replace(
            figures,
            server=cost.server,
            postgres=cost.postgres,
            others=cost.others,
            stolen=cost.stolen,
            idle_mb=peak.idle_mb,
            peak_mb=peak.most_mb,
        )

    def asked(self, name: str, requests: Sequence[bytes], connections: int) -> Figures:
        """Send requests in turn for the seconds of the bench, or longer if none was answered."""

        def work(server: Server) -> Figures:
            load = loaded(server.port, requests, connections, self.seconds)
            if not load.answers:
                load = loaded(server.port, requests, connections, self.seconds * PATIENCE)
            if not load.answers:
                raise SystemExit(f"{name} answered nothing; see {log_of(name)}.")
            if load.errors:
                raise SystemExit(
                    f"{load.errors} of {load.answers} answers of {name} were refusals or errors; "
                    f"see {log_of(name)}."
                )
            return Figures(load.answers, load.seconds, load.p50, load.p99)

        return self.measured(name, work)

    def page_filters(self) -> list[str]:
        """Return the filters of pages of open deadlines, a unit and some weeks after the other.

        The range of days is as wide as it takes to fill a page.
        """
        a_day = self.data.rows * OPEN_SHARE / OPEN_DAYS / len(self.data.units)
        days = min(OPEN_DAYS, ceil(ROWS_WANTED / a_day))
        return [f"unit={unit}&{span}" for span in self.spans(days) for unit in self.data.units]

    def spans(self, days: int) -> list[str]:
        """Return the filters of open deadlines in some ranges of so many days."""
        firsts = [self.data.today + timedelta(start) for start in range(0, 60, 15)]
        return [
            f"status=open&due_from={first}&due_before={first + timedelta(days)}&limit={PAGE}"
            for first in firsts
        ]


def bearer(server: Server, client: tuple[str, str]) -> dict[str, str]:
    """Return the header of a token by client credentials."""
    basic = b64encode(":".join(client).encode()).decode()
    asked = urllib.request.Request(
        f"{server.address}/v1/tokens",
        urllib.parse.urlencode({"grant_type": "client_credentials"}).encode(),
        {"Authorization": f"Basic {basic}"},
    )
    with urllib.request.urlopen(asked) as answer:
        return {"Authorization": f"Bearer {json.load(answer)['access_token']}"}
