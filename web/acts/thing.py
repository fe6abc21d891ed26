"""What is acted on: a thing of the api, with its version and what may be done to it."""

from abc import ABC, abstractmethod
from uuid import UUID

from pydantic import BaseModel


class Thing(BaseModel):
    """Something the api answers, with its version and what may be done to it."""

    id: UUID
    version: int
    may: list[str]

    @property
    def etag(self) -> str:
        return f'"{self.version}"'


class ThingWithPage(Thing, ABC):
    """A thing that has a page, where the acts on it and on its parts are offered."""

    @property
    @abstractmethod
    def path(self) -> str:
        """Return the address of its page."""

    @property
    def acts(self) -> list[str]:
        """Return all that may be done to it."""
        return self.may
