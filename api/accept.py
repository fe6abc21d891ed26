"""In which form an answer is wanted (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.errors import NotAcceptable


@dataclass(frozen=True)
class Range:
    """One of the forms that an Accept header names, with how much it is wanted."""

    kind: str
    quality: float

    def covers(self, form: str) -> int:
        """Return how closely the range names a form: 0 is not at all, 3 exactly."""
        if self.kind == form:
            return 3
        if self.kind == f"{form.split('/', maxsplit=1)[0]}/*":
            return 2
        return int(self.kind == "*/*")


def ranges_of(header: str) -> list[Range]:
    found = []
    for part in header.split(","):
        kind, *parameters = (each.strip().lower() for each in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if kind:
            found.append(Range(kind, quality))
    return found


def chosen_form(header: str | None, forms: Sequence[str]) -> str:
    """Return the form that is wanted most; the first of ours if several are wanted alike."""
    ranges = ranges_of(header or "")
    if not ranges:
        return forms[0]

    def wanted(form: str) -> float:
        named = max(ranges, key=lambda each: each.covers(form))
        return named.quality if named.covers(form) else 0.0

    best = max(forms, key=wanted)
    if wanted(best) <= 0:
        raise NotAcceptable(
            "not_acceptable",
            f"This can't be given as {header}. It is given as: {', '.join(forms)}.",
            pointer="Accept",
        )
    return best
