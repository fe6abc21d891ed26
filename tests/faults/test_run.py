"""`rettidig run`, started for real, killed in every part, and started again."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api import children
from api.processes import birth, command_line

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("api", "web", "worker")
SECONDS = 90


@dataclass(frozen=True)
class Place:
    """Where one run works: a folder of its own and two ports."""

    data: Path
    environment: dict[str, str]

    def rettidig(self, *arguments: str, **changes: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "api.cli", *arguments],
            cwd=ROOT,
            env=self.environment | changes,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ask(self, *arguments: str, **changes: str) -> tuple[int, str, str]:
        with self.rettidig(*arguments, **changes) as command:
            out, err = command.communicate(timeout=SECONDS)
        return command.returncode, out, err

    def noted(self) -> dict[str, int]:
        note = json.loads(self.data.joinpath("run.json").read_text())
        return {name: pid for name, (pid, _) in note.items()}

    def postmaster(self) -> int:
        text = self.data.joinpath("postgresql", "postmaster.pid").read_text()
        return int(text.splitlines()[0])


@dataclass(frozen=True)
class Run:
    process: subprocess.Popen[str]
    said: dict[str, Any]

    def ended(self) -> tuple[int, str]:
        _, err = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, err


def free_port() -> int:
    """Return a port below those that the system gives to connections while the tests run."""
    while True:
        port = random.randint(20000, 29999)  # noqa: S311  # no secret
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    """Make a place whose database is there already: a first start takes its time."""
    with tempfile.TemporaryDirectory(prefix="rettidig-run-", dir="/tmp") as folder:
        # The server's account must be able to enter it.
        Path(folder).chmod(0o755)
        own = {
            "RETTIDIG_DATA": f"{folder}/data",
            "RETTIDIG_API_PORT": str(free_port()),
            "RETTIDIG_WEB_PORT": str(free_port()),
        }
        kept = {name: text for name, text in os.environ.items() if "RETTIDIG_" not in name}
        place = Place(Path(folder, "data"), kept | own)
        assert place.ask("migrate")[0] == 0
        yield place


@contextmanager
def running(place: Place) -> Iterator[Run]:
    """Start everything, wait until it says that it is ready, and leave nothing behind."""
    with place.rettidig("run", "--json") as process:
        assert process.stdout
        try:
            line = process.stdout.readline()
            assert line, process.stderr and process.stderr.read()
            yield Run(process, json.loads(line))
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(SECONDS)


def all_gone(pids: list[int]) -> bool:
    deadline = time.monotonic() + 20
    while any(command_line(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(command_line(pid) for pid in pids)


def status_of(url: str) -> int:
    with urllib.request.urlopen(url, timeout=10) as answer:
        status: int = answer.status
        return status


def test_serves_pages_and_api_and_says_where_and_who_may_sign_in(place: Place) -> None:
    with running(place) as run:
        assert status_of(f"{run.said['api']}/health/ready") == 200
        assert status_of(f"{run.said['web']}/health/ready") == 200
        assert run.said["data"] == str(place.data)
        assert {"department_leader", "admin"} <= {one["role"] for one in run.said["sign_ins"]}
        assert sorted(place.noted()) == sorted([*PARTS, "run"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ends_in_order_when_it_is_told_to(place: Place, number: signal.Signals) -> None:
    with running(place) as run:
        pids = [*place.noted().values(), place.postmaster()]
        run.process.send_signal(number)
        code, err = run.ended()
    assert (code, err) == (0, "")
    assert all_gone(pids)
    assert not place.data.joinpath("run.json").exists()
    assert not place.data.joinpath("postgresql", "postmaster.pid").exists()


def test_leaves_nothing_when_it_is_told_to_end_while_it_starts(place: Place) -> None:
    with place.rettidig("run") as process:
        assert process.stdout
        assert process.stdout.readline() == "Starting the database …\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, err) == (0, "")
    assert not place.data.joinpath("run.json").exists()
    assert not place.data.joinpath("postgresql", "postmaster.pid").exists()


def test_refuses_to_run_twice_on_one_folder(place: Place) -> None:
    with running(place) as run:
        code, out, err = place.ask(
            "run", RETTIDIG_API_PORT=str(free_port()), RETTIDIG_WEB_PORT=str(free_port())
        )
        assert code == 1
        assert not out
        assert err == (
            f"rettidig: Rettidig runs already on {place.data} (process {run.process.pid}). "
            "Stop it, or set RETTIDIG_DATA to another folder.\n"
        )
        assert status_of(f"{run.said['web']}/health/ready") == 200


@pytest.mark.parametrize("service", ["API", "WEB"])
def test_refuses_a_taken_port(place: Place, service: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port, variable = other.getsockname()[1], f"RETTIDIG_{service}_PORT"
        code, out, err = place.ask("run", **{variable: str(port)})
    assert (code, out) == (1, "")
    assert err == (
        f"rettidig: Port {port} is taken. Stop the program that uses it or set {variable}.\n"
    )


def test_refuses_one_port_for_both(place: Place) -> None:
    port = str(free_port())
    code, _, err = place.ask("run", RETTIDIG_API_PORT=port, RETTIDIG_WEB_PORT=port)
    assert code == 1
    assert err == "rettidig: RETTIDIG_API_PORT and RETTIDIG_WEB_PORT are the same port.\n"


def test_refuses_data_of_another_major_version(place: Place) -> None:
    with tempfile.TemporaryDirectory(dir=place.data.parent) as folder:
        cluster = Path(folder, "postgresql")
        cluster.mkdir()
        Path(folder).chmod(0o755)
        cluster.joinpath("PG_VERSION").write_text("16\n")
        code, _, err = place.ask("run", "--json", RETTIDIG_DATA=folder)
    assert code == 1
    assert err.startswith(f"rettidig: The data folder {cluster} was made by PostgreSQL 16;")


@pytest.mark.parametrize("part", PARTS)
def test_stops_everything_and_says_so_when_a_part_is_killed(place: Place, part: str) -> None:
    with running(place) as run:
        pids = [*place.noted().values(), place.postmaster()]
        os.kill(place.noted()[part], signal.SIGKILL)
        code, err = run.ended()
    assert code == 1
    assert err.startswith(f"rettidig: {part} ended (exit code -9); everything is stopped.")
    assert str(place.data / "log" / f"{part}.log") in err
    assert all_gone(pids)


def test_stops_everything_when_the_database_is_killed_and_recovers(place: Place) -> None:
    name = f"killed-{time.time_ns()}"
    with running(place) as run:
        assert place.ask("user", "add", name, "--role", "admin")[0] == 0
        pids = [*place.noted().values(), place.postmaster()]
        os.kill(place.postmaster(), signal.SIGKILL)
        code, err = run.ended()
    assert code == 1
    assert err.startswith("rettidig: ")
    assert "ended" in err
    assert all_gone(pids)
    with running(place):
        code, _, err = place.ask("user", "add", name, "--role", "admin")
    assert (code, err) == (1, "rettidig: There is an account with this name already.\n")


def test_recovers_with_the_data_after_the_run_itself_was_killed(place: Place) -> None:
    name = f"killed-{time.time_ns()}"
    with running(place) as run:
        assert place.ask("user", "add", name, "--role", "admin")[0] == 0
        left = [pid for part, pid in place.noted().items() if part != "run"]
        run.process.kill()
        run.process.wait(SECONDS)
        with running(place) as again:
            assert all_gone(left)
            assert status_of(f"{again.said['web']}/health/ready") == 200
            code, _, err = place.ask("user", "add", name, "--role", "admin")
    assert (code, err) == (1, "rettidig: There is an account with this name already.\n")


def test_everything_killed_at_once_is_no_matter(place: Place) -> None:
    with running(place) as run:
        pids = [*place.noted().values(), place.postmaster()]
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        run.process.wait(SECONDS)
    with running(place) as again:
        assert status_of(f"{again.said['web']}/health/ready") == 200


def test_a_stranger_that_got_the_number_of_a_killed_part_is_left_alone(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "60"]) as stranger, subprocess.Popen(["sleep", "60"]) as ours:
        note = {"api": [stranger.pid, "born before"], "web": [ours.pid, birth(ours.pid)]}
        tmp_path.joinpath("run.json").write_text(json.dumps(note))
        children.take(tmp_path).lock.close()
        assert ours.wait(5) == -signal.SIGTERM
        assert stranger.poll() is None
        stranger.kill()


def test_a_log_that_grew_too_long_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "LONGEST_LOG", 100)
    parts = children.take(tmp_path)
    parts.log("help").write_text("old\n" * 100)
    parts.start("help", ["--help"], dict(os.environ))
    assert parts.wait("help") == 0
    assert "old" not in parts.log("help").read_text()
    assert "usage: rettidig" in parts.log("help").read_text()
    parts.lock.close()
