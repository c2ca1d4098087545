"""Feeds are held against their specifications; a case is a feed and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import cases, compare

from pelican_plugins.feeds.validation import (
    HEAD,
    is_absolute,
    is_feed,
    is_rfc822,
    is_rfc3339,
    validate,
)

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize(
    "case", [*cases(CASES, ".in.xml"), *cases(CASES, ".in.json")], ids=lambda path: path.name
)
def test_a_feed_is_read_back(case: Path, *, rewrite: bool) -> None:
    data = case.read_bytes()

    assert is_feed(data[:HEAD])
    told = [
        f"{flaw.line or '-'} {flaw.severity} {flaw.code}: {flaw.sentence}\n"
        for flaw in validate(data)
    ]
    suffix = ".in" + case.suffix
    compare(case, suffix, {".out.txt": "".join(told)}, rewrite=rewrite)


def test_a_sound_feed_has_no_flaw() -> None:
    for name in ("rss_sound.in.xml", "atom_sound.in.xml", "json_sound.in.json"):
        assert list(validate((CASES / name).read_bytes())) == []


@pytest.mark.parametrize(
    "head", [b"", b"<html><body><feed-back>", b'{"version": "1"}', b"text", b"\xff\xd8\xff"]
)
def test_what_is_no_feed_is_not_read(head: bytes) -> None:
    assert not is_feed(head)


def test_dates_and_addresses_are_told_from_what_looks_like_them() -> None:
    assert is_rfc822("Tue, 03 Jun 2025 05:00:00 GMT")
    assert is_rfc822("3 Jun 2025 05:00 +0200")
    assert not any(map(is_rfc822, ["2025-06-03", "Tue, 03 June 2025 05:00:00 GMT", ""]))
    assert is_rfc3339("2025-06-03t05:00:00z")
    assert not any(map(is_rfc3339, ["2025-06-03", "2025-06-03T05:00:00", "2025-13-03T05:00:00Z"]))
    assert all(map(is_absolute, ["https://example.org", "tag:a,2025:/x", "mailto:a@b", "urn:x"]))
    assert not any(map(is_absolute, ["/a", "a.html", "https://", "//b/c", "https://a b/", ""]))
