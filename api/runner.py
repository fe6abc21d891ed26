"""`rettidig run`: everything on one machine, from one command, until Ctrl-C."""

import http.client
import os
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from api import children, embedded_postgres, schema_version
from api.children import Children
from api.commands.answer import Answer, show
from api.commands.database import Database, connect, in_use
from api.commands.failures import CommandFailed
from api.commands.ports import address, check_port
from api.settings import Environment, Settings, data_folder, get_settings

READY_SECONDS = 60
LOOK_SECONDS = 0.2
SERVICES = ("api", "web")
SAMPLE_CASES = "600"


def run(options: Namespace) -> None:
    """Start everything, say where it is, and stay until it is told to end or a part ends."""
    settings = get_settings()
    say = quiet if options.json else aloud
    with taken(data_folder(settings)) as parts:
        check_ports(settings)
        say("Starting the database …")
        with in_use() as database, ended_in_order(parts):
            environment = environment_for_children(settings, database)
            prepare(parts, settings, database, environment, say)
            say("Starting api, web and worker …")
            for service in SERVICES:
                parts.start(service, [service], environment)
            greeting = welcome(settings, database)
            wait_until_ready(parts, settings)
            # Not earlier: it would take time from the two that people wait for.
            parts.start("worker", ["worker"], environment)
            show(greeting, as_json=options.json)
            watch(parts, database)


def aloud(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def quiet(text: str) -> None:
    """Say nothing: a program reads along."""


@contextmanager
def taken(folder: Path) -> Iterator[Children]:
    try:
        parts = children.take(folder)
    except children.RunsAlready as other:
        raise CommandFailed(
            f"Rettidig runs already on {folder} (process {other}). "
            "Stop it, or set RETTIDIG_DATA to another folder."
        ) from None
    except OSError as error:
        raise CommandFailed(
            f"The data folder {folder} cannot be used: {error.strerror}. "
            "Choose another with RETTIDIG_DATA."
        ) from error
    with parts.lock:
        yield parts


def check_ports(settings: Settings) -> None:
    if settings.api_port == settings.web_port:
        raise CommandFailed("RETTIDIG_API_PORT and RETTIDIG_WEB_PORT are the same port.")
    check_port(settings.host, settings.api_port, "RETTIDIG_API_PORT")
    check_port(settings.host, settings.web_port, "RETTIDIG_WEB_PORT")


@contextmanager
def ended_in_order(parts: Children) -> Iterator[None]:
    """End the children on the way out, whatever happens, and let nothing interrupt that."""
    try:
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        parts.stop()


def environment_for_children(settings: Settings, database: Database) -> dict[str, str]:
    own = {
        "RETTIDIG_DATA": str(data_folder(settings)),
        "RETTIDIG_DATABASE_URL": database.url,
        "RETTIDIG_API_URL": address(settings.host, settings.api_port),
        "PYTHONUNBUFFERED": "1",
    }
    return {**os.environ, **own}


def prepare(
    parts: Children,
    settings: Settings,
    database: Database,
    environment: dict[str, str],
    say: Callable[[str], None],
) -> None:
    """Bring the tables up to date, and put the samples into an empty database."""
    with connect(database.url) as connection:
        current = schema_version.current(connection)
    if current != schema_version.newest():
        say("Preparing the tables …")
        to_its_end(parts, "migrate", ["migrate"], environment)
    with connect(database.url) as connection:
        plans = connection.execute("select (exists (select from plans))::text").fetchone()
    if settings.environment is Environment.DEVELOPMENT and plans == ("false",):
        say("Loading the two action plans, and making up some cases …")
        to_its_end(parts, "demo", ["demo", "generate", "--cases", SAMPLE_CASES], environment)


def to_its_end(parts: Children, name: str, command: list[str], environment: dict[str, str]) -> None:
    parts.start(name, command, environment)
    code = parts.wait(name)
    if code:
        raise ended(parts, name, code)


def ended(parts: Children, name: str, code: int | None) -> CommandFailed:
    return CommandFailed(
        f"{name} ended (exit code {code}); everything is stopped. Its last lines, from "
        f"{parts.log(name)}:\n{parts.last_words(name)}"
    )


def check_alive(parts: Children) -> None:
    for name in parts.ended():
        raise ended(parts, name, parts.running[name].returncode)


def wait_until_ready(parts: Children, settings: Settings) -> None:
    """Return when api and web say that they are ready; refuse when they take too long."""
    ports = {"api": settings.api_port, "web": settings.web_port}
    deadline = time.monotonic() + READY_SECONDS
    for service in SERVICES:
        while (answer := readiness(address(settings.host, ports[service]))) is not None:
            check_alive(parts)
            if time.monotonic() > deadline:
                raise CommandFailed(
                    f"{service} was not ready within {READY_SECONDS} seconds; it says: {answer}\n"
                    f"Its last lines, from {parts.log(service)}:\n{parts.last_words(service)}"
                )
            time.sleep(LOOK_SECONDS / 4)


def readiness(url: str) -> str | None:
    """Return what a service says while it is not ready, and nothing once it is."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        answer = connection.getresponse()
        body = answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return str(error)
    finally:
        connection.close()
    return None if answer.status == http.client.OK else body


def watch(parts: Children, database: Database) -> None:
    """Stay until a part ends."""
    while True:
        check_alive(parts)
        if database.server and not embedded_postgres.is_alive(database.server):
            raise CommandFailed(
                "PostgreSQL ended; everything is stopped. The next start recovers the data. "
                f"See {database.server.log}."
            )
        time.sleep(LOOK_SECONDS)


def welcome(settings: Settings, database: Database) -> Answer:
    pages, rest = (
        address(settings.host, settings.web_port),
        address(settings.host, settings.api_port),
    )
    data = str(database.server.data) if database.server else "the database of RETTIDIG_DATABASE_URL"
    sign_ins = sample_sign_ins()
    facts = {"web": pages, "api": rest, "docs": f"{rest}/docs", "data": data, "sign_ins": sign_ins}
    lines = ["", "Rettidig is ready.", ""]
    lines += [f"  Pages     {pages}/", f"  API       {rest}/docs", f"  Data      {data}"]
    if sign_ins:
        lines += ["", "  Sign in as            name            password"]
    for sample in sign_ins:
        lines.append("    {role:<20}{username:<16}{password}".format(**sample))
    return Answer(facts, "\n".join([*lines, "", "Stop with Ctrl-C.", ""]))


def sample_sign_ins() -> list[dict[str, str]]:
    """Return one sign-in per role of the sample people, none in production."""
    names = ("role", "username", "password")
    # Loaded here, while the services start: it brings half of them along.
    sign_ins = import_module("api.demo.sign_ins").sign_ins()
    return [dict(zip(names, sign_in, strict=True)) for sign_in in sign_ins]
