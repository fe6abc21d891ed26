"""Who keeps the catalogue: it belongs to no unit, so a right in any unit will do.

The words for complaints are the Citizens' Advisor's, who looks across all units: that right has to
hold everywhere.
"""

from api.errors import NotAllowed
from api.people.rules import Actor, Scope


def check_keeper(actor: Actor) -> None:
    """Refuse who may not keep the catalogue."""
    if not actor.has(Scope.CATALOGUE_WRITE):
        raise NotAllowed("not_allowed", "You may see this, and you do not have catalogue:write.")


def keeping(actor: Actor, *acts: str) -> list[str]:
    """Name what may be done to an entry of the catalogue."""
    return [*acts, "replace", "delete"] if actor.has(Scope.CATALOGUE_WRITE) else []


def check_word_keeper(actor: Actor) -> None:
    """Refuse who may not change what complaints are told in."""
    actor.check_everywhere(Scope.COMPLAINT_WORDS_WRITE)


def keeping_words(actor: Actor, *acts: str) -> list[str]:
    """Name which of some acts may be done to a word for complaints."""
    return list(acts) if actor.has_everywhere(Scope.COMPLAINT_WORDS_WRITE) else []
