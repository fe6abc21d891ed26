"""A file of cases goes through a real browser, a form and two servers, also without a script."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Live

WRONG = "fagsystem;sagsreference;sagstype;enhed;oprindelse;modtaget\r\n{rows}"
ROW = "esdh;{number};handicapbiler;Børnefamilier, afdeling 1;borger;31-02-2017\r\n"


def test_a_file_is_tried_without_a_script(browser: Browser, live: Live, tmp_path: Path) -> None:
    """More than one piece of it, so that it is passed on while it comes."""
    file = tmp_path / "sager.csv"
    rows = "".join(ROW.format(number=number) for number in range(3000))
    file.write_text(WRONG.format(rows=rows), encoding="utf-8")
    with browser.new_context(java_script_enabled=False, locale="da-DK") as context:
        page = context.new_page()
        live.sign_in(page, "stab")
        page.goto(f"{live.url}/case-imports")
        page.get_by_label("Fil med sager").set_input_files(file)
        page.get_by_role("button", name="Prøv uden at gemme").click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("sager.csv")
        expect(page.get_by_text("3000 linjer er læst, og intet er gemt")).to_be_visible()
        expect(page.locator("#refusals tbody tr")).to_have_count(100)
        with page.expect_download() as download:
            page.get_by_role("link", name="Hent som CSV").click()
        assert download.value.path().read_text(encoding="utf-8-sig").count("day_unknown") == 3000
