"""The api behind a real socket, as the command serves it: for readers that are slow, or go away."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from fastapi import FastAPI


@contextmanager
def listening(app: FastAPI) -> Iterator[int]:
    """Serve on a free port of this machine."""
    config = uvicorn.Config(app, port=0, loop="uvloop", http="httptools", log_config=None)
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        threading.Event().wait(0.01)
    try:
        yield running.servers[0].sockets[0].getsockname()[1]
    finally:
        running.should_exit = True
        thread.join()


@contextmanager
def asked(app: FastAPI) -> Iterator[httpx.Client]:
    """Serve, and hold connections to it that several threads may use."""
    with (
        listening(app) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client,
    ):
        yield client
