"""Whether a body that is read as it comes is the one that was meant (Content-Digest, RFC 9530)."""

import hashlib
import hmac
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.errors import InvalidInput

HEADER, KEY = "content-digest", "idempotency-key"
ALGORITHMS = {"sha-512": hashlib.sha512, "sha-256": hashlib.sha256}
MEMBER = re.compile(r"([a-z0-9-]+)=:([A-Za-z0-9+/]*={0,2}):")


def digest_for_key(headers: Mapping[str, str]) -> bytes:
    """Return what an Idempotency-Key is bound to when its body can't be read before the work."""
    if KEY in headers and HEADER not in headers:
        raise InvalidInput(
            "content_digest_missing",
            "Here an Idempotency-Key needs a Content-Digest: the body is read only once. "
            "Repeating an import without a key is safe too.",
            pointer="Content-Digest",
        )
    return headers.get(HEADER, "").encode()


def checked(chunks: Iterable[bytes], header: str | None) -> Iterator[bytes]:
    """Pass a body's pieces on, and refuse in the end if it has another digest than was sent."""
    if header is None:
        yield from chunks
        return
    running, wanted = expected(header)
    for chunk in chunks:
        running.update(chunk)
        yield chunk
    if not hmac.compare_digest(running.digest(), wanted):
        raise InvalidInput(
            "content_digest_other",
            "The body that came has another digest than was sent with it. Nothing was changed.",
            pointer="Content-Digest",
        )


def expected(header: str) -> tuple[Any, bytes]:
    """Return the strongest of the hashes that were sent, and what it must come to."""
    sent = dict(MEMBER.findall(header))
    for name, make in ALGORITHMS.items():
        if name in sent:
            return make(), decoded(sent[name])
    raise unknown()


def decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        raise unknown() from None


def unknown() -> InvalidInput:
    return InvalidInput(
        "content_digest_unknown",
        "A Content-Digest is written sha-256=:…: or sha-512=:…:, with the digest in base64.",
        pointer="Content-Digest",
    )
