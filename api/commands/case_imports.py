"""The command that imports a file of cases."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeAlias

from sqlalchemy import func
from sqlmodel import Session, col, select
from tqdm import tqdm

from api.casework.imports import queries, services
from api.casework.imports.formats.reading import READERS
from api.casework.imports.formats.rows import Row
from api.casework.imports.rules import Format, ImportState, OnRefusal
from api.casework.imports.schemas import ImportDone, RefusalOut
from api.casework.imports.uploads import clean_name
from api.changes.context import act_as
from api.clock import today
from api.commands.accounts import OPERATOR, acting
from api.commands.answer import Answer
from api.commands.failures import CommandFailed, sentence_for
from api.errors import DomainError
from api.paging import PageQuery
from api.people.access import grant_in
from api.people.queries import grants_of
from api.people.rules import SCOPES_OF, Actor, ActorKind, Scope
from api.people.tables import Person

ACT = "import_cases"
STANDARD_INPUT = "-"
PIECE = 1 << 16
FIRST_REFUSALS = 20
LINES_BETWEEN = 1000

Bar: TypeAlias = "tqdm[Any]"


class Unusable(CommandFailed):
    """The file can't be read as cases at all, so that no line of it was judged."""

    exit_code = 2


def import_cases(options: Namespace) -> Answer:
    """Import a file, showing on a terminal how far it is. Refused lines make exit code 1."""
    asked = asked_by(options)
    try:
        with opened(options.file) as file, progress(file) as bar:
            done = carry_out(file, bar, asked, options.username)
    except DomainError as refusal:
        raise Unusable(f"{options.file}: {refusal}") from refusal
    except OSError as error:
        raise Unusable(sentence_for(error)) from error
    text = "\n".join(sentences(done))
    return Answer(done.model_dump(mode="json"), text, exit_code=1 if done.refused else 0)


def asked_by(options: Namespace) -> services.Asked:
    """Return how the file is to be imported; its name tells the format unless that is given."""
    by_name = Path(options.file).suffix.lower().removeprefix(".")
    known = {"jsonl": Format.NDJSON} | {each.value: each for each in Format}
    fallback = Format.NDJSON if options.file == STANDARD_INPUT else None
    found = Format(options.format) if options.format else known.get(by_name, fallback)
    if found is None:
        raise Unusable(f"{options.file}: its name ends in no format that is known; say --format.")
    return services.Asked(
        format=found,
        dry_run=options.dry_run,
        on_refusal=OnRefusal.SKIP if options.skip_refused else OnRefusal.STOP,
        file_name=None if options.file == STANDARD_INPUT else clean_name(options.file),
    )


@contextmanager
def opened(name: str) -> Iterator[IO[bytes]]:
    if name == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as file:
        yield file


def progress(file: IO[bytes]) -> Bar:
    """Show how much of a file was read, and lines a second; nothing where nobody looks."""
    size = Path(file.name).stat().st_size if file is not sys.stdin.buffer else None
    return tqdm(total=size, unit="B", unit_scale=True, disable=None, file=sys.stderr)


def carry_out(file: IO[bytes], bar: Bar, asked: services.Asked, username: str | None) -> ImportDone:
    with acting(ACT) as session:
        actor = importer(session, username)
        act_as(session, kind=actor.kind, name=actor.name, act=ACT, actor_id=actor.id)
        rows = counted(READERS[asked.format](pieces(file, bar)), bar)
        row = services.import_cases(session, actor, rows, asked, today())
        refusals = queries.find_refusals(session, row.id, PageQuery(limit=FIRST_REFUSALS))
        return ImportDone.of(
            row,
            refusals=[RefusalOut.of(each) for each in refusals.rows],
            refusals_next=refusals.next,
        )


def importer(session: Session, username: str | None) -> Actor:
    """Return who imports: the program, with all rights or with those that somebody has today."""
    if username is None:
        return OPERATOR
    named = func.lower(Person.username) == username.lower()
    person = session.exec(select(Person).where(named, col(Person.active))).one_or_none()
    if person is None:
        raise Unusable(f"There is nobody with the username {username!r}.")
    grants = tuple(
        grant_in(session, grant.role, SCOPES_OF[grant.role], grant.unit_id)
        for grant in grants_of(session, person.id, today())
    )
    name = f"{OPERATOR.name} for {person.full_name}"
    actor = Actor(ActorKind.PROGRAM, person.id, name, grants)
    if not actor.has(Scope.CASES_IMPORT):
        raise Unusable(f"{username} does not have the right {Scope.CASES_IMPORT}.")
    return actor


def pieces(file: IO[bytes], bar: Bar) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
        bar.update(len(piece))
    bar.set_description("writing")


def counted(rows: Iterable[Row], bar: Bar) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        yield row
        if number % LINES_BETWEEN == 0:
            rate = number / max(bar.format_dict["elapsed"], 0.001)
            bar.set_postfix_str(f"{number} lines, {rate:.0f} lines/s")


def sentences(done: ImportDone) -> Iterator[str]:
    """Tell what became of the lines, and why the first were refused."""
    yield (
        f"{done.lines} line{'' if done.lines == 1 else 's'}: {done.created} created, "
        f"{done.updated} updated, {done.unchanged} unchanged, {done.refused} refused."
    )
    if done.without_term:
        yield f"{done.without_term} of those created have no published term for their decision."
    if done.state is ImportState.CHECKED:
        yield "Nothing was changed: this was a dry run."
    if done.state is ImportState.STOPPED:
        yield "Nothing was imported, since lines were refused. --skip-refused imports the others."
    for refusal in done.refusals:
        place = f"line {refusal.line}" + (f", {refusal.field}" if refusal.field else "")
        yield f"{place}: {refusal.detail}"
    if done.refusals_next:
        yield f"There are more: GET /v1/case-imports/{done.id}/refusals tells them all."
