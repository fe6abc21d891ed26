"""Every link a page offers leads somewhere, for each of the sample people."""

import re
from collections import deque
from urllib.parse import parse_qsl, urlsplit

import pytest

from api.demo.sign_ins import sign_ins
from tests.web.page import page_of
from tests.web.papers import Pages

NAMES = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d{7}")


def kinds_of(address: str) -> set[str]:
    """Return what there is to try in an address: its page, and each thing it asks of the page.

    Of pages that differ only by whose they are, one tells for all.
    """
    parts = urlsplit(address)
    page = NAMES.sub("…", parts.path)
    asked = (name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return {page, *(f"{page}?{name}" for name in asked)}


@pytest.mark.parametrize("username", [username for _, username, _ in sign_ins()])
def test_no_link_is_dead(pages: Pages, username: str) -> None:
    pages.sign_in(username)
    seen: set[str] = set()
    waiting, known = deque(["/"]), {"/"}

    while waiting:
        address = waiting.popleft()
        kinds = kinds_of(address)
        if kinds <= seen:
            continue
        seen |= kinds
        answer = pages.web.get(address)
        assert answer.status_code in {200, 303}, (address, answer.status_code)
        if answer.status_code == 303:
            waiting.append(answer.headers["Location"].partition("#")[0])
            continue
        if "attachment" in answer.headers.get("Content-Disposition", ""):
            continue
        for link in page_of(answer).select("a[href^='/']"):
            to = str(link["href"]).partition("#")[0]
            if to not in known and not to.startswith(("/static", "/language")):
                known.add(to)
                waiting.append(to)

    assert len(seen) > 20
