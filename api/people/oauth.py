"""What RFC 6749 and RFC 7009 say of a request for a token: its form, and who it is from.

Pure: nothing here knows the database or HTTP beyond the text that was sent.
"""

import binascii
from base64 import b64decode
from collections.abc import Iterable, Mapping
from urllib.parse import unquote_plus
from uuid import UUID

from api.errors import DomainError

CLIENT_CREDENTIALS = "client_credentials"
PARAMETERS = frozenset(
    {"grant_type", "scope", "client_id", "client_secret", "token", "token_type_hint"}
)
Fields = Mapping[str, str]
Credentials = tuple[UUID, str]


class OAuthRefused(DomainError):
    """A request for a token that is refused; the code is one of RFC 6749 section 5.2."""


def fields_of(pairs: Iterable[tuple[str, str]]) -> Fields:
    """Return the parameters that are known. One without a value counts as left out (3.2)."""
    fields: dict[str, str] = {}
    for name, value in pairs:
        if name in fields:
            raise OAuthRefused("invalid_request", f"The parameter {name} came twice.")
        if name in PARAMETERS and value:
            fields[name] = value
    return fields


def required(fields: Fields, name: str) -> str:
    if name not in fields:
        raise OAuthRefused("invalid_request", f"The parameter {name} is missing.")
    return fields[name]


def check_grant_type(fields: Fields) -> None:
    if required(fields, "grant_type") != CLIENT_CREDENTIALS:
        raise OAuthRefused(
            "unsupported_grant_type", f"The only grant type here is {CLIENT_CREDENTIALS}."
        )


def credentials(fields: Fields, authorization: str | None) -> Credentials | None:
    """Read the client's id and secret from HTTP Basic or from the form; None if they are neither.

    A client names itself in one way only (2.3). It may repeat its id in the form.
    """
    if not authorization:
        return read(fields.get("client_id", ""), fields.get("client_secret", ""))
    found = from_basic(authorization)
    if found and ("client_secret" in fields or not same(fields.get("client_id"), found)):
        raise OAuthRefused(
            "invalid_request", "Name the client by HTTP Basic or in the form, and not by both."
        )
    return found


def from_basic(authorization: str) -> Credentials | None:
    """Read HTTP Basic, in which id and secret are form-encoded before they are joined (2.3.1)."""
    kind, _, encoded = authorization.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, secret = b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return read(unquote_plus(name), unquote_plus(secret))


def same(client_id: str | None, found: Credentials) -> bool:
    return client_id is None or client_id.lower() == str(found[0])


def read(client_id: str, secret: str) -> Credentials | None:
    try:
        return (UUID(client_id), secret) if secret else None
    except ValueError:
        return None
