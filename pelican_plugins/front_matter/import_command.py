"""`pouch import FOLDER`: report how much of another site can be read, and write its settings."""

from __future__ import annotations

import dataclasses
import os
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .._core.commands import Argument, Command, json_option, say, say_json, styled
from .._core.errors import PouchError
from .import_scan import (
    HUGO_FOLDER,
    Generator,
    Survey,
    curls_quotes,
    detect_generator,
    is_true,
    publishes_future,
    read_config,
    survey,
)
from .settings import FrontMatterSettings

_JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
_JEKYLL_WORDS = {
    "year": "{date:%Y}",
    "short_year": "{date:%y}",
    "month": "{date:%m}",
    "day": "{date:%d}",
    "i_month": "{date:%-m}",
    "i_day": "{date:%-d}",
    "y_day": "{date:%j}",
    "title": "{slug}",
    "slug": "{slug}",
    "hour": "{date:%H}",
    "minute": "{date:%M}",
    "second": "{date:%S}",
}


def settings_for_import(
    generator: Generator, config: Mapping[str, Any], *, in_vault: bool
) -> FrontMatterSettings:
    """Return the settings with which a site's posts mean what they meant there.

    Args:
        generator: of the site.
        config: its settings, see `import_scan.read_config`.
        in_vault: whether they are notes from Obsidian.
    """
    # Hugo omits expired posts, whereas a hidden post has a page.
    removes = generator.name == "Hugo" and not is_true(config, "buildexpired")
    return FrontMatterSettings(
        url_keys="all",
        slug_source="file_name",
        date_order=generator.date_order,
        expired="draft" if removes else "hidden",
        markdown="commonmark",
        smart_punctuation=curls_quotes(generator, config),
        obsidian_syntax=in_vault,
        obsidian_comments="always" if in_vault else "vault",
    )


def write_starting_settings(  # noqa: PLR0913 (each is a fact of the site)
    generator: Generator,
    config: Mapping[str, Any],
    *,
    root: str,
    content: str,
    posts: Iterable[str],
    static: Iterable[str],
    reading: FrontMatterSettings,
) -> str:
    """Return the text of a `pelicanconf.py` that keeps the site's URLs.

    Args:
        generator: of the site.
        config: its settings, see `import_scan.read_config`.
        root: the site's folder as seen from the new file.
        content: its content folder, relative to *root*; may be empty.
        posts: paths of its posts, relative to *content*.
        static: its existing folders of static files, relative to *root*.
        reading: how its posts are read.
    """
    posts = sorted(posts)
    articles, pages = _places(generator, content, posts)
    address = _article_address(generator, config)
    save_as = f"{address}index.html" if address.endswith("/") else address
    prefixes = "|".join(re.escape(f"{folder}/") for folder in sorted({content, "static"} - {""}))
    language = str(config.get("languagecode") or config.get("lang") or "en").split("-")[0]
    changed = {
        field.name: getattr(reading, field.name)
        for field in fields(reading)
        if getattr(reading, field.name) != field.default
    }
    lines = [
        f'"""Settings of a site that came from {generator.name}."""',
        "",
        f"SITENAME = {_text(config, 'title', 'name') or 'My site'!r}",
        f"SITEURL = {_site(config)!r}",
        f"TIMEZONE = {_text(config, 'timezone') or 'UTC'!r}",
        f"DEFAULT_LANG = {language!r}",
        "",
        f"PATH = {root!r}",
        f"ARTICLE_PATHS = {articles!r}",
        f"PAGE_PATHS = {pages!r}",
        f"STATIC_PATHS = {sorted(static)!r}",
        "USE_FOLDER_AS_CATEGORY = False",
        "",
        "# The URLs that the site has had; {section} is the folder of a post.",
        f"PATH_METADATA = {_path_metadata(prefixes)!r}",
        f"ARTICLE_URL = {address!r}",
        f"ARTICLE_SAVE_AS = {save_as!r}",
        "DRAFT_URL = 'drafts/{slug}/'",
        "DRAFT_SAVE_AS = 'drafts/{slug}/index.html'",
        "PAGE_URL = '{slug}/'",
        "PAGE_SAVE_AS = '{slug}/index.html'",
        "",
        *_publication(generator, config),
        "PLUGINS = ['pelican_plugins']",
        f"POUCH_FRONT_MATTER = {changed!r}",
        "",
    ]
    return "\n".join(lines)


def _publication(generator: Generator, config: Mapping[str, Any]) -> list[str]:
    if publishes_future(generator, config):
        return []
    return ["# Posts with a future date are drafts.", "WITH_FUTURE_DATES = False", ""]


def _places(generator: Generator, content: str, posts: list[str]) -> tuple[list[str], list[str]]:
    """Return ARTICLE_PATHS and PAGE_PATHS: posts lie in folders, pages next to them."""
    folders = {path.partition("/")[0] for path in posts if "/" in path}
    pages = folders & {"_pages", "pages"}
    articles = folders - pages
    if generator.name == "Jekyll":
        articles = articles & {"_posts", "_drafts"} or articles
    pages |= {path for path in posts if "/" not in path}
    return (
        [posixpath.join(content, folder) for folder in sorted(articles)],
        [posixpath.join(content, page) for page in sorted(pages)],
    )


def _article_address(generator: Generator, config: Mapping[str, Any]) -> str:
    if generator.name != "Jekyll":
        return "{section}/{slug}/"
    style = str(config.get("permalink") or "date")
    pattern = _JEKYLL_STYLES.get(style, style).lstrip("/")
    # A post of Jekyll's may have many categories, or none; Pelican's have one.
    pattern = re.sub(r":categories/", "", pattern)
    pattern = re.sub(r":(\w+)", lambda word: _JEKYLL_WORDS.get(word[1], "{slug}"), pattern)
    return pattern if pattern.endswith(("/", ".html")) else f"{pattern}/"


def _path_metadata(prefixes: str) -> str:
    prefix = f"(?:{prefixes})?" if prefixes else ""
    return rf"{prefix}(?P<path>(?:(?P<section>.*?)/)?(?:[^/]+/index\.\w+|[^/]+))$"


def _text(config: Mapping[str, Any], *keys: str) -> str:
    return next((value for key in keys if isinstance(value := config.get(key), str)), "")


def _site(config: Mapping[str, Any]) -> str:
    address = _text(config, "baseurl", "base_url", "url")
    if config.get("url") and str(config.get("baseurl", "")).startswith("/"):
        # Jekyll has them apart.
        address = f"{config['url']}{config['baseurl']}"
    return address.rstrip("/") if "://" in address else ""


if TYPE_CHECKING:
    from rich.console import RenderableType

_SKIPPED = {"node_modules", "public", "_site", "resources", "themes", "vendor", "dist"}
_MOST = 20


@click.command("import", cls=Command)
@click.argument(
    "folder",
    cls=Argument,
    type=click.Path(path_type=Path),
    help="Checkout of the site; it is not changed.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default="pelicanconf.py",
    show_default=True,
    help="Settings file to write.",
)
@json_option
def command(folder: Path, output: Path, *, as_json: bool) -> int:
    """Look at a site of another generator and write a starting pelicanconf.py."""
    if not folder.is_dir():
        raise PouchError(f"{folder} is not a folder; name the checkout of a site")
    if output.exists():
        raise PouchError(f"{output} already exists; name another file with --output")
    names = [path.name for path in folder.iterdir()]
    names += [f"{HUGO_FOLDER}/{path.name}" for path in (folder / HUGO_FOLDER).glob("*.*")]
    generator, config_name = detect_generator(names, lambda name: _text_of(folder / name))
    content = next((name for name in generator.content if name and (folder / name).is_dir()), "")
    root = folder / content
    config = read_config(config_name, _text_of(folder / config_name)) if config_name else {}
    in_vault = any((place / ".obsidian").is_dir() for place in (folder, root))
    reading = settings_for_import(generator, config, in_vault=in_vault)
    found = survey(
        *(_files(root), lambda path: (root / path).read_bytes(), reading),
        future=publishes_future(generator, config),
    )
    settings = write_starting_settings(
        generator,
        config,
        root=Path(os.path.relpath(folder, output.parent)).as_posix(),
        content=content,
        posts=found.posts,
        reading=reading,
        static=[name for name in generator.static if (folder / name).is_dir()],
    )
    output.write_text(settings, encoding="utf-8")
    if as_json:
        # Not asdict(), which cannot copy a Counter.
        facts = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
        say_json({"generator": generator.name, **facts})
    else:
        say(*_report(generator, folder, found, output))
    return int(bool(found.unreadable))


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _files(root: Path) -> Iterator[str]:
    for folder, names, files in os.walk(root):
        names[:] = sorted(n for n in names if n not in _SKIPPED and not n.startswith("."))
        for name in files:
            yield Path(folder, name).relative_to(root).as_posix()


def _report(
    generator: Generator, folder: Path, found: Survey, output: Path
) -> Iterator[RenderableType]:
    total = len(found.posts) + len(found.unreadable)
    line = f"{generator.name} in {folder}: {len(found.posts)} of {total} posts can be read"
    yield styled(line, "bold")
    yield "  " + (", ".join(f"{count} {name}" for name, count in found.statuses.items()) or "none")
    yield from _list("These cannot:", found.unreadable, "red")
    undated = "Without a date; add one, or set date_fallback:"
    yield from _list(undated, found.undated, "yellow")
    yield from _list("To look at:", found.warnings, "yellow")
    yield from _counts("Taken from headings and file names (pelican -v names each)", found.guesses)
    yield from _counts("Unknown keys, kept on the article", found.keys)
    yield from _counts("Shortcodes printed as they stand", found.shortcodes)
    yield from _counts("Files that are not read", found.other)
    yield f"Wrote {output}. Now run: pelican -s {output}"


def _list(title: str, sentences: list[str], style: str) -> Iterator[RenderableType]:
    if sentences:
        yield styled(title, style)
        yield from (f"  {sentence}" for sentence in sentences[:_MOST])
    if len(sentences) > _MOST:
        yield f"  and {len(sentences) - _MOST} more (--json has all)"


def _counts(title: str, counts: Counter[str]) -> Iterator[str]:
    named = [f"{name} ({count})" for name, count in counts.most_common() if count]
    if named:
        yield f"{title}: {', '.join(named[:_MOST])}"
