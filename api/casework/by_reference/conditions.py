"""On what standing of a case a write depends: If-Match and If-None-Match (RFC 9110, section 13)."""

from dataclasses import dataclass

from api.errors import InvalidInput, PreconditionFailed, Stale
from api.resource import version_of


@dataclass(frozen=True)
class Condition:
    """What must hold of the case: that it is here, at a version, or is not here; None: either."""

    here: bool | None = None
    version: int | None = None

    def check(self, version: int | None) -> None:
        """Refuse a case at a version; None where the asker may write none of that name."""
        if self.here and version is None:
            raise PreconditionFailed(
                "case_not_there",
                "There is no case of this name. Without If-Match it is created.",
            )
        if self.here is False and version is not None:
            raise PreconditionFailed(
                "case_already_there",
                "There is a case of this name. Without If-None-Match it is changed.",
                version=version,
            )
        if None not in {self.version, version} and self.version != version:
            raise Stale("case", version or 0, {})


ANYHOW = Condition()


def condition_of(if_match: str | None, if_none_match: str | None) -> Condition:
    """Read both headers; the last writer wins where neither was sent."""
    if if_match is not None and if_none_match is not None:
        raise InvalidInput(
            "preconditions_contradict",
            "If-Match asks for a case that is here, If-None-Match for one that is not.",
            pointer="If-None-Match",
        )
    if if_match is not None:
        return Condition(here=True, version=version_of(if_match).version)
    if if_none_match is None:
        return ANYHOW
    if if_none_match.strip() != "*":
        raise InvalidInput(
            "if_none_match_other",
            "Only If-None-Match: * is read here: write the case if there is none.",
            pointer="If-None-Match",
        )
    return Condition(here=False)
