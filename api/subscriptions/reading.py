"""Subscriptions as they are answered, with how their receivers do."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.people.client_services import keeps_client
from api.people.rules import Actor, Scope
from api.subscriptions import queries
from api.subscriptions.schemas import SubscriptionOut
from api.subscriptions.tables import Subscription

OF_OWNER = ["replace", "switch", "renew_secret", "test", "delete"]
OF_KEEPER = ["switch", "test", "delete"]


def show_subscriptions(
    session: Session, actor: Actor, rows: Sequence[Subscription], _: date
) -> list[SubscriptionOut]:
    ids = [row.id for row in rows]
    progress, unfinished = queries.progress_of(session, ids), queries.unfinished(session, ids)
    names, clients = queries.names_of(session, rows), queries.clients_of(session, rows)
    shown = []
    for row in rows:
        waiting, failed = unfinished.get(row.id, (0, 0))
        client = clients.get(row.owner_id)
        owner = row.owner_id == actor.id or bool(client and keeps_client(actor, client))
        more = {
            "owner_name": names[row.owner_id],
            "own": row.owner_id == actor.id,
            "unit_name": names[row.unit_id] if row.unit_id else None,
            "waiting": waiting,
            "failed": failed,
            "may": may(actor, row, owner=owner),
        }
        shown.append(SubscriptionOut.of(row, progress[row.id], more))
    return shown


def may(actor: Actor, row: Subscription, *, owner: bool) -> list[str]:
    """Name what somebody can do to a subscription that they may see."""
    if not actor.has(Scope.SUBSCRIPTIONS_WRITE):
        return []
    acts = OF_OWNER if owner else OF_KEEPER
    return [act for act in acts if act != "test" or row.active]
