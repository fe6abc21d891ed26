"""The product and the two references, each as a server of its own with two workers."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.error import URLError

from api.settings import Settings
from tests.bench.pulling.filling import DATA, Filled
from tests.database import ROOT

PRODUCT, TUTORIAL, RAW, LITTLE = "product", "tutorial", "raw", "product, little"
TUTORIAL_OF_COMPLAINTS = "tutorial of complaints"
APPLICATIONS = {
    PRODUCT: ("--factory", "api.main:create_app"),
    LITTLE: ("--factory", "api.main:create_app"),
    TUTORIAL: ("tests.bench.reference.tutorial:app",),
    TUTORIAL_OF_COMPLAINTS: ("tests.bench.reference.complaints_tutorial:app",),
    RAW: ("tests.bench.reference.raw:app",),
}
OPTIONS = ("--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning")
WORKERS = 2
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Server:
    name: str
    port: int
    pid: int
    data: Filled

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def running(systems: Mapping[str, Filled]) -> Iterator[dict[str, Server]]:
    """Run some systems at the same time, each on its data; only one is asked at a time."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(serving(name, data)) for name, data in systems.items()}


@contextmanager
def serving(name: str, data: Filled) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", *APPLICATIONS[name], *OPTIONS]
    command += ["--port", str(port), "--workers", str(WORKERS)]
    with log_of(name).open("w") as log:
        process = start(command, environment(data), log)
        try:
            wait_for(port, process, name)
            yield Server(name, port, process.pid, data)
        finally:
            process.terminate()
            process.wait()


def start(command: list[str], given: dict[str, str], log: IO[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, env=given, cwd=ROOT, stdout=log, stderr=log)


def log_of(name: str) -> Path:
    return DATA / f"{name}.log"


def environment(data: Filled) -> dict[str, str]:
    """Let nobody be slowed down by a limit; both references read DATABASE_URL."""
    limits = [name for name in Settings.model_fields if name.startswith("rate_")]
    return os.environ | {
        "DATABASE_URL": data.url,
        "RETTIDIG_DATABASE_URL": data.url,
        "RETTIDIG_TOKEN_MINUTES": "1440",
        **{f"RETTIDIG_{name.upper()}": "0" for name in limits},
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes], name: str) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/openapi.json"):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit(f"{name} did not start:\n{log_of(name).read_text()[-2000:]}")
