"""The command line as people and programs meet it: what it prints, and how it refuses."""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api import schema_version
from api.cli import parser
from api.embedded_postgres import serving

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (
    ["run"],
    ["api"],
    ["web"],
    ["worker"],
    ["migrate"],
    ["demo", "load"],
    ["user", "add"],
    ["client", "add"],
    ["client", "list"],
    ["client", "rotate"],
    ["client", "revoke"],
    ["citizens", "rotate-keys"],
    ["import", "cases"],
    ["lookups"],
    ["openapi"],
    ["settings"],
)


CLIENT = ("client", "add", "--purpose", "Henter planer")


def rettidig(
    *arguments: str, given: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    kept = {name: text for name, text in os.environ.items() if "RETTIDIG_" not in name}
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments],
        cwd=ROOT,
        env=kept | variables,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )


def refusal(answer: subprocess.CompletedProcess[str]) -> str:
    """Return the one sentence of a refusal, and see that it is one, and nothing besides."""
    assert answer.returncode != 0
    assert not answer.stdout
    assert answer.stderr.endswith(".\n")
    assert answer.stderr.count("\n") == 1
    return answer.stderr.strip()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="rettidig-cli-", dir="/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    with serving(folder / "data", durable=False) as server:
        answer = rettidig("migrate", "--json", RETTIDIG_DATABASE_URL=server.url)
        assert json.loads(answer.stdout) == {"before": None, "after": schema_version.newest()}
        yield server.url


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_and_answers_programs(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        parser().parse_args([*command, "--help"])
    assert end.value.code == 0
    assert "--json" in capsys.readouterr().out


def test_helps_without_loading_what_the_commands_need() -> None:
    program = "import sys, api.cli; api.cli.parser(); print([*sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, stdout=-1, check=True)
    for heavy in ("fastapi", "sqlalchemy", "psycopg", "alembic", "pydantic", "procrastinate"):
        assert f"'{heavy}'" not in loaded.stdout.decode()


def test_migrating_twice_does_nothing(url: str) -> None:
    answer = rettidig("migrate", "--json", RETTIDIG_DATABASE_URL=url)
    newest = schema_version.newest()
    assert json.loads(answer.stdout) == {"before": newest, "after": newest}


def test_opens_an_account_with_a_password_that_is_made(url: str) -> None:
    answer = rettidig(
        "user", "add", "anna", "--role", "department_leader", "--json", RETTIDIG_DATABASE_URL=url
    )
    facts = json.loads(answer.stdout)
    assert (facts["username"], facts["role"]) == ("anna", "department_leader")
    assert len(facts["password"]) > 12
    with psycopg.connect(url) as connection:
        change = connection.execute(
            "select actor_kind, actor_name, act from changes where entity_id = %s", [facts["id"]]
        ).fetchone()
    assert change == ("program", "rettidig", "user_added")


def test_opens_an_account_with_a_password_from_standard_input(url: str) -> None:
    command = ("user", "add", "bodil", "--role", "admin", "--full-name", "Bodil B.")
    answer = rettidig(
        *command, "--password-stdin", given="a long password\n", RETTIDIG_DATABASE_URL=url
    )
    assert answer.stdout == "bodil may sign in as admin.\n"


def test_registers_a_client_and_shows_its_secret(url: str) -> None:
    command = (*CLIENT, "case system", "--scope", "plans:read", "--scope", "units:read")
    facts = json.loads(rettidig(*command, "--json", RETTIDIG_DATABASE_URL=url).stdout)
    assert facts["scopes"] == ["plans:read", "units:read"]
    assert len(facts["secret"]) > 30
    with psycopg.connect(url) as connection:
        dump = connection.execute("select string_agg(c::text, '') from changes c").fetchone()
    assert dump
    assert facts["id"] in dump[0]
    assert facts["secret"] not in dump[0]


def test_lists_a_client_and_renews_and_ends_its_secrets(url: str) -> None:
    def asked(*command: str) -> dict[str, Any]:
        return dict(
            json.loads(rettidig("client", *command, "--json", RETTIDIG_DATABASE_URL=url).stdout)
        )

    made = asked("add", "rotating", "--purpose", "Skifter", "--scope", "units:read")
    [listed] = [each for each in asked("list")["clients"] if each["name"] == "rotating"]
    assert (listed["id"], listed["purpose"], listed["last_used_at"]) == (
        made["id"],
        "Skifter",
        None,
    )
    renewed = asked("rotate", "rotating", "--hours", "1")
    assert renewed["secret"] not in {made["secret"], ""}
    assert asked("revoke", "rotating", "--secrets")["ended"] == "tokens and secrets"
    with psycopg.connect(url) as connection:
        ends = connection.execute(
            "select count(*), count(*) filter (where expires_at <= now()) from client_secrets "
            "where client_id = %s",
            [made["id"]],
        ).fetchone()
    assert ends == (2, 2)


def test_a_client_may_have_every_scope(url: str) -> None:
    command = (*CLIENT, "all", "--all-scopes", "--json")
    assert (
        "changes:read" in json.loads(rettidig(*command, RETTIDIG_DATABASE_URL=url).stdout)["scopes"]
    )


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["user", "add", "carl", "--role", "king"], "invalid choice: 'king'"),
        (["user", "add", " ", "--role", "admin"], "1 to 200 characters are needed"),
        (["user", "add", "carl", "--role", "admin", "--unit", "Mars"], "no unit called 'Mars'"),
        (["user", "add", "carl", "--role", "admin", "--password-stdin"], "No password came"),
        ([*CLIENT, "other"], "--scope --all-scopes is required"),
        ([*CLIENT, "other", "--scope", "everything"], "invalid choice: 'everything'"),
        (["client", "add", "other", "--all-scopes"], "required: --purpose"),
        (["client", "rotate", "nobody"], "no client called 'nobody'"),
        (["client", "rotate", "nobody", "--hours", "721"], "a whole number from 0 to 720"),
        (["client", "revoke", "nobody"], "no client called 'nobody'"),
        (["worker", "--check"], "No worker has given a sign of life"),
        (["fly"], "invalid choice: 'fly'"),
        ([], "required: COMMAND"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_refuses_wrong_input_with_a_sentence(url: str, command: list[str], sentence: str) -> None:
    assert sentence in refusal(rettidig(*command, RETTIDIG_DATABASE_URL=url))


def test_refuses_a_short_password(url: str) -> None:
    command = ("user", "add", "dorte", "--role", "admin", "--password-stdin")
    answer = rettidig(*command, given="short\n", RETTIDIG_DATABASE_URL=url)
    assert "A password has at least" in refusal(answer)


def test_refuses_a_name_that_is_taken(url: str) -> None:
    command = (*CLIENT, "twice", "--all-scopes")
    assert rettidig(*command, RETTIDIG_DATABASE_URL=url).returncode == 0
    refusal(rettidig(*command, RETTIDIG_DATABASE_URL=url))


def test_refuses_a_database_without_tables(url: str) -> None:
    other = url.replace("/rettidig?", "/postgres?")
    answer = rettidig("user", "add", "erik", "--role", "admin", RETTIDIG_DATABASE_URL=other)
    assert refusal(answer) == ("rettidig: The database has no tables yet; run `rettidig migrate`.")


@pytest.mark.parametrize(
    "address",
    ["mysql://me:secret@there/db", "nonsense", "postgresql://me:secret@[half", "sqlite:///secret"],
)
def test_refuses_what_is_no_address_of_a_database(address: str) -> None:
    sentence = refusal(rettidig("migrate", RETTIDIG_DATABASE_URL=address))
    assert "RETTIDIG_DATABASE_URL is no address of a PostgreSQL database" in sentence
    assert "secret" not in sentence


def test_says_that_the_database_does_not_answer() -> None:
    address = "postgresql://me:secret@127.0.0.1:1/db"
    sentence = refusal(rettidig("migrate", RETTIDIG_DATABASE_URL=address))
    assert sentence.startswith("rettidig: The database does not answer: ")
    assert "Connection refused" in sentence
    assert "secret" not in sentence


def test_says_that_a_database_or_account_does_not_exist(url: str) -> None:
    missing = url.replace("/rettidig?", "/nowhere?")
    assert "does not exist" in refusal(rettidig("migrate", RETTIDIG_DATABASE_URL=missing))


@pytest.mark.parametrize("command", [["run"], ["api"], ["web"], ["worker"], ["migrate"]])
def test_names_the_setting_that_is_wrong(command: list[str]) -> None:
    sentence = refusal(rettidig(*command, RETTIDIG_WEB_PORT="99999"))
    assert sentence.startswith("rettidig: RETTIDIG_WEB_PORT: input should be less than")
    assert "99999" in sentence


@pytest.mark.parametrize(("command", "variable"), [("api", "API"), ("web", "WEB")])
def test_a_service_refuses_a_taken_port(url: str, command: str, variable: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        own = {f"RETTIDIG_{variable}_PORT": port, "RETTIDIG_DATABASE_URL": url}
        assert f"Port {port} is taken." in refusal(rettidig(command, **own))


def test_production_refuses_the_embedded_database_and_the_default_secret(url: str) -> None:
    sentence = refusal(rettidig("migrate", RETTIDIG_ENVIRONMENT="production"))
    assert "RETTIDIG_DATABASE_URL is required in production" in sentence
    answer = rettidig("run", RETTIDIG_ENVIRONMENT="production", RETTIDIG_DATABASE_URL=url)
    assert "RETTIDIG_SECRET_KEY is required in production" in refusal(answer)


def test_loads_the_two_plans_once(url: str) -> None:
    first = rettidig("demo", "load", "--json", RETTIDIG_DATABASE_URL=url)
    again = rettidig("demo", "load", "--json", RETTIDIG_DATABASE_URL=url)
    assert json.loads(first.stdout)["plans"] == 2
    assert set(json.loads(again.stdout).values()) == {0}


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("20.09.2017", "a day is written YYYY-MM-DD"),
        ("2012-12-31", "--until takes a day from 2013-01-01 to today."),
        ("2190-01-01", "--until takes a day from 2013-01-01 to today."),
    ],
)
def test_makes_up_no_cases_of_days_without_terms_or_to_come(
    url: str, until: str, sentence: str
) -> None:
    answer = rettidig("demo", "generate", "--until", until, RETTIDIG_DATABASE_URL=url)
    assert answer.returncode != 0
    assert sentence in answer.stderr


def test_commands_start_the_embedded_database_when_none_is_set(folder: Path) -> None:
    own = {"RETTIDIG_DATA": str(folder / "own")}
    assert rettidig("migrate", **own).returncode == 0
    assert rettidig("user", "add", "frida", "--role", "admin", **own).returncode == 0
    assert not folder.joinpath("own", "postgresql", "postmaster.pid").exists()


def test_writes_the_interface_to_a_file(folder: Path) -> None:
    file = folder / "openapi.json"
    facts = json.loads(rettidig("openapi", "--output", str(file), "--json").stdout)
    document = json.loads(file.read_text())
    assert facts["paths"] == len(document["paths"])
    assert json.loads(rettidig("openapi", "--json").stdout) == document


def test_refuses_to_write_where_it_cannot(folder: Path) -> None:
    answer = rettidig("openapi", "--output", str(folder / "missing" / "openapi.json"))
    assert "No such file or directory" in refusal(answer)


def test_lists_each_setting_once_with_its_meaning() -> None:
    rows = json.loads(rettidig("settings", "--json").stdout)["settings"]
    names = [row["variable"] for row in rows]
    assert len(names) == len(set(names))
    assert {"RETTIDIG_API_PORT", "RETTIDIG_WEB_PORT", "RETTIDIG_DATA"} <= set(names)
    assert all(row["meaning"] for row in rows)
    port = next(row for row in rows if row["variable"] == "RETTIDIG_API_PORT")
    assert (port["default"], port["read_by"]) == ("8000", "api, web")
    assert "| `RETTIDIG_API_PORT` | `8000` | api, web |" in rettidig("settings").stdout


def test_an_api_that_could_run_out_of_connections_does_not_start(url: str) -> None:
    many = {"RETTIDIG_API_WORKERS": "64", "RETTIDIG_DATABASE_POOL": "100"}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    sentence = refusal(rettidig("api", RETTIDIG_DATABASE_URL=url, RETTIDIG_API_PORT=port, **many))

    assert "RETTIDIG_API_WORKERS" in sentence
    assert "max_connections" in sentence


def test_who_asked_what_is_read_at_the_command_line_alone(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO pattern_lookups (at, actor_kind, route, query) "
            "VALUES ('2017-09-26 22:30Z', 'program', '/v1/complaints/patterns', 'by=unit')"
        )
    asked = ("lookups", "--from", "2017-09-27", "--until", "2017-09-27")

    answer = rettidig(*asked, RETTIDIG_DATABASE_URL=url)
    refused = rettidig(*asked, "--person", "nobody", RETTIDIG_DATABASE_URL=url)

    assert answer.stdout.splitlines() == [
        "at,actor_kind,actor,actor_id,route,query,data_number",
        "2017-09-26 22:30:00+00:00,program,,,/v1/complaints/patterns,by=unit,",
    ]
    assert refusal(refused) == "rettidig: There is nobody called 'nobody'."
    with psycopg.connect(url) as connection:
        [(route, query)] = connection.execute(
            "SELECT route, query FROM pattern_lookups WHERE at > '2018-01-01'"
        )
    assert (route, query) == ("rettidig lookups", "since=2017-09-27 until=2017-09-27")
