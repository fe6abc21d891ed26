"""What is said of subscriptions: why one is off, and what went wrong with a delivery."""

from typing import Final

from web.language import N_

REASONS: Final = {
    "by_hand": N_("slået fra af en person"),
    "gone": N_("modtageren svarede, at adressen er nedlagt"),
    "failing": N_("modtageren tog ikke imod noget i tre døgn"),
    "owner_without_right": N_("ejeren må ikke længere"),
    "secret_unreadable": N_("hemmeligheden kan ikke læses; lav en ny"),
}
FAULTS: Final = {
    "status": N_("svarede med en fejl"),
    "timed_out": N_("svarede ikke i tide"),
    "name_unknown": N_("navnet findes ikke"),
    "address_refused": N_("adressen ligger i et internt net"),
    "not_connected": N_("ingen forbindelse"),
    "not_trusted": N_("certifikatet er ikke til at stole på"),
    "cut_off": N_("forbindelsen blev afbrudt"),
}
TESTED: Final = N_("En prøve er på vej.")
STOPPED: Final = N_("Abonnementet er slået fra. Det, der venter, bliver liggende.")
STARTED: Final = N_("Abonnementet er slået til og går videre, hvor det slap.")
RESENT: Final = N_("Hændelsen sendes igen.")
