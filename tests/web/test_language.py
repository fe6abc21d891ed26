"""Every Danish text of the pages has its English one, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from web.language import CATALOGUES, language

WEB = CATALOGUES.parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"templates/**.html": {"extensions": "jinja2.ext.i18n", "trimmed": "true"}}
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def written() -> set[str]:
    """Return every text that code and templates mark for translation, by its first form."""
    found = extract_from_dir(str(WEB), METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=())
    return {text if isinstance(text, str) else text[0] for _, _, text, _, _ in found}


def translated() -> Iterator[tuple[Path, Message]]:
    for source in (CATALOGUES / "en" / "LC_MESSAGES").glob("*.po"):
        with source.open("rb") as lines:
            yield from ((source, message) for message in read_po(lines, locale="en") if message.id)


def first(text: str | list[str] | tuple[str, ...] | None) -> str:
    return text if isinstance(text, str) else (text or ("",))[0]


def test_every_danish_text_has_its_english_one() -> None:
    english = {first(message.id) for _, message in translated() if first(message.string)}
    assert sorted(written() - english) == []


def test_no_translation_is_left_over_or_twice() -> None:
    texts = [first(message.id) for _, message in translated()]
    assert set(texts) <= written()
    assert len(texts) == len(set(texts))


def test_no_translation_is_a_guess_or_loses_a_value() -> None:
    for source, message in translated():
        assert not message.fuzzy, f"{source.name}: {message.id}"
        danish, english = first(message.id), first(message.string)
        assert sorted(PLACEHOLDER.findall(danish)) == sorted(PLACEHOLDER.findall(english)), danish


def test_danish_needs_no_catalogue() -> None:
    assert language("da").gettext("Log ind") == "Log ind"
    assert language("en").gettext("Log ind") == "Sign in"


def test_counts_follow_each_language() -> None:
    say = ("for %(num)s dag siden", "for %(num)s dage siden")
    assert language("en").ngettext(*say, 1) == "1 day ago"
    assert language("en").ngettext(*say, 2) == "2 days ago"
