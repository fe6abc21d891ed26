"""The command that loads the two action plans."""

from argparse import Namespace

from api.commands.accounts import acting
from api.commands.answer import Answer
from api.demo.load import load as load_plans


def load(_: Namespace) -> Answer:
    """Load both plans, and in development people to sign in as; what is there already stays."""
    with acting("demo_loaded") as session:
        counts = load_plans(session)
    text = "\n".join(f"{name:<24}{count}" for name, count in counts.items())
    return Answer(counts, text)
