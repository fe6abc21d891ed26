"""A form that met the end of a session is carried through the sign-in, so that nothing is lost.

Scripts keep a draft in the browser; without them the typed fields travel as hidden fields of the
sign-in, and come back afterwards with a button that sends them where they were going.
"""

from typing import Final, NamedTuple

from fastapi import Request

from web.navigation import local_path

ADDRESS: Final = "kept-address"
FIELD: Final = "kept."
MOST_FIELDS: Final = 200
# Passwords and the numbers of people are asked for again; they are not carried about.
NEVER: Final = frozenset({"password", "old_password", "cpr", "replacement_number"})


class Kept(NamedTuple):
    """Where a form was going, and what was typed in it."""

    address: str
    fields: list[tuple[str, str]]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Return the fields under the names they travel with."""
        if not self.address:
            return []
        return [(ADDRESS, self.address), *((f"{FIELD}{name}", text) for name, text in self.fields)]


NOTHING: Final = Kept("", [])


async def typed_fields(request: Request) -> list[tuple[str, str]]:
    form = (await request.form()).multi_items()
    return [(name, text) for name, text in form if isinstance(text, str)][:MOST_FIELDS]


async def keep(request: Request) -> Kept:
    """Take what was typed in a form that can't be sent on now; a file is chosen again."""
    with_file = request.headers.get("content-type", "").startswith("multipart/")
    if request.method != "POST" or with_file:
        return NOTHING
    fields = [(name, text) for name, text in await typed_fields(request) if name not in NEVER]
    query = f"?{request.url.query}" if request.url.query else ""
    return Kept(request.url.path + query, fields) if fields else NOTHING


async def carried(request: Request) -> Kept:
    """Read back what a sign-in carries; the address is one of ours or none."""
    fields = await typed_fields(request)
    address = local_path(dict(fields).get(ADDRESS))
    if address == "/":
        return NOTHING
    kept = [(name.removeprefix(FIELD), text) for name, text in fields if name.startswith(FIELD)]
    return Kept(address, kept)
