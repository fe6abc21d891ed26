"""The thread that settles this process's counts with those of the others, once a second."""

from threading import Event, Thread

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from api.db import get_engine
from api.people import budgets
from api.people.budgets_http import seconds

EVERY_SECONDS = 1.0


class Settler:
    """Settles until it is stopped, and once more then. The database may be away for a while."""

    def __init__(self, books: budgets.Books = budgets.BOOKS) -> None:
        self.books = books
        self.over = Event()
        self.thread = Thread(target=self.run, name="budgets", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self.over.set()
        self.thread.join(timeout=EVERY_SECONDS)

    def run(self) -> None:
        while not self.over.wait(EVERY_SECONDS):
            self.settle()
        self.settle()

    def settle(self) -> None:
        """Settle in a transaction of its own; what fails is tried again the next time."""
        try:
            with Session(get_engine()) as session:
                budgets.settle(session, seconds(), self.books)
        except SQLAlchemyError as error:
            structlog.get_logger().warning("budgets", error=type(error).__name__)
