"""The command that imports a file: what it prints, what it changes, and how it ends."""

import io
import json
import os
import pty
import subprocess
import sys
import termios
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from api import cli, embedded_postgres
from api.cases.tables import Case, CaseReference
from api.casework.imports.tables import CaseImport
from api.changes.tables import Change
from api.commands.case_imports import Unusable
from api.db import make_engine
from api.organisation.tables import Unit
from api.people.rules import ActorKind, Role
from api.people.tables import RoleGrant
from api.settings import get_settings
from tests import database
from tests.api.casework.imports.makers import WRITERS, line, ndjson
from tests.api.casework.makers import make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type
from tests.conftest import TODAY
from tests.database import ROOT
from tests.factories import kept, make_person, make_unit


@pytest.fixture(scope="module")
def url(server: embedded_postgres.Server) -> Iterator[str]:
    with database.cloned(server, "command") as url:
        engine = make_engine(url)
        with Session(engine) as session, session.begin():
            unit = make_unit(session)
            make_unit(session, name="En anden")
            make_term(session, make_own_catalogue(session), make_case_type(session, "merudgifter"))
            anna = make_person(session, "anna")
            make_person(session, "bo")
            kept(
                session,
                RoleGrant(
                    person_id=anna.id,
                    role=Role.CENTRE_MANAGER,
                    unit_id=unit.id,
                    valid_from=TODAY,
                ),
            )
        engine.dispose()
        yield url


@pytest.fixture
def kept_in(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The database that the command finds in its settings."""
    monkeypatch.setenv("RETTIDIG_DATABASE_URL", url)
    get_settings.cache_clear()
    engine = make_engine(url)
    yield engine
    engine.dispose()
    get_settings.cache_clear()


def rettidig(*arguments: str) -> int:
    return cli.carry_out(cli.parser().parse_args(["import", "cases", *arguments]))


def file_of(folder: Path, name: str, *references: str, **fields: str) -> str:
    lines = [line(reference=reference, **fields) for reference in references]
    file = folder / name
    file.write_bytes(WRITERS[file.suffix.removeprefix(".")](lines))
    return str(file)


def names(engine: Engine) -> set[str]:
    with Session(engine) as session:
        return set(session.exec(select(CaseReference.reference)))


@pytest.mark.parametrize("kind", WRITERS)
def test_imports_a_file_and_tells_the_counts(
    kept_in: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    file = file_of(tmp_path, f"cases.{kind}", f"{kind}-1", f"{kind}-2")

    assert rettidig(file) == 0
    assert rettidig(file) == 0

    first, second = capsys.readouterr().out.splitlines()
    assert first == "2 lines: 2 created, 0 updated, 0 unchanged, 0 refused."
    assert second == "2 lines: 0 created, 0 updated, 2 unchanged, 0 refused."
    assert names(kept_in) >= {f"{kind}-1", f"{kind}-2"}


def test_a_refused_line_stops_the_import_and_is_told(
    kept_in: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cases.csv"
    told = [line(reference="stop-1"), line(reference="stop-2", unit="ingen")]
    file.write_bytes(WRITERS["csv"](told))

    assert rettidig(str(file)) == 1
    text = capsys.readouterr().out
    assert "--skip-refused imports the others" in text
    assert "line 3, unit: There is no unit 'ingen'" in text
    assert not names(kept_in) & {"stop-1", "stop-2"}

    assert rettidig(str(file), "--skip-refused") == 1
    assert names(kept_in) & {"stop-1", "stop-2"} == {"stop-1"}


def test_a_dry_run_changes_nothing(
    kept_in: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rettidig(file_of(tmp_path, "cases.ndjson", "dry-1"), "--dry-run") == 0

    assert "this was a dry run" in capsys.readouterr().out
    assert "dry-1" not in names(kept_in)


def test_answers_programs_with_the_report(
    kept_in: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rettidig(file_of(tmp_path, "børn.csv", "json-1", unit="ingen"), "--json") == 1

    facts = json.loads(capsys.readouterr().out)
    assert (facts["file_name"], facts["format"], facts["stopped"]) == ("børn.csv", "csv", True)
    assert facts["refusals"][0]["code"] == "unit_unknown"
    with Session(kept_in) as session:
        assert str(session.get_one(CaseImport, facts["id"]).id) == facts["id"]


def test_many_refusals_are_told_in_part(
    kept_in: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    references = [f"many-{number}" for number in range(30)]

    assert rettidig(file_of(tmp_path, "cases.ndjson", *references, unit="ingen")) == 1

    told = capsys.readouterr().out
    assert told.count("There is no unit") == 20
    assert "There are more: GET /v1/case-imports/" in told


def test_the_change_log_names_the_program_and_whom_it_acts_for(
    kept_in: Engine, tmp_path: Path
) -> None:
    rettidig(file_of(tmp_path, "cases.ndjson", "alone"))
    rettidig(file_of(tmp_path, "cases.ndjson", "for-anna"), "--as", "Anna")

    with Session(kept_in) as session:
        cases = select(Case.id, CaseReference.reference).join(CaseReference)
        ids = {reference: key for key, reference in session.exec(cases)}
        for reference, name in (("alone", "rettidig"), ("for-anna", "rettidig for Prøve Anna")):
            change = select(Change).where(Change.entity_id == ids[reference])
            logged = session.exec(change).one()
            assert (logged.actor_kind, logged.actor_name) == (ActorKind.PROGRAM, name)
            assert (logged.actor_id is None, logged.act) == (reference == "alone", "import_cases")


def test_acts_with_the_rights_of_the_person(
    kept_in: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(tmp_path, "cases.ndjson", "elsewhere", unit="En anden")

    assert rettidig(file, "--as", "anna") == 1
    assert "There is no unit 'En anden'" in capsys.readouterr().out
    with Session(kept_in) as session:
        assert session.exec(select(func.count()).select_from(Unit)).one() == 2


@pytest.mark.parametrize(
    ("name", "content", "arguments", "sentence"),
    [
        ("cases.csv", b"farve;system\n", [], "columns that are not read: 'farve'"),
        ("cases.csv", "enhed;B\u00f8rn\n".encode("latin-1"), [], "Save it as UTF-8"),
        ("cases.xlsx", b"PK", [], "is no workbook"),
        ("cases.ndjson", ndjson([line()])[:-9], [], "ends in the middle of line 1"),
        ("cases.txt", b"", [], "say --format"),
        ("missing.csv", None, [], "No such file"),
        ("cases.ndjson", b"", ["--as", "nobody"], "nobody with the username 'nobody'"),
        ("cases.ndjson", b"", ["--as", "bo"], "does not have the right cases:import"),
    ],
    ids=["columns", "encoding", "workbook", "cut", "ending", "missing", "nobody", "right"],
)
@pytest.mark.usefixtures("kept_in")
def test_a_file_that_can_t_be_used_is_refused_with_a_sentence(
    tmp_path: Path, name: str, content: bytes | None, arguments: list[str], sentence: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(Unusable) as refused:
        rettidig(str(file), *arguments)

    assert refused.value.exit_code == 2
    assert sentence in str(refused.value)


def test_reads_standard_input(
    kept_in: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind, arguments in (("ndjson", []), ("csv", ["--format", "csv"])):
        given = WRITERS[kind]([line(reference=f"stdin-{kind}")])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        assert rettidig("-", *arguments) == 0

    assert names(kept_in) >= {"stdin-ndjson", "stdin-csv"}
    assert capsys.readouterr().err == ""


def test_ends_with_two_and_one_sentence_as_a_program(url: str, tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "api.cli", "import", "cases", str(tmp_path / "missing.csv")],
        cwd=ROOT,
        env=os.environ | {"RETTIDIG_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == f"rettidig: No such file or directory: {tmp_path}/missing.csv.\n"


def test_shows_how_far_it_is_on_a_terminal(
    kept_in: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_of(tmp_path, "cases.ndjson", *(f"tty-{number}" for number in range(1001)))
    outer, inner = pty.openpty()
    termios.tcsetwinsize(inner, (24, 120))
    shown: list[bytes] = []
    reading = threading.Thread(target=lambda: shown.extend(read_all(outer)))
    reading.start()

    with os.fdopen(inner, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        assert rettidig(file) == 0
    reading.join()

    text = b"".join(shown).decode()
    assert "100%" in text
    assert "writing" in text
    assert "1000 lines, " in text


def read_all(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            return
        yield piece
