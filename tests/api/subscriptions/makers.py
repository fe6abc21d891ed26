"""Subscriptions with their secrets, and a receiver that notes what it is sent."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sqlmodel import Session, col, select
from standardwebhooks import Webhook
from starlette.testclient import TestClient

from api.changes.feed.reading import feed_state
from api.people.access import as_client
from api.people.rules import ActorKind, Scope
from api.people.tables import Client
from api.subscriptions.services import add_secret
from api.subscriptions.tables import Delivery, Progress, Subscription
from api.table import new_id, now
from tests.factories import Headers, kept

SUBSCRIPTIONS = "/v1/subscriptions"
URL = "https://receiver.example.dk/rettidig"
BODY = {"url": URL, "event_types": ["units.*"]}


def subscribed(api: TestClient, headers: Headers, **fields: Any) -> Any:
    """Subscribe over HTTP, and return the whole answer."""
    answer = api.post(SUBSCRIPTIONS, json=BODY | fields, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer


def make_subscription(session: Session, owner: Client, **fields: Any) -> tuple[Subscription, str]:
    """Make a subscription to what comes from here on, and return it with its secret."""
    defaults: dict[str, Any] = BODY | {"entity_ids": [], "secret_changed_at": now()}
    row = Subscription(owner_kind=ActorKind.CLIENT, owner_id=owner.id, **defaults | fields)
    kept(session, row)
    state = feed_state(session)
    progress = Progress(
        subscription_id=row.id,
        epoch=state.epoch,
        reach=as_client(session, owner, owner.scopes).reach,
        transaction=state.head.transaction,
        sequence=0,
    )
    kept(session, progress)
    return row, add_secret(session, row)


def make_delivery(session: Session, row: Subscription, **fields: Any) -> Delivery:
    key = new_id()
    defaults: dict[str, Any] = {
        "event_id": f"1-{key}",
        "event_type": "units.changed",
        "entity": "units",
        "entity_id": new_id(),
        "entity_version": 2,
        "happened_at": now(),
    }
    return kept(session, Delivery(id=key, subscription_id=row.id, **defaults | fields))


def deliveries_of(session: Session, row: Subscription) -> Sequence[Delivery]:
    session.expire_all()
    statement = select(Delivery).where(Delivery.subscription_id == row.id)
    return session.exec(statement.order_by(col(Delivery.number))).all()


@dataclass(frozen=True)
class Got:
    """One request that a receiver was sent."""

    path: str
    headers: dict[str, str]
    body: bytes

    def verified(self, secret: str) -> Any:
        """Return the event, read by the reference reader; it raises if the signature is wrong."""
        return Webhook(secret).verify(self.body, self.headers)


@dataclass
class Receiver:
    """An HTTP server that answers what it is told to, and then 204."""

    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    got: list[Got] = field(default_factory=list)
    port: int = 0
    hold: threading.Event | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/rettidig"

    def take(self, request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers["Content-Length"])
        body, given = request.rfile.read(length), dict(request.headers.items())
        self.got.append(Got(request.path, given, body))
        if self.hold:
            self.hold.wait(30)
        status, headers = self.answers.pop(0) if self.answers else (204, {})
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.end_headers()


@contextmanager
def receiving(receiver: Receiver, wrap: Any = None) -> Iterator[Receiver]:
    """Serve on a port of this machine; `wrap` may put TLS around it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            receiver.take(self)

        def log_message(self, *_: Any) -> None:
            """Keep the tests' output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients go away
        if wrap:
            server.socket = wrap(server.socket)
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield receiver
        if receiver.hold:
            receiver.hold.set()
        server.shutdown()
        thread.join()


WRITE = (Scope.SUBSCRIPTIONS_READ, Scope.SUBSCRIPTIONS_WRITE)


def refusal(answer: Any) -> tuple[int, str, str | None]:
    body = answer.json()
    pointer = body["errors"][0]["pointer"] if body.get("errors") else None
    return answer.status_code, body["code"], pointer
