"""How people complain in the made-up municipality, and how it answers: shares and times.

The yardsticks are public: 1.5 points per complaint (Borgerrådgiverens Beretning 2017), more than
half of them right in something, about half of what is complained of to the appeals board on
children's disability reversed (2020), most callers settled by telephone in the test of Styrket
Borgerkontakt (2014). Nothing here is a figure of any real municipality.
"""

from typing import Final

from api.complaints.rules import BoardResult, ComplaintChannel, PointFinding, ReassessmentOutcome

# How likely somebody complains, given what happened to them.
LATE: Final = 0.05
UNTOLD: Final = 2.2
AFTER_HANDOVER: Final = 1.8
HANDED_OVER: Final = 0.035
SLOW_ACCESS: Final = 0.15
UNHEARD: Final = 0.006
FOLLOWED_UP_LATE: Final = 0.04
TRANSFERRED: Final = 0.05
PAID_LATE: Final = 0.004
ANYTHING: Final = {
    "TID-SVAR": 0.003,
    "VEJ": 0.0014,
    "TONE": 0.0012,
    "BETJ": 0.0012,
    "INDD": 0.0008,
    "OPL": 0.0006,
    "NOTAT": 0.0006,
    "KOORD": 0.0006,
    "DIGI": 0.0006,
    "SERV": 0.0005,
    "DATA": 0.0004,
    "SAMT": 0.0004,
    "DISK": 0.0003,
}
CAME_ASTRAY: Final = 0.1
ANSWERED_ELSEWHERE: Final = 0.06
REPEATED: Final = 0.07
LATE_REASSESSMENT_REPEATED: Final = 0.2
REPRESENTED: Final = 0.08
# Two planted patterns: what to look for in the sample data.
UNANSWERED: Final = 0.25
UNANSWERED_IN_ALL: Final = 24
OPEN_TO_NEW: Final = 1.5
SILENT_VOICE: Final = 0.1
SILENT_PACE: Final = 1.35

CHANNELS: Final = {
    ComplaintChannel.PHONE: 0.33,
    ComplaintChannel.EMAIL: 0.18,
    ComplaintChannel.LETTER: 0.07,
    ComplaintChannel.DIGITAL: 0.33,
    ComplaintChannel.IN_PERSON: 0.03,
    ComplaintChannel.VIA_ADVISOR: 0.04,
    ComplaintChannel.VIA_COUNCILS: 0.02,
}
AT_WEEKENDS: Final = {ComplaintChannel.EMAIL: 0.3, ComplaintChannel.DIGITAL: 0.7}
UNLINKED: Final = 0.04
WITHOUT_CAUSE: Final = 0.04

# Days from receipt to the first attempt to speak with somebody; None for never.
FIRST_ATTEMPT: Final = {0: 0.34, 1: 0.36, 2: 0.12, 4: 0.06, 7: 0.04, None: 0.08}
REACHED: Final = 0.68
MOST_ATTEMPTS: Final = 3
BY_PHONE: Final = 0.93
NOTED: Final = 0.82
RESOLVED: Final = 0.38
WANTS_WRITING: Final = 0.7
WITHDRAWN: Final = 0.03

REASSESSED_IN_TIME: Final = 0.78
REASSESSMENTS: Final = {
    ReassessmentOutcome.UPHELD: 0.74,
    ReassessmentOutcome.FULLY_CHANGED: 0.12,
    ReassessmentOutcome.PARTLY_CHANGED: 0.09,
    ReassessmentOutcome.DISMISSED: 0.03,
    ReassessmentOutcome.WITHDRAWN: 0.02,
}
# Beside what was sent back, which the lives of the cases tell.
BOARD: Final = {
    BoardResult.AFFIRMED: 0.62,
    BoardResult.CHANGED: 0.13,
    BoardResult.ANNULLED: 0.04,
    BoardResult.DISMISSED: 0.15,
    BoardResult.REFERRED: 0.06,
}
BOARD_DAYS: Final = (240, 35)

FINDINGS: Final = {
    PointFinding.UPHELD: 0.3,
    PointFinding.PARTLY_UPHELD: 0.22,
    PointFinding.NOT_UPHELD: 0.4,
    PointFinding.NOT_CONSIDERED: 0.08,
}
RIGHT_OF_TIME: Final = 0.85
CRITICISED: Final = 0.6
GRADES: Final = {
    "CG-UHELDIGT": 0.45,
    "CG-BEKLAGELIGT": 0.35,
    "CG-KRITISABELT": 0.17,
    "CG-STÆRKT-KRITISABELT": 0.03,
}
# The five marks by the cause's group: legality, legal position, bound by law, inefficiency, and
# credibility.
MARKS: Final = {
    "TID": (0.35, 0.7, 0.95, 0.95, 0.7),
    "PROCES": (0.85, 0.8, 0.9, 0.65, 0.5),
    "AFGØRELSE": (0.9, 0.9, 0.95, 0.6, 0.4),
    "SERVICE": (0.2, 0.5, 0.3, 0.85, 0.9),
    "INDHOLD": (0.8, 0.95, 0.8, 0.5, 0.3),
    "ANDET": (0.5, 0.5, 0.5, 0.5, 0.5),
}
LEARNT_FROM: Final = 0.3
LEARNT_AFTER_DAYS: Final = 45
