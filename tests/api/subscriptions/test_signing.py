"""Deliveries are signed as Standard Webhooks says, and secrets outlive their keys."""

import json
import time

import pytest
from cryptography.fernet import Fernet
from standardwebhooks import Webhook, WebhookVerificationError

from api.subscriptions import signing
from tests.api.subscriptions.conftest import UseSettings

BODY = '{"type":"dk.rettidig.deadlines.changed","subject":"sag på ø"}'.encode()


def test_the_reference_reader_takes_what_is_signed() -> None:
    secret = signing.new_secret()
    headers = signing.headers([secret], "msg_1", int(time.time()), BODY)

    assert Webhook(secret).verify(BODY, headers) == json.loads(BODY)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(BODY + b" ", headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(BODY, headers | {"webhook-id": "msg_2"})
    with pytest.raises(WebhookVerificationError):
        Webhook(signing.new_secret()).verify(BODY, headers)


def test_while_a_secret_is_changed_both_verify() -> None:
    new, old = signing.new_secret(), signing.new_secret()
    headers = signing.headers([new, old], "msg_1", int(time.time()), BODY)

    assert headers["webhook-signature"].count("v1,") == 2
    for secret in (new, old):
        assert Webhook(secret).verify(BODY, headers) == json.loads(BODY)


def test_the_example_of_the_specification_gets_its_signature() -> None:
    """From the tests of the reference libraries."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'

    assert (
        signing.signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_secrets_are_long_and_each_is_new() -> None:
    made = {signing.new_secret() for _ in range(20)}

    assert len(made) == 20
    assert all(len(secret) == len("whsec_") + 44 for secret in made)


def test_a_secret_can_be_read_when_keys_are_set_later_and_changed(use: UseSettings) -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    first = signing.encrypted("whsec_first")
    use(webhook_keys=old)
    second = signing.encrypted("whsec_second")
    use(webhook_keys=f"{new},{old}")

    assert signing.decrypted(first) == "whsec_first"
    assert signing.decrypted(second) == "whsec_second"
    assert b"second" not in second

    use(webhook_keys=new)
    with pytest.raises(signing.SecretUnreadable):
        signing.decrypted(second)
