"""The command line as a person meets it: exit codes, help, formats, and input that cannot be used."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from screener.cli.app import app
from screener.cli.app import main
from screener.cli.shared import bundled

from conftest import ROOT

VERBS = ("compile", "check", "screen", "explain", "protocols", "serve")
PROGRAM = [sys.executable, "-c", "from screener.cli.app import main; main()"]
TEXT = """Inclusion Criteria:
- Adults aged 18 to 75 years
- Hemoglobin >= 9 g/dL

Exclusion Criteria:
- Heart failure
"""
RULES = """
id = "TEST"
title = "Three rules"

[[criteria]]
id = "INCL01"
category = "inclusion"
text = "Adults aged 18 to 75 years"
rule = "age 18..75 years"
reviewer = "A. Reviewer"
reviewed = "2026-03-01"

[[criteria]]
id = "INCL02"
category = "inclusion"
text = "Hemoglobin >= 9 g/dL"
rule = "hemoglobin >= 9 g/dL"

[[criteria]]
id = "EXCL01"
category = "exclusion"
text = "Heart failure"
rule = "condition heart-failure"
"""
RECORD = {
    "schema_version": "1",
    "id": "P-1",
    "birth_date": "1980-05-01",
    "sex": "female",
    "observations": [{"text": "Hemoglobin", "value": "12.5", "unit": "g/dL", "date": "2026-03-02"}],
}
DAY = "--index-date=2026-03-09"
SECRET = "7.31"


@dataclass
class Done:
    """What a run left behind."""

    returncode: int
    stdout: str
    stderr: str


def screener(*arguments, stdin=None, cwd=None):
    """Runs the program's `main` with its own streams; an exception that gets out of it fails the test."""
    data = stdin.encode() if isinstance(stdin, str) else stdin or b""
    streams = [io.TextIOWrapper(io.BytesIO(part), encoding="utf-8", newline="") for part in (data, b"", b"")]
    kept = sys.argv, sys.stdin, sys.stdout, sys.stderr, signal.getsignal(signal.SIGPIPE), Path.cwd()
    sys.argv = ["screener", *map(str, arguments)]
    sys.stdin, sys.stdout, sys.stderr = streams
    os.chdir(cwd or kept[-1])
    try:
        main()
        code = 0
    except SystemExit as stop:
        code = int(stop.code or 0)
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = kept[:4]
        signal.signal(signal.SIGPIPE, kept[4])
        os.chdir(kept[5])
    for stream in streams:
        stream.flush()
    return Done(code, *(stream.buffer.getvalue().decode() for stream in streams[1:]))


@pytest.fixture
def invoke():
    """Runs a verb inside this process."""

    def run(*arguments, stdin=None):
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)

    return run


@pytest.fixture
def text_file(tmp_path):
    """A protocol as its text, to be read."""
    path = tmp_path / "criteria.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def protocol(tmp_path):
    """A protocol as a file of rules that a person wrote."""
    path = tmp_path / "protocol.toml"
    path.write_text(RULES, encoding="utf-8")
    return path


@pytest.fixture
def record(tmp_path):
    return write_record(tmp_path)


def write_record(folder, **changes):
    path = folder / f"{changes.get('id', 'P-1')}.json"
    path.write_text(json.dumps(RECORD | changes), encoding="utf-8")
    return path


class TestHelp:
    @pytest.mark.parametrize("verb", VERBS)
    def test_every_verb_has_help_with_examples(self, invoke, verb):
        done = invoke(verb, "--help")
        assert done.exit_code == 0
        assert f"  screener {verb}" in done.output
        assert "Examples:" in done.output

    def test_help_tells_the_exit_codes(self, invoke):
        assert "Exit codes: 0" in invoke("--help").output

    def test_version(self, invoke):
        assert re.fullmatch(r"screener \d+\.\d+\.\d+\n", invoke("--version").output)

    def test_start_up_loads_nothing_heavy(self):
        code = "import screener.cli.app, sys; print([m for m in ('pydantic','lark','pint','rich','numpy') if m in sys.modules])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"

    def test_help_starts_quickly(self):
        times = []
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run([*PROGRAM, "--help"], stdout=subprocess.DEVNULL, check=True)
            times.append(time.perf_counter() - start)
        assert min(times) < 0.5, f"`screener --help` took {min(times):.2f} s at best; benchmarks/path.py asks for 0.3 s"

    @pytest.mark.parametrize("wrong", [["nonsense"], ["compile"], ["compile", "--format", "pdf", "x"], ["screen"], ["--nope"]])
    def test_a_wrong_call_is_exit_code_2(self, wrong):
        done = screener(*wrong)
        assert done.returncode == 2
        assert "Usage" in done.stderr


class TestCompile:
    def test_text_json_jsonl_and_toml(self, invoke, text_file, tmp_path):
        assert "hemoglobin >= 9 g/dL" in invoke("compile", text_file).output
        compiled = json.loads(invoke("compile", text_file, "--format", "json").output)
        assert [criterion["id"] for criterion in compiled["criteria"]] == ["INCL01", "INCL02", "EXCL01"]
        (line,) = invoke("compile", text_file, "--format", "jsonl").output.splitlines()
        assert json.loads(line)["source"] == "criteria.txt"
        place = tmp_path / "protocol.toml"
        assert invoke("compile", text_file, "-o", place).exit_code == 0
        again = json.loads(invoke("compile", place, "--format", "json").output)
        assert [c["rule"] for c in again["criteria"]] == [c["rule"] for c in compiled["criteria"]]

    def test_standard_input_gives_what_the_file_gives(self, text_file):
        piped = json.loads(screener("compile", "-", "--format", "json", stdin=TEXT).stdout)
        named = json.loads(screener("compile", text_file, "--format", "json").stdout)
        assert piped["criteria"] == named["criteria"]

    def test_a_folder_gives_one_object_a_line(self, invoke, tmp_path):
        for number in range(25):
            (tmp_path / f"p{number:02}.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / ".hidden").write_text("x", encoding="utf-8")
        lines = invoke("compile", tmp_path, "--format", "jsonl").output.splitlines()
        assert [json.loads(line)["source"] for line in lines] == [f"p{number:02}.txt" for number in range(25)]

    def test_one_bad_file_of_many_does_not_lose_the_others(self, tmp_path):
        (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02\xff\xfe" * 200)
        (tmp_path / "c.txt").write_text(TEXT, encoding="utf-8")
        done = screener("compile", tmp_path, "--format", "jsonl")
        assert done.returncode == 2
        assert [json.loads(line)["source"] for line in done.stdout.splitlines() if json.loads(line)["criteria"]] == ["a.txt", "c.txt"]
        assert "b.txt" in done.stderr

    def test_a_reader_that_stops_early_ends_the_program_quietly(self, tmp_path):
        for number in range(300):
            (tmp_path / f"{number:03}.txt").write_text(TEXT, encoding="utf-8")
        line = f"{sys.executable} -c 'from screener.cli.app import main; main()' compile {tmp_path} -f jsonl | head -n 1"
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=120, check=False)
        assert len(done.stdout.splitlines()) == 1
        assert done.stderr == ""

    def test_recompiling_keeps_a_reviewed_rule_and_says_what_differs(self, text_file, tmp_path):
        place = tmp_path / "kept.toml"
        screener("compile", text_file, "-o", place)
        text = place.read_text(encoding="utf-8")
        start = text.index('id = "INCL02"')
        edited = text[:start] + text[start:].replace("hemoglobin >= 9 g/dL", "hemoglobin >= 8 g/dL", 1).replace(
            'reviewer = ""\nreviewed = ""', 'reviewer = "A. Reviewer"\nreviewed = "2026-03-01"', 1
        )
        assert edited.count("A. Reviewer") == 1
        place.write_text(edited, encoding="utf-8")
        done = screener("compile", text_file, "-o", place)
        assert "hemoglobin >= 8 g/dL" in place.read_text(encoding="utf-8")
        assert "INCL02" in done.stderr

    def test_fail_on(self, invoke, tmp_path):
        path = tmp_path / "odd.txt"
        path.write_text("Inclusion Criteria:\n- Hemoglobin = 9 g/dL\n", encoding="utf-8")
        assert invoke("compile", path).exit_code == 0
        assert invoke("compile", path, "--fail-on", "error").exit_code == 1
        assert invoke("check", path, "--fail-on", "warning").exit_code == 1


class TestCheck:
    def test_shows_the_account_and_carets(self, invoke, tmp_path):
        path = tmp_path / "odd.txt"
        path.write_text("Inclusion Criteria:\n- Hemoglobin = 9 g/dL\n", encoding="utf-8")
        done = invoke("check", path)
        assert "damaged-sign" in done.output
        assert re.search(r"\n +\^+", done.output)
        assert "characters" in done.output

    def test_json_accounts_for_every_character(self, invoke, text_file):
        found = json.loads(invoke("check", text_file, "--format", "json").output)
        assert sum(found["coverage"].values()) == len(TEXT)

    def test_bundled_protocols_have_nothing_unread(self, invoke):
        assert bundled(), "no bundled protocols"
        for name in bundled():
            assert invoke("check", name, "--fail-on", "unread").exit_code == 0, name


class TestScreen:
    def test_one_record_gives_the_full_report(self, invoke, protocol, record):
        done = invoke("screen", protocol, record, DAY)
        assert done.exit_code == 0
        assert "P-1: undetermined" in done.output
        assert "Ask next" in done.output
        assert "Heart failure" in done.output

    def test_many_records_give_a_work_list_in_order(self, invoke, protocol, tmp_path):
        folder = tmp_path / "records"
        folder.mkdir()
        write_record(folder, id="too-old", birth_date="1940-01-01")
        write_record(folder, id="open")
        write_record(folder, id="more-open", observations=[])
        write_record(folder, id="fine", complete=[{"domain": "conditions"}])
        done = invoke("screen", protocol, folder, DAY)
        places = [done.output.index(f"\n{name} ") for name in ("too-old", "fine", "open", "more-open")]
        assert places == sorted(places)
        assert "4 candidates" in done.output

    def test_without_an_index_date_it_is_today_and_says_so(self, invoke, protocol, record):
        assert "(today, as none was given)" in invoke("screen", protocol, record).output

    def test_json_is_a_list_of_reports(self, invoke, protocol, record):
        (report,) = json.loads(invoke("screen", protocol, record, DAY, "--format", "json").output)
        assert report["patient"] == "P-1"
        assert [finding["criterion"] for finding in report["findings"]] == ["INCL01", "INCL02", "EXCL01"]

    def test_csv_has_a_row_for_each_criterion(self, invoke, protocol, record):
        rows = list(csv.DictReader(invoke("screen", protocol, record, DAY, "--format", "csv").output.splitlines()))
        assert [(row["patient"], row["criterion"], row["finding"]) for row in rows] == [
            ("P-1", "INCL01", "pass"),
            ("P-1", "INCL02", "pass"),
            ("P-1", "EXCL01", "unknown"),
        ]

    def test_a_spreadsheet_runs_no_formula_from_a_record(self, invoke, protocol, tmp_path):
        record = tmp_path / "f.json"
        record.write_text(json.dumps(RECORD | {"id": "=cmd()"}), encoding="utf-8")
        rows = list(csv.DictReader(invoke("screen", protocol, record, DAY, "--format", "csv").output.splitlines()))
        assert {row["patient"] for row in rows} == {"'=cmd()"}

    def test_html_is_one_page_that_loads_nothing_and_runs_nothing(self, invoke, tmp_path, protocol):
        evil = tmp_path / "evil.json"
        evil.write_text(json.dumps(RECORD | {"id": "<script>alert(1)</script>"}), encoding="utf-8")
        page = invoke("screen", protocol, evil, DAY, "--format", "html").output
        tags = Tags(page)
        assert "script" not in tags.seen
        assert not tags.loaded
        assert "&lt;script&gt;" in page
        assert not tags.unclosed

    def test_presumption_is_stated(self, invoke, protocol, record):
        done = invoke("screen", protocol, record, DAY, "--presume", "conditions")
        assert "presumed" in done.output
        assert "P-1: eligible" in done.output

    def test_fail_on(self, invoke, protocol, record, tmp_path):
        old = write_record(tmp_path, id="old", birth_date="1940-01-01")
        assert invoke("screen", protocol, old, DAY).exit_code == 0
        assert invoke("screen", protocol, old, DAY, "--fail-on", "ineligible").exit_code == 1
        assert invoke("screen", protocol, record, DAY, "--fail-on", "undetermined").exit_code == 1

    def test_the_text_itself_gives_the_same_verdict_as_its_file(self, invoke, text_file, record):
        from_text = json.loads(invoke("screen", text_file, record, DAY, "--format", "json").output)
        from_rules = json.loads(invoke("screen", TEXT, record, DAY, "--format", "json").output)
        assert from_text[0]["findings"] == from_rules[0]["findings"]

    def test_pasted_text_as_the_argument(self, invoke, record):
        assert invoke("screen", TEXT, record, DAY).exit_code == 0

    def test_output_goes_to_the_file_that_is_named(self, invoke, protocol, record, tmp_path):
        place = tmp_path / "out.html"
        assert invoke("screen", protocol, record, DAY, "--format", "html", "-o", place).output == ""
        assert place.read_text(encoding="utf-8").startswith("<!doctype html>")
        assert not list(tmp_path.glob("*.part"))

    @pytest.mark.parametrize("name", bundled())
    def test_examples_of_every_bundled_protocol(self, invoke, name):
        done = invoke("screen", name, "--examples", "--format", "json")
        assert done.exit_code == 0, done.output
        reports = json.loads(done.output)
        assert len(reports) >= 3
        assert {report["index_date"] for report in reports} == {"2026-03-09"}
        assert len({report["status"] for report in reports}) > 1, "examples should show different verdicts"


class TestExplain:
    def test_walks_one_criterion(self, invoke, protocol, record):
        done = invoke("explain", protocol, record, "--criterion", "incl02", DAY)
        assert done.exit_code == 0
        assert "INCL02" in done.output
        assert "12.5 g/dL" in done.output
        assert "EXCL01" not in done.output

    def test_walks_all_of_them(self, invoke, protocol, record):
        output = invoke("explain", protocol, record, DAY).output
        assert all(name in output for name in ("INCL01", "INCL02", "EXCL01"))

    def test_a_criterion_that_is_not_there(self, protocol, record):
        done = screener("explain", protocol, record, "--criterion", "EXCL09")
        assert done.returncode == 2
        assert "EXCL01" in done.stderr


class TestBadInput:
    """Each is a sentence that names the place and the next move, with exit code 2, and never a traceback."""

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "no criteria text"),
            (b" \n\t\r\n", "no criteria text"),
            (bytes(range(256)) * 40, "binary"),
            (b'{"protocolSection": {"eligibilityModule": {"eligibilityCriteria": "Incl', "JSON"),
            (b'{"protocolSection": {}}', "no criteria text"),
            (b'{"resourceType": "Patient"}', "no registry record"),
            (b"<clinical_study><eligibility>", "XML"),
        ],
        ids=["empty", "blank", "binary", "truncated JSON", "JSON without criteria", "JSON of something else", "truncated XML"],
    )
    def test_a_protocol_that_cannot_be_read(self, tmp_path, content, says):
        path = tmp_path / "broken.txt"
        path.write_bytes(content)
        for verb in ("compile", "check"):
            done = screener(verb, path)
            assert done.returncode == 2, (done.stdout, done.stderr)
            assert says in done.stdout + done.stderr
            assert "broken.txt" in done.stdout + done.stderr

    def test_a_protocol_that_is_not_there(self, record):
        done = screener("screen", "no-such-file.txt", record)
        assert done.returncode == 2
        assert "no-such-file.txt" in done.stderr
        assert "NCT04878770" in done.stderr

    def test_text_without_sections_is_taken_as_inclusion_and_said_so(self, tmp_path):
        path = tmp_path / "plain.txt"
        path.write_text("Hemoglobin at least 9 g/dL\n", encoding="utf-8")
        done = screener("check", path)
        assert done.returncode == 0
        assert "no-sections" in done.stdout

    @pytest.mark.parametrize("name", ["a" * 5000, "nul\0byte", "", "folder"])
    def test_odd_file_names(self, tmp_path, name):
        (tmp_path / "folder").mkdir()
        if "\0" in name:
            assert CliRunner().invoke(app, ["check", name]).exit_code != 0
            return
        assert screener("check", name, cwd=tmp_path).returncode == 2

    @pytest.mark.parametrize(
        "content",
        [b"", b'{"id": "P-1", "observations": [', b"\x00\xff" * 300, b'{"id": "P-1", "unknown field": 1}', b"[]", b"3"],
        ids=["empty", "truncated", "binary", "unknown field", "no record", "a number"],
    )
    def test_a_record_that_cannot_be_read(self, protocol, tmp_path, content):
        path = tmp_path / "record.json"
        path.write_bytes(content)
        done = screener("screen", protocol, path, DAY)
        assert done.returncode == 2, done.stdout
        assert "record.json" in done.stderr

    @pytest.mark.parametrize(
        "observation",
        [
            {"text": "Hemoglobin", "value": SECRET, "unit": "furlongs", "date": "2026-03-02"},
            {"text": "Hemoglobin", "value": SECRET, "unit": "10*9/L", "date": "2026-03-02"},
            {"text": "Hemoglobin", "value": "-" + SECRET, "unit": "g/dL", "date": "2026-03-02"},
            {"text": "Hemoglobin", "value": SECRET, "unit": "g/dL", "date": "2027-01-01"},
        ],
        ids=["unknown unit", "wrong dimension", "negative", "in the future"],
    )
    def test_a_value_that_cannot_be_used_is_unknown_and_never_printed_as_an_error(self, protocol, tmp_path, observation):
        path = write_record(tmp_path, observations=[observation])
        done = screener("screen", protocol, path, DAY, "--format", "json")
        assert done.returncode == 0, done.stderr
        (report,) = json.loads(done.stdout)
        (finding,) = [item for item in report["findings"] if item["criterion"] == "INCL02"]
        assert finding["finding"] == "unknown"
        assert SECRET not in done.stderr

    def test_two_values_on_one_day_are_a_conflict(self, protocol, tmp_path):
        seen = {"text": "Hemoglobin", "unit": "g/dL", "date": "2026-03-02"}
        path = write_record(tmp_path, observations=[seen | {"value": "8"}, seen | {"value": "10"}])
        (report,) = json.loads(screener("screen", protocol, path, DAY, "--format", "json").stdout)
        (finding,) = [item for item in report["findings"] if item["criterion"] == "INCL02"]
        assert (finding["finding"], finding["reasons"]) == ("unknown", ["conflict"])

    @pytest.mark.parametrize(
        ("option", "says"),
        [
            (["--index-date", "09/03/2026"], "YYYY-MM-DD"),
            (["--anchor", "consent"], "--anchor consent=2026-03-09"),
            (["--anchor", "consent=soon"], "YYYY-MM-DD"),
            (["--presume", "everything"], "conditions"),
            (["--site", "no-such-site.toml"], "no-such-site.toml"),
        ],
    )
    def test_a_wrong_option_says_what_to_write(self, protocol, record, option, says):
        done = screener("screen", protocol, record, *option)
        assert done.returncode == 2
        assert says in done.stderr

    def test_no_record_names_the_next_move(self, protocol):
        done = screener("screen", protocol)
        assert done.returncode == 2
        assert "--examples" in done.stderr

    def test_output_that_cannot_be_written(self, protocol, tmp_path):
        done = screener("compile", protocol, "-o", tmp_path / "no-folder" / "x.json")
        assert done.returncode == 2
        assert "-o" in done.stderr

    @pytest.mark.parametrize(
        "text",
        ["a" * 1_000_000, "x " * 500_000, "(" * 50_000, "( [ " * 12_500 + ") ] " * 12_500, "- a\n" * 20_000],
        ids=["1 MB word", "1 MB line", "50,000 brackets", "nested pairs", "20,000 bullets"],
    )
    def test_a_monster_ends_soon_with_every_character_accounted_for(self, tmp_path, text):
        path = tmp_path / "monster.txt"
        path.write_text("Inclusion Criteria:\n" + text, encoding="utf-8")
        start = time.perf_counter()
        done = screener("check", path, "--format", "json")
        assert done.returncode == 0, done.stderr[-500:]
        assert time.perf_counter() - start < 20
        assert sum(json.loads(done.stdout)["coverage"].values()) == len("Inclusion Criteria:\n" + text)


class TestTerminal:
    def test_no_colour_into_a_pipe(self, protocol, record):
        assert "\x1b" not in screener("screen", protocol, record, DAY).stdout

    @pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo terminal")
    @pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
    def test_colour_on_a_terminal_unless_no_color(self, protocol, record, no_colour, coloured):
        shown = on_a_terminal([*PROGRAM, "screen", str(protocol), str(record), DAY], no_colour)
        assert ("\x1b[3" in shown) is coloured

    def test_an_ascii_terminal_still_gets_everything(self, protocol):
        done = subprocess.run(
            [*PROGRAM, "compile", str(protocol)], env=os.environ | {"PYTHONIOENCODING": "ascii"}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def on_a_terminal(command, no_colour):
    """What the command prints when its output is a terminal."""
    keeper, terminal = os.openpty()
    settings = os.environ | {"TERM": "xterm-256color", "COLUMNS": "100"}
    settings.pop("NO_COLOR", None)
    if no_colour:
        settings["NO_COLOR"] = no_colour
    process = subprocess.Popen(command, stdout=terminal, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=settings)
    os.close(terminal)
    shown = b""
    while True:
        try:
            part = os.read(keeper, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    process.wait(timeout=60)
    os.close(keeper)
    return shown.decode()


class Tags(HTMLParser):
    """Which elements a page has, what it would load, and what it leaves open."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, page):
        super().__init__()
        self.seen, self.loaded, self.unclosed = set(), [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        self.loaded += [value for name, value in attributes if name in {"src", "action"} or (name == "href" and not value.startswith("#"))]
        assert not any(name.startswith("on") for name, _ in attributes)
        if tag not in self.VOID:
            self.unclosed.append(tag)

    def handle_endtag(self, tag):
        assert self.unclosed.pop() == tag


def test_the_installed_command_is_this_program():
    import tomllib

    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert scripts == {"screener": "screener.cli.app:main"}
    assert Path(sys.executable).with_name("screener").exists() or os.name == "nt"
