"""One try to deliver: where it goes, what it holds, and what each answer is taken for."""

import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from api.subscriptions import posting
from api.subscriptions.lookup import lookup
from api.subscriptions.posting import Answered, Outgoing, post
from api.subscriptions.rules import SendFault
from api.subscriptions.signing import new_secret
from api.table import new_id
from tests.api.subscriptions.conftest import UseSettings
from tests.api.subscriptions.makers import Receiver, receiving
from tests.own_loop import in_own_loop

SECRET = new_secret()
NAME = "receiver.example.dk"


def message(url: str) -> Outgoing:
    return Outgoing(new_id(), new_id(), 1, url, "msg_1", b'{"specversion":"1.0"}', [SECRET])


def sent(url: str, *addresses: str) -> Answered:
    """Try to deliver to an address, whose name leads to the given ones."""

    async def found(*_: Any) -> Sequence[str]:
        return addresses

    return in_own_loop(post(message(url), found if addresses else lookup))


def test_what_is_sent_is_a_signed_event(receiver: Receiver) -> None:
    assert sent(receiver.url) == Answered(204)

    [got] = receiver.got
    assert got.verified(SECRET) == {"specversion": "1.0"}
    assert got.path == "/rettidig"
    assert got.headers["Content-Type"] == "application/cloudevents+json"
    assert got.headers["Host"] == f"127.0.0.1:{receiver.port}"
    assert got.headers["User-Agent"] == "Rettidig-Webhooks/1"


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_taken_for_delivered(receiver: Receiver, status: int) -> None:
    receiver.answers = [(status, {})]

    assert sent(receiver.url) == Answered(status)


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 404, 410, 500, 503])
def test_no_other_status_is_and_no_redirect_is_followed(receiver: Receiver, status: int) -> None:
    receiver.answers = [(status, {"Location": receiver.url, "Content-Length": "0"})]

    assert sent(receiver.url) == Answered(status, SendFault.STATUS)
    assert len(receiver.got) == 1


def test_how_long_the_receiver_asks_to_wait_is_told(receiver: Receiver) -> None:
    receiver.answers = [(503, {"Retry-After": "120"})]

    assert sent(receiver.url).retry_after == timedelta(minutes=2)


def test_a_receiver_that_does_not_answer_is_cut_off(receiver: Receiver, use: UseSettings) -> None:
    use(webhook_timeout_seconds="0.2")
    receiver.hold = threading.Event()
    begun = time.monotonic()

    assert sent(receiver.url) == Answered(fault=SendFault.TIMED_OUT)
    assert time.monotonic() - begun < 2


def test_a_receiver_that_never_ends_its_answer_is_not_waited_for(
    receiver: Receiver, use: UseSettings
) -> None:
    """The body is not read, however much is said to come."""
    use(webhook_timeout_seconds="1")
    receiver.answers = [(200, {"Content-Length": "1000000000"})]

    assert sent(receiver.url) == Answered(200)


@contextmanager
def speaking(say: Callable[[Any], None]) -> Iterator[str]:
    """Serve something that is no web server, and yield its address."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            say(self.request)

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        thread.join()


def test_a_header_that_drips_is_cut_off_in_all(here: None, use: UseSettings) -> None:
    """Each byte comes in time, and all of them do not."""
    use(webhook_timeout_seconds="0.3")

    def drip(connection: Any) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        with suppress(OSError):
            while True:
                connection.sendall(b"a")
                time.sleep(0.05)

    with speaking(drip) as url:
        assert sent(url) == Answered(fault=SendFault.TIMED_OUT)


def test_what_is_no_http_is_told_as_cut_off(here: None) -> None:
    with speaking(lambda connection: connection.sendall(b"220 mail.example.dk ESMTP\r\n")) as url:
        assert sent(url) == Answered(fault=SendFault.CUT_OFF)


def test_nothing_is_sent_into_ones_own_network(receiver: Receiver, use: UseSettings) -> None:
    use(webhook_allow_private="")

    for host in ("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]"):
        answer = sent(f"http://{host}:{receiver.port}/")
        assert answer == Answered(fault=SendFault.ADDRESS_REFUSED), host
    assert receiver.got == []


def test_a_name_that_leads_inside_is_refused_even_beside_a_public_address(
    receiver: Receiver, use: UseSettings
) -> None:
    use(webhook_allow_private="")

    answer = sent(f"http://{NAME}:{receiver.port}/", "9.9.9.9", "127.0.0.1")

    assert answer == Answered(fault=SendFault.ADDRESS_REFUSED)
    assert receiver.got == []


def test_the_name_is_looked_up_once_and_what_was_checked_is_connected_to(
    receiver: Receiver,
) -> None:
    """A name that leads elsewhere at a second look has no second look."""
    asked = []

    async def rebinding(host: str, _: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1" if len(asked) == 1 else "10.0.0.1"]

    answer = in_own_loop(post(message(f"http://{NAME}:{receiver.port}/"), rebinding))

    assert (answer, asked) == (Answered(204), [NAME])
    assert receiver.got[0].headers["Host"] == f"{NAME}:{receiver.port}"


def test_the_next_address_is_tried_when_one_takes_no_connection(receiver: Receiver) -> None:
    assert sent(f"http://{NAME}:{receiver.port}/", "127.0.0.9", "127.0.0.1") == Answered(204)


def test_a_name_that_leads_nowhere_and_a_closed_door_are_told_apart(receiver: Receiver) -> None:
    assert sent("http://nowhere.invalid/") == Answered(fault=SendFault.NAME_UNKNOWN)
    assert sent("http://" + "a" * 64 + ".dk/") == Answered(fault=SendFault.NAME_UNKNOWN)
    assert sent(f"http://{NAME}:1/", "127.0.0.1") == Answered(fault=SendFault.NOT_CONNECTED)


def certificate(folder: Path, name: x509.GeneralName) -> Path:
    """Write a certificate for a name, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "receiver")])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2017, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2117, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([name]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    file = folder / "receiver.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(*form, serialization.NoEncryption())
    )
    return file


Encrypted = Callable[[x509.GeneralName], Receiver]


@pytest.fixture
def encrypted(here: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Encrypted]:
    """Make a receiver with a certificate for a name, which this machine trusts."""
    open_ = []

    def made(name: x509.GeneralName) -> Receiver:
        file = certificate(tmp_path, name)
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain(file)
        trusted = ssl.create_default_context(cafile=file)
        monkeypatch.setattr(posting, "trust", lambda: trusted)
        serving = receiving(Receiver(), lambda raw: server.wrap_socket(raw, server_side=True))
        open_.append(serving)
        return serving.__enter__()

    yield made
    for serving in open_:
        serving.__exit__(None, None, None)


def test_the_certificate_must_be_for_the_name_and_not_for_the_address(encrypted: Encrypted) -> None:
    receiver = encrypted(x509.DNSName(NAME))

    assert sent(f"https://{NAME}:{receiver.port}/", "127.0.0.1") == Answered(204)
    other = sent(f"https://other.example.dk:{receiver.port}/", "127.0.0.1")
    bare = sent(f"https://127.0.0.1:{receiver.port}/")

    assert other == bare == Answered(fault=SendFault.NOT_TRUSTED)
    assert len(receiver.got) == 1


def test_a_certificate_may_be_for_an_address_that_is_subscribed_to(encrypted: Encrypted) -> None:
    receiver = encrypted(x509.IPAddress(ip_address("127.0.0.1")))

    assert sent(f"https://127.0.0.1:{receiver.port}/") == Answered(204)


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    encrypted: Encrypted, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver = encrypted(x509.DNSName(NAME))
    monkeypatch.setattr(posting, "trust", ssl.create_default_context)

    answer = sent(f"https://{NAME}:{receiver.port}/", "127.0.0.1")

    assert answer == Answered(fault=SendFault.NOT_TRUSTED)
    assert receiver.got == []
