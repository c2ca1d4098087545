"""What `pouch check` is asked, and how it answers."""

from __future__ import annotations

import pytest
from checked import check, found
from support import Site, build, post, run_module

# An error, a warning and a piece of advice.
FILES = {
    "a.md": post("![](/images/no,50%.png)\n\nx", title="A"),
    "2025-06-03-b.md": "---\ntitle: B\n---\nText.\n",
    "c.org": "x",
}
WARNING = "content/a.md:6: warning: no image /images/no"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    return build(tmp_path_factory.mktemp("check"), FILES)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 1),
        (("--ignore", "not-published"), 0),
        (("--ignore", "not-published", "--strict"), 1),
        (("--only", "front-matter-guessed", "--strict"), 0),
        (("--only", "picture-*"), 0),
        (("--only", "picture-*", "--strict"), 1),
    ],
)
def test_only_what_counts_makes_it_fail(site: Site, arguments: tuple[str, ...], code: int) -> None:
    assert check(site, *arguments).returncode == code


def test_codes_choose_what_is_told(site: Site) -> None:
    only = found(site, "--only", "picture-missing", "--only", "front-matter-*")
    assert [line.rpartition("[")[2] for line in only] == [
        "front-matter-guessed]",
        "picture-missing]",
    ]

    ignored = found(site, "--ignore", "front-*", "--ignore", "picture-missing", "--ignore", "alt-*")
    assert len(ignored) == 1
    assert ignored[0].startswith("content/c.org:1: error: not published")


def test_an_unknown_code_is_a_mistake(site: Site) -> None:
    run = check(site, "--only", "picture-mising")

    assert run.returncode == 2
    assert "unknown code 'picture-mising'; did you mean picture-missing?" in run.stderr


def test_the_codes_are_listed(site: Site) -> None:
    run = check(site, "--codes")

    assert run.returncode == 0
    assert "alt-missing: an image without alt text\n" in run.stdout


def test_a_line_is_sorted_and_summed_up(site: Site) -> None:
    out = check(site).stdout.splitlines()

    places = [line.split(": ")[0] for line in out[:4]]
    assert places == sorted(places)
    assert out[-2] == site.account
    assert out[-1] == "1 error, 1 warning, 2 pieces of advice in 3 files"


def test_github_is_given_commands_that_no_text_can_break(site: Site) -> None:
    out = check(site, "--format", "github").stdout

    assert "::error file=content/c.org,line=1,title=not-published::not published" in out
    assert "::warning file=content/a.md,line=6,title=picture-missing::no image" in out
    assert "/images/no,50%25.png in the content folder" in out
    assert "::notice file=content/2025-06-03-b.md,line=1,title=front-matter-guessed::" in out


def test_settings_that_are_taken_over_keep_their_place(build_site) -> None:
    site = build_site({"a.md": post()})
    (site.folder / "publishconf.py").write_text(
        "from conf import *\nimport os\n\nOUTPUT_RETENTION = ['.git']\nsitename = 'x'\n"
    )
    with (site.folder / "conf.py").open("a") as file:
        file.write(
            "\nPATH = 'content'\nTYPOGRIFY_DASHES = 'oldschool'\nHELPER = 1\nUSER = HELPER\n"
        )
    number = (site.folder / "conf.py").read_text().splitlines().index("HELPER = 1")

    run = run_module("pelican_plugins.cli", ["check", "-s", "publishconf.py"], site.folder)

    told = [line for line in run.stdout.splitlines() if "conf.py:" in line]
    assert [line.split(": ")[0] for line in told] == [
        f"conf.py:{number}",
        f"conf.py:{number + 2}",
        "publishconf.py:4",
    ]
    assert "USER is not a setting" in told[1]
