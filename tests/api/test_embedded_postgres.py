"""The embedded server, started for real in folders that are thrown away."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from api import embedded_postgres, postgres_programs
from api.embedded_postgres import EmbeddedPostgresError, Server, serving, start, stop
from api.processes import command_line


def is_gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while command_line(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not command_line(pid)


def children_of(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], stdout=-1, check=False)
    return [int(number) for number in found.stdout.split()]


@contextmanager
def open_folder() -> Iterator[Path]:
    """Make a folder that the server's account can enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="rettidig-test-", dir="/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    with open_folder() as folder:
        with serving(folder / "data", durable=False):
            pass
        yield folder / "data"


@pytest.fixture
def data(folder: Path, made: Path) -> Iterator[Path]:
    """Return a data folder that has served before; whatever runs on it ends with the test."""
    subprocess.run(["cp", "-a", made, folder], check=True)
    yield folder / "data"
    if folder.joinpath("data", "postgresql").exists():
        stop(start(folder / "data", durable=False))


def remember(server: Server, word: str) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("create table if not exists words (word text)")
        connection.execute("insert into words values (%s)", [word])


def remembered(server: Server) -> list[str]:
    with psycopg.connect(server.url) as connection:
        return [word for (word,) in connection.execute("select word from words order by word")]


def eventually_remembered(server: Server) -> list[str]:
    deadline = time.monotonic() + 20
    while True:
        try:
            return remembered(server)
        except psycopg.OperationalError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_serves_a_database_whose_owner_is_no_superuser(folder: Path) -> None:
    with (
        serving(folder / "data", durable=False) as server,
        psycopg.connect(server.url) as connection,
    ):
        row = connection.execute(
            "select current_user, current_database(), rolsuper, rolcreaterole, lower('ÆØÅ') "
            "from pg_roles where rolname = current_user"
        ).fetchone()
    assert row == ("rettidig", "rettidig", False, True, "æøå")


def test_the_owner_may_make_a_role_and_take_it(data: Path) -> None:
    with serving(data, durable=False) as server, psycopg.connect(server.url) as connection:
        connection.execute("create role clerk nologin")
        connection.execute("grant clerk to rettidig")
        connection.execute("set role clerk")
        assert connection.execute("select current_user").fetchone() == ("clerk",)


def test_listens_on_a_socket_that_others_cannot_reach_and_on_no_port(data: Path) -> None:
    with serving(data, durable=False) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
        assert server.socket_dir.stat().st_mode & 0o777 == 0o700
        assert server.data.joinpath("postgresql").stat().st_mode & 0o777 == 0o700


def test_keeps_the_values_of_failed_statements_out_of_its_log(data: Path) -> None:
    with serving(data, durable=False) as server, psycopg.connect(server.url) as connection:
        connection.execute("create table people (cpr text primary key)")
        connection.execute("insert into people values ('0101010101')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into people values ('0101010101')")
    assert "duplicate key" in server.log.read_text()
    assert "0101010101" not in server.log.read_text()
    assert server.log.stat().st_mode & 0o077 == 0


def test_writes_to_disk_unless_told_that_the_data_may_be_lost(folder: Path) -> None:
    with serving(folder / "kept") as server, psycopg.connect(server.url) as connection:
        assert connection.execute("show fsync").fetchone() == ("on",)
    with serving(folder / "lost", durable=False) as server, psycopg.connect(server.url) as other:
        assert other.execute("show fsync").fetchone() == ("off",)


def test_starts_again_within_a_second_with_what_was_kept(data: Path) -> None:
    with serving(data, durable=False) as server:
        remember(server, "first")
    assert is_gone(server.pid)
    begin = time.monotonic()
    with serving(data, durable=False) as server:
        assert time.monotonic() - begin < 1
        assert remembered(server) == ["first"]


def test_joins_a_running_server_and_the_last_one_out_stops_it(data: Path) -> None:
    first = start(data, durable=False)
    second = start(data, durable=False)
    assert second.pid == first.pid
    stop(first)
    remember(second, "still here")
    stop(second)
    assert is_gone(first.pid)


def test_many_may_start_at_the_same_moment(data: Path) -> None:
    servers: list[Server] = []
    threads = [
        threading.Thread(target=lambda: servers.append(start(data, durable=False)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({server.pid for server in servers}) == 1
    assert len(servers) == 4
    for server in servers:
        stop(server)
    assert is_gone(servers[0].pid)


def test_recovers_with_the_data_after_the_server_was_killed(data: Path) -> None:
    server = start(data)
    remember(server, "committed")
    os.kill(server.pid, signal.SIGKILL)
    with serving(data) as recovered:
        assert recovered.pid != server.pid
        assert remembered(recovered) == ["committed"]
        server.hold.close()


def test_recovers_with_the_data_after_any_child_of_the_server_was_killed(data: Path) -> None:
    with serving(data) as server:
        remember(server, "committed")
        assert len(children_of(server.pid)) > 3
        for child in children_of(server.pid):
            # The server ends the others when one is killed, and starts them anew.
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            assert eventually_remembered(server) == ["committed"]
        with serving(data) as again:
            assert again.pid == server.pid


def test_a_pid_file_that_names_a_stranger_does_not_block(data: Path) -> None:
    with serving(data, durable=False) as server:
        remember(server, "kept")
    # After a restart of the machine the number may belong to any program, also to this one.
    server.data.joinpath("postgresql", "postmaster.pid").write_text(f"{os.getpid()}\n")
    with serving(data, durable=False) as again:
        assert remembered(again) == ["kept"]


def test_a_first_start_that_was_cut_off_is_begun_anew(data: Path) -> None:
    with serving(data, durable=False) as server:
        place = server.data
    cluster = place / "postgresql"
    cluster.rename(place / "postgresql.new")
    place.joinpath("postgresql.new", "PG_VERSION").unlink()
    with serving(data, durable=False) as again:
        remember(again, "whole")
        assert remembered(again) == ["whole"]


def test_refuses_data_of_another_major_version(folder: Path) -> None:
    cluster = folder / "data" / "postgresql"
    cluster.mkdir(parents=True)
    cluster.parent.chmod(0o755)
    cluster.joinpath("PG_VERSION").write_text("16\n")
    with pytest.raises(EmbeddedPostgresError) as refusal:
        start(folder / "data")
    sentence = str(refusal.value)
    assert sentence.startswith(f"The data folder {cluster} was made by PostgreSQL 16; this program")
    assert "RETTIDIG_PG_BIN" in sentence


def test_refuses_a_disk_that_is_nearly_full(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_postgres, "LEAST_FREE_BYTES", 2**70)
    with pytest.raises(EmbeddedPostgresError, match=r"The disk that holds .* is full: \d+ MB"):
        start(data)


def test_refuses_a_data_folder_that_is_a_file(folder: Path) -> None:
    folder.joinpath("file").write_text("not a folder")
    with pytest.raises(
        EmbeddedPostgresError, match=r"The data folder .* cannot be used: Not a dir"
    ):
        start(folder / "file" / "data")


def test_refuses_a_program_folder_without_programs(folder: Path) -> None:
    with pytest.raises(
        EmbeddedPostgresError, match=r"RETTIDIG_PG_BIN is .* holds no PostgreSQL 15"
    ):
        start(folder / "data", pg_bin=folder)


def test_says_why_the_server_did_not_start(data: Path) -> None:
    with serving(data, durable=False) as server:
        cluster = server.data / "postgresql"
    with cluster.joinpath("postgresql.conf").open("a") as settings:
        settings.write("\nno_such_setting = 1\n")
    with pytest.raises(EmbeddedPostgresError, match=r"did not start on .*: .*contains errors"):
        start(data, durable=False)
    shutil.rmtree(cluster)


def test_a_path_too_long_or_odd_for_a_socket_gets_another_folder(folder: Path) -> None:
    data = folder / ("en meget lang sti med æøå og 'citat' $HOME " * 3)
    with serving(data, durable=False) as server:
        assert not str(server.socket_dir).startswith(str(folder))
        remember(server, "served")
        assert remembered(server) == ["served"]
    shutil.rmtree(server.socket_dir)


def test_a_socket_folder_open_to_others_is_refused(data: Path) -> None:
    data.joinpath("socket").chmod(0o777)
    with pytest.raises(EmbeddedPostgresError, match="belongs to someone else or is open"):
        start(data, durable=False)
    data.joinpath("socket").chmod(0o700)


def test_serves_from_a_folder_and_programs_that_only_their_owner_may_enter(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clone below /root: as root the data and the programs move to where the account may go."""
    closed, shared = folder / "closed", folder / "shared"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr(postgres_programs, "SHARED", shared)
    wheel = Path(next(postgres_programs._candidates())).parent.parent
    for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        shutil.copytree(part, closed / part.name, symlinks=True, dirs_exist_ok=True)
    monkeypatch.setattr(
        postgres_programs, "_candidates", lambda: iter([closed / wheel.name / "pginstall18/bin"])
    )
    for word in ("first", "second"):
        with serving(closed / "data", durable=False) as server:
            remember(server, word)
            root = os.geteuid() == 0
            assert server.data.is_relative_to(shared if root else closed)
            assert server.programs.is_relative_to(shared if root else closed)
    with serving(closed / "data", durable=False) as server:
        assert remembered(server) == ["first", "second"]
