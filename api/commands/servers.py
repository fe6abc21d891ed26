"""The commands that answer requests until they are told to end: api, web."""

import os
import runpy
from argparse import Namespace
from importlib import import_module

import uvicorn

from api.commands.answer import Answer, show
from api.commands.capacity import check_capacity
from api.commands.database import in_use
from api.commands.ports import address, check_port
from api.figures_of_processes import shared_figures
from api.settings import get_settings

SECONDS_TO_FINISH = 4


def api(options: Namespace) -> None:
    """Serve the REST interface."""
    settings = get_settings()
    check_port(settings.host, settings.api_port, "RETTIDIG_API_PORT")
    with in_use() as database, shared_figures(settings.api_workers):
        check_capacity(settings, database)
        url = address(settings.host, settings.api_port)
        announce("api", options, url=url)
        uvicorn.run(
            "api.main:served",
            factory=True,
            host=settings.host,
            port=settings.api_port,
            workers=settings.api_workers,
            loop="uvloop",
            http="httptools",
            access_log=False,
            server_header=False,
            forwarded_allow_ips=settings.trusted_proxies,
            log_config=None,
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
        )


def web(options: Namespace) -> None:
    """Serve the pages. They read settings of their own and never see the database."""
    settings = import_module("web.settings").get_settings()
    check_port(settings.host, settings.web_port, "RETTIDIG_WEB_PORT")
    announce("web", options, url=address(settings.host, settings.web_port))
    runpy.run_module("web", run_name="__main__")


def announce(service: str, options: Namespace, *, url: str) -> None:
    facts = {"service": service, "url": url, "pid": os.getpid()}
    show(Answer(facts, f"{service}: {url}"), as_json=options.json)
