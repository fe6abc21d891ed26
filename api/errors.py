"""What can go wrong for a reason a person should read.

Rules, queries and services raise these. Only api.problems knows which HTTP status each becomes.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID


class DomainError(Exception):
    """A refusal with a stable code for programs and a sentence for people.

    `also` is what else is wrong with the same request.
    """

    def __init__(self, code: str, detail: str, *, pointer: str | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.pointer = pointer
        self.also: Sequence[DomainError] = ()


class RuleBroken(DomainError):
    """The request is well formed, and the rules do not allow it now."""


class InvalidInput(DomainError):
    """A value can't be read or does not exist; the pointer names the field."""


class NotFound(DomainError):
    """There is no such thing, or the asker may not know of it: the answer is the same."""

    def __init__(self, what: str, key: UUID | str) -> None:
        super().__init__(f"{what}_not_found", f"There is no {what.replace('_', ' ')} {key}.")


class NotAcceptable(DomainError):
    """The answer can't be given in any of the forms that were asked for."""


class Gone(DomainError):
    """What is asked for was there and will not come again; `start_at` is where to begin anew."""

    def __init__(
        self, code: str, detail: str, *, pointer: str | None = None, start_at: str | None = None
    ) -> None:
        super().__init__(code, detail, pointer=pointer)
        self.start_at = start_at


class NotSignedIn(DomainError):
    """No sign-in or token, or one that is over."""


class NotAllowed(DomainError):
    """The asker may see the thing and may not do this to it."""


class TooManyAttempts(DomainError):
    """The same was tried too often; `retry_after` says in seconds when to try again."""

    def __init__(self, code: str, detail: str, retry_after: int) -> None:
        super().__init__(code, detail)
        self.retry_after = retry_after


class Overloaded(DomainError):
    """There is no room for this now; `retry_after` says in seconds when to try again."""

    def __init__(self, code: str, detail: str, retry_after: int) -> None:
        super().__init__(code, detail)
        self.retry_after = retry_after


class PreconditionMissing(DomainError):
    """A change of something that exists came without If-Match."""


class PreconditionFailed(DomainError):
    """The thing stands otherwise than the request asked; `current` is how, if it is there."""

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        version: int | None = None,
        current: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code, detail)
        self.version = version
        self.current = current


class Stale(PreconditionFailed):
    """The thing was changed since the asker read it."""

    def __init__(self, what: str, version: int, current: Mapping[str, Any]) -> None:
        super().__init__(
            f"{what}_stale",
            f"The {what.replace('_', ' ')} was changed in the meantime; it is now at version "
            f"{version}. Read it again, and send your change with its new ETag.",
            version=version,
            current=current,
        )


class KeyReused(DomainError):
    """An Idempotency-Key came again with another request."""


class Busy(DomainError):
    """Another request holds what this one needs; trying again soon may do."""
