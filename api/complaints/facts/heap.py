"""The memory that questions are counted in is kept for the next one."""

import ctypes
from typing import Final

MEGABYTE: Final = 1 << 20
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
KEPT: Final = {MMAP_THRESHOLD: 32 * MEGABYTE, TRIM_THRESHOLD: 64 * MEGABYTE}
"""Columns up to 32 MB come from the heap, of which up to 64 MB that are free are not given back."""


def keep_freed_memory() -> None:
    """Let the C library give out again what was freed, where it is glibc (mallopt(3)).

    Else each column of each question is fetched from the system page by page and given back, which
    takes as long as counting it.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        for option, size in KEPT.items():
            mallopt(option, size)
