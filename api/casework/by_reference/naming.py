"""The names by which another system knows a case, as they stand in an address."""

from typing import Annotated, Final
from urllib.parse import unquote

from fastapi import Depends, Path
from starlette.requests import Request

from api.casework.by_reference.rules import Name
from api.casework.imports import cells
from api.errors import InvalidInput

ADDRESS: Final = "/cases/by-reference/"


def name_in_address(
    request: Request,
    system: Annotated[
        str,
        Path(description="The system, percent-encoded.", examples=["esdh"]),
    ],
    reference: Annotated[
        str,
        Path(
            description="What the system calls the case, percent-encoded; it may hold slashes.",
            examples=["S2026-17755"],
        ),
    ],
) -> Name:
    """Return the names in a request's address, in the form in which they are kept."""
    told = as_sent(request) or (system, reference)
    return Name(read(told[0], "system"), read(told[1], "reference"))


def as_sent(request: Request) -> tuple[str, str] | None:
    """Return both names from the address as it was sent: a slash in a system is encoded there."""
    path: bytes = request.scope.get("raw_path") or b""
    _, found, names = path.decode("ascii", "replace").partition(ADDRESS)
    system, _, reference = names.partition("/")
    return (unquote(system), unquote(reference)) if found else None


def read(written: str, parameter: str) -> str:
    try:
        name = cells.name(written)
    except InvalidInput as refusal:
        refusal.pointer = parameter
        raise
    if name is None:
        raise InvalidInput("name_missing", f"The address has no {parameter}.", pointer=parameter)
    return name


NameInAddress = Annotated[Name, Depends(name_in_address)]
