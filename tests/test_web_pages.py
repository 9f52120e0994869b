"""The pages as HTML: what stands on them, and that nothing of a text or record becomes markup."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from screener.reading.compile import compile_text
from screener.web.side_by_side import side_by_side

from candidate_for_tests import GOOD
from candidate_for_tests import TEXT
from conftest import ROOT
from forms_for_tests import FIVE
from forms_for_tests import protocol
from service_for_tests import DAY
from service_for_tests import client

EVIL = '<img src=x onerror="hurt()"><script>hurt()</script>'
ODD = TEXT + "- Platelets ? 100 x 10^9/L\n- Anything that in the opinion of the investigator speaks against it\n"
PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def web():
    with client() as found:
        yield found


def words(answer):
    """The visible words of a page, roughly."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def upload(web, *files, **fields):
    sent = {"protocol": "NCT04946669", "index_date": DAY} | fields
    return web.post("/screen", data={name: value for name, value in sent.items() if value is not None}, files=[("files", one) for one in files])


class TestProtocols:
    def test_the_list_leads_to_every_page(self, web):
        page = web.get("/").text
        for name in FIVE:
            for path in (f"/protocols/{name}", f"/protocols/{name}/rules", f"/protocols/{name}/screen"):
                assert f'href="{path}"' in page
                assert web.get(path).status_code == 200

    def test_the_form_decides_from_its_rules(self, web):
        page = web.get("/protocols/NCT04946669").text
        assert '<screener-form protocol="/protocols/NCT04946669/bundle.json" autosave>' in page
        assert web.get("/protocols/NCT04946669/bundle.json").json()["kind"] == "screener-form-bundle"

    def test_a_protocol_that_is_not_there(self, web):
        answer = web.get("/protocols/NCT00000000", headers=PAGE)
        assert answer.status_code == 404
        assert "There is no protocol of that id." in words(answer)


class TestCompile:
    def test_rules_stand_beside_their_words(self, web):
        page = web.post("/compile", data={"text": ODD}).text
        pairs = page.split('class="pair')[1:]
        (hemoglobin,) = [pair for pair in pairs if "Hemoglobin &gt;= 9 g/dL" in pair.partition('class="rules"')[0]]
        assert "INCL02" in hemoglobin.partition('class="rules"')[2]

    def test_issues_stand_at_their_place(self, web):
        page = web.post("/compile", data={"text": ODD}).text
        (damaged,) = [pair for pair in page.split('class="pair')[1:] if "Platelets" in pair.partition('class="rules"')[0]]
        number = re.search(r'href="#issue-(\d+)"', damaged)[1]
        assert f'id="issue-{number}"' in damaged
        assert "damaged-sign" in damaged

    def test_every_state_of_the_account_is_marked_with_more_than_colour(self, web):
        page = web.post("/compile", data={"text": ODD}).text
        for state in ("compiled", "judgement", "unread", "filler"):
            assert f'class="{state} first' in page
        assert '<span class="sr">(not read:) </span>' in page
        assert '<span class="sr">(for a person:) </span>' in page
        style = web.get("/static/style.css").text
        for state, sign in (("compiled", "solid"), ("judgement", "dashed"), ("unread", "double")):
            assert re.search(rf"\.{state} {{[^}}]*border-bottom: \dpx {sign}", style)

    @pytest.mark.parametrize("name", [*FIVE, "small"])
    def test_every_character_is_shown_once(self, name):
        shown = side_by_side(protocol(name))
        for field in shown["fields"]:
            text = "".join(piece["text"] for row in field["rows"] for piece in row["pieces"])
            assert "".join(text.split()) == "".join(protocol(name).texts[field["name"]].split())
        rules = [rule["id"] for field in shown["fields"] for row in field["rows"] for rule in row["rules"]]
        assert sorted(rules) == sorted(one.id for one in protocol(name).criteria)

    def test_every_issue_is_shown_once(self):
        made = compile_text(ODD + EVIL)
        shown = side_by_side(made)
        placed = [one["number"] for field in shown["fields"] for row in field["rows"] for one in row["issues"]]
        assert sorted(placed) == list(range(1, shown["placed"] + 1))
        ends = [number for field in shown["fields"] for row in field["rows"] for piece in row["pieces"] for number in piece["ends"]]
        assert sorted(ends) == sorted(placed)

    def test_nothing_and_layout_alone(self, web):
        for text in ("", "\n\n", "* * *", "\x00", "\ud83d"):
            answer = web.post("/compile", data={"text": text.encode("utf-8", errors="replace").decode()})
            assert answer.status_code == 200, text

    def test_line_ends_of_a_browser_and_leading_lines_are_kept(self, web):
        page = web.post("/compile", data={"text": "\r\n\r\n" + TEXT.replace("\n", "\r\n")}).text
        kept = unescape(page.partition('<textarea id="text"')[2].partition(">\n")[2].partition("</textarea>")[0])
        assert kept == "\n\n" + TEXT

    def test_the_text_can_be_kept_as_a_file_and_as_a_form(self, web):
        file = web.post("/compile/file", data={"text": TEXT})
        assert file.headers["content-disposition"] == "attachment; filename=protocol.toml"
        assert 'rule = "hemoglobin >= 9 g/dL"' in file.text or "hemoglobin >= 9 g/dL" in file.text
        form = web.post("/compile/form", data={"text": TEXT})
        assert form.headers["content-disposition"] == "attachment; filename=form.html"
        assert form.text.startswith("<!doctype html>")


class TestScreen:
    def test_examples_give_a_work_list_with_worksheets(self, web):
        paths = sorted((ROOT / "rules/examples/NCT04878770").glob("*.json"))
        answer = upload(web, *((path.name, path.read_bytes()) for path in paths), protocol="NCT04878770")
        assert [name in words(answer) for name in ("anna", "bilal", "carla", "daan")] == [True] * 4
        assert answer.text.count('<article class="sheet') == 4
        assert answer.text.index("bilal") < answer.text.index("daan"), "who is out comes first"

    def test_a_pasted_text_screens_records_too(self, web):
        answer = upload(web, ("a.json", json.dumps(GOOD)), protocol=None, text=TEXT)
        assert "C-1" in words(answer)
        assert "eligible" in words(answer)

    def test_answers_of_the_form_come_as_a_worksheet(self, web):
        answers = {"protocol": "NCT04946669", "candidate": "K-17", "index_date": DAY, "answers": {}}
        answer = upload(web, protocol="NCT04946669", answers=json.dumps(answers))
        assert "Candidate K-17" in words(answer)
        assert "undetermined" in words(answer)

    def test_answers_to_other_rules_are_refused(self, web):
        answers = {"protocol": "NCT04946669", "candidate": "K-17", "answers": {}}
        answer = upload(web, answers=json.dumps(answers), rules_hash="0" * 64)
        assert answer.status_code == 409

    def test_files_that_are_no_records_are_told(self, web):
        answer = upload(web, ("a.pdf", b"%PDF-1.7"), ("b.json", b"{"), ("c.json", b"[]"), ("d.xlsx", b"PK\x03\x04"))
        assert answer.status_code == 200
        assert "No record could be read." in words(answer)
        assert "binary-input" in words(answer)
        assert "json-broken" in words(answer)

    def test_no_file_and_a_date_that_is_none(self, web):
        assert upload(web).status_code == 422
        answer = upload(web, ("a.json", json.dumps(GOOD)), index_date="yesterday")
        assert (answer.status_code, "yesterday" in answer.text) == (422, False)

    def test_unread_text_bars_eligible(self, web):
        answer = upload(web, ("a.json", json.dumps(GOOD)), protocol=None, text=ODD)
        assert "undetermined" in words(answer)
        assert not re.search(r"✓ eligible", answer.text)


class TestScriptIsText:
    def test_in_a_pasted_text(self, web):
        for path in ("/compile", "/compile/form"):
            page = web.post(path, data={"text": f"Inclusion Criteria:\n- Diagnosis of {EVIL} syndrome\n- Age {EVIL}\n</textarea>{EVIL}"}).text
            assert EVIL not in page
            assert "<img" not in page

    def test_in_records_file_names_and_candidates(self, web):
        record = GOOD | {"id": EVIL, "conditions": [{"text": EVIL, "status": EVIL}], EVIL: 1}
        answer = upload(web, (f"{EVIL}.json", json.dumps(record)), protocol=None, text=f"Inclusion:\n- {EVIL}\n- No {EVIL}")
        assert answer.status_code == 200
        assert "hurt()" in answer.text
        assert EVIL not in answer.text
        assert "<img" not in answer.text

    def test_in_an_address(self, web):
        answer = web.get(f"/protocols/{EVIL}", headers=PAGE)
        assert "<img" not in answer.text
        answer = web.post("/screen", data={"protocol": EVIL, "stage": EVIL, "answers": EVIL}, headers=PAGE)
        assert "<img" not in answer.text
