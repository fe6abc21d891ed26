"""Who is signed in.

    async def plan_page(request: Request, person: SignedIn, api: Api) -> Response: …

A page with `person: SignedIn` is for those who have signed in; others are led to the sign-in and
back. What a person may do with a thing is the api's word: look at the thing's own `may`.
"""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from pydantic import BaseModel

from web.api_client import Api, ApiRefused, ApiUnreachable, SignedOut
from web.session_cookie import session_token


class Place(BaseModel):
    """The unit that a role is bound to."""

    id: UUID
    name: str


class Role(BaseModel):
    role: str
    unit: Place | None


class Person(BaseModel):
    """What the pages show of the person signed in."""

    id: UUID
    username: str
    full_name: str
    roles: list[Role]
    may: list[str]
    everywhere: list[str]


async def signed_in(request: Request, api: Api) -> Person:
    """Return the person whose session this is; `render` shows them in the top bar."""
    if not session_token(request):
        raise SignedOut
    person = Person.model_validate((await api.get("/v1/me")).json)
    request.state.person = person
    return person


async def visitor(request: Request, api: Api) -> Person | None:
    """Return who looks at a page that is for everybody, if it can be known."""
    try:
        return await signed_in(request, api)
    except (SignedOut, ApiRefused, ApiUnreachable):
        return None


Visitor = Annotated[Person | None, Depends(visitor)]
SignedIn = Annotated[Person, Depends(signed_in)]
