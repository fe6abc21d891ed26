"""What one question was counted in serves the next one."""

import subprocess
import sys

import pytest

from tests import database

COUNTING = """
import resource
import numpy as np
from api.complaints.facts.heap import keep_freed_memory
{first}
def count():
    columns = [np.ones(250_000) for _ in range(10)]
    return sum(column.sum() for column in columns)
count()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
count()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def pages_fetched(first: str) -> int:
    command = [sys.executable, "-c", COUNTING.format(first=first)]
    done = subprocess.run(command, cwd=database.ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc is told what to keep")
def test_hardly_any_page_is_fetched_from_the_system_a_second_time() -> None:
    assert pages_fetched("keep_freed_memory()") < pages_fetched("") / 10
