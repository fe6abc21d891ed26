"""Answers that need not be sent again: ETag and If-None-Match (RFC 9110, section 13.1.2)."""

import hashlib
import re
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

OPAQUE: Final = re.compile(r'(?:W/)?"([^"]*)"')
JSON: Final = "application/json"
# What a 304 repeats of the answer it stands for; the others belong to its body.
OF_BODY: Final = ("content-length", "content-type", "content-encoding")


def digest_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]


def knows(request: Request, tag: str) -> bool:
    """Say whether the asker has an answer with this tag."""
    sent = request.headers.get("if-none-match")
    if sent is None:
        return False
    return sent.strip() == "*" or tag in OPAQUE.findall(sent)


def not_modified(response: Response) -> Response:
    """Return the answer without its body."""
    headers = {name: text for name, text in response.headers.items() if name not in OF_BODY}
    return Response(status_code=304, headers=headers)


def conditional(request: Request, response: Response) -> Response:
    """Give an answer in JSON its tag, and leave out its body if the asker has it.

    The tag of one thing begins with its version, which is what If-Match compares: what is answered
    of it may be otherwise tomorrow, or to another, without its having changed.
    """
    version = response.headers.get("etag", "").strip('"')
    ready = response.status_code == HTTPStatus.OK and hasattr(response, "body")
    if not ready or response.media_type != JSON or not (version == "" or version.isdecimal()):
        return response
    tag = f"{version}." if version else ""
    tag += digest_of(bytes(response.body))
    response.headers["ETag"] = f'"{tag}"'
    return not_modified(response) if knows(request, tag) else response
