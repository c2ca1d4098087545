"""Dates in whole sites: what is read, what is told, and what Pelican's own readers keep reading."""

from __future__ import annotations

import pytest
from support import build, post, run_module

READ = {
    "dotted": ("08.03.2019", "2019-03-08T00:00:00+00:00"),
    "short": ("3.4.26", "2026-04-03T00:00:00+00:00"),
    "go": ("2019-03-08 10:00:00.5 +0100 CET m=+0.1", "2019-03-08T10:00:00.500000+01:00"),
    "script": (
        "Sat Mar 30 2019 01:00:00 GMT+0100 (Central European Standard Time)",
        "2019-03-30T01:00:00+01:00",
    ),
    "ruby": ("2023-01-29 18:30:22 2023 -0800", "2023-01-29T18:30:22-08:00"),
    "people": ("2019-03-08 10:00 UTC+2", "2019-03-08T10:00:00+02:00"),
    "clock": ("2019-03-08 10.30", "2019-03-08T10:30:00+00:00"),
    "zone": ("2019-03-08 10:00 MEZ", "2019-03-08T10:00:00+01:00"),
}
REFUSED = {
    "india": (
        "2019-03-08 10:00 IST",
        "several time zones are called IST; write the offset: +05:30",
    ),
    "range": ("2019-03-08 / 2020-01-01", "unknown format"),
    "guess": ("12/13/14", "the year has only two digits; write all four"),
    "years": ("19-03-08", "the year has only two digits; write all four"),
    "later": ("2025-02-30", "no such date or time (day is out of range for month)"),
}
HEADERS = "Title: Of {0}\nDate: {1}\n\nText.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    files = {
        f"{name}.md": post(date=text, title=name) for name, (text, _) in {**READ, **REFUSED}.items()
    }
    files["order.md"] = post(date="08/03/2019", title="Order", modified="25/12/2019")
    files["held.md"] = post(publishDate="08/03/2019", title="Held")
    files["header.md"] = HEADERS.format("a header", "2019-03-08 10:00 IST")
    files["slash.md"] = HEADERS.format("a slash", "08/03/2019")
    files["text.rst"] = "Of reST\n#######\n\n:date: 2019-03-08 10:00 AEST\n\nText.\n"
    return build(tmp_path_factory.mktemp("dates"), files, arguments=("--verbose",))


def test_dates_are_read_or_refused_file_by_file(built) -> None:
    assert built.code == 0
    for name, (_, moment) in READ.items():
        assert built.contents[f"{name}.md"]["date"] == moment, name
        assert not [line for line in built.messages_about(f"{name}.md") if "date" in line], name
    for name, (text, why) in REFUSED.items():
        assert f"{name}.md" not in built.contents
        (told,) = built.messages_about(f"content/{name}.md")
        assert f"content/{name}.md:3: date is {text!r}, which is not a date: {why}" in told


def test_a_date_with_two_readings_is_that_of_pelican_and_told_with_both(built) -> None:
    assert built.contents["order.md"]["date"] == "2019-08-03T00:00:00+00:00"
    assert built.contents["slash.md"]["date"] == "2019-08-03T00:00:00+00:00"
    (told,) = built.messages_about("content/order.md:")
    assert "can mean 8 March 2019 or 3 August 2019; read as the second" in told
    assert "write 2019-03-08 or 2019-08-03, or set POUCH_FRONT_MATTER['date_order']" in told


def test_what_would_say_when_a_post_is_published_must_be_plain(built) -> None:
    assert built.contents["held.md"]["status"] == "draft"
    (told,) = built.messages_about("content/held.md:")
    assert "kept as a draft, because of `publishdate: 08/03/2019`" in told
    assert "which can mean 8 March 2019 or 3 August 2019; write 2019-03-08 or 2019-08-03" in told


def test_pelican_reads_its_own_headers_and_no_warning_of_its_parser_is_seen(built) -> None:
    assert built.contents["header.md"]["date"] == "2019-03-08T10:00:00+00:00"
    assert "UnknownTimezoneWarning" not in built.log
    for place, zone in (("header.md:2", "IST"), ("text.rst:4", "AEST")):
        told = f"content/{place}: Pelican does not know the time zone {zone}"
        assert built.log.count(told) == 1, built.log


def test_the_setting_settles_the_order_for_builds_and_commands(build_site) -> None:
    site = build_site(
        {
            "order.md": post(date="08/03/2019", title="Order"),
            "held.md": post(publishDate="08/03/2019", title="Held"),
        },
        {"POUCH_FRONT_MATTER": {"date_order": "day"}, "PATH": "content"},
    )

    assert site.contents["order.md"]["date"] == "2019-03-08T00:00:00+00:00"
    assert site.contents["held.md"]["status"] == "published"
    assert "may be" not in site.log
    checked = run_module("pelican_plugins.cli", ["check", "-s", "conf.py"], site.folder)
    assert "may be" not in checked.stdout
    begun = ["new", "New", "--date", "08/03/2019 10.30", "-s", "conf.py"]
    assert run_module("pelican_plugins.cli", begun, site.folder).returncode == 0
    assert "date: 2019-03-08T10:30:00+00:00" in (site.folder / "content" / "new.md").read_text()


def test_a_command_asks_for_the_order_where_nothing_says_it(build_site) -> None:
    site = build_site({"a.md": post(date="08/03/2019")}, {"PATH": "content"})
    checked = run_module("pelican_plugins.cli", ["check", "-s", "conf.py"], site.folder)
    begun = ["new", "New", "--date", "08/03/2019", "-s", "conf.py"]
    refused = run_module("pelican_plugins.cli", begun, site.folder)

    assert "date-order" in checked.stdout or "may be 8 March 2019" in checked.stdout
    assert refused.returncode == 2
    assert (
        "--date is '08/03/2019', which can mean 8 March 2019 or 3 August 2019; write"
        in refused.stderr
    )
