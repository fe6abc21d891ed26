"""The command `rettidig`: what can be asked of it. Each answer lives in api.commands."""

import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

from api.people.rules import Role, Scope

INTERRUPTED = 130
FORMATS = ("ndjson", "csv", "xlsx")
LONGEST_NAME = 200
MOST_CASES = 5_000_000
MONTH_OF_HOURS = 30 * 24


class Parser(ArgumentParser):
    """Refuse wrong arguments with one sentence in place of the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; a failure is one sentence on standard error and an exit code."""
    options = parser().parse_args(arguments)
    listen_for_the_end()
    try:
        return carry_out(options)
    except KeyboardInterrupt:
        return 0 if options.serves else INTERRUPTED
    except Exception as error:
        sentence = import_module("api.commands.failures").sentence_for(error)
        if sentence is None:
            raise
        sys.stderr.write(f"rettidig: {sentence}\n")
        return int(getattr(error, "exit_code", 1))


def carry_out(options: Namespace) -> int:
    module, _, name = options.handler.partition(":")
    answer = getattr(import_module(module), name)(options)
    if answer is None:
        return 0
    import_module("api.commands.answer").show(answer, as_json=options.json)
    return int(answer.exit_code)


def listen_for_the_end() -> None:
    """Let Ctrl-C, a plain kill and a closed terminal all end the command in order."""
    # A shell lets its background jobs ignore Ctrl-C's signal, which scripts then send in vain.
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _interrupt)


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


def parser() -> Parser:
    whole = Parser(prog="rettidig", description="Keeps a municipality's social services on time.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    add(commands, "run", "api.runner:run", "start everything on this machine", serves=True)
    add(commands, "api", "api.commands.servers:api", "serve the REST interface", serves=True)
    add(commands, "web", "api.commands.servers:web", "serve the pages", serves=True)
    add_worker(commands)
    add(commands, "migrate", "api.commands.schema:migrate", "bring the tables up to date")
    add_demo(group(commands, "demo", "sample data"))
    add_user(group(commands, "user", "people who sign in"))
    add_client(group(commands, "client", "programs of other systems"))
    add_import(group(commands, "import", "files of other systems"))
    keys = group(commands, "citizens", "keys of citizens' identities")
    add(keys, "rotate-keys", "api.commands.citizens:rotate_keys", "encrypt with the newest keys")
    add_lookups(commands)
    document = add(commands, "openapi", "api.commands.documents:openapi", "describe the REST API")
    document.add_argument("--output", metavar="FILE", help="write to a file, not to the terminal")
    add(commands, "settings", "api.commands.documents:settings", "list the settings")
    return whole


def group(commands: Any, name: str, about: str) -> Any:
    parent = commands.add_parser(name, help=about, description=f"{about.capitalize()}.")
    return parent.add_subparsers(required=True, metavar="COMMAND")


def add(commands: Any, name: str, handler: str, about: str, *, serves: bool = False) -> Parser:
    command: Parser = commands.add_parser(name, help=about, description=f"{about.capitalize()}.")
    command.add_argument("--json", action="store_true", help="answer with one JSON object")
    command.set_defaults(handler=handler, serves=serves)
    return command


def add_demo(commands: Any) -> None:
    add(commands, "load", "api.commands.demo:load", "load two plans and the sample catalogue")
    command = add(commands, "generate", "api.commands.demo:generate", "make up cases")
    command.add_argument("--cases", type=number, default=2000, metavar="N", help="default: 2000")
    command.add_argument("--seed", type=int, default=1, metavar="S", help="same seed, same cases")
    command.add_argument(
        "--until", type=day, metavar="DAY", help="the last day, YYYY-MM-DD; default: today"
    )


def add_worker(commands: Any) -> None:
    command = add(
        commands, "worker", "api.commands.worker:worker", "run the queue's jobs", serves=True
    )
    command.add_argument("--check", action="store_true", help="only tell whether one is at work")


def add_user(commands: Any) -> None:
    command = add(commands, "add", "api.commands.accounts:add_user", "open an account")
    roles = [role.value for role in Role if role is not Role.SYSTEM]
    command.add_argument("name", type=name, metavar="NAME", help="what the person signs in with")
    command.add_argument("--role", required=True, choices=roles)
    command.add_argument("--unit", type=name, help="where the role holds; default: everywhere")
    command.add_argument("--full-name", type=name, help="default: NAME")
    command.add_argument("--password-stdin", action="store_true", help="read the password there")


def add_client(commands: Any) -> None:
    command = add(commands, "add", "api.commands.clients:add_client", "register a client")
    scopes = [scope.value for scope in Scope]
    command.add_argument("name", type=name, metavar="NAME", help="the system's name")
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--scope", action="append", choices=scopes, metavar="SCOPE", help=", ".join(scopes)
    )
    which.add_argument("--all-scopes", action="store_true")
    command.add_argument("--unit", type=name, help="where the scopes hold; default: everywhere")
    command.add_argument(
        "--purpose", required=True, type=name, help="what it is for, kept on record"
    )
    add(commands, "list", "api.commands.clients:list_clients", "list the clients")
    command = add(commands, "rotate", "api.commands.clients:rotate_client", "make a new secret")
    command.add_argument("name", type=name, metavar="NAME")
    command.add_argument(
        "--hours", type=hours, default=24, help="how long the old secrets hold; default: 24"
    )
    command = add(commands, "revoke", "api.commands.clients:revoke_client", "end all tokens")
    command.add_argument("name", type=name, metavar="NAME")
    command.add_argument("--secrets", action="store_true", help="and all secrets")


def add_lookups(commands: Any) -> None:
    command = add(
        commands,
        "lookups",
        "api.commands.lookups:list_lookups",
        "write who asked what of complaints, as CSV, for an audit",
    )
    command.add_argument("--from", dest="since", required=True, type=day, metavar="YYYY-MM-DD")
    command.add_argument("--until", required=True, type=day, metavar="YYYY-MM-DD", help="included")
    command.add_argument("--person", type=name, metavar="USERNAME", help="default: everybody")


def hours(text: str) -> int:
    """Accept a whole number of hours, up to a month."""
    if not text.isdecimal() or int(text) > MONTH_OF_HOURS:
        raise ArgumentTypeError(f"a whole number from 0 to {MONTH_OF_HOURS} is needed")
    return int(text)


def number(text: str) -> int:
    """Accept a whole number from 1 to some millions."""
    if not text.isdecimal() or not 0 < int(text) <= MOST_CASES:
        raise ArgumentTypeError(f"a whole number from 1 to {MOST_CASES:,} is needed")
    return int(text)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("a day is written YYYY-MM-DD") from None


def add_import(commands: Any) -> None:
    command = add(
        commands, "cases", "api.commands.case_imports:import_cases", "import a file of cases"
    )
    command.add_argument("file", metavar="FILE", help="a file, or - for standard input")
    command.add_argument(
        "--format", choices=FORMATS, help="default: as the name ends; from standard input ndjson"
    )
    command.add_argument("--dry-run", action="store_true", help="judge every line, change nothing")
    command.add_argument(
        "--skip-refused", action="store_true", help="import the lines that are not refused"
    )
    command.add_argument(
        "--as", dest="username", type=name, metavar="USERNAME", help="with this person's rights"
    )


def name(text: str) -> str:
    """Accept a name that is not empty and not endless."""
    cleaned = text.strip()
    if not cleaned or len(cleaned) > LONGEST_NAME:
        raise ArgumentTypeError(f"1 to {LONGEST_NAME} characters are needed")
    return cleaned


if __name__ == "__main__":
    sys.exit(main())
