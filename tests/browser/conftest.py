"""The whole product as people meet it: api and web as processes, both plans and some made-up
cases, a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlmodel import Session

from api import embedded_postgres
from api.clock import today
from api.db import make_engine
from api.demo.city.generate import City
from api.demo.load import load
from api.demo.sign_ins import sign_ins
from tests import database

START_SECONDS = 60
CASES = 40
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser_path() -> str:
    """Return the Chromium of this machine. The build machine must have one; others may not."""
    found = os.environ.get("RETTIDIG_CHROMIUM") or next(
        filter(None, map(shutil.which, BROWSERS)), ""
    )
    if not found and os.environ.get("CI"):
        pytest.fail("No Chromium here: .ci/run installs it.")
    if not found:
        pytest.skip("No Chromium here: the pages are not tried in a browser.")
    return found


@dataclass(frozen=True)
class Live:
    """Where the running product is, and how its sample people sign in."""

    url: str
    api_url: str
    passwords: dict[str, str]

    def sign_in(self, page: Page, username: str = "leder") -> None:
        page.goto(f"{self.url}/sign-in")
        page.locator("input[name=username]").fill(username)
        page.locator("input[name=password]").fill(self.passwords[username])
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/sign-in" not in url)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def serving(factory: str, port: int, log: Path, **settings: str) -> Iterator[str]:
    """Run one of the services until the block ends, and wait until it is ready."""
    command = [sys.executable, "-m", "uvicorn", "--factory", factory, "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=database.ROOT, env=os.environ | settings, stdout=out, stderr=out
        )
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health/ready", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"{url} did not become ready:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def live(
    server: embedded_postgres.Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    browser_path()
    logs = tmp_path_factory.mktemp("live")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    api_port, web_port = free_port(), free_port()
    with database.cloned(server, f"live_{worker}") as url:
        engine = make_engine(url)
        with Session(engine) as session:
            load(session)
            City(session, seed=1, cases=CASES, today=today()).make(lambda _: None)
            session.commit()
        engine.dispose()
        with (
            serving(
                "api.main:create_app", api_port, logs / "api.log", RETTIDIG_DATABASE_URL=url
            ) as api,
            serving("web.main:create_app", web_port, logs / "web.log", RETTIDIG_API_URL=api) as web,
        ):
            passwords = {username: password for _, username, password in sign_ins()}
            yield Live(web, api, passwords)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(),
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
