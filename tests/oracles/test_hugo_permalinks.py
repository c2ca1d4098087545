"""`permalinks/hugo.py` says of many texts what Hugo itself does, without Pelican."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from pelican_plugins.front_matter.permalinks.hugo import permalink
from pelican_plugins.front_matter.permalinks.source import PermalinkSource
from pelican_plugins.front_matter.settings import FrontMatterSettings

pytestmark = [pytest.mark.oracles, pytest.mark.needs("hugo")]

_LIST = """\
{{- $list := slice -}}
{{- range .Site.AllPages -}}{{- if .IsPage -}}
{{- $text := dict "path" .File.Path "language" .Language.Lang "url" .RelPermalink -}}
{{- $list = $list | append $text -}}
{{- end -}}{{- end -}}
{{ $list | jsonify }}
"""
DATE = "2020-02-03T14:05:06Z"
BASE = 'baseURL = "https://old.example/"\n'
KEYS = ("date", "publishDate", "lastmod")

WORDS = (
    *("C++", "C#", "C# and F#", "a+b", "100%", "%41bc", "a & b", "a&b", "a -- b", "a - b"),
    *("Hello, World!", "What's up?", "«Quotes» “x”", "Ünï Cödé", "日本語 タイトル", "Straße"),
    *("İstanbul", "ΣΑΣ", "a_b", "a.b", "a...", "~x~", "@home", "a:b", "1. First", "e\u0301"),
    *("½ cup", "№ 5", "emoji 😀 x", "nb\u00a0sp", "A—B", "A – B", "x-", "-x", "a--b", "a,b;c"),
    *("[a](b)", "*a*", "a=b", "हिन्दी में", "ไทย ครับ", "ا ب", "a\u200bb", "10²", "٣", "{x}", "ⅳa"),
)
PLACES = {
    "about.md": {},
    "a/index.md": {},
    "posts/b/c/d/index.md": {"date": DATE},
    "posts/b/c/e.md": {"date": DATE},
    "posts/2020-01-02-x.md": {},
    "Big/Three copy.md": {},
    "posts/a.b.c.md": {},
    "posts/t.fr.md": {},
    "posts/u1.md": {"url": "/x/y"},
    "posts/u2.md": {"url": "rel/y.html"},
    "posts/u3.md": {"url": "/Q W/ÄÖ.html"},
    "posts/u4.md": {"url": "v1.2/foo"},
    "posts/u5.md": {"url": "v1.3/foo/"},
    "posts/s1.md": {"slug": "Hello World/Deep?"},
    "posts/s2/index.md": {"slug": "slugged"},
    "posts/s3.md": {"slug": ""},
}
DATED = {
    "posts/2020-01-02-x.md": {},
    "posts/2020-01-02-y.md": {"date": "2019-01-01"},
    "posts/2020-01-02-z.md": {"slug": "sl"},
    "posts/2020-01-02-w/index.md": {},
    "posts/2020-01-02.md": {},
    "posts/2020-01-02_ -u_v-.md": {},
    "posts/2020-13-02-q.md": {},
    "posts/20200102-q.md": {},
    "posts/2020-01-02-v1.2.md": {},
    "2020-01-02-about.md": {},
}
LANGUAGES = {
    "posts/a/index.md": {"date": DATE},
    "posts/a/index.fr.md": {"date": DATE},
    "posts/b.md": {},
    "posts/b.fr.md": {"url": "/x/y/"},
    "posts/c.en.md": {},
    "posts/c.fr.md": {"url": "rel/y/"},
    "posts/d.de.md": {},
    "posts/h.zh-tw.md": {},
    "about.fr.md": {},
}
MULTILINGUAL = (
    'defaultContentLanguage = "en"\n[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n'
    '[languages.fr.permalinks]\nposts = "/:year/:title"\n[languages."zh-TW"]\nweight = 3\n'
)
PREFIXES = {"en": "", "fr": "fr", "zh-tw": "zh-tw"}
FRENCH = {"fr:posts": "/:year/:title"}
PATTERNS = (
    ":year/:month/:monthname/:day/:weekday/:weekdayname/:yearday/:title",
    ":section/:sections/:slug",
    ":sections[1:]/:sections[last]/:slugorfilename",
    ":2006/:01/:1/:Jan/:06/:02/:2/:Mon/:15/:04/:slug",
    ":year:month:day-:filename",
)


def texts(folder: str, key: str) -> dict[str, dict[str, str]]:
    if key == "path":
        return {f"{folder}/{word}.md": {} for word in WORDS}
    return {f"{folder}/{n}.md": {key: word} for n, word in enumerate(WORDS)}


def with_sections(files: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    sections = ("posts/_index.md", "posts/b/_index.md", "posts/b/c/_index.md")
    return files | {name: {"title": "A list"} for name in sections}


CASES = {
    "places": (PLACES, "", {}),
    "ugly": (PLACES, "uglyURLs = true\n", {"ugly_urls": True}),
    "ugly-section": (PLACES, "[uglyURLs]\nposts = true\n", {"ugly_url_folders": ("posts",)}),
    "case": (PLACES, "disablePathToLower = true\n", {"lower_case_urls": False}),
    "accents": (texts("f", "path"), "removePathAccents = true\n", {"remove_accents": True}),
    "words": (
        texts("f", "path") | texts("pf", "path") | texts("s", "slug") | texts("t", "title"),
        '[permalinks]\npf = "/pf/:filename/"\nt = "/t/:title/"\n',
        {"permalinks": {"pf": "/pf/:filename/", "t": "/t/:title/"}},
    ),
    "name-first": (
        DATED,
        '[frontmatter]\ndate = [":filename", ":default"]\n',
        {"date_keys": (":filename", *KEYS)},
    ),
    "name-last": (
        DATED,
        '[frontmatter]\ndate = [":default", ":filename"]\n',
        {"date_keys": (*KEYS, ":filename")},
    ),
    "languages": (LANGUAGES, MULTILINGUAL, {"url_prefixes": PREFIXES, "permalinks": FRENCH}),
    "language-folders": (
        LANGUAGES,
        f"defaultContentLanguageInSubdir = true\n{MULTILINGUAL}",
        {"url_prefixes": PREFIXES | {"": "en", "en": "en"}, "permalinks": FRENCH},
    ),
    **{
        f"pattern {number}{' ugly' * ugly}": (
            with_sections(PLACES),
            f"uglyURLs = {str(ugly).lower()}\n"
            f'[permalinks]\nposts = "/{pattern}/"\n"/" = "/r/:slug"',
            {"ugly_urls": ugly, "permalinks": {"posts": f"/{pattern}/", "/": "/r/:slug"}},
        )
        for number, pattern in enumerate(PATTERNS)
        for ugly in (False, True)
    },
}


def urls_of_hugo(
    files: dict[str, dict[str, str]], config: str, folder: Path
) -> dict[tuple[str, str], str]:
    for name, values in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{json.dumps(values, ensure_ascii=False)}\n---\nText\n")
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    layouts.with_name("index.html").write_text(_LIST)
    for name in ("list.html", "single.html"):
        (layouts / name).write_text("-")
    (folder / "hugo.toml").write_text(BASE + config)
    run = subprocess.run(["hugo"], cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    home = next(p for p in folder.glob("public/**/index.html") if p.read_text().startswith("["))
    return {(o["path"], o["language"]): unquote(o["url"]) for o in json.loads(home.read_text())}


@pytest.mark.parametrize("name", CASES)
def test_urls_are_those_of_hugo(name: str, tmp_path: Path) -> None:
    files, config, values = CASES[name]
    # A title of its own each, but where it decides nothing.
    files = {path: {"title": f"T{n}", **one} for n, (path, one) in enumerate(files.items())}
    rules = FrontMatterSettings(permalink_style="hugo", **{"date_keys": KEYS, **values})

    theirs = urls_of_hugo(files, config, tmp_path)

    ours = {path: url_here(path, one, rules) for path, one in files.items()}
    assert theirs, name
    wrong = {path: (url, ours[path]) for (path, _), url in theirs.items() if url != ours[path]}
    assert wrong == {}


def url_here(path: str, values: dict[str, str], rules: FrontMatterSettings) -> str:
    date = values.get("date")
    source = PermalinkSource(
        path=path,
        title=values["title"],
        date=datetime.fromisoformat(date) if date else None,
        slug=values.get("slug"),
        address=values.get("url"),
        values=values,
        zone=UTC,
    )
    return f"/{unquote(permalink(source, rules).url)}"
