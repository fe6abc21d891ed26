"""The api behind a real socket, as the command serves it: for readers that are slow, or go away."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import uvicorn
from fastapi import FastAPI


@dataclass(frozen=True)
class Running:
    server: uvicorn.Server
    port: int


@contextmanager
def serving(app: FastAPI) -> Iterator[Running]:
    """Serve on a free port of this machine."""
    config = uvicorn.Config(app, port=0, loop="uvloop", http="httptools", log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        threading.Event().wait(0.01)
    try:
        yield Running(server, server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def asked(app: FastAPI) -> Iterator[httpx.Client]:
    """Serve, and hold connections to it that several threads may use."""
    with (
        serving(app) as running,
        httpx.Client(base_url=f"http://127.0.0.1:{running.port}", timeout=30) as client,
    ):
        yield client
