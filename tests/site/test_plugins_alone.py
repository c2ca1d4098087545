"""Each plugin works alone, with any theme, beside others, and twice does no harm."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from support import ROOT, build, post

from pelican_plugins import registry

BODY = """\
![A gauge](/images/gauge.png#center)

## Resources

* One https://example.org/1
"""


def picture() -> bytes:
    data = io.BytesIO()
    Image.new("L", (40, 30)).save(data, "PNG")
    return data.getvalue()


FILES = {
    "a.md": f"Title: A\nDate: 2025-06-03\nTags: Rivers, rivers\n\n{BODY}",
    "images/gauge.png": picture(),
}
PLUGINS = [plugin.name for plugin in registry.PLUGINS]


def test_the_list_of_plugins_is_whole() -> None:
    folders = {path.parent.name for path in ROOT.glob("pelican_plugins/*/plugin.py")}
    assert folders == set(PLUGINS)


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
@pytest.mark.parametrize("plugin", PLUGINS)
def test_one_plugin_alone_does_its_own_work_only(build_site, plugin: str, theme: str) -> None:
    settings = {"PLUGINS": [f"pelican_plugins.{plugin}"], "THEME": theme}
    site = build_site(FILES, {**settings, "FEED_ALL_RSS": "rss.xml"})

    assert site.code == 0, site.log
    assert site.log.count("Done: Processed 1 article") == 1
    article = site.contents["a.md"]
    assert ("<figure" in article["content"]) == (plugin == "images")
    assert article["has_resources"] == (plugin == "resources")
    assert (article["tags"] == ["Rivers"]) == (plugin == "tags")
    assert ("content:encoded>" in site.text("rss.xml")) == (plugin == "feeds")
    assert article["metadata"]["reader"] == (
        "frontmatter" if plugin == "front_matter" else "markdown"
    )


def test_the_order_of_plugins_and_naming_one_twice_change_nothing(build_site) -> None:
    every = [f"pelican_plugins.{plugin}" for plugin in PLUGINS]
    sites = [
        build_site(FILES, {"PLUGINS": plugins})
        for plugins in (["pelican_plugins"], every, every[::-1], ["pelican_plugins", *every])
    ]

    assert all(site.files() == sites[0].files() for site in sites)


def test_a_theme_named_by_its_owner_is_kept_and_a_missing_one_is_ours(build_site) -> None:
    ours = build_site(FILES)
    assert "theme/css/main.css" in ours.files()
    assert "skip-link" in ours.text("index.html")

    for settings in (
        {"THEME": "notmyidea"},
        {"THEME": "simple"},
        {"POUCH_THEME": {"apply": False}},
    ):
        theirs = build_site(FILES, settings)
        assert "skip-link" not in theirs.text("index.html")


OTHER_READER = """
from pelican import signals
from pelican.readers import MarkdownReader

class OtherReader(MarkdownReader):
    pass

def add(readers):
    readers.reader_classes["md"] = OtherReader

def register():
    signals.readers_init.connect(add)
"""


@pytest.mark.parametrize("ours", [0, 1], ids=["ours first", "ours last"])
def test_of_two_readers_the_later_one_reads_and_that_is_said(build_site, ours: int) -> None:
    plugins = ["theirs"]
    plugins.insert(ours, "pelican_plugins.front_matter")
    site = build_site(FILES, {"PLUGINS": plugins}, modules={"theirs": OTHER_READER})

    reader = site.contents["a.md"]["metadata"]["reader"]
    told = site.messages_about("theirs.OtherReader")
    if ours:
        assert (reader, told) == ("frontmatter", [])
    else:
        assert reader == "other"
        (message,) = told
        assert message.startswith(".md files are read by theirs.OtherReader")


@pytest.mark.parametrize("ours", [0, 1], ids=["ours first", "ours last"])
def test_pelican_yaml_metadata_publishes_no_draft_beside_us(build_site, ours: int) -> None:
    plugins = ["theirs"]
    plugins.insert(ours, "pelican_plugins.front_matter")
    reader = OTHER_READER.replace("OtherReader", "YAMLMetadataReader")
    files = {"a.md": post(draft=True)}
    site = build_site(files, {"PLUGINS": plugins}, modules={"theirs": reader})

    assert site.contents["a.md"]["status"] == "draft"
    assert site.log.count("already reads all its front matter") == 1 - ours


def test_a_reader_named_in_the_settings_is_left_in_charge_and_named(build_site) -> None:
    settings = {"PLUGINS": ["pelican_plugins.front_matter"], "READERS": {"md": None}}
    site = build_site(FILES, settings)
    assert site.contents == {}

    folder = site.folder
    conf = (folder / "conf.py").read_text()
    (folder / "theirs.py").write_text(OTHER_READER)
    line = "import theirs\nREADERS = {'md': theirs.OtherReader}\n"
    (folder / "conf.py").write_text(f"import sys; sys.path.insert(0, '')\n{conf}\n{line}")
    again = build(folder, {}, keep_conf=True)

    assert again.contents["a.md"]["metadata"]["reader"] == "other"
    assert len(again.messages_about("theirs.OtherReader")) == 1


BROKEN = """
from pelican import signals

from pelican_plugins._core import pelican_hooks
from pelican_plugins._core.pipeline import Stage, Step

def fail(document, source):
    raise KeyError("a mistake of ours")

def register():
    pelican_hooks.connect()
    signals.initialized.connect(use)

def use(pelican):
    pelican_hooks.use(pelican, Step(
        name="broken", stage=Stage.READ, version=1, fingerprint="",
        finds=lambda html: html.find("gauge") if "gauge" in html else None, run=fail))
"""


def test_a_mistake_in_a_step_costs_no_page(build_site) -> None:
    site = build_site(FILES, {"PLUGINS": ["broken"]}, modules={"broken": BROKEN})

    assert site.code == 0
    (message,) = site.messages_about("a.md")
    assert "content/a.md: its images and resources are left as written" in message
    assert "a mistake of ours" in message
    assert "<figure" not in site.text("a.html")


EARLY = """
from pelican import signals

def ask(generator):
    for article in generator.articles:
        assert "<figure" not in article.content
        assert article.summary

def register():
    signals.article_generator_finalized.connect(ask)
"""


def test_a_body_that_another_plugin_asked_for_before_is_shown_as_it_became(build_site) -> None:
    plugins = ["early", "pelican_plugins.images"]
    site = build_site(FILES, {"PLUGINS": plugins}, modules={"early": EARLY})

    assert site.code == 0, site.log
    assert '<figure class="figure align-center">' in site.text("a.html")
