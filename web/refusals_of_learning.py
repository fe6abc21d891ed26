"""Why what is learnt from complaints, or a check of its effect, was refused: codes in Danish."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "change_missing": "Skriv først, hvornår noget blev ændret.",
    "complaint_without_cause": "Klagen har intet klagepunkt med en årsag, så intet siger, hvilke "
    "andre der ligner den.",
    "data_without_pattern": "Kun et mønster er set i en bestemt stand af data.",
    "effect_too_early": "Månederne efter ændringen er ikke gået endnu. Vent, eller sammenlign "
    "færre måneder.",
    "learnt_from_one_thing": "Vælg, hvad læringen kommer af: én klage eller ét mønster.",
    "months_missing": "Skriv, hvor mange måneder der skal sammenlignes.",
    "pattern_unreadable": "Mønsteret kan ikke læses. Kopiér det fra siden med mønstre.",
    "step_before_last": "Trinnet kan ikke være taget før det forrige.",
    "step_not_last": "Kun det sidste trin kan tages tilbage.",
    "step_skipped": "Et tidligere trin er ikke taget endnu.",
    "step_taken": "Trinnet er allerede taget.",
}
