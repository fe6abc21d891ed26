"""Every link a page offers leads somewhere, for each of the sample people."""

import re
from collections import Counter, deque

import pytest

from api.demo.sign_ins import sign_ins
from tests.web.papers import Pages

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
VALUE = re.compile(r"=[^&]*")
# Of pages that differ only by whose they are, one tells for all.
OF_EACH_KIND = 1


def kind_of(address: str) -> str:
    return VALUE.sub("=", ID.sub("…", address))


@pytest.mark.parametrize("username", [username for _, username, _ in sign_ins()])
def test_no_link_is_dead(pages: Pages, username: str) -> None:
    pages.sign_in(username)
    seen: Counter[str] = Counter()
    waiting, known = deque(["/"]), {"/"}

    while waiting:
        address = waiting.popleft()
        seen[kind_of(address)] += 1
        if seen[kind_of(address)] > OF_EACH_KIND:
            continue
        answer = pages.web.get(address)
        assert answer.status_code in {200, 303}, (address, answer.status_code)
        if answer.status_code == 303:
            continue
        for link in pages.open(address).select("a[href^='/']"):
            to = str(link["href"]).partition("#")[0]
            if to not in known and not to.startswith(("/static", "/language")):
                known.add(to)
                waiting.append(to)

    assert len(seen) > 20
