"""`permalinks/jekyll.py` says of many texts what Jekyll itself does, without Pelican."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
import yaml

from pelican_plugins.front_matter.dates import read_date
from pelican_plugins.front_matter.parse_yaml import read_yaml
from pelican_plugins.front_matter.permalinks.jekyll import (
    permalink,
    published_at,
    suffix,
    with_known_zone,
)
from pelican_plugins.front_matter.permalinks.source import PermalinkSource
from pelican_plugins.front_matter.settings import FrontMatterSettings

pytestmark = [pytest.mark.oracles, pytest.mark.needs("jekyll")]

_SCRIPT = Path(__file__).with_name("jekyll_urls.rb")
_SITES, _TEXTS = 16, 40
ZONES = ("America/New_York", "Asia/Tokyo", "UTC", "Pacific/Auckland", "Asia/Kolkata")
STYLES = ("date", "pretty", "ordinal", "weekdate", "none", None)
TOKENS = (
    *("year", "short_year", "month", "i_month", "short_month", "long_month", "day", "i_day"),
    *("y_day", "w_year", "week", "w_day", "short_day", "long_day", "hour", "minute", "second"),
    *("title", "slug", "categories", "slugified_categories", "output_ext", "collection", "path"),
    "name",
)
NAMES = (
    *("Foo Bar", "foo_bar", "Über-Größe", "ça va.b", "日本語 text", "a--b", "--x--", "c++ & c#"),
    *("100% sure", "dots...", "it's (ok), yes", "emoji 🎉 x", "UPPER", "a.b.c", "tilde~x", "x"),
    *("ΣΑΣ", "İstanbul", "e\u0301te", "q?x=1", "sem;col", "at@x=y", "$money!", "[b]", "comma,1"),
    *("हिन्दी", "½ cup", "10²", "№ 5", "nb\u00a0sp", "%41bc", "A—B", "ا ب", "1. First", "-", "x~y"),
)
DAYS = ("2016-2-9", "16-02-09", "2020-12-31", "2021-01-01", "2015-02-30", "99-1-3", "2012-10-5")
DATES = (
    *("2016-03-01", "2016-12-31 23:30:00", "2016-12-31 23:30", "2016-07-01 01:00:00 +0900"),
    *("2016-07-01T01:00:00Z", "2016-07-01 01:00:00 -08:00", '"2016-07-01 01:00:00"'),
    *("2016-07-01 01:00 +0900", "2016-07-01 01:00:00 CEST", "2016-12-31 22:00 CST"),
)
SEVERAL = ("a B", "[X y, z]", "[]", "", "[One, two/three, One]", "[2020, true]", "C++ é", "a, b")
ONE = ("a B", "[X y, z]", "", "Ünï")
EXTENSIONS = (".md", ".md", ".html", ".markdown", ".txt", ".mkd", ".xhtml")


class Site:
    """A site made by chance.

    Attributes:
        zone: its time zone.
        rules: its settings here.
        texts: the lines of front matter, by path.
    """

    def __init__(self, chance: random.Random) -> None:
        self.pick = chance.choice
        self.zone = self.pick(ZONES)
        self.container = self.pick(("", "", "", "coll/"))
        self.config: dict[str, Any] = {
            "timezone": self.zone,
            "future": True,
            "show_drafts": True,
            "collections_dir": self.container.strip("/"),
        }
        permalinks = {}
        if style := self.pick((*STYLES, self.template(), self.template())):
            self.config["permalink"] = permalinks[""] = style
        posts = self.pick((None, None, self.template()))
        if posts or self.container:
            permalinks[f"{self.container}_posts"] = posts or style or "date"
        documents = self.pick((None, f"/d/:{self.pick(TOKENS[-8:])}/:name/", "/:collection:path"))
        permalinks[f"{self.container}_docs"] = (
            documents or f"/:collection/:path{suffix(style or 'date')}"
        )
        self.config["collections"] = {
            "posts": {"permalink": posts} if posts else {},
            "docs": {"output": True, **({"permalink": documents} if documents else {})},
        }
        self.rules = FrontMatterSettings(permalink_style="jekyll", permalinks=permalinks)
        self.texts = dict(self.text(number) for number in range(_TEXTS))

    def template(self) -> str:
        tokens = [f":{self.pick(TOKENS)}" for _ in range(self.pick((1, 2, 3, 4)))]
        end = self.pick(("/", ".html", ":output_ext", "", "/index.html", ".htm"))
        return f"/{self.pick(('', 'blog/', 'a b/'))}{self.pick('/-_').join(tokens)}{end}"

    def text(self, number: int) -> tuple[str, list[str]]:
        name = f"{self.pick(NAMES)}{number}{self.pick(EXTENSIONS)}"
        below = self.pick(("", "", "sub/", "Sub Dir/é/"))
        kind = self.pick(("post",) * 5 + ("draft", "document", "page", "page"))
        if kind == "page":
            path = below + self.pick((name, name, f"{number}/index.md"))
        elif kind == "document":
            path = f"{self.container}_docs/{below}{self.pick(('', '2020-1-1-'))}{name}"
        else:
            above = self.container + self.pick(("", "", "news/", "A b/C/"))
            dated = f"_posts/{below}{self.pick(DAYS)}-{name}"
            path = above + (dated if kind == "post" else f"_drafts/{below}{name}")
        return path, list(self.lines(kind, number))

    def lines(self, kind: str, number: int) -> Iterator[str]:
        chance = range(5)
        if kind in {"draft", "document"} or (kind == "post" and self.pick(chance) < 2):
            yield f"date: {self.pick(DATES)}"
        if kind != "page":
            if self.pick(chance) < 2:
                yield f"categories: {self.pick(SEVERAL)}"
            if self.pick(chance) < 1:
                yield f"category: {self.pick(ONE)}"
            if self.pick(chance) < 1:
                yield f"slug: {json.dumps(self.pick(NAMES), ensure_ascii=False)}"
        if self.pick(chance) < 1:
            own = f"/:path/:basename{number}" if kind == "page" else self.template()
            fixed = (
                f"/x{number}/",
                f"y{number}.html",
                f"/z{number}",
                f"a b{number}",
                f"/{number}.x",
            )
            written = self.pick((*fixed, own, f"/é%20q{number}/", f"../up{number}/"))
            yield f"permalink: {json.dumps(written, ensure_ascii=False)}"

    def write(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "_config.yml").write_text(yaml.safe_dump(self.config), encoding="utf-8")
        for path, lines in self.texts.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n".join(["---", *lines, "---", "Text", ""]), encoding="utf-8")

    def source(self, path: str) -> PermalinkSource:
        values = {key: value.typed for key, value in read_yaml("\n".join(self.texts[path])).items()}
        written = values.get("date")
        moment = read_date(with_known_zone(written)) if isinstance(written, str) else written
        return PermalinkSource(
            path=path,
            values=values,
            date=moment if isinstance(moment, datetime) else None,
            zone=ZoneInfo(self.zone),
        )


def test_it_says_what_jekyll_does(tmp_path: Path) -> None:
    sites = [Site(random.Random(seed)) for seed in range(_SITES)]
    folders = [tmp_path / str(number) for number in range(_SITES)]
    for site, folder in zip(sites, folders, strict=True):
        site.write(folder)
    run = subprocess.run(
        ["ruby", _SCRIPT, *folders], capture_output=True, text=True, check=False, timeout=300
    )
    lines = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    assert len(lines) == _SITES, run.stderr

    compared, wrong = 0, []
    for site, theirs in zip(sites, lines, strict=True):
        for path in site.texts:
            source = site.source(path)
            ours, fact = permalink(source, site.rules), theirs.get(path)
            made = not ours.left_out and (f"/{ours.url}", ours.save_as)
            expected = fact is not None and (unquote(fact["url"]), fact["file"])
            if made != expected:
                wrong.append((path, site.texts[path], site.rules.permalinks, made, expected))
            if fact is not None and fact["date"] is not None:
                moment = published_at(source)
                assert moment is not None
                assert int(moment.timestamp()) == fact["date"], (path, site.texts[path], site.zone)
            compared += 1
    assert wrong == []
    assert compared > _SITES * _TEXTS * 0.9
