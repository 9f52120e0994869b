"""The examples of docs/serve.md, run against a running service; `--accept` writes their outputs anew."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from conftest import ROOT
from service_for_tests import running

PAGE = ROOT / "docs" / "serve.md"
REQUEST = re.compile(r"<!-- request: (\w+) -->\n```sh\n(.*?)```\n\n```text\n(.*?)```\n", re.DOTALL)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    if shutil.which("curl") is None:
        pytest.skip("the examples of docs/serve.md are made with curl")
    with running(tmp_path_factory.mktemp("serve")) as found:
        yield found


@pytest.mark.parametrize("name", [match[1] for match in REQUEST.finditer(PAGE.read_text(encoding="utf-8"))])
def test_a_request_gives_what_the_page_shows(service, name, accept):
    page = PAGE.read_text(encoding="utf-8")
    (found,) = [match for match in REQUEST.finditer(page) if match[1] == name]
    command = found[2].replace("http://127.0.0.1:8765", service.address).replace("--json '", "-H 'Content-Type: application/json' -d '")
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    made = done.stdout.rstrip("\n") + "\n"
    if accept:
        start, end = found.span(3)
        PAGE.write_text(page[:start] + made + page[end:], encoding="utf-8")
        return
    assert found[3] == made


def test_every_route_and_every_refusal_is_in_the_page():
    page = PAGE.read_text(encoding="utf-8")
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "screener" / "web").glob("*.py"))
    for status, code in re.findall(r"Refusal\(\s*(\d{3}),\s*\"([a-z-]+)\"", sources):
        assert re.search(rf"\| {status} \|[^|]*`{code}`", page), f"{status} {code}"
    for route in re.findall(r'@router\.(?:get|post)\(\s*"(/[a-z/{}]*)"', (ROOT / "screener/web/api.py").read_text(encoding="utf-8")):
        assert f"/api{route.replace('{ident}', 'ID')}" in page
