"""A site in which every post has the same fault has a log that can be read."""

from __future__ import annotations

import json

import pytest
from checked import check
from support import Site, build, post

NUMBER = 75
FAULTS = {
    "status": lambda n: post(title=f"S{n}", status=f"odd-{n}"),
    "yaml": lambda n: f"---\ntitle: 'never closed {n}\n---\n",
    "date": lambda n: post(title=f"D{n}", date=f"some day {n}"),
    "image": lambda n: post(f"![A jug](/images/none{n}.png)", title=f"I{n}"),
}
FILES = {
    f"{name}{number:03}.md": text(number)
    for name, text in FAULTS.items()
    for number in range(NUMBER)
}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    return build(tmp_path_factory.mktemp("many"), FILES)


def test_the_log_has_a_few_lines_of_each_kind_and_one_that_counts(site: Site) -> None:
    lines = site.log.splitlines()
    told = {name: [n for n in lines if n.startswith(f"content/{name}")] for name in FAULTS}
    counts = [line for line in lines if " of the same kind (" in line]

    assert site.code == 0
    assert len(lines) < 60, site.log
    assert 1 <= len(told["image"]) <= 10
    assert counts
    for line in counts:
        assert line.count("content/") == 3, line
        assert " lists them all" in line
    starts = f"{NUMBER} warnings of the same kind (picture-missing)"
    assert any(line.startswith(starts) for line in counts)
    assert any(" errors of the same kind (front-matter-unreadable)" in line for line in counts)


def test_the_check_names_every_one(site: Site) -> None:
    findings = json.loads(check(site, "--json").stdout)["findings"]
    named = {(one["path"], one["code"]) for one in findings}

    for name in FAULTS:
        paths = {path for path, code in named if path.startswith(f"content/{name}")}
        assert len(paths) == NUMBER, name
    assert not [one for one in findings if "of the same kind" in one["text"]]


@pytest.mark.parametrize("fatal", ["errors", "warnings"])
def test_fatal_ends_a_build_as_before(tmp_path, fatal: str) -> None:
    few = {name: text for name, text in FILES.items() if name.startswith(("yaml00", "image00"))}

    assert build(tmp_path, few, arguments=("--fatal", fatal)).code == 1


def test_warnings_are_not_fatal_to_who_asks_for_errors(tmp_path) -> None:
    few = {name: text for name, text in FILES.items() if name.startswith("image0")}

    ended = build(tmp_path, few, arguments=("--fatal", "errors"))

    assert ended.code == 0
    assert f"{NUMBER} warnings of the same kind" in ended.log
