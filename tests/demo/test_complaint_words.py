"""The sample words for complaints: causes in groups, a scale of criticism, five unnamed steps."""

from sqlmodel import Session, col, select

from api.catalogue.causes.queries import causes_in_tree
from api.catalogue.causes.schemas import ComplaintCauseIn
from api.catalogue.criticism_grades.schemas import CriticismGradeIn
from api.catalogue.criticism_grades.tables import CriticismGrade
from api.catalogue.learning_steps.tables import LearningStep

# Written from the survey of published lists by hand, not from the data file.
CAUSES = {
    "TID": ["TID-FRIST", "TID-SVAR", "TID-UNDERRET", "TID-OPF", "TID-GENV", "TID-UDBET"],
    "PROCES": ["VEJ", "OPL", "HØR", "INDD", "AKT", "NOTAT", "SAMT", "DATA"],
    "AFGØRELSE": ["BEGR", "KLAGEV"],
    "SERVICE": ["TONE", "BETJ", "DIGI", "SKIFT", "KOORD"],
    "INDHOLD": ["AFG-RET", "AFG-UDM", "AFG-FAKTA"],
    "ANDET": ["DISK", "SERV"],
}


def test_every_cause_stands_in_its_group(plans: Session) -> None:
    rows = [row for _, row in causes_in_tree(plans)]
    groups = {row.id: row.code for row in rows if row.group_id is None}
    found: dict[str, list[str]] = {code: [] for code in groups.values()}
    for row in rows:
        if row.group_id:
            found[groups[row.group_id]].append(row.code)

    assert list(found.items()) == list(CAUSES.items())


def test_every_word_passes_the_rules_for_new_ones(plans: Session) -> None:
    for _, cause in causes_in_tree(plans):
        ComplaintCauseIn(**cause.model_dump(include=set(ComplaintCauseIn.model_fields)))
        assert cause.name_da != cause.name_en or cause.code == "SERVICE"
    for grade in plans.exec(select(CriticismGrade)):
        CriticismGradeIn(**grade.model_dump(include=set(CriticismGradeIn.model_fields)))


def test_the_scale_goes_from_mild_to_severe(plans: Session) -> None:
    names = select(CriticismGrade.name_da).order_by(col(CriticismGrade.position))

    assert plans.exec(names).all() == [
        "Uheldigt",
        "Beklageligt",
        "Kritisabelt",
        "Stærkt kritisabelt",
    ]


def test_nobody_invented_names_for_the_five_steps(plans: Session) -> None:
    names = plans.exec(select(LearningStep.name_da).order_by(col(LearningStep.step))).all()

    assert names == ["Trin 1", "Trin 2", "Trin 3", "Trin 4", "Trin 5"]
