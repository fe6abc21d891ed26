"""What the api's codes about cases are called."""

from typing import Final

from web.language import N_
from web.states import state_of

STATE_CODES: Final = (
    "received",
    "investigating",
    "informed",
    "decided",
    "ordered",
    "delivered",
    "closed",
    "withdrawn",
    "remitted",
)
STATES: Final = {code: state_of(f"case_{code}").word for code in STATE_CODES}
PROGRESS: Final = {
    "Opstaaet": N_("Opstået"),
    "Oplyst": N_("Oplyst"),
    "Afgjort": N_("Afgjort"),
    "Bestilt": N_("Bestilt"),
    "Udfoert": N_("Udført"),
    "Afsluttet": N_("Afsluttet"),
}
ORIGINS: Final = {
    "citizen": N_("ansøgning fra borgeren"),
    "authority": N_("rejst af kommunen selv"),
}
OUTCOMES: Final = {
    "granted": N_("bevilget"),
    "partly_granted": N_("delvist bevilget"),
    "refused": N_("afslag"),
    "reduced": N_("nedsat"),
    "ended": N_("ophørt"),
    "dismissed": N_("afvist"),
}
PARTIES: Final = {
    "citizen": N_("borgeren selv"),
    "parent": N_("forælder"),
    "guardian": N_("værge"),
    "representative": N_("partsrepræsentant"),
    "other": N_("anden part"),
}
FOLLOW_UP_EVENTS: Final = {
    "grant_started": N_("ydelsens begyndelse"),
    "followed_up": N_("seneste opfølgning"),
}
LACKS: Final = {
    "reasons": N_("begrundelse"),
    "appeal_guidance": N_("klagevejledning"),
}
LOOKUPS: Final = {
    "search": N_("søgte på nummeret"),
    "identity_opened": N_("åbnede identiteten"),
    "already_there": N_("fik at vide, at nummeret er kendt"),
    "import": N_("indlæste sager om mange"),
}
MOVES: Final = {
    "investigate": N_("Sagen oplyses"),
    "inform": N_("Sagen er oplyst"),
    "decide": N_("Sagen er afgjort"),
    "order": N_("Ydelsen er bestilt"),
    "deliver": N_("Ydelsen er leveret"),
    "close": N_("Sagen er lukket"),
    "withdraw": N_("Ansøgningen er trukket tilbage"),
    "reopen": N_("Sagen er genoptaget"),
    "remit": N_("Sagen er hjemvist"),
}
OVER: Final = frozenset({"closed", "withdrawn"})
