"""Request figures of several api processes, summed up when they are asked for."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

# The library reads it when its figures are made, so it is set before the processes start.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@contextmanager
def shared_figures(processes: int) -> Iterator[None]:
    """Let the processes that are started meanwhile keep their figures in one folder."""
    if processes == 1:
        yield
        return
    with TemporaryDirectory(prefix="rettidig-figures-") as folder:
        os.environ[FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[FOLDER]


def figures() -> bytes:
    """Return the figures of all processes in Prometheus' text form."""
    if FOLDER not in os.environ:
        return generate_latest()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it has no types
    return generate_latest(registry)
