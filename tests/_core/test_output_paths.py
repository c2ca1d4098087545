"""Paths of the output folder are judged as a file system makes files of them."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pelican_plugins._core.output_paths import (
    LONGEST_NAME,
    LONGEST_PATH,
    OutputPaths,
    file_of,
    find_conflicts,
    fitted,
    server_file_in,
    shortened,
)

STEPS = st.sampled_from(["a", "b", "c.html", "index.html", ".", "", "日" * 90, "x" * 300, "é"])
PATHS = st.lists(STEPS, min_size=1, max_size=6).map("/".join).filter(file_of)


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("a/b.html", "a/b.html"),
        ("a//b.html", "a/b.html"),
        ("a/./b.html", "a/b.html"),
        ("./a/b.html", "a/b.html"),
        ("/a/b.html", "a/b.html"),
        ("a/c/../b.html", "a/b.html"),
        ("feeds/", "feeds"),
        (".", ""),
        ("", ""),
        (".htaccess", ".htaccess"),
        ("a.html/.", "a.html"),
    ],
)
def test_a_path_is_the_file_it_leads_to(path: str, file: str) -> None:
    assert file_of(path) == file


@pytest.mark.parametrize("path", ["a/b", "a//b", "./a/b", "a/b/", "a/x/../b", "/a/b", "a/b/c", "a"])
def test_whatever_leads_to_one_file_is_taken_with_it(path: str) -> None:
    paths = OutputPaths({"a/./b": "the first"})

    assert paths.owner_of(path) == (file_of(path) if path == "a" else "a/b", "the first")


def test_forms_that_only_some_systems_tell_apart_are_two() -> None:
    assert OutputPaths({"Café.html": "one"}).owner_of("Cafe\u0301.html") is None
    assert OutputPaths({"A.html": "one"}).owner_of("a.html") is None


@pytest.mark.parametrize(
    ("path", "new"),
    [
        ("index.html", "index.html"),
        ("./index.html", "./index.html"),
        ("index.html/a", "index-2.html/a"),
        ("index.html/", "index.html/"),
        ("tag", "tag-2"),
        ("tag/a.html", "tag/a.html"),
        ("tag/a.html/b/c", "tag/a-2.html/b/c"),
    ],
)
def test_a_content_takes_the_place_of_a_page_and_of_no_folder(path: str, new: str) -> None:
    pages = {"index.html": "the index", "tag/a.html": "a tag"}

    conflicts = find_conflicts([("a.md", path)], pages, frozenset({"a.md"}))
    assert [conflict.new for conflict in conflicts] == ([new] if new != path else [])


@settings(derandomize=True)
@given(st.lists(PATHS, max_size=12), st.sets(st.integers(0, 11)))
def test_every_content_gets_a_file_that_it_can_have(paths: list[str], meant: set[int]) -> None:
    contents = [(f"{number}.md", fitted(path)) for number, path in enumerate(paths)]
    replacing = frozenset(f"{number}.md" for number in meant)
    pages = {"index.html": "the index", "a/c.html": "another"}
    moved = {c.moved: c.new for c in find_conflicts(contents, pages, replacing)}
    written = {source: file_of(moved.get(source, path)) for source, path in contents}
    files = [*written.values(), *(pages.keys() - written.values())]

    assert len(set(files)) == len(files)
    assert all(written[source] not in pages for source in written.keys() - replacing)
    for file in files:
        assert not any(other.startswith(f"{file}/") for other in files)
        assert all(len(step.encode()) <= LONGEST_NAME for step in file.split("/"))


@settings(derandomize=True)
@given(
    st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=600), st.integers(20, 255)
)
def test_a_name_that_fits_stays_and_any_other_is_cut_for_good(name: str, longest: int) -> None:
    short = shortened(name, longest)

    assert len(short.encode("utf-8", "surrogatepass")) <= longest
    assert short == name or len(name.encode("utf-8", "surrogatepass")) > longest
    assert shortened(short, longest) == short


def test_what_begins_alike_stays_two() -> None:
    paths = [f"{'a' * 300}{number}.html" for number in range(50)]
    paths += [f"{'a/' * 2000}{number}.html" for number in range(50)]
    paths += [f"{'a/' * number}{'b' * 300}/c.html" for number in range(1900, 1950)]

    assert len({fitted(path) for path in paths}) == len(paths)
    assert all(len(fitted(path)) <= LONGEST_PATH for path in paths)
    assert {posixpath.splitext(fitted(path))[1] for path in paths} == {".html"}
    longest = f"{'g' * 250}.html"
    assert fitted(longest) == longest


@pytest.mark.parametrize(
    "path",
    [
        *("_redirects", "_headers", "_REDIRECTS", "_worker.js", "_routes.json", "netlify.toml"),
        *(".htaccess", "a/.htaccess", ".htaccess.html", ".htpasswd", ".user.ini", "a/b/web.config"),
        *("CNAME", "cname", "CNAME/index.html", ".nojekyll", ".env", "a/.gitignore", "vercel.json"),
        *("sw.js", "a/service-worker.js", "a/b.mjs", "robots.txt", "Robots.TXT", "ads.txt"),
        *(".well-known/security.txt", ".well-known/index.html", ".Well-Known/a/b.html", ".git/x"),
        *("sitemap.xml", "sitemap-2.xml", "sitemap_index.xml", "favicon.ico", "security.txt"),
        *("a.php", "a/index.php", "x.phtml", "cgi-bin/a", "a.aspx", "a.shtml", "404.html"),
        *("404/index.html", "500.html", "50x.html", "200.html", "google0123456789abcdef.html"),
        *("ｒobots.txt", "_redirects\u200b", "Ｃname", ".well-known/\u2060x", "\ufeffsw.js"),
    ],
)
def test_a_file_of_the_servers_is_known(path: str) -> None:
    assert server_file_in(path)


@pytest.mark.parametrize(
    "path",
    [
        *("index.html", "a/index.html", "redirects.html", "_redirects.html", "headers/index.html"),
        *("cors/index.html", "auth.html", "router/index.html", "robots.html", "php.html"),
        *("blog/php/index.html", "node.js.html", "sitemap.html", "sitemap/index.html"),
        *("a/404.html", "404-2.html", "4040.html", "blog/robots.txt", "blog/CNAME/index.html"),
        *(".net.html", ".net/index.html", "feed.xml", "index.json", "htaccess.html", "google.html"),
        *("a/favicon.ico", "manifest.html", "well-known/index.html", "security.html", "2001.html"),
        *("2025/end/.html", "end/.htm", ".HTML"),
    ],
)
def test_a_page_is_no_file_of_the_servers(path: str) -> None:
    assert server_file_in(path) == ""


def test_a_page_of_pelican_may_stand_for_what_is_not_found() -> None:
    assert server_file_in("404.html", is_page=True) == ""
    assert server_file_in("_redirects", is_page=True) == "_redirects"
