"""Pages, fragments, forms and their errors come out whole and escaped."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import httpx
import pytest
from bs4 import BeautifulSoup
from jinja2 import UndefinedError
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from tests.web.page import app_of, check_part, page_of
from web.api_client import ApiRefused
from web.charts import BASELINE, Series, line_chart
from web.forms import Form, as_typed
from web.language import N_, language
from web.main import create_app
from web.navigation import local_path
from web.refusals import conflict_page
from web.render import environment, is_htmx
from web.states import STATES

LABELS = {"finish_on": N_("Dato"), "done": N_("Forespørgsel"), "state": N_("Overblik")}


def no_api(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"these pages ask nothing of the api: {request.url}")


@pytest.fixture
def pages() -> Iterator[TestClient]:
    with TestClient(create_app(httpx.MockTransport(no_api)), follow_redirects=False) as client:
        yield client


def request_with(**headers: str) -> Request:
    pairs = [
        (name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()
    ]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": pairs}
    return Request({**scope, "state": {"request_id": "test-0001"}, "server": ("testserver", 80)})


def form_of(**typed: str) -> Form:
    return Form(language("da"), LABELS, {name: [text] for name, text in typed.items()})


def macro(template: str) -> BeautifulSoup:
    source = '{% import "macros/form.html" as field %}' + template
    return BeautifulSoup(environment("da").from_string(source).render(form=FORM), "html.parser")


FORM = form_of(done="<b>fed</b>\nlinje", finish_on="31.02.2026", etag='"3"')
FORM.day("finish_on")


@pytest.mark.parametrize("path", ["/sign-in", "/help/keys", "/accessibility"])
@pytest.mark.parametrize("code", ["da", "en"])
def test_pages_are_whole_in_both_languages(pages: TestClient, path: str, code: str) -> None:
    pages.cookies.set("language", code)
    page = page_of(pages.get(path))
    assert page.html is not None
    assert page.html["lang"] == code


def test_danish_is_the_language_until_another_is_chosen(pages: TestClient) -> None:
    assert "Log ind" in pages.get("/sign-in", headers={"Accept-Language": "en"}).text
    chosen = pages.get("/language?to=en&next=/sign-in?next=/plans")
    assert (chosen.status_code, chosen.headers["Location"]) == (303, "/sign-in?next=/plans")
    assert "Sign in" in pages.get("/sign-in").text
    pages.get("/language?to=klingon")
    assert "Log ind" in pages.get("/sign-in").text


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/plans/7?x=1", "/plans/7?x=1"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\tevil", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_leads_only_to_places_of_this_site(asked: str | None, led: str) -> None:
    assert local_path(asked) == led


def test_a_page_restored_from_the_history_is_whole() -> None:
    assert is_htmx(request_with(HX_Request="true", HX_Request_Type="partial"))
    assert not is_htmx(request_with(HX_Request="true", HX_Request_Type="full"))
    assert not is_htmx(request_with(HX_History_Restore_Request="true", HX_Request_Type="full"))


def test_an_address_that_is_none_has_a_page(pages: TestClient) -> None:
    page = page_of(pages.get("/no/such/page"), 404)
    assert "Intet er ændret" in page.text
    assert page_of(pages.put("/help/keys", headers={"Sec-Fetch-Site": "same-origin"}), 405)


def test_what_is_chosen_of_a_tree_stands_without_its_indent() -> None:
    options = "[('x', '\u2003Afdeling'), (form['done'], '\u2003\u2003Team')]"
    shown = macro("{{ field.select(form, 'done', " + options + ") }}").find_all("option")
    assert [each.text for each in shown[1:]] == ["\u2003Afdeling", "Team"]


def test_a_name_that_a_page_forgot_is_an_error_and_no_blank() -> None:
    with pytest.raises(UndefinedError):
        environment("da").from_string("{{ forgotten }}").render()


def test_a_field_keeps_what_was_typed_and_says_what_to_do() -> None:
    part = macro("{{ field.summary(form) }}{{ field.date(form, 'finish_on') }}")
    check_part(part)
    box = part.select_one("#finish_on")
    assert box is not None
    assert box["value"] == "31.02.2026"
    assert box["aria-invalid"] == "true"
    assert box["aria-describedby"] == "finish_on-hint finish_on-error"
    assert "findes ikke i kalenderen" in part.select("#finish_on-error")[0].text
    assert part.select(".error-summary a[href='#finish_on']")


def test_what_was_typed_is_text_and_never_markup() -> None:
    part = macro("{{ field.textarea(form, 'done') }}")
    box = part.select_one("textarea")
    assert box is not None
    assert not box.select("b")
    assert box.text.strip() == "<b>fed</b>\nlinje"


def test_a_password_is_never_sent_back() -> None:
    part = macro("{{ field.text(form, 'done', type='password') }}")
    assert part.select("input")[0]["value"] == ""


def test_a_form_carries_its_version_and_one_submission() -> None:
    part = macro("{{ field.hidden(form) }}")
    hidden = {str(tag["name"]): str(tag["value"]) for tag in part.select("input")}
    assert hidden == {"submission": FORM.submission, "etag": '"3"'}
    assert len(FORM.submission) == 36


def test_choices_are_a_group_with_one_label_each() -> None:
    options = "[('on_track', 'ja'), ('delayed', 'nej')]"
    part = macro(f"{{{{ field.radios(form, 'state', {options}) }}}}")
    check_part(part)
    assert part.select("fieldset legend")
    assert part.select_one("input#state[value='on_track']")


def test_reads_a_form_into_values() -> None:
    form = form_of(finish_on="1.2.2026", done="  tekst\r\nmere ", state="on_track")
    assert form.day("finish_on") == date(2026, 2, 1)
    assert form.text("done") == "tekst\nmere"
    assert form.choice("state", ["on_track"]) == "on_track"
    assert form.errors == {}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "skal udfyldes"),
        ("x" * 20_001, "20001 tegn lang"),
        ("nul\x00tegn", "et tegn, der ikke kan gemmes"),
    ],
)
def test_says_what_is_wrong_with_a_text(typed: str, says: str) -> None:
    form = form_of(done=typed)
    form.text("done")
    assert says in form.error("done")
    assert "\x00" not in form["done"]


def test_an_unknown_choice_and_a_number_too_small_are_refused() -> None:
    form = form_of(state="made_up", done="-1")
    assert form.choice("state", ["on_track"]) is None
    assert form.decimal("done", least=Decimal(0)) is None
    assert set(form.errors) == {"state", "done"}


def test_an_empty_optional_field_is_nothing() -> None:
    form = form_of()
    assert form.day("finish_on", optional=True) is None
    assert form.text("done", optional=True) is None
    assert form.errors == {}


@pytest.mark.parametrize(
    ("pointer", "field"),
    [("/finish_on", "finish_on"), ("/finish_on/from", "finish_on"), ("", ""), ("/other", "")],
)
def test_the_api_s_refusal_lands_at_its_field(pointer: str, field: str) -> None:
    form = form_of()
    fault = {"pointer": pointer, "code": "ends_before_start", "detail": "It ends too early."}
    assert form.take(ApiRefused(422, {"code": "invalid_input", "errors": [fault]}))
    assert form.error(field) == "It ends too early."


def test_what_is_no_matter_for_a_form_is_left_to_its_page() -> None:
    assert not form_of().take(ApiRefused(403, {"code": "not_allowed", "detail": "No."}))


def test_a_common_refusal_is_said_in_danish() -> None:
    form = form_of()
    form.take(ApiRefused(409, {"code": "already_there", "detail": "It is there already."}))
    assert form.error("") == "Det findes allerede."


@pytest.mark.parametrize(
    ("value", "typed"),
    [(None, ""), ("2017-09-20", "20.09.2017"), (12.25, "12,25"), (True, "on"), (1600, "1600")],
)
def test_a_form_is_filled_the_way_people_type(value: object, typed: str) -> None:
    assert as_typed(value) == typed


@pytest.mark.parametrize("code", sorted(STATES))
def test_a_state_is_a_shape_and_a_word(code: str) -> None:
    source = '{% from "macros/state.html" import state_badge %}{{ state_badge(code) }}'
    shown = environment("en").from_string(source).render(code=code)
    badge = BeautifulSoup(shown, "html.parser").select_one(".state")
    assert badge is not None
    assert STATES[code].shape in badge.text
    assert badge.text.replace(STATES[code].shape, "").strip()


def test_both_versions_of_a_conflict_are_kept(pages: TestClient) -> None:
    form = form_of(done="min", finish_on="01.02.2026", state="delayed", etag='"3"')
    current = {"done": "din", "finish_on": "2026-02-01"}
    words = {"done": {"min": "Min tekst"}}
    refused = ApiRefused(412, {"current": current, "current_etag": '"4"'})

    async def conflict(request: Request) -> Response:
        return conflict_page(
            request, form, refused, action="/tracks/7", back="/plans/1", words=words
        )

    app_of(pages).add_api_route("/conflict", conflict, methods=["POST"], response_model=None)
    page = page_of(pages.post("/conflict", headers={"Sec-Fetch-Site": "same-origin"}), 412)
    versions = [(str(tag["name"]), str(tag["value"])) for tag in page.select("[type=radio]")]
    hidden = {str(tag["name"]): str(tag["value"]) for tag in page.select("main [type=hidden]")}
    assert versions == [("done", "min"), ("done", "din")]
    assert "Min tekst" in page.text
    assert hidden["finish_on"] == "01.02.2026"
    assert hidden["state"] == "delayed"
    assert hidden["etag"] == '"4"'
    assert hidden["submission"] != form.submission


def test_an_unknown_number_is_a_gap_in_the_line_and_a_dash_in_the_table() -> None:
    days = [(date(2017, 3, 1), 425.0), (date(2017, 6, 1), None), (date(2017, 9, 9), 214.0)]
    meant = [(date(2017, 3, 1), 425.0), (date(2017, 12, 31), 0.0)]
    series = [Series("Åbne <sager>", days), Series("Mål", meant, BASELINE)]
    chart = line_chart("pile", "Bunke § 41", "Åbne sager", series, language("da"))
    svg = BeautifulSoup(chart.svg, "html.parser")
    line = svg.select_one(".chart-main")
    assert line is not None
    assert str(line["d"]).count("M") == 2
    assert len(svg.select("circle")) == 2
    assert not svg.select("[style], sager")
    assert svg.select_one("title#pile-title")
    assert [row.values for row in chart.rows][1] == [None, None]


def test_the_upright_axis_begins_at_zero() -> None:
    rising = [Series("Bunke", [(date(2011, 5, 1), 95.0), (date(2011, 9, 1), 106.0)])]
    chart = line_chart("pile", "Bunke", "", rising, language("da"))
    marks = [
        tag.text for tag in BeautifulSoup(chart.svg, "html.parser").select("[text-anchor=end]")
    ]
    assert marks[0] == "0"
    assert int(marks[-1]) >= 106
