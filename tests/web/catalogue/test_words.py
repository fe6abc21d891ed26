"""The words for complaints: the Citizens' Advisor keeps them, others read them."""

import pytest
from sqlmodel import Session, select

from api.catalogue.causes.tables import ComplaintCause
from api.catalogue.criticism_grades.tables import CriticismGrade
from api.catalogue.learning_steps.tables import LearningStep
from tests.web.papers import Pages, key, text


@pytest.fixture
def advisor(pages: Pages) -> Pages:
    return pages.sign_in("borgerraadgiver")


def test_a_cause_lies_inside_its_group(advisor: Pages) -> None:
    page = advisor.open("/complaint-words")

    assert "26 årsager i grupper" in text(page.main)
    line = page.select_one(f"#cause-{key('CC-TID')} #cause-{key('CC-TID-SVAR')}")
    assert text(line).startswith("Manglende svar på henvendelse TID-SVAR")


def test_the_way_there_is_for_who_keeps_them(pages: Pages) -> None:
    for username, shown in (("borgerraadgiver", True), ("leder", False)):
        page = pages.sign_in(username).open("/")
        assert bool(page.select("header a[href='/complaint-words']")) is shown


def test_others_read_and_are_told_who_keeps_them(pages: Pages) -> None:
    page = pages.sign_in("leder").open("/complaint-words")

    assert "Ordene rettes af Borgerrådgiveren" in text(page.main)
    assert not page.select("main a.button")
    pages.open("/complaint-causes/new", 403)
    pages.open(f"/complaint-causes/{key('CC-TID')}/edit", 403)


def test_a_cause_is_added_to_the_group_it_was_begun_in(advisor: Pages, session: Session) -> None:
    group = key("CC-SERVICE")
    path = f"/complaint-causes/new?group_id={group}"
    assert advisor.filled(path)["group_id"] == str(group)

    names = {"name_da": "Ventetid i telefonen", "name_en": "Waiting on the telephone"}
    page = advisor.sent(path, code="BETJ-TLF", position="6", **names)

    cause = session.exec(select(ComplaintCause).where(ComplaintCause.code == "BETJ-TLF")).one()
    line = text(page.select_one(f"#cause-{group} #cause-{cause.id}"))
    assert line.startswith("Ventetid i telefonen BETJ-TLF")


def test_a_cause_is_taken_out_of_use(advisor: Pages) -> None:
    kept = key("CC-TID-UDBET")
    page = advisor.sent(f"/complaint-causes/{kept}/edit", retired="on")

    assert "ude af brug" in text(page.select_one(f"#cause-{kept}"))


def test_a_cause_can_not_lie_under_none(advisor: Pages) -> None:
    answer = advisor.send(f"/complaint-causes/{key('CC-VEJ')}/edit", group_id="")

    assert answer.status_code == 422
    assert "En årsag bliver i en gruppe." in answer.text


def test_a_code_in_small_letters_is_shown_with_what_is_wrong(advisor: Pages) -> None:
    path = f"/complaint-causes/new?group_id={key('CC-TID')}"
    answer = advisor.send(path, name_da="Ny", name_en="New", code="ny", position="1")

    assert answer.status_code == 422
    assert 'id="code-error"' in answer.text


def test_a_group_with_causes_stays(advisor: Pages) -> None:
    path = f"/complaint-causes/{key('CC-TID')}/delete"
    answer = advisor.post(path, advisor.filled(path))

    assert (answer.status_code, "Det er ikke slettet" in answer.text) == (422, True)


def test_the_scale_gets_a_step(advisor: Pages, session: Session) -> None:
    names = {"name_da": "Alvorligt", "name_en": "Serious"}
    page = advisor.sent("/criticism-grades/new", code="ALVORLIGT", position="9", **names)

    made = session.exec(select(CriticismGrade).where(CriticismGrade.code == "ALVORLIGT")).one()
    last = page.select("ol.tree > li")[-1]
    assert last["id"] == f"grade-{made.id}"


def test_a_step_of_learning_is_given_its_name(advisor: Pages, session: Session) -> None:
    step = session.exec(select(LearningStep).where(LearningStep.step == 3)).one()
    assert text(advisor.open("/complaint-words").select_one("#step-3 th")) == "Trin 3"

    path = f"/learning-steps/{step.id}/edit"
    page = advisor.sent(path, name_da="Det tredje", name_en="The third")

    assert text(page.select_one("#step-3 th")) == "Det tredje"


def test_there_is_no_sixth_step(advisor: Pages, session: Session) -> None:
    first = session.exec(select(LearningStep).where(LearningStep.step == 1)).one()

    advisor.open("/learning-steps/new", 403)
    advisor.open(f"/learning-steps/{first.id}/delete", 403)


def test_what_was_changed_is_told_in_words(advisor: Pages) -> None:
    kept = key("CC-TONE")
    advisor.sent(f"/complaint-causes/{kept}/edit", name_da="Tonen")

    told = text(advisor.open(f"/complaint-causes/{kept}/changes").main)
    assert "Tone, optræden og adfærd → Tonen" in told
