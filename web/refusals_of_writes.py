"""Why a case that another system writes by its own reference was refused: the codes in Danish."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "case_already_there": "Sagen er her allerede.",
    "case_not_there": "Der er ingen sag med den reference.",
    "case_repeated": "Den samme sag står der allerede under en anden reference.",
    "if_none_match_other": "If-None-Match kan kun være *.",
    "name_missing": "Adressen mangler systemet eller dets reference.",
    "number_repeated": "Det samme sagsnummer står der allerede tidligere.",
    "preconditions_contradict": "If-Match og If-None-Match kan ikke begge gælde.",
    "reference_repeated": "Den samme reference står der allerede tidligere.",
}
