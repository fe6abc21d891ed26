"""The files of others are the ones the note says, and name no other host to fetch from."""

import re
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "web" / "static"
LINE = re.compile(r"^\| `((?:dkfds|htmx)/[^`]+)` \| `([0-9a-f]{64})` \|$", re.MULTILINE)


def noted() -> dict[str, str]:
    return dict(LINE.findall((ROOT / "docs" / "vendored.md").read_text()))


def present() -> dict[str, str]:
    files = [path for folder in ("dkfds", "htmx") for path in (STATIC / folder).rglob("*")]
    return {
        str(path.relative_to(STATIC)): sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }


def test_every_vendored_file_is_the_one_that_was_noted() -> None:
    assert present() == noted()


def test_each_package_brings_its_licence() -> None:
    assert {"htmx/LICENSE", "dkfds/LICENSE.md", "dkfds/fonts/LICENSE.txt"} <= set(present())


def test_fonts_and_icons_of_the_design_system_are_here() -> None:
    css = (STATIC / "dkfds" / "css" / "dkfds.min.css").read_text()
    fonts = re.findall(r"url\(\.\./(fonts/[^)]+)\)", css)
    assert len(fonts) == 4
    assert all((STATIC / "dkfds" / font).exists() for font in fonts)


def test_files_of_our_own_style_sheet_are_here() -> None:
    named = re.findall(r'url\("/static/([^"]+)"\)', (STATIC / "app.css").read_text())
    assert named
    assert all((STATIC / name).exists() for name in named)


def test_no_style_or_script_fetches_from_another_host() -> None:
    for path in STATIC.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import\s+)[\"']?(?:https?:)?//", path.read_text()), path
    for path in (STATIC / "app.js",):
        assert "http" not in path.read_text().replace("htmx:", "")
