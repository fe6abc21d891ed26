"""The top bar, and addresses inside this site."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request

from web.language import N_, Language


@dataclass(frozen=True)
class Entry:
    """A place in the top bar; with `under` it opens to several.

    `also` names the addresses of pages that lie inside it and begin otherwise. One with a `scope`
    is for those who have it.
    """

    text: str
    href: str
    current: bool = False
    under: tuple["Entry", ...] = ()
    also: tuple[str, ...] = ()
    scope: str = ""


PLACES: Final[tuple[Entry, ...]] = (
    Entry(N_("Overblik"), "/"),
    Entry(N_("Handleplaner"), "/plans", also=("/tracks", "/initiatives")),
    Entry(N_("Frister"), "/deadlines", scope="deadlines:read"),
    Entry(
        N_("Ledelse"),
        "",
        under=(
            Entry(N_("Bunker"), "/backlogs"),
            Entry(N_("Gennemgange"), "/review-campaigns"),
            Entry(N_("Ressourcer"), "/resources"),
        ),
    ),
    Entry(N_("Møder"), "/meetings"),
    Entry(N_("Organisation"), "/organisation"),
)


def navigation(request: Request, language: Language) -> list[Entry]:
    """Return the top bar of a reader in their language, with the place they are at marked."""
    person = getattr(request.state, "person", None)
    may = set(person.may) if person else set()
    entries = (entry for entry in PLACES if not entry.scope or entry.scope in may)
    return [placed(entry, request.url.path, language) for entry in entries]


def placed(entry: Entry, path: str, language: Language) -> Entry:
    under = tuple(placed(child, path, language) for child in entry.under)
    begins = (f"{href}/" for href in (entry.href, *entry.also) if len(href) > 1)
    inside = path == entry.href or path.startswith(tuple(begins))
    current = inside or any(child.current for child in under)
    return Entry(language.gettext(entry.text), entry.href, current, under)


def here(request: Request) -> str:
    """Return path and query of the page a person is on, also while htmx asks for a part of it."""
    address = request.headers.get("HX-Current-URL") or str(request.url)
    if request.method != "GET":
        address = request.headers.get("Referer", address)
    return local_path(path_of(address))


def path_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")


def local_path(address: str | None) -> str:
    """Return an address if it lies inside this site, else the start page.

    A backslash or a second slash would let a browser read it as another host.
    """
    text = address or "/"
    safe = text.startswith("/") and not text.startswith("//")
    plain = text.isprintable() and "\\" not in text
    return text if safe and plain else "/"
