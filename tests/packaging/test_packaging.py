"""The wheel holds what it should, and every documented way to install the suite works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support import ROOT, Site, post

pytestmark = pytest.mark.packaging

BODY = "Text\n\n## Resources\n\n* One https://example.net/1\n"
POST = post(BODY, title="Post")
HEADERS = f"Title: Post\nDate: 2025-06-03\n\n{BODY}"
PARTS = (
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "pelican_plugins",
    "theme",
    "pelicanconf.py",
    "content",
)
SETTINGS = {"SITENAME": "A", "SITEURL": "https://example.org", "TIMEZONE": "UTC", "LOCALE": ["C"]}


def run(*command: str | Path, cwd: Path) -> str:
    variables = {
        name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ
    }
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


class Environment:
    """A virtual environment of its own, with what pyproject.toml asks for.

    What has been downloaded for the tests is not downloaded again: it is linked, or copied.

    Args:
        folder: of the environment, which it makes.
        besides: distributions that are asked for, too.
    """

    def __init__(self, folder: Path, *besides: str) -> None:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        self.python = folder / "bin" / "python"
        self.folder = folder
        (self.packages,) = folder.joinpath("lib").glob("python*/site-packages")
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        for distribution in asked_for([*project["dependencies"], *besides]):
            for file in distribution.files or ():
                # Commands lie beside the packages.
                if file.parts[0] != "..":
                    target = self.packages / file
                    target.parent.mkdir(parents=True, exist_ok=True)
                    source = str(distribution.locate_file(file))
                    try:
                        os.link(source, target)
                    except OSError:
                        # It lies on another disk.
                        shutil.copy2(source, target)

    def pip(self, *arguments: str | Path) -> str:
        """Run the pip of the tests on this environment; nothing is downloaded."""
        quiet = ("--quiet", "--disable-pip-version-check")
        pip = (sys.executable, "-m", "pip", "--python", self.python)
        return run(*pip, *arguments, *quiet, cwd=self.folder)

    def build(self, folder: Path, *, text: str = POST, **settings: object) -> str:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "content").mkdir(parents=True)
        (folder / "content" / "a.md").write_text(text)
        values = {**SETTINGS, **settings}
        conf = "\n".join(f"{name} = {value!r}" for name, value in values.items())
        (folder / "conf.py").write_text(conf)
        return run(
            *(self.python, "-m", "pelican", "content", "-s", "conf.py", "-o", "output"),
            *("--log-handler", "plain"),
            cwd=folder,
        )


def asked_for(requirements: list[str]) -> list[metadata.Distribution]:
    """Return the distributions that *requirements* name, and those that they ask for."""
    found: dict[str, metadata.Distribution] = {}
    pending = [(Requirement(text), "") for text in requirements]
    while pending:
        requirement, extra = pending.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name, extras = canonicalize_name(requirement.name), requirement.extras or {""}
        if name in found and extras == {""}:
            continue
        found[name] = distribution = metadata.distribution(name)
        assert requirement.specifier.contains(distribution.version, prereleases=True), requirement
        asked = map(Requirement, distribution.requires or ())
        pending += [(one, wanted) for one in asked for wanted in extras]
    return list(found.values())


def resources_in(folder: Path) -> bool:
    return 'class="resources"' in (folder / "output" / "post.html").read_text()


def themed(folder: Path) -> bool:
    return (folder / "output" / "theme" / "css" / "main.css").is_file() and (
        "skip-link" in (folder / "output" / "index.html").read_text()
    )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is under version control, so that builds leave nothing in the real one."""
    folder = tmp_path_factory.mktemp("checkout")
    ignored = shutil.ignore_patterns("__pycache__", "_theme")
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    run(*(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", "dist"), cwd=checkout)
    (built,) = (checkout / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    environment = Environment(tmp_path_factory.mktemp("wheel") / "venv")
    # Its dependencies are there, else pip would look for them and fail.
    environment.pip("install", "--no-index", wheel)
    return environment


def test_the_wheel_holds_package_theme_and_shim_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    def count(start: str) -> int:
        return sum(name.startswith(start) for name in names)

    sources = [p for p in ROOT.joinpath("pelican_plugins").rglob("*.py") if "_theme" not in p.parts]
    theme = [path for path in ROOT.joinpath("theme").rglob("*") if path.is_file()]
    assert count("pelican_plugins/_theme/") == len(theme)
    # Without _namespace.py, which has its own place, and with the marker for type checkers, the
    # schema for editors and the script for cards.
    assert count("pelican_plugins/") == len(sources) - 1 + 3 + len(theme)
    assert "pelican_plugins/py.typed" in names
    assert "pelican_plugins/tags/vocabulary_schema.json" in names
    assert [name for name in names if name.startswith("pelican/")] == [
        "pelican/plugins/pouch/__init__.py"
    ]
    assert "pelican_plugins/_namespace.py" not in names
    assert count("pelican_plugins/") + 1 + count("pelican_pouch-") == len(names)


def test_the_readme_of_a_package_index_needs_no_file_beside_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/METADATA"))
        text = archive.read(name).decode()
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)

    targets = re.findall(r'\]\(([^)]+)\)|(?:src|srcset)="([^"]+)"', prose)
    assert len(targets) > 20
    assert [one for pair in targets for one in pair if one and not one.startswith("http")] == []


def test_two_wheels_of_one_source_are_alike_to_the_byte(
    checkout: Path, wheel: Path, tmp_path: Path
) -> None:
    """Even where somebody else has checked it out, at another time."""
    other = tmp_path / "checkout"
    shutil.copytree(checkout, other, ignore=shutil.ignore_patterns("dist"))
    for path in other.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (1e9, 1e9))
    run(*(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", "dist"), cwd=other)

    assert (other / "dist" / wheel.name).read_bytes() == wheel.read_bytes()


@pytest.mark.parametrize("plugins", [None, ["pelican_plugins"], ["pouch"]], ids=str)
def test_the_whole_suite_is_found(installed: Environment, tmp_path: Path, plugins) -> None:
    log = installed.build(tmp_path / "site", PLUGINS=plugins)

    assert "Traceback" not in log
    assert resources_in(tmp_path / "site")
    assert themed(tmp_path / "site")


def test_one_plugin_is_found(installed: Environment, tmp_path: Path) -> None:
    plugins = ["pelican_plugins.front_matter", "pelican_plugins.resources"]
    installed.build(tmp_path / "site", PLUGINS=plugins)

    assert resources_in(tmp_path / "site")
    assert not themed(tmp_path / "site")


def test_a_site_that_does_not_want_us_is_left_alone(installed: Environment, tmp_path: Path) -> None:
    log = installed.build(tmp_path / "site", text=HEADERS, PLUGINS=[])

    assert log.startswith("Done: Processed 1 article")
    assert not resources_in(tmp_path / "site")
    assert not themed(tmp_path / "site")


def test_the_theme_is_found_in_the_wheel(installed: Environment, tmp_path: Path) -> None:
    script = "import pelican_plugins; print(pelican_plugins.theme_path())"
    path = Path(run(installed.python, "-c", script, cwd=tmp_path).strip())

    assert path.parts[-2:] == ("pelican_plugins", "_theme")
    assert (path / "templates" / "base.html").is_file()


def test_the_command_is_installed(installed: Environment, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.md").write_text(POST)

    report = run(installed.folder / "bin" / "pouch", "import", "old", cwd=tmp_path)

    assert report.startswith("Markdown files in old (recognised by the lack of generator settings)")
    assert "1 of 1 post or page can be read" in report


def test_pelican_lists_us_among_its_plugins(installed: Environment, tmp_path: Path) -> None:
    listed = "from pelican.plugins._utils import list_plugins; list_plugins()"
    assert "pelican.plugins.pouch" in run(installed.python, "-c", listed, cwd=tmp_path)


def test_a_missing_library_stops_nobody_elses_build(installed: Environment, tmp_path: Path) -> None:
    broken = Environment(tmp_path / "venv")
    for name in ("pelican_plugins", "pelican/plugins/pouch"):
        shutil.copytree(installed.packages / name, broken.packages / name)
    shutil.rmtree(broken.packages / "feedgen")

    others = broken.build(tmp_path / "others", text=HEADERS, PLUGINS=[])
    assert others.startswith("Done: Processed 1 article")
    ours = broken.build(tmp_path / "ours", PLUGINS=None)
    assert "plugin pelican_plugins.feeds disabled: No module named 'feedgen'" in ours
    assert resources_in(tmp_path / "ours")
    assert (tmp_path / "ours" / "output" / "feeds" / "all.atom.xml").is_file()


@pytest.fixture(scope="module")
def dependencies(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment with what we depend on, and without us."""
    return Environment(tmp_path_factory.mktemp("dependencies") / "venv")


def test_the_checkout_works_with_nothing_installed_but_dependencies(
    dependencies: Environment, checkout: Path, demo_site: Site, tmp_path: Path
) -> None:
    # What another test has encoded need not be encoded again; a cache is where one starts from.
    for place in (checkout, tmp_path):
        shutil.copytree(demo_site.folder / "cache", place / "cache")
    log = run(dependencies.python, "-m", "pelican", "content", cwd=checkout)
    assert "Done: Processed" in log
    assert themed(checkout)

    # From elsewhere too, with the settings named.
    elsewhere = ("-s", checkout / "pelicanconf.py", "-o", tmp_path / "output")
    run(dependencies.python, "-m", "pelican", checkout / "content", *elsewhere, cwd=tmp_path)
    assert themed(tmp_path)


def test_an_editable_installation_follows_the_checkout(checkout: Path, tmp_path: Path) -> None:
    environment = Environment(
        tmp_path / "venv", "hatchling", "hatch-fancy-pypi-readme", "editables"
    )
    environment.pip("install", "--no-index", "--no-build-isolation", "--editable", checkout)

    environment.build(tmp_path / "site", PLUGINS=["pelican_plugins"])
    assert resources_in(tmp_path / "site")
    assert themed(tmp_path / "site")

    environment.build(tmp_path / "unset", PLUGINS=None)
    assert resources_in(tmp_path / "unset")
