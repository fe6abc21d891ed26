"""Secrets of webhooks: how they are made and kept, and how a delivery is signed with them.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import hmac
import secrets
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from api.settings import get_settings, in_order

PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 32
MADE_FOR: Final = b"rettidig webhook secrets"


class SecretUnreadable(Exception):
    """A secret was encrypted with a key that is no longer among those of the settings."""


def new_secret() -> str:
    return PREFIX + b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def encrypted(secret: str) -> bytes:
    return keys()[0].encrypt(secret.encode())


def decrypted(token: bytes) -> str:
    try:
        return MultiFernet(keys()).decrypt(token).decode()
    except InvalidToken:
        raise SecretUnreadable from None


def is_of_newest_key(token: bytes) -> bool:
    try:
        keys()[0].decrypt(token)
    except InvalidToken:
        return False
    return True


def keys() -> tuple[Fernet, ...]:
    """Return the keys that are set, the newest first, and last the one made of the secret key.

    So keys can be set later without losing what was encrypted before.
    """
    settings = get_settings()
    return made_of(in_order(settings.webhook_keys), settings.secret_key.get_secret_value())


@cache
def made_of(given: tuple[str, ...], secret_key: str) -> tuple[Fernet, ...]:
    made = urlsafe_b64encode(hmac.digest(secret_key.encode(), MADE_FOR, "sha256")).decode()
    return tuple(Fernet(key) for key in (*given, made))


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Return what proves that the holder of a secret sent a body at a time, in seconds."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    key = b64decode(secret.removeprefix(PREFIX))
    return "v1," + b64encode(hmac.new(key, signed, sha256).digest()).decode()


def headers(kept: Iterable[str], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the headers of a delivery: one signature for each secret that holds."""
    signatures = [signature(secret, message_id, timestamp, body) for secret in kept]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }
