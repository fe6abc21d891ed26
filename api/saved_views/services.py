"""What people do to the views they keep. The caller owns the transaction."""

from uuid import UUID

from sqlmodel import Session

from api.errors import NotAllowed
from api.people.rules import Actor, ActorKind, Scope
from api.resource import add, change, remove
from api.saved_views import rules
from api.saved_views.schemas import SavedViewIn
from api.saved_views.tables import SavedView


def create_saved_view(session: Session, actor: Actor, body: SavedViewIn) -> SavedView:
    if actor.kind is not ActorKind.PERSON or actor.id is None:
        raise NotAllowed("not_a_person", "Views belong to people; a program has none.")
    check_view(actor, body, shared_before=None)
    return add(session, SavedView(person_id=actor.id, **dict(body)))


def replace_saved_view(
    session: Session, actor: Actor, view: SavedView, body: SavedViewIn
) -> SavedView:
    check_owner(actor, view)
    check_view(actor, body, shared_before=view.shared_with_unit_id)
    return change(session, view, dict(body))


def delete_saved_view(session: Session, actor: Actor, view: SavedView) -> None:
    check_owner(actor, view)
    remove(session, view, "saved_view")


def check_view(actor: Actor, body: SavedViewIn, *, shared_before: UUID | None) -> None:
    """Refuse what is no view, and to share one newly with a unit where one does not read."""
    rules.check_query(body.query)
    if body.shared_with_unit_id not in {None, shared_before}:
        actor.check(Scope.DEADLINES_READ, body.shared_with_unit_id)


def check_owner(actor: Actor, view: SavedView) -> None:
    if view.person_id != actor.id:
        raise NotAllowed("not_allowed", "This view is somebody else's. Keep one of your own.")
