"""Why a reassessment, or what the appeals board answered, was refused: the codes in Danish."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "already_forwarded": "Klagen er allerede sendt til Ankestyrelsen. Ret genvurderingen, hvis "
    "dagen er forkert.",
    "already_reassessed": "Afgørelsen er allerede genvurderet. Ret genvurderingen, hvis den er "
    "forkert.",
    "board_before_forwarding": "Ankestyrelsen kan ikke have svaret, før klagen var sendt dertil.",
    "board_has_answered": "Ankestyrelsens svar er allerede noteret.",
    "complaint_not_forwarded": "Notér først, hvornår klagen blev sendt til Ankestyrelsen.",
    "complaint_not_substantive": "Klagen er over sagsbehandlingen. Kun en klage over selve "
    "afgørelsen genvurderes; ret klagens art, hvis den er det.",
    "complaint_reassessed": "Afgørelsen er genvurderet for denne klage, så den er over afgørelsen.",
    "complaint_remitted": "Ankestyrelsen har hjemvist afgørelsen, så klagens sag kan ikke ændres.",
    "complaint_withdrawn": "Klagen er trukket tilbage.",
    "complaint_without_decision": "Vælg først, hvilken afgørelse klagen er over: den hjemvises i "
    "sin sag.",
    "forwarded_before_reassessment": "Klagen kan ikke være sendt videre, før den var genvurderet.",
    "not_reassessed": "Notér først, hvad genvurderingen førte til.",
    "nothing_to_forward": "Klageren fik fuldt medhold eller trak klagen tilbage; der er intet at "
    "sende til Ankestyrelsen.",
    "reassessed_before_receipt": "Afgørelsen kan ikke være genvurderet, før klagen kom.",
    "received_before_decided": "Afgørelsen kan ikke være kommet, før den var truffet.",
    "remittal_started_clock": "Sagens nye frist løber fra den dag, afgørelsen kom tilbage. Er det "
    "forkert, så lad den frist bortfalde, og skriv hvorfor.",
}
