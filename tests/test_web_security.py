"""Who may ask the service, from where, how much and how long; and what every answer forbids a browser to do."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from screener.cli.app import app
from screener.core.errors import ScreenerError
from screener.web.session import Sessions
from screener.web.settings import Settings
from screener.web.settings import checked

from candidate_for_tests import GOOD
from candidate_for_tests import TEXT
from service_for_tests import HERE
from service_for_tests import TOKEN
from service_for_tests import client
from service_for_tests import running

ROUTES = (
    ("GET", "/"),
    ("GET", "/protocols/NCT04946669"),
    ("GET", "/protocols/NCT04946669/bundle.json"),
    ("GET", "/protocols/NCT04946669/rules"),
    ("GET", "/protocols/NCT04946669/screen"),
    ("GET", "/site.json"),
    ("GET", "/compile"),
    ("POST", "/compile"),
    ("POST", "/compile/file"),
    ("POST", "/compile/form"),
    ("POST", "/screen"),
    ("GET", "/api"),
    ("GET", "/api/"),
    ("GET", "/api/openapi.json"),
    ("GET", "/api/protocols"),
    ("GET", "/api/protocols/NCT04946669"),
    ("GET", "/api/protocols/NCT04946669/form"),
    ("POST", "/api/compile"),
    ("POST", "/api/form"),
    ("POST", "/api/screen"),
    ("POST", "/api/worksheet"),
    ("GET", "/static/screener-form.js"),
    ("GET", "/static/form-page.js"),
    ("GET", "/static/worksheet.css"),
    ("POST", "/logout"),
    ("GET", "/nothing"),
)


@pytest.fixture(scope="module")
def plain():
    with client() as found:
        yield found


@pytest.fixture(scope="module")
def locked():
    with client(token=TOKEN) as found:
        yield found


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


class TestStart:
    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "screening.example.org", ""])
    def test_elsewhere_than_on_this_machine_it_wants_a_token(self, host):
        with pytest.raises(ScreenerError, match="needs a token"):
            checked(Settings(host=host))
        assert checked(Settings(host=host, token=TOKEN))

    @pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.8", "::1", "[::1]", "localhost"])
    def test_on_this_machine_it_wants_none(self, host):
        assert checked(Settings(host=host))

    def test_a_name_behind_a_proxy_wants_a_token(self):
        with pytest.raises(ScreenerError, match="needs a token"):
            checked(Settings(names=("screening.example.org",)))

    @pytest.mark.parametrize("token", ["short", "fifteen-letters", "with a space in between it", "with\nline ends and more"])
    def test_a_weak_token_is_refused(self, token):
        with pytest.raises(ScreenerError, match="token"):
            checked(Settings(token=token))

    def test_the_routes_of_this_test_are_all_there_are(self, plain):
        known = {(method, path) for method, path in ROUTES if not path.startswith(("/static", "/nothing"))}
        found = set()
        for route in plain.app.routes:
            for method in getattr(route, "methods", None) or ():
                found.add((method, route.path.replace("{ident}", "NCT04946669")))
        found = {one for one in found if one[0] not in ("HEAD", "OPTIONS")}
        if not found:
            pytest.fail("no routes were found")
        assert {one for one in found if one[1] != "/login"} <= known


class TestToken:
    @pytest.mark.parametrize(("method", "path"), ROUTES)
    def test_every_route_asks_for_it(self, locked, method, path):
        assert code(locked.request(method, path)) == (401, "token-missing")
        wrong = locked.request(method, path, headers={"Authorization": "Bearer not-the-token-of-it"})
        assert code(wrong) == (401, "token-missing")
        assert wrong.headers["www-authenticate"] == "Bearer"
        right = locked.request(method, path, headers={"Authorization": f"Bearer {TOKEN}"})
        assert right.status_code != 401

    def test_a_browser_is_led_to_the_login_form_and_gets_a_cookie(self, locked):
        asked = locked.get("/", headers={"Accept": "text/html"})
        assert (asked.status_code, asked.headers["location"]) == (303, "/login")
        assert 'name="token"' in locked.get("/login").text
        wrong = locked.post("/login", data={"token": "not-the-token"})
        assert (wrong.status_code, "set-cookie" in wrong.headers) == (401, False)
        right = locked.post("/login", data={"token": TOKEN})
        cookie = right.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
        assert TOKEN not in cookie
        value = cookie.partition("=")[2].partition(";")[0]
        assert locked.get("/", headers={"Cookie": f"screener-session={value}"}).status_code == 200
        assert code(locked.get("/api/protocols", headers={"Cookie": f"screener-session={value[:-1]}x"})) == (401, "token-missing")
        locked.cookies.clear()

    def test_over_tls_the_cookie_is_for_tls_alone(self):
        with client(base_url="https://127.0.0.1:8765", token=TOKEN) as found:
            assert "Secure" in found.post("/login", data={"token": TOKEN}).headers["set-cookie"]

    def test_a_cookie_ends(self):
        sessions = Sessions(TOKEN)
        made = sessions.cookie(now=0)
        assert sessions.holds(made, now=12 * 3600 - 1)
        assert not sessions.holds(made, now=12 * 3600 + 1)
        assert not Sessions(TOKEN).holds(made, now=0), "nor does it outlive the service"
        assert not sessions.holds("", now=0)
        assert not sessions.holds("9999999999.", now=0)

    def test_without_a_token_there_is_no_login(self, plain):
        assert "asks for no token" in plain.get("/login").text
        assert plain.post("/login", data={"token": "x"}).headers["location"] == "/"


class TestWhereFrom:
    @pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil", "", "[", "10.0.0.1:8765"])
    def test_a_foreign_host_name_is_turned_away(self, plain, host):
        answer = plain.get("/api/protocols", headers={"Host": host})
        assert code(answer) == (421, "other-host")

    @pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:9", "[::1]:8765"])
    def test_names_of_this_machine_are_known(self, plain, host):
        assert plain.get("/api/protocols", headers={"Host": host}).status_code == 200

    def test_a_name_given_at_the_start_is_known(self):
        with client(names=("screening.example.org",), token=TOKEN) as found:
            headers = {"Authorization": f"Bearer {TOKEN}"}
            assert found.get("/api/protocols", headers=headers | {"Host": "Screening.example.org"}).status_code == 200
            assert code(found.get("/api/protocols", headers=headers | {"Host": "evil.example"})) == (421, "other-host")

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1:9999"},
            {"Origin": HERE, "Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ],
    )
    def test_another_sites_page_cannot_post(self, plain, headers):
        for path in ("/api/screen", "/screen", "/compile", "/login", "/logout"):
            assert code(plain.post(path, headers=headers)) == (403, "other-origin")

    @pytest.mark.parametrize("headers", [{}, {"Origin": HERE}, {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}])
    def test_own_pages_and_programs_can(self, plain, headers):
        assert plain.post("/api/compile", json={"text": TEXT}, headers=headers).status_code == 200

    def test_no_other_site_may_read_an_answer(self, plain):
        answer = plain.get("/api/protocols", headers={"Origin": "https://evil.example"})
        assert not any(name.startswith("access-control") for name in answer.headers)


class TestHeaders:
    @pytest.mark.parametrize(("method", "path"), ROUTES)
    def test_every_answer_carries_them(self, plain, method, path):
        answer = plain.request(method, path)
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
        assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        stored = "no-cache" if path.startswith("/static") else "no-store"
        assert answer.headers["cache-control"] == stored
        assert "server" not in answer.headers

    @pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if route[0] == "GET"])
    def test_pages_hold_no_inline_script_or_style_and_load_from_here_alone(self, plain, method, path):
        answer = plain.request(method, path, headers={"Accept": "text/html"})
        if not answer.headers["content-type"].startswith("text/html") or "form" in path:
            return
        page = answer.text
        assert "<script>" not in page
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick" not in page
        for attribute in ('src="', 'href="', 'action="'):
            for part in page.split(attribute)[1:]:
                assert part.startswith(("/", "#", "data:,"))
                assert not part.startswith("//")


class TestLimits:
    def test_a_request_that_is_too_large_is_refused_by_its_length(self):
        with client(largest=2000) as found:
            assert code(found.post("/api/compile", content=b"x" * 2001)) == (413, "too-large")
            assert code(found.post("/screen", files={"files": ("a.json", b"x" * 3000)})) == (413, "too-large")
            assert found.post("/api/compile", json={"text": TEXT}).status_code == 200

    def test_and_by_its_size_where_it_tells_no_length(self):
        with client(largest=2000) as found:
            taken = []

            def parts():
                for number in range(1000):
                    taken.append(number)
                    yield b"x" * 100

            assert code(found.post("/api/compile", content=parts())) == (413, "too-large")

    def test_an_upload_stays_in_memory(self, plain, monkeypatch):
        def rolled_over(*_):
            raise AssertionError("an upload went to disk")

        monkeypatch.setattr("tempfile.SpooledTemporaryFile.rollover", rolled_over)
        long = json.dumps(GOOD) + " " * 3_000_000
        answer = plain.post("/screen", data={"protocol": "NCT04946669"}, files={"files": ("a.json", long)})
        assert answer.status_code == 200
        assert "C-1" in answer.text

    def test_a_form_that_is_damaged(self, plain):
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        for body, headers in ((b"--y\r\n", kind), (b"", {"Content-Type": "multipart/form-data"}), (b"--x\r\nA: b", kind)):
            assert plain.post("/screen", content=body, headers=headers).status_code in (400, 422)

    def test_a_text_that_is_too_long(self):
        with client(longest_text=1000) as found:
            long = "Inclusion Criteria:\n" + "- Age 18 to 75 years\n" * 100
            assert code(found.post("/api/compile", json={"text": long})) == (413, "text-too-long")
            assert code(found.post("/api/screen", json={"text": long, "records": []})) == (413, "text-too-long")
            answer = found.post("/compile", data={"text": long}, headers={"Accept": "text/html"})
            assert answer.status_code == 413
            assert "more than 1,000 characters" in answer.text

    def test_work_that_takes_too_long_is_stopped_and_the_next_is_done(self):
        long = "Inclusion Criteria:\n" + "- Hemoglobin of 9 g/dL or more and platelets above 100 x 10^9/L\n" * 20_000
        with client(seconds=1.0, longest_text=10_000_000) as found:
            start = time.monotonic()
            answer = found.post("/api/compile", json={"text": long})
            assert code(answer) == (503, "time-limit")
            assert time.monotonic() - start < 10
            for _ in range(60):
                if found.post("/api/compile", json={"text": TEXT}).status_code == 200:
                    break
                time.sleep(0.5)
            else:
                pytest.fail("the service did not come back")

    def test_a_worker_that_dies_is_replaced(self):
        with client() as found:
            found.portal.call(found.app.state.workers.all[0].process.kill)
            answers = [found.post("/api/compile", json={"text": TEXT}).status_code for _ in range(2)]
            assert answers[-1] == 200


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with running(tmp_path_factory.mktemp("serve"), "--max-mb", "0.01", "--time-limit", "3") as found:
        yield found


class TestRunning:
    """The program as a site runs it, over a socket."""

    def said(self, service, *parts, wait=0.0):
        with socket.create_connection(("127.0.0.1", service.port), timeout=20) as line:
            for part in parts:
                try:
                    line.sendall(part)
                except OSError:
                    break
                time.sleep(wait)
            answer = b""
            try:
                while chunk := line.recv(65536):
                    answer += chunk
                    if b"}}" in answer or (b"\r\n\r\n" in answer and b"ontent-length: 0" in answer):
                        break
            except OSError:
                pass
        return answer

    def test_a_chunked_body_without_a_length_is_cut_off(self, service):
        head = f"POST /api/compile HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
        answer = self.said(service, head, *[b"3e8\r\n" + b"x" * 1000 + b"\r\n"] * 30)
        assert b" 413 " in answer.splitlines()[0]
        assert b"too-large" in answer

    def test_a_body_that_comes_too_slowly_is_given_up(self, service):
        head = f"POST /api/compile HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\nContent-Length: 500\r\n\r\n".encode()
        start = time.monotonic()
        answer = self.said(service, head, b"{", b'"', wait=0.2)
        assert b" 408 " in answer.splitlines()[0]
        assert time.monotonic() - start < 10

    def test_the_log_holds_no_value_whatever_is_asked(self, service):
        secret = "1987-06-05"
        host = f"Host: 127.0.0.1:{service.port}\r\n"
        body = json.dumps({"text": TEXT, "records": [GOOD | {"id": secret, "birth_date": secret}], "weight": secret}).encode()
        for line in (
            f"GET /api/protocols?born={secret} HTTP/1.1\r\n{host}Connection: close\r\n\r\n".encode(),
            f"GET /patients/{secret} HTTP/1.1\r\n{host}Connection: close\r\n\r\n".encode(),
            f"GET /api/protocols/{secret} HTTP/1.1\r\n{host}Connection: close\r\n\r\n".encode(),
            f"{secret} / HTTP/1.1\r\n{host}Connection: close\r\n\r\n".encode(),
            f"GET / {secret}\r\n\r\n".encode(),
            f"POST /api/screen HTTP/1.1\r\n{host}Content-Length: {len(body)}\r\n\r\n".encode() + body,
        ):
            assert self.said(service, line)
        for _ in range(50):  # a line is written when its answer has gone out
            told = service.log.read_text()
            if "POST /api/screen 422" in told:
                break
            time.sleep(0.1)
        assert "GET /api/protocols 200" in told
        assert "POST /api/screen 422" in told
        assert secret not in told
        assert "patients" not in told

    def test_nothing_is_written_to_disk(self, tmp_path):
        with running(tmp_path) as service:
            body = json.dumps({"text": TEXT, "records": [GOOD]}).encode()
            head = f"POST /api/screen HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            assert b" 200 " in self.said(service, head + body).splitlines()[0]
        assert [path.name for path in Path(tmp_path).iterdir()] == ["serve.log"]


class TestCommand:
    def test_without_a_token_it_listens_nowhere_else(self, capsys, monkeypatch):
        monkeypatch.delenv("SCREENER_TOKEN", raising=False)
        done = CliRunner().invoke(app, ["serve", "--host", "0.0.0.0"])
        assert isinstance(done.exception, ScreenerError)
        assert "SCREENER_TOKEN" in done.exception.hint

    def test_without_the_extra_it_says_which(self, monkeypatch):
        for name in [name for name in sys.modules if name.split(".")[0] in ("uvicorn", "fastapi") or name.startswith("screener.web")]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "uvicorn", None)
        done = CliRunner().invoke(app, ["serve"])
        assert isinstance(done.exception, ScreenerError)
        assert "eligibility-screener[web]" in done.exception.hint

    def test_a_port_that_is_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            done = CliRunner().invoke(app, ["serve", "--port", str(taken.getsockname()[1])])
        assert isinstance(done.exception, ScreenerError)
        assert "cannot listen" in done.exception.message

    def test_a_protocol_file_is_offered_and_a_broken_one_refused(self, tmp_path):
        good, bad = tmp_path / "mine.txt", tmp_path / "bad.toml"
        good.write_text(TEXT)
        bad.write_text("criteria = 7")
        with client(protocols=(good,)) as found:
            assert "mine" in [one["id"] for one in found.get("/api/protocols").json()["protocols"]]
        done = CliRunner().invoke(app, ["serve", "--port", "0", "--workers", "1", str(bad)])
        assert isinstance(done.exception, ScreenerError)
        assert "bad.toml is not a usable protocol file" in done.exception.message
        done = CliRunner().invoke(app, ["serve", "--port", "0", "--workers", "1", "--site", str(bad)])
        assert isinstance(done.exception, ScreenerError)
        assert "bad.toml is not a usable site file" in done.exception.message

    @pytest.mark.skipif(os.name != "posix", reason="signals to a group of processes")
    def test_it_ends_quietly_with_its_workers(self):
        command = [sys.executable, "-c", "from screener.cli.app import main; main()", "serve", "--port", "0"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
        assert "listens on" in process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        told, _ = process.communicate(timeout=30)
        assert "Traceback" not in told
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)
