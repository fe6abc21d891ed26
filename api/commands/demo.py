"""The commands that load the two action plans, and make up cases."""

from argparse import Namespace
from datetime import date
from typing import Final

from tqdm import tqdm

import api.tables  # noqa: F401 - foreign keys name tables of any feature
from api.clock import today
from api.commands.accounts import acting
from api.commands.answer import Answer
from api.commands.failures import CommandFailed
from api.demo.city.generate import City
from api.demo.load import load as load_plans

# The sample terms hold since 2010, and a municipality is made up for three years.
FIRST_UNTIL: Final = date(2013, 1, 1)


def load(_: Namespace) -> Answer:
    """Load both plans, and in development people to sign in as; what is there already stays."""
    with acting("demo_loaded") as session:
        counts = load_plans(session)
    text = "\n".join(f"{name:<24}{count}" for name, count in counts.items())
    return Answer(counts, text)


def generate(options: Namespace) -> Answer:
    """Make up a municipality's cases, all marked as synthetic; the same seed makes them once.

    They are of the three years up to a day, and stand as they stood that day.
    """
    until = options.until or today()
    if not FIRST_UNTIL <= until <= today():
        raise CommandFailed(f"--until takes a day from {FIRST_UNTIL} to today.")
    with acting("demo_generated") as session:
        load_plans(session)
        city = City(session, options.seed, options.cases, until)
        if there := city.already_made():
            return Answer({"cases": 0}, f"Seed {options.seed} has made {there} cases already.")
        with tqdm(total=options.cases, unit=" cases", disable=None) as bar:
            counts = city.make(bar.update)
    text = "\n".join(f"{name:<24}{count}" for name, count in counts.items())
    return Answer(counts, text)
