"""The files of the pages: an address names the content, so a browser may keep it for ever."""

from functools import cache
from hashlib import sha256
from os import PathLike, stat_result
from pathlib import Path
from typing import Final

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FILES: Final = Path(__file__).parent / "static"
FOR_EVER: Final = "public, max-age=31536000, immutable"
ONE_HOUR: Final = "public, max-age=3600"


@cache
def digest(name: str, changed: int) -> str:  # noqa: ARG001  # a changed file is read again
    return sha256((FILES / name).read_bytes()).hexdigest()[:12]


def static(name: str) -> str:
    """Return the address of a file, with the hash of what is in it."""
    return f"/static/{name}?v={digest(name, (FILES / name).stat().st_mtime_ns)}"


class KeptFiles(StaticFiles):
    """Static files that a browser keeps: for ever if asked for by hash, else for an hour."""

    def file_response(
        self,
        full_path: str | PathLike[str],
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        by_hash = scope.get("query_string", b"").startswith(b"v=")
        response.headers["Cache-Control"] = FOR_EVER if by_hash else ONE_HOUR
        return response
