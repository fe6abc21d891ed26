"""Passwords and random secrets: how they are hashed and compared."""

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

LEAST_PASSWORD = 10


@cache
def hasher() -> PasswordHasher:
    """Return argon2id with the library's defaults (RFC 9106, low-memory profile)."""
    return PasswordHasher()


def hash_password(plain: str) -> str:
    return hasher().hash(plain)


@cache
def nobodys_hash() -> str:
    """Return a hash to compare with when there is no such account, so that both take as long."""
    return hash_password(secrets.token_urlsafe())


def password_fits(stored: str | None, plain: str) -> bool:
    """Compare a password with its hash in the same time whether or not the account exists."""
    try:
        hasher().verify(stored or nobodys_hash(), plain)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None


def new_secret() -> str:
    """Return 256 random bits, for tokens and client secrets."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> bytes:
    """Return the form a random secret is stored in; it is too random to need a slow hash."""
    return hashlib.sha256(secret.encode()).digest()
