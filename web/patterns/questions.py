"""Questions that a Citizens' Advisor asks of complaints, ready to be opened.

They are those of a year's work: which causes, where, how often late, after which changes, how soon
met, and what was found.
"""

from typing import Final, NamedTuple

from web.language import N_


class Question(NamedTuple):
    words: str
    query: str


# What `{year}` and `{quarters}` stand for is put in when the page is shown.
QUESTIONS: Final = (
    Question(
        N_("Hvilke årsager fylder mest, kvartal for kvartal?"),
        "measure=complaints&by=cause&by=quarter&received_from={since}",
    ),
    Question(
        N_("Hvor klages der mest i forhold til afgørelserne?"),
        "measure=per_100_decisions&by=unit&by=quarter&received_from={since}",
    ),
    Question(
        N_("Hvor mange klagede, efter at fristen var overskredet, og havde de fået besked?"),
        "measure=complaints&by=deadline_state&by=unit&period={year}",
    ),
    Question(
        N_("Klages der oftere, når sagsbehandleren har skiftet?"),
        "measure=per_100_decisions&by=caseworker_changes&measure=complaints&period={year}",
    ),
    Question(
        N_("Havde sagen oftere skiftet sagsbehandler, når der blev klaget, end når ingen klagede?"),
        "measure=caseworker_changed_share&measure=caseworker_changed_share_uncomplained&by=unit"
        "&period={year}",
    ),
    Question(
        N_("Hvor ofte kom afgørelsen først, da borgeren klagede?"),
        "measure=decided_after_share&measure=days_to_decision&by=unit&period={year}",
    ),
    Question(
        N_("Hvor stor en del kan påvirke afgørelsens lovlighed eller borgerens retsstilling?"),
        "measure=points_share&by=mark&by=unit&period={year}",
    ),
    Question(
        N_("Hvor ofte får borgeren medhold, årsag for årsag?"),
        "measure=upheld_share&by=cause&period={year}",
    ),
    Question(
        N_("Kommer en fejl igen i samme enhed inden for et år, efter at den er erkendt?"),
        "measure=returned_share&by=cause",
    ),
    Question(
        N_("Hvor længe venter borgeren på den første kontakt og på svaret?"),
        "measure=days_to_first_contact&measure=days_to_answer&by=unit&period={year}",
    ),
    Question(
        N_("I hvilke breve klages der over begrundelse og klagevejledning?"),
        "measure=complaints&by=cause&by=letter_type&period={year}",
    ),
    Question(
        N_("Hvor tit omgør Ankestyrelsen, paragraf for paragraf?"),
        "measure=reversal_rate&by=legal_basis&received_from={since}",
    ),
    Question(
        N_("Er det et mønster, eller er det den samme, der klager igen?"),
        "measure=complaints&by=cause&by=repeated&period={year}",
    ),
    Question(
        N_("Handler klager over tonen om ét sted eller om mange?"),
        "measure=per_100_decisions&by=unit&period={year}&q=tone",
    ),
)
