"""Many requests at once: by `wrk` if it is on the PATH, else by a small generator of our own.

Ours takes more of the cores that it shares with the servers, so its ratios are somewhat smaller.
"""

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import httptools
import uvloop

WRK = shutil.which("wrk")
GENERATOR = "wrk" if WRK else "our own generator, since wrk is not on the PATH"
SCRIPT = Path(__file__).with_name("requests.lua")
READ = 1 << 16
LEAST_ERROR = 400


@dataclass(frozen=True)
class Load:
    """What a load came to: answers, seconds, the median and the 99th percentile in ms."""

    answers: int
    seconds: float
    p50: float
    p99: float
    errors: int

    @property
    def rate(self) -> float:
        return self.answers / self.seconds


def request(method: str, path: str, headers: dict[str, str], body: str = "") -> bytes:
    """Return a request as it goes over the wire."""
    length = {"Content-Type": "application/json", "Content-Length": f"{len(body.encode())}"}
    sent = {"Host": "127.0.0.1"} | headers | (length if body else {})
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def loaded(port: int, requests: Sequence[bytes], connections: int, seconds: int) -> Load:
    """Send requests in turn over some connections, each waiting for its answer."""
    if WRK:
        return by_wrk(port, requests, connections, seconds)
    return uvloop.run(by_ourselves(port, requests, connections, seconds))


def by_wrk(port: int, requests: Sequence[bytes], connections: int, seconds: int) -> Load:
    with tempfile.NamedTemporaryFile(prefix="rettidig-bench-") as file:
        file.write(b"\0".join(requests))
        file.flush()
        command = [str(WRK), "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s"]
        command += ["-s", str(SCRIPT), f"http://127.0.0.1:{port}/", "--", file.name]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(line for line in told.splitlines() if line.startswith("MEASURED "))
    answers, took, p50, p99, errors = map(int, line.split()[1:])
    return Load(answers, took / 1e6, p50 / 1000, p99 / 1000, errors)


async def by_ourselves(
    port: int, requests: Sequence[bytes], connections: int, seconds: int
) -> Load:
    begun = perf_counter()
    turns = iter(range(10**9))
    senders = [keep_asking(port, requests, turns, begun + seconds) for _ in range(connections)]
    answers = [answer for told in await asyncio.gather(*senders) for answer in told]
    took = sorted(ms for ms, _ in answers)
    errors = sum(status >= LEAST_ERROR for _, status in answers)
    whole = perf_counter() - begun
    return Load(len(took), whole, percentile(took, 50), percentile(took, 99), errors)


def percentile(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


class Answer:
    """Notes when an answer is whole, and its status."""

    def __init__(self) -> None:
        self.over = False
        self.parser = httptools.HttpResponseParser(self)

    def on_message_complete(self) -> None:
        self.over = True


async def keep_asking(
    port: int, requests: Sequence[bytes], turns: Iterator[int], until: float
) -> list[tuple[float, int]]:
    """Ask one after the other until a moment; return how long each answer took, and its status."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    told = []
    while perf_counter() < until:
        begun = perf_counter()
        writer.write(requests[next(turns) % len(requests)])
        answer = Answer()
        while not answer.over:
            part = await reader.read(READ)
            if not part:
                raise SystemExit("A connection was closed before its answer was whole.")
            answer.parser.feed_data(part)
        told.append(((perf_counter() - begun) * 1000, answer.parser.get_status_code()))
    writer.close()
    return told
