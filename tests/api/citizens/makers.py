"""Makers of citizens, numbers that belong to nobody, and keys to rotate."""

from collections.abc import Callable
from typing import Any

from cryptography.fernet import Fernet
from sqlmodel import Session

from api.citizens import services
from api.citizens.rules import NewCitizen, read_cpr
from api.citizens.tables import Citizen

# The CPR office's own test person.
NANCY = "251248-9996"
# Each fails modulus 11, and was never issued to anybody born before 2007.
ANDERS, BODIL = "010190-1234", "020280-2345"
# 60 stands on the day.
WITHOUT_CPR = "610190-1234"
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
OLD_INDEX = "an-index-key-of-the-year-before-this"
NEW_INDEX = "an-index-key-of-this-year-and-the-next"
UseKeys = Callable[[str, str], None]


def make_citizen(session: Session, cpr: str = NANCY, **fields: Any) -> Citizen:
    defaults: dict[str, Any] = {"full_name": "Nancy Ann Prøve"}
    new = NewCitizen(read_cpr(cpr), **defaults | fields)
    _, citizen = services.create_citizen(session, new)
    return citizen
