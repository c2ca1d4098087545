"""The dates in names of files, and which keys may state a date instead."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pelican_plugins.front_matter.dates_in_names import date_in_file_name, date_in_path
from pelican_plugins.front_matter.post import SourceContext, read_post
from pelican_plugins.front_matter.settings import FrontMatterSettings

IN_PATH = {
    "2019-04-23-name.md": "2019-04-23",
    "2016-2-29-leap.md": "2016-02-29",
    "2016-02-9-b.md": "2016-02-09",
    "2016_2_9 b.md": "2016-02-09",
    "2016/2/9/name.md": "2016-02-09",
    "posts/2016/02/09/index.md": "2016-02-09",
    "2016/2/2016-3-1-b.md": "2016-03-01",
    # Neither a column nor a version is a day.
    "2016/1/2-columns.md": None,
    "2019.1.2-release.md": None,
    "201612-3-name.md": None,
    "2016-2-30-name.md": None,
    "16-02-09-name.md": None,
    "12-16-2009/name.md": None,
}
# As Jekyll 4.3.1 builds them.
OF_JEKYLL = {
    "_posts/2016-2-29-leap.md": "2016-02-29",
    "_posts/16-02-09-f.md": "2016-02-09",
    "_posts/69-02-17-old.md": "1969-02-17",
    "_posts/68-02-17-new.md": "2068-02-17",
    "_posts/160-02-16-three.md": "0160-02-16",
    "_posts/2016-02-30-late.md": "2016-03-01",
    "_posts/2016-02-09_name.md": "2016-02-09",
    "_posts/2016-02-32-name.md": None,
    "_posts/2016-13-01-name.md": None,
}
OF_HUGO = {
    "post/2016-02-09-name.md": "2016-02-09",
    "post/2016-02-09-name/index.md": "2016-02-09",
    "post/2016-02-09-name/index.fr.md": "2016-02-09",
    "post/2016-02-09.md": "2016-02-09",
    "post/2016-02-09/name.md": None,
    "post/2016/02/09/name.md": None,
    "post/2016-2-29-name.md": None,
    "post/20160209-name.md": None,
    "post/2016-02-30-name.md": None,
}


def day(found: tuple[datetime, str] | None) -> str | None:
    return found and found[0].date().isoformat()


@pytest.mark.parametrize(("path", "expected"), IN_PATH.items())
def test_a_date_in_a_path(path: str, expected: str | None) -> None:
    assert day(date_in_path(path)) == expected


@pytest.mark.parametrize(("path", "expected"), OF_JEKYLL.items())
def test_a_date_in_a_name_as_jekyll_reads_it(path: str, expected: str | None) -> None:
    assert day(date_in_path(path, "jekyll")) == expected


@pytest.mark.parametrize(("path", "expected"), OF_HUGO.items())
def test_a_date_in_a_name_as_hugo_reads_it(path: str, expected: str | None) -> None:
    assert day(date_in_file_name(path)) == expected


KEYS = [
    # The setting, the front matter, the date.
    ((), "date: 2020-05-05", "2020-05-05"),
    ((), "draft: false", "2016-01-01"),
    (("date",), "date: 2020-05-05", "2020-05-05"),
    (("date",), "draft: false", None),
    (("date", "lastmod"), "LastMod: 2021-06-06", "2021-06-06"),
    (("date",), "created: 2021-06-06", None),
    ((":filename", "date"), "date: 2020-05-05", "2016-01-01"),
    (("date", ":filename"), "date: 2020-05-05", "2020-05-05"),
    (("date", ":filename"), "created: 2021-06-06", "2016-01-01"),
    (("created", "date", ":filename"), "date: 2020-05-05\ncreated: 2021-06-06", "2021-06-06"),
    (("created", "date"), "date: 2020-05-05\ncreated:", "2020-05-05"),
]


@pytest.mark.parametrize(("date_keys", "front_matter", "expected"), KEYS)
def test_the_keys_that_state_a_date(
    date_keys: tuple[str, ...], front_matter: str, expected: str | None
) -> None:
    place = SourceContext(
        path="post/2016-01-01-name.md",
        is_page=False,
        now=datetime(2025, 7, 1, tzinfo=UTC),
        zone=UTC,
    )
    post = read_post(
        f"---\ntitle: Name\n{front_matter}\n---\nWords.\n",
        place,
        FrontMatterSettings(date_keys=date_keys, url_keys="all"),
    )
    assert post is not None
    found = post.metadata.get("date")
    assert (found and found.date()) == (expected and date.fromisoformat(expected))
