"""The built wheel does the main job in an empty environment, outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow


def run(*command, cwd, **more):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean | {"NO_COLOR": "1"}, capture_output=True, text=True, check=False, **more
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    place = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", place, ROOT, cwd=place)
    assert done.returncode == 0, done.stderr
    (built,) = place.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    place = tmp_path_factory.mktemp("empty")
    venv.create(place / "env", with_pip=True)
    binaries = place / "env" / ("Scripts" if os.name == "nt" else "bin")
    done = run(binaries / "python", "-m", "pip", "install", "-q", wheel, cwd=place)
    assert done.returncode == 0, done.stderr
    return place, binaries


def test_the_wheel_holds_code_data_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith("screener/rules/protocols/") for name in names)
    assert any(name.startswith("screener/rules/examples/") for name in names)
    assert any(name.startswith("screener/grammars/") for name in names)
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"screener"}
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "screener").rglob("*.py")}
    assert modules == {name for name in names if name.endswith(".py")}
    for folder in ("rules", "grammars"):
        kept = {path.relative_to(ROOT / folder).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        packed = {name.removeprefix(f"screener/{folder}/") for name in names if name.startswith(f"screener/{folder}/")}
        assert {name for name in kept if "__pycache__" not in name} == packed


def test_the_main_job_runs_outside_the_checkout(installed):
    place, binaries = installed
    done = run(binaries / "screener", "screen", "NCT04878770", "--examples", cwd=place)
    assert done.returncode == 0, done.stderr
    assert "eligible" in done.stdout


def test_pasted_text_compiles_outside_the_checkout(installed):
    place, binaries = installed
    text = "Inclusion Criteria:\n- Hemoglobin >= 9 g/dL\n"
    done = run(binaries / "screener", "compile", "-", cwd=place, input=text)
    assert done.returncode == 0, done.stderr
    assert "hemoglobin >= 9 g/dL" in done.stdout


def test_the_wheel_holds_the_pages_of_the_service(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    web = ROOT / "screener" / "web"
    kept = [*web.glob("static/*"), *web.glob("views/*.html"), ROOT / "screener" / "paper" / "worksheet.css"]
    assert len(kept) > 10
    assert {path.relative_to(ROOT).as_posix() for path in kept} <= names


def test_without_its_libraries_the_service_says_what_to_install(installed):
    place, binaries = installed
    done = run(binaries / "screener", "serve", cwd=place)
    assert done.returncode == 2
    assert "pip install 'eligibility-screener[web]'" in done.stderr


def test_the_package_is_found_in_the_environment_not_in_the_checkout(installed):
    place, binaries = installed
    done = run(binaries / "python", "-c", "import screener; print(screener.__file__)", cwd=place)
    assert Path(done.stdout.strip()).is_relative_to(place)
