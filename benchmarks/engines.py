"""Engines that read Markdown, side by side; those that are installed.

    python benchmarks/engines.py --posts content
    python benchmarks/engines.py --spec commonmark.json --gfm spec.txt --posts FOLDER

Columns: passes of the examples of CommonMark (`commonmark.json`, which lies in the source archive
of markdown-it-py) and of GFM's extensions (`test/spec.txt` of cmark-gfm); milliseconds for a body,
the median over the posts; and for Hugo and Jekyll, where they are installed, in how many of the
posts their own output has the same words, the same blocks and the same elements.

Hugo and Jekyll run with curly quotation marks and coloured code off, and with HTML on. Posts with
template tags are left out. Of attributes only `href` and `src` are compared; footnotes are left
out, since each engine has its own markup for them.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lxml import etree, html

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pelican_plugins._core.errors import DiagnosticError
from pelican_plugins.front_matter.commonmark.options import CodeStyle, MarkdownStyle
from pelican_plugins.front_matter.commonmark.render import render
from pelican_plugins.front_matter.split import decode, split

Engine = Callable[[str], str]
BLOCKS = frozenset(
    "aside blockquote dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table td th tr ul".split()
)
ADDRESSES = frozenset({"href", "src"})
_EXAMPLE = re.compile(r"^`{32} example (\w+)\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
_HUGO = """
baseURL = "https://example.org/"
disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "404"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.extensions]
typographer = false
[markup.highlight]
codeFences = false
"""
_JEKYLL = """
markdown: kramdown
kramdown:
  input: GFM
  syntax_highlighter_opts: {disable: true}
  smart_quotes: ["apos", "apos", "quot", "quot"]
  typographic_symbols:
    {hellip: "...", mdash: "---", ndash: "--", laquo: "<<", raquo: ">>", laquo_space: "<< ",
     raquo_space: " >>"}
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is compared of a page."""

    words: tuple[str, ...]
    blocks: tuple[str, ...]
    elements: tuple[str, ...]


def comrak(*, plain: bool) -> Engine:
    """Rust."""
    import comrak as engine

    extension, how = engine.ExtensionOptions(), engine.RenderOptions()
    for name in "autolink description_lists footnotes strikethrough table tasklist".split():
        setattr(extension, name, not plain)
    how.unsafe_ = True
    return lambda text: engine.render_markdown(
        text, extension_options=extension, render_options=how
    )


def pyromark(*, plain: bool) -> Engine:
    """Rust: pulldown-cmark, which Zola and mdBook use."""
    import pyromark as engine

    of = engine.EngineOptions
    options = of.ENABLE_TABLES | of.ENABLE_FOOTNOTES | of.ENABLE_STRIKETHROUGH
    options |= of.ENABLE_TASKLISTS | of.ENABLE_DEFINITION_LIST
    return engine.Markdown(options=of(0) if plain else options).html


def cmarkgfm(*, plain: bool) -> Engine:
    """C: GitHub's own."""
    import cmarkgfm as engine

    unsafe = engine.EngineOptions.CMARK_OPT_UNSAFE
    if plain:
        return lambda text: engine.markdown_to_html(text, unsafe)
    options = unsafe | engine.EngineOptions.CMARK_OPT_FOOTNOTES
    names = "table autolink strikethrough tasklist".split()
    return lambda text: engine.markdown_to_html_with_extensions(text, options, extensions=names)


def markdown_it_py(*, plain: bool) -> Engine:
    """Python."""
    from markdown_it import MarkdownIt

    if plain:
        return MarkdownIt("commonmark").render
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    engine = MarkdownIt("gfm-like", {"html": True})
    for plugin in (deflist_plugin, footnote_plugin, tasklists_plugin):
        engine.use(plugin)
    return engine.render


def mistune(*, plain: bool) -> Engine:
    """Python."""
    import mistune as engine

    plugins = "table footnotes strikethrough task_lists def_list url".split()
    return engine.create_markdown(escape=False, plugins=None if plain else plugins)


def python_markdown(*, plain: bool) -> Engine:
    """What Pelican uses, with what its default settings ask for."""
    import markdown as engine

    extensions = [] if plain else ["extra"]
    return lambda text: engine.markdown(text, extensions=extensions)


def pouch(*, plain: bool) -> Engine:
    """All that a site with `"markdown": "commonmark"` gets; ids and the like are no example's."""
    if plain:
        raise NotImplementedError
    style = MarkdownStyle(code=CodeStyle(use_pygments=False))
    return lambda text: render(text, style, lambda _name: None).html


ENGINES = (comrak, pyromark, cmarkgfm, markdown_it_py, mistune, python_markdown, pouch)


def shape(page: str) -> Shape:
    """Return what is compared of a page."""
    root = html.fragment_fromstring(page.replace("\0", ""), create_parent="main")
    for note in root.xpath(
        "//*[contains(@class, 'footnotes') or @class='footnote']"
        "|//sup[a[contains(@class, 'footnote')]]|//a[contains(@class, 'footnote-backref')]"
        "|//sup[contains(@class, 'footnote')]|//*[starts-with(@id, 'fn:')]"
    ):
        if note.getparent() is not None:
            note.drop_tree()
    for comment in root.xpath("//comment()|//processing-instruction()"):
        comment.drop_tag()
    words = tuple(root.text_content().split())
    tags = [each for each in root.iter() if isinstance(each.tag, str)]
    return Shape(
        words,
        tuple(each.tag for each in tags if each.tag in BLOCKS),
        tuple(_elements(root)),
    )


def _elements(element: etree._Element) -> Iterator[str]:
    attributes = (f" {key}={value}" for key, value in sorted(element.items()) if key in ADDRESSES)
    yield f"<{element.tag}{''.join(attributes)}>"
    for child in element:
        yield from _elements(child)
    yield f"</{element.tag}>"


def bodies(folder: Path) -> dict[str, str]:
    """Return the bodies of posts without template tags, by a name of our own."""
    found: dict[str, str] = {}
    for number, path in enumerate(sorted(p for p in folder.rglob("*") if p.is_file())):
        if path.suffix not in {".md", ".markdown"}:
            continue
        try:
            body = split(decode(path.read_bytes())).body
        except DiagnosticError:
            continue
        if "{{" not in body and "{%" not in body:
            found[f"p{number}"] = body
    return found


def hugo(posts: dict[str, str], folder: Path) -> dict[str, str]:
    """Return what Hugo makes of each."""
    _write(folder / "hugo.toml", _HUGO)
    _write(folder / "layouts/_default/single.html", "{{ .Content }}")
    for name, body in posts.items():
        _write(folder / f"content/{name}.md", f"---\ntitle: A post\n---\n{body}")
    command = ["hugo", "--quiet", "--config", "hugo.toml"]
    subprocess.run(command, cwd=folder, check=True)
    return _pages(posts, folder / "public", "{}/index.html")


def jekyll(posts: dict[str, str], folder: Path) -> dict[str, str]:
    """Return what Jekyll makes of each."""
    _write(folder / "_config.yml", _JEKYLL)
    for name, body in posts.items():
        front = "---\ntitle: A post\nlayout: null\nrender_with_liquid: false\n---\n"
        _write(folder / f"{name}.md", front + body)
    command = ["jekyll", "build", "--quiet", "--disable-disk-cache"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return _pages(posts, folder / "_site", "{}.html")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _pages(posts: dict[str, str], folder: Path, pattern: str) -> dict[str, str]:
    found = {name: folder / pattern.format(name) for name in posts}
    return {name: path.read_text("utf-8") for name, path in found.items() if path.is_file()}


GENERATORS = {"hugo": hugo, "jekyll": jekyll}


def _folded(page: str) -> str:
    page = page.replace(" />", ">").replace("&quot;", '"')
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", page)).strip()


def passes(engine: Engine, examples: list[tuple[str, str]]) -> int:
    """Return how many examples an engine passes."""
    return sum(_folded(engine(written)) == _folded(expected) for written, expected in examples)


def _same_tree(engine: Engine, examples: list[tuple[str, str]]) -> int:
    """Return the same; GFM's own examples have attributes in an order of their own."""

    def tree(page: str) -> list[tuple[object, ...]]:
        root = html.fragment_fromstring(_folded(page), create_parent="main")
        return [
            (each.tag, sorted(each.items()), (each.text or "").strip(), (each.tail or "").strip())
            for each in root.iter()
        ]

    return sum(tree(engine(written)) == tree(expected) for written, expected in examples)


def milliseconds(engine: Engine, posts: dict[str, str]) -> float:
    """Return what a body takes of the processor, the median over all posts."""
    taken = []
    for body in posts.values():
        start = time.process_time()
        engine(body)
        taken.append(time.process_time() - start)
    return 1000 * statistics.median(taken)


def equal(engine: Engine, posts: dict[str, str], others: dict[str, Shape]) -> str:
    """Return in how many posts words, blocks and elements are the same."""
    words = blocks = elements = 0
    for name, theirs in others.items():
        ours = shape(engine(posts[name]))
        words += ours.words == theirs.words
        blocks += ours.blocks == theirs.blocks
        elements += ours.elements == theirs.elements
    return f"{words} / {blocks} / {elements}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--spec", type=Path, help="CommonMark's examples, as JSON")
    parser.add_argument("--gfm", type=Path, help="GFM's specification, as text")
    parser.add_argument("--posts", type=Path, help="a folder of posts")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    columns: list[tuple[str, bool, Callable[[Engine], object]]] = []
    if asked.spec:
        spec = [(each["markdown"], each["html"]) for each in json.loads(asked.spec.read_text())]
        columns.append((f"CommonMark, of {len(spec)}", True, lambda engine: passes(engine, spec)))
    if asked.gfm:
        found = _EXAMPLE.findall(asked.gfm.read_text("utf-8").replace("→", "\t"))
        gfm = [(written, expected) for kind, written, expected in found if kind != "disabled"]
        columns.append((f"GFM, of {len(gfm)}", False, lambda engine: _same_tree(engine, gfm)))
    if asked.posts:
        posts = bodies(asked.posts)
        columns.append(("ms", False, lambda engine: f"{milliseconds(engine, posts):.2f}"))
        for name, build in GENERATORS.items():
            if shutil.which(name) is None:
                continue
            with tempfile.TemporaryDirectory() as folder:
                others = {key: shape(page) for key, page in build(posts, Path(folder)).items()}
            heading = f"{name}: words / blocks / elements, of {len(others)}"
            measure = partial(equal, posts=posts, others=others)
            columns.append((heading, False, measure))
    print(f"| engine | {' | '.join(heading for heading, *_ in columns)} |")
    print("|---" * (len(columns) + 1) + "|")
    for make in ENGINES:
        cells = [_cell(make, measure, plain=plain) for _, plain, measure in columns]
        if any(cells):
            print(f"| {make.__name__} | {' | '.join(cells)} |", flush=True)


def _cell(make: Callable[..., Engine], measure: Callable[[Engine], object], *, plain: bool) -> str:
    """Return what is measured of an engine; nothing of one that is not installed."""
    try:
        engine = make(plain=plain)
    except (ImportError, NotImplementedError):
        return ""
    return str(measure(engine))


if __name__ == "__main__":
    main()
