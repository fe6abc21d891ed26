"""Which events are wanted, how long is waited, and where nothing is sent."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

import pytest
from fastapi import FastAPI

from api.errors import InvalidInput
from api.subscriptions import rules
from api.subscriptions.address_rules import check_url, is_refused, target_of
from api.subscriptions.posting import time_asked
from api.table import logged_tables

NOON = datetime(2017, 9, 27, 12, tzinfo=UTC)
READABLE = {"deadlines", "case_types"}


@pytest.mark.parametrize(
    ("event", "types", "wanted"),
    [
        ("deadlines.changed", ["deadlines.changed"], True),
        ("deadlines.changed", ["deadlines.*"], True),
        ("deadlines.changed", ["deadlines.created", "cases.*"], False),
        ("deadline_moves.created", ["deadlines.*"], False),
    ],
)
def test_an_event_is_wanted_by_its_type_or_its_table(
    event: str, types: list[str], *, wanted: bool
) -> None:
    assert rules.is_wanted(event, types) is wanted


@pytest.mark.parametrize(
    "name", ["*", "deadlines", "deadlines.", "deadlines.moved", "cases.*", "Deadlines.*", "a.b.c"]
)
def test_what_is_no_event_or_may_not_be_read_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        rules.check_event_types(["case_types.created", name], READABLE)

    assert refused.value.pointer == "/event_types/1"


def test_tries_take_a_little_over_three_days() -> None:
    waits = [rules.wait_after(tries, 0.5) for tries in range(1, 10)]
    total = sum(filter(None, waits), timedelta())

    assert timedelta(days=3) < total < timedelta(days=3, hours=5)
    assert rules.wait_after(10, 0.5) is None


def test_waits_differ_by_a_fifth_at_most() -> None:
    hour = timedelta(hours=1)

    assert rules.stretched(hour, 0.0) == timedelta(minutes=48)
    assert rules.stretched(hour, 0.5) == hour
    assert rules.stretched(hour, 1.0) == timedelta(minutes=72)


def test_a_receiver_that_goes_on_failing_rests_an_hour_at_most() -> None:
    rests = [rules.rest_after(failures, 0.5) for failures in (1, 2, 6, 600)]

    assert rests == [
        timedelta(seconds=5),
        timedelta(seconds=30),
        timedelta(hours=1),
        timedelta(hours=1),
    ]


@pytest.mark.parametrize(
    ("status", "asked", "waited"),
    [
        (429, timedelta(minutes=9), timedelta(minutes=9)),
        (503, timedelta(days=9), timedelta(hours=24)),
        (503, timedelta(seconds=-9), timedelta(0)),
        (503, None, timedelta(0)),
        (500, timedelta(minutes=9), timedelta(0)),
        (None, timedelta(minutes=9), timedelta(0)),
    ],
)
def test_retry_after_holds_when_the_receiver_has_too_much_to_do(
    status: int | None, asked: timedelta | None, waited: timedelta
) -> None:
    assert rules.asked_to_wait(status, asked) == waited


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        ("120", timedelta(minutes=2)),
        ("Wed, 27 Sep 2017 12:05:00 GMT", timedelta(minutes=5)),
        ("Wed, 27 Sep 2017 12:05:00 -0000", timedelta(minutes=5)),
        ("9" * 40, timedelta(seconds=10**8)),
        ("soon", None),
        ("-5", None),
        ("²", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_moment(header: str | None, asked: timedelta | None) -> None:
    assert time_asked(header, NOON) == asked


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "172.16.5.5", "192.168.1.1", "100.64.0.1"),
        *("127.0.0.1", "0.0.0.1", "169.254.169.254", "224.0.0.1", "255.255.255.255"),
        *("192.0.2.1", "198.18.0.1", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%2", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:10.0.0.1", "::ffff:127.0.0.1", "::10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1"),
        *("2002:a00:1::1", "2001:0:5ef5:79fb:0:59a:f5ff:fffe"),
    ],
)
def test_nothing_is_sent_into_a_network_of_ones_own(address: str) -> None:
    assert is_refused(ip_address(address), [])


@pytest.mark.parametrize(
    "address", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9", "64:ff9b::909:909"]
)
def test_public_addresses_are_sent_to(address: str) -> None:
    assert not is_refused(ip_address(address), [])


def test_one_network_can_be_allowed_and_no_other_is_by_it() -> None:
    allowed = [ip_network("10.20.0.0/16")]

    assert not is_refused(ip_address("10.20.3.4"), allowed)
    assert not is_refused(ip_address("::ffff:10.20.3.4"), allowed)
    assert is_refused(ip_address("10.21.0.1"), allowed)
    assert is_refused(ip_address("127.0.0.1"), allowed)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://receiver.example.dk/", "url_not_https"),
        ("ftp://receiver.example.dk/", "url_invalid"),
        ("receiver.example.dk", "url_invalid"),
        ("https://", "url_invalid"),
        ("https://receiver.example.dk:port/", "url_invalid"),
        ("https://receiver.example.dk:70000/", "url_invalid"),
        ("https://[::1/", "url_invalid"),
        ("https://modtager.example.dk/å", "url_invalid"),
        ("https://receiver.example.dk/a b", "url_invalid"),
        ("https://receiver.example.dk/a\r\nHost: other", "url_invalid"),
        ("https://name:password@receiver.example.dk/", "url_invalid"),
        ("https://receiver.example.dk/#there", "url_invalid"),
        ("https://10.0.0.1/", "url_not_public"),
        ("https://[::1]/", "url_not_public"),
        ("https://[::ffff:127.0.0.1]/", "url_not_public"),
    ],
)
def test_what_is_no_address_of_a_receiver_is_refused(url: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_url(url, allowed=[], http=False)

    assert (refused.value.code, refused.value.pointer) == (code, "/url")


def test_an_address_is_taken_apart_and_put_together_around_what_was_checked() -> None:
    target = target_of("https://Receiver.example.dk:8443/a?b=c%20d")
    here = target_of("http://[2620:fe::fe]")

    assert target.host_header == "receiver.example.dk:8443"
    assert target.at(ip_address("9.9.9.9")) == "https://9.9.9.9:8443/a?b=c%20d"
    assert target.at(ip_address("2620:fe::9")) == "https://[2620:fe::9]:8443/a?b=c%20d"
    assert (here.host_header, here.port, here.rest) == ("[2620:fe::fe]", 80, "/")


def test_every_link_leads_somewhere(application: FastAPI) -> None:
    paths = {path for path, methods in application.openapi()["paths"].items() if "get" in methods}

    for entity in logged_tables():
        link = rules.link_to(entity, "{id}")
        address = f"/v1/{entity.replace('_', '-')}/{{id}}"
        assert link == (address if address in paths else None), entity
