"""The keys of citizens' identities: where they come from, and what is done with them.

A number or a name is encrypted with the newest key and can be read with any (Fernet: AES-128 and
HMAC-SHA256). Encrypting the same text twice gives two different results, so look-up goes by a blind
index: an HMAC-SHA256 with a key of its own, which finds a number only for who has the whole of it.
"""

import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from api.errors import RuleBroken
from api.postgres_programs import make_open
from api.settings import data_folder, get_settings, in_order

FILE = "citizen-keys"


@dataclass(frozen=True, repr=False)
class Keys:
    """The keys in use, the newest first."""

    ciphers: tuple[Fernet, ...]
    index_keys: tuple[bytes, ...]

    @property
    def every(self) -> MultiFernet:
        return MultiFernet(self.ciphers)


def encrypted(text: str) -> bytes:
    return keys().ciphers[0].encrypt(text.encode())


def decrypted(token: bytes) -> str:
    try:
        return keys().every.decrypt(token).decode()
    except InvalidToken:
        raise RuleBroken(
            "citizen_key_missing",
            "This identity was encrypted with a key that is not among RETTIDIG_CITIZEN_KEYS.",
        ) from None


def is_of_newest_key(token: bytes) -> bool:
    try:
        keys().ciphers[0].decrypt(token)
    except InvalidToken:
        return False
    return True


def cpr_index(number: str) -> bytes:
    """Return what a number is found by: 32 bytes, the same each time, and no way back."""
    return blind(keys().index_keys[0], number)


def cpr_indexes(number: str) -> list[bytes]:
    """Return what a number may be found by while keys are rotated, the newest first."""
    return [blind(key, number) for key in keys().index_keys]


def blind(key: bytes, number: str) -> bytes:
    return hmac.digest(key, number.encode(), "sha256")


def keys() -> Keys:
    """Return the keys that are set; in development, for what is not set, those kept in a file."""
    settings = get_settings()
    given = (in_order(settings.citizen_keys), in_order(settings.citizen_index_keys))
    if all(given):
        return made_of(*given)
    kept = kept_in(data_folder(settings) / FILE)
    return made_of(given[0] or kept[0], given[1] or kept[1])


@cache
def made_of(ciphers: tuple[str, ...], index_keys: tuple[str, ...]) -> Keys:
    return Keys(tuple(map(Fernet, ciphers)), tuple(key.encode() for key in index_keys))


@cache
def kept_in(file: Path) -> tuple[tuple[str], tuple[str]]:
    """Return the pair of keys in a file, made if it is not there."""
    if not file.exists():
        make(file)
    cipher, index_key = file.read_text(encoding="ascii").split()
    return (cipher,), (index_key,)


def make(file: Path) -> None:
    """Write new keys for the owner's eyes. Of several who try at once, one is first, for all."""
    make_open(file.parent)
    text = f"{Fernet.generate_key().decode()}\n{secrets.token_urlsafe(32)}\n"
    with NamedTemporaryFile("w", dir=file.parent, prefix=f"{FILE}-") as draft:
        draft.write(text)
        draft.flush()
        os.fsync(draft.fileno())
        # Unlike opening for writing, this never shows a file that is not yet whole.
        with suppress(FileExistsError):
            file.hardlink_to(draft.name)
