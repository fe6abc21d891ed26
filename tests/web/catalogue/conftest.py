"""The sample catalogues, opened by the sample people."""

from tests.web.papers import pages, papers, session

__all__ = ["pages", "papers", "session"]
