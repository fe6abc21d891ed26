"""What made-up complainants say: sentences put together by chance, about nobody."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

SENTENCES: Final = Path(__file__).parent / "sentences.toml"
SHORTEST: Final = 150
LONGEST: Final = 400
FEW: Final = ("to", "tre", "fire", "fem")
NOTES: Final = (
    "Talt med borgeren om forløbet og om, hvad der nu skal ske.",
    "Borgeren forklarede, hvad der er gået galt. Aftalt, at der følges op.",
    "Gennemgik sagen sammen. Borgeren er indforstået med næste skridt.",
    "Beklagede ventetiden og lovede at vende tilbage.",
    "Borgeren ønsker, at afgørelsen bliver set igennem igen.",
)
ANSWERS: Final = (
    "Vi har set på forløbet og beklager det, der er gået galt.",
    "Vi har gennemgået sagen og forklarer her, hvad der er sket, og hvad der sker nu.",
    "Tak for klagen. Vi mener, at sagen er behandlet rigtigt, og forklarer hvorfor.",
    "Vi har talt med afdelingen, som har ændret sin fremgangsmåde.",
)
REASONS: Final = (
    "Der er ikke kommet nye oplysninger i sagen.",
    "De nye oplysninger ændrer vurderingen.",
    "Sagen er vurderet igen på det grundlag, der var.",
)
LESSONS: Final = {
    "TID": ("Besked, inden fristen udløber", "Listen over frister gennemgås hver mandag."),
    "PROCES": ("Tjekliste før afgørelsen", "Tjeklisten udfyldes, før der træffes afgørelse."),
    "AFGØRELSE": ("Bedre begrundelser", "Skabelonen for afslag er skrevet om."),
    "SERVICE": ("Overlevering ved skift", "Den, der overtager en sag, ringer inden en uge."),
    "INDHOLD": ("Ens udmåling", "Sager af samme slags drøftes på et fast møde."),
    "ANDET": ("Klar besked om klagevej", "Brevet siger nu, hvad der kan klages over."),
}


@cache
def sentences() -> dict[str, Any]:
    return tomllib.loads(SENTENCES.read_text(encoding="utf-8"))


def complaint_text(
    rng: Random, causes: Sequence[str], *, about: str, weeks: int, after: bool
) -> str:
    """Put a complaint together: how it begins, each cause, what follows from it, what is wanted.

    `about` is what was applied for, `weeks` how long ago, and `after` says that it was decided.
    """
    known = sentences()
    parts = [rng.choice(said(known["causes"][cause], after=after)) for cause in causes]
    if not parts or rng.random() < 0.6:  # noqa: PLR2004 - most begin somehow
        parts.insert(0, rng.choice(known["begins"]))
    wanted = rng.randint(SHORTEST, LONGEST - 130)
    ends = [*rng.sample(known["consequences"], 4), *rng.sample(known["wishes"], 2)]
    words = {"help": uncapitalised(about), "weeks": max(weeks, 3), "few": rng.choice(FEW)}
    text = " ".join(parts).format(**words)
    while len(text) < wanted and ends:
        text += f" {ends.pop(rng.randrange(len(ends)))}"
    return text


def said(cause: dict[str, list[str]], *, after: bool) -> list[str]:
    return cause.get("told_after", cause["told"]) if after else cause["told"]


def uncapitalised(name: str) -> str:
    """Return a name as it stands inside a sentence: "BPA" stays, "Hjælpemidler" does not."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
