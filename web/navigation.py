"""The top bar, and addresses inside this site."""

from collections.abc import Collection, Iterable, Iterator
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
    Entry(
        N_("Frister"),
        "",
        under=(
            Entry(N_("Frister"), "/deadlines", scope="deadlines:read"),
            Entry(N_("Uge"), "/deadlines/week", scope="deadlines:read"),
            Entry(N_("Sager"), "/cases", scope="cases:read", also=("/citizens",)),
            Entry(N_("Kalenderlinks"), "/calendar-links", scope="deadlines:read"),
            Entry(N_("Fristberegner"), "/calculator"),
            Entry(N_("Kalender"), "/calendar"),
        ),
    ),
    Entry(
        N_("Klager"),
        "",
        under=(
            Entry(N_("Register"), "/complaints", scope="complaints:read"),
            Entry(N_("Kræver kontakt"), "/complaints/today", scope="complaints:read"),
            Entry(N_("Ny klage"), "/complaints/new", scope="complaints:write"),
            Entry(N_("Læring"), "/learning", scope="complaints:read", also=("/learning-records",)),
            Entry(N_("Mønstre"), "/patterns", scope="patterns:read"),
            Entry(N_("Signaler"), "/patterns/signals", scope="complaints:read"),
            Entry(N_("Hvem havde klagerne"), "/patterns/holders", scope="complaints:read"),
            Entry(N_("Fulgte mønstre"), "/pattern-watches", scope="patterns:read"),
            Entry(N_("Borgerrådgiverens side"), "/advisor", scope="complaint_words:write"),
        ),
        scope="patterns:read",
    ),
    Entry(
        N_("Ledelse"),
        "",
        under=(
            Entry(N_("Bunker"), "/backlogs"),
            Entry(N_("Gennemgange"), "/review-campaigns"),
            Entry(N_("Ressourcer"), "/resources"),
        ),
    ),
    Entry(
        N_("Grundlag"),
        "",
        under=(
            Entry(
                N_("Sagsbehandlingsfrister"),
                "/terms",
                also=("/published-terms", "/term-catalogues"),
            ),
            Entry(N_("Sagstyper"), "/case-types"),
            Entry(N_("Lovgrundlag"), "/legal-bases"),
            Entry(N_("Brevtyper"), "/letter-types"),
            Entry(N_("Hvornår er et brev fremme?"), "/arrival-rules"),
            Entry(
                N_("Ord for klager"),
                "/complaint-words",
                scope="complaint_words:write",
                also=("/complaint-causes", "/criticism-grades", "/learning-steps"),
            ),
            Entry(N_("Indlæsning"), "/case-imports", scope="cases:import"),
            Entry(N_("Abonnementer"), "/subscriptions", scope="subscriptions:read"),
        ),
    ),
    Entry(N_("Møder"), "/meetings"),
    Entry(N_("Organisation"), "/organisation"),
)


def navigation(request: Request, language: Language) -> list[Entry]:
    """Return the top bar of a reader in their language, with the place they are at marked."""
    person = getattr(request.state, "person", None)
    may = set(person.may) if person else set()
    return [placed(entry, request.url.path, language, may) for entry in seen(PLACES, may)]


def seen(entries: Iterable[Entry], may: Collection[str]) -> Iterator[Entry]:
    """Yield the places that somebody with these rights may go to."""
    return (entry for entry in entries if not entry.scope or entry.scope in may)


def placed(entry: Entry, path: str, language: Language, may: Collection[str]) -> Entry:
    visible = list(seen(entry.under, may))
    nearest = max((lies_in(child, path) for child in visible), default=0)
    under = tuple(
        named(child, language, current=bool(nearest) and lies_in(child, path) == nearest)
        for child in visible
    )
    current = bool(lies_in(entry, path)) or any(child.current for child in under)
    return named(entry, language, current=current, under=under)


def named(
    entry: Entry, language: Language, *, current: bool, under: tuple[Entry, ...] = ()
) -> Entry:
    return Entry(language.gettext(entry.text), entry.href, current, under)


def lies_in(entry: Entry, path: str) -> int:
    """Return how long an address of a place a path begins with; 0 if it lies elsewhere."""
    addresses = (href for href in (entry.href, *entry.also) if len(href) > 1)
    within = (href for href in addresses if path == href or path.startswith(f"{href}/"))
    return max(map(len, within), default=int(path == entry.href))


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
