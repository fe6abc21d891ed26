"""Deadlines as the rows of a page, with their case types in the reader's language."""

from collections.abc import Iterable, Mapping

from fastapi import Request

from web.deadlines.client import Deadline, DeadlinesClient
from web.deadlines.views import Line, line_of
from web.language import Language, language_of


async def shown_lines(
    request: Request, deadlines: DeadlinesClient, found: Iterable[Deadline]
) -> list[Line]:
    language = language_of(request)
    names = await type_names(deadlines, language)
    return [line_of(language, each, names) for each in found]


async def shown_line(request: Request, deadlines: DeadlinesClient, deadline: Deadline) -> Line:
    [line] = await shown_lines(request, deadlines, [deadline])
    return line


async def type_names(deadlines: DeadlinesClient, language: Language) -> Mapping[str, str]:
    """Return what case types are called in a language that deadlines do not name them in."""
    return {} if language.code == "da" else await deadlines.type_names(language.code)
