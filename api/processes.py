"""What the operating system says about a process: is it still the one that was meant?

A number alone proves nothing: it may stand for a zombie, or have been given to another program.
"""

import subprocess
from pathlib import Path

PROC = Path("/proc")
START_TIME = 19


def command_line(pid: int) -> str:
    """Return the program and arguments of a living process, else an empty text."""
    if not PROC.joinpath("self").exists():
        return "" if _ps(pid, "stat").startswith("Z") else _ps(pid, "command")
    try:
        raw = PROC.joinpath(str(pid), "cmdline").read_bytes()
    except OSError:
        return ""
    return raw.replace(b"\0", b" ").decode(errors="replace").strip()


def birth(pid: int) -> str:
    """Return a mark of when a living process began, else an empty text."""
    if not PROC.joinpath("self").exists():
        return _ps(pid, "lstart")
    try:
        text = PROC.joinpath(str(pid), "stat").read_text(errors="replace")
    except OSError:
        return ""
    # The program's name stands in brackets and may hold spaces and brackets itself.
    state, *fields = text.rpartition(")")[2].split()
    return "" if state in "ZX" else fields[START_TIME - 1]


def _ps(pid: int, column: str) -> str:
    command = ["/bin/ps", "-o", f"{column}=", "-p", str(pid)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603  # no shell, and only numbers come in
