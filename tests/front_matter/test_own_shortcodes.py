"""Shortcodes of a site's own: what Hugo and Jekyll make of them, and what is not run.

The expected HTML beside each case is the generator's own; `tests/oracles` asks it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from same_html import normalized
from support import build, cases, compare, post

from pelican_plugins.front_matter.commonmark.options import EngineOptions, MarkdownStyle
from pelican_plugins.front_matter.commonmark.render import render
from pelican_plugins.front_matter.shortcodes import render_own_shortcodes
from pelican_plugins.front_matter.site_shortcodes.hugo_template import parse_hugo
from pelican_plugins.front_matter.site_shortcodes.liquid_template import parse_liquid
from pelican_plugins.front_matter.site_shortcodes.own import OwnShortcodes
from pelican_plugins.front_matter.site_shortcodes.values import Call, NotPlainError

CASES = Path(__file__).parent / "own_shortcodes"
TITLE = "Salt & light"


def markdown(text: str, *, smart: bool = False) -> str:
    style = MarkdownStyle(options=EngineOptions(smart_punctuation=smart))
    return render(text, style, lambda _name: None).html


def html_of(body: str, find: Callable[[str, str], str | None], **options: Any) -> tuple[str, Any]:
    own = OwnShortcodes(find, lambda text: markdown(text, **options), body, TITLE)
    text, left = render_own_shortcodes(body, own)
    return own.put_into(markdown(text, **options)), left


def finder(folder: Path) -> Callable[[str, str], str | None]:
    def find(syntax: str, name: str) -> str | None:
        file = folder / ("includes" if syntax == "jekyll" else "shortcodes") / name
        file = file if syntax == "jekyll" else file.with_name(f"{file.name}.html")
        return file.read_text(encoding="utf-8") if file.is_file() else None

    return find


@pytest.mark.parametrize("case", [*cases(CASES, "hugo/*.in.md"), *cases(CASES, "jekyll/*.in.md")])
def test_case(case: Path) -> None:
    generator = case.parent.name
    body = case.read_text(encoding="utf-8")
    made, left = html_of(body, finder(case.parent), smart=generator == "jekyll")
    assert not left
    compare(case, ".in.md", {".out.html": normalized(made)}, rewrite=False)


# What more than puts parameters into HTML, and a word of the reason.
MORE_OF_HUGO = {
    "{{ range .Params }}{{ . }}{{ end }}": "range",
    '{{ partial "a.html" . }}': "partial",
    "{{ .Site.Params.x }}": ".Site",
    '{{ $a := resources.Get "a.png" }}': "resources",
    "{{ site.Data.a }}": "site",
    "{{ .Page.Params.author }}": ".Page",
    "<script>a()</script>": "program",
    '<a onclick="go({{ .Get 0 }})">x</a>': "program",
    "<div {{ .Get 0 }}>x</div>": "attributes",
    "<style>p { color: {{ .Get 0 }} }</style>": "style",
    '<iframe srcdoc="{{ .Get 0 }}"></iframe>': "document",
    "{{ if .Get 0 }}x": "without an end",
    "{{ end }}": "end",
    "{{ .Get 0": "read",
    "{{ . }}": "all parameters",
    "{{ .Params }}": "all parameters",
    "{{ with .Get 0 }}{{ .Get 1 }}{{ end }}": "within",
    "{{ $a }}": "no value",
    '{{ printf "%05d" 1 }}': "printf",
    '{{ "a" | .Get 0 | title }}': "title",
    '{{ define "x" }}y{{ end }}': "define",
}
MORE_OF_JEKYLL = {
    "{% for p in site.posts %}{{ p }}{% endfor %}": "for",
    "{% include other.html %}": "include",
    "{{ site.data.a }}": "site.data.a",
    "{{ page.author }}": "page.author",
    "{{ include.x | where: 'a', 'b' }}": "where",
    "{{ content }}": "content",
    "<script>{{ include.x }}</script>": "program",
    "{% if include.a %}x": "without an end",
    "{{ include.x": "read",
    "{{ other }}": "other",
    "{{ include }}": "include",
    "{% case include.x %}{% endcase %}": "case",
    "{{ include.x | append }}": "append",
}
USED = Call(name="x", positional=("a", "b"))


@pytest.mark.parametrize(("template", "reason"), MORE_OF_HUGO.items())
def test_what_more_hugo_would_do_is_not_run(template: str, reason: str) -> None:
    with pytest.raises(NotPlainError, match=reason):
        parse_hugo(template).run(USED)


@pytest.mark.parametrize(("template", "reason"), MORE_OF_JEKYLL.items())
def test_what_more_jekyll_would_do_is_not_run(template: str, reason: str) -> None:
    with pytest.raises(NotPlainError, match=reason):
        parse_liquid(template).run(USED)


def test_what_is_not_run_stays_and_is_named() -> None:
    files = {"many.html": "{{ range .Params }}x{{ end }}", "figure.html": "{{ partial 1 }}"}
    body = '{{< many 1 2 >}} {{< missing >}} {{< figure src="/a.png" >}} {% include no.html %}'
    text, left = render_own_shortcodes(
        body, OwnShortcodes(lambda _, name: files.get(f"{name}.html"), markdown, body)
    )
    assert text == "{{< many 1 2 >}} {{< missing >}} ![](/a.png) {% include no.html %}"
    assert left == {"many": 1, "missing": 1, "include no.html": 1}


def test_a_shortcode_without_its_end_has_nothing_inside_and_costs_no_time() -> None:
    body = "{{< box >}}\n" * 3000
    html, left = html_of(body, lambda _, name: f"<b>{name}{{{{ .Inner }}}}</b>")
    assert not left
    assert html.count("<b>box</b>") == 3000


def test_shortcodes_within_one_another_are_run_only_so_deep() -> None:
    body = "{{< b >}}" * 50 + "x" + "{{< /b >}}" * 50
    html, left = html_of(body, lambda _, _name: "<b>{{ .Inner }}</b>")
    assert html.count("<b>") == 20
    assert left == {"b": 30}


@given(st.text(st.sampled_from("{<%}> /\"'a.=-\nb|"), max_size=60))
def test_any_body_is_rendered(body: str) -> None:
    files = {"a": "<i>{{ .Inner }}{{ .Get 0 }}</i>", "b": "{{ .Get 1 }}"}
    html_of(body, lambda _, name: files.get(name))


@given(st.text(st.sampled_from("{<%}> /\"'a.=-$|()"), max_size=60))
def test_any_template_is_run_or_refused(template: str) -> None:
    for parse in (parse_hugo, parse_liquid):
        try:
            parse(template).run(USED)
        except NotPlainError as error:
            assert str(error)


def test_no_value_breaks_out_of_where_it_is_put() -> None:
    template = (
        '<a href="{{ .Get 0 }}" title=\'{{ .Get 0 }}\' style="color: {{ .Get 0 }}"'
        " data-a={{ .Get 0 }}>{{ .Get 0 }}</a>"
    )
    value = "\"'><script>alert(1)</script>` x=y"
    made = parse_hugo(template).run(Call(name="x", positional=(value,)))
    assert made.count("<") == made.count(">") == 2
    (link,) = BeautifulSoup(made, "html.parser").find_all()
    assert set(link.attrs) == {"href", "title", "style", "data-a"}
    assert link["title"] == link["data-a"] == link.text == value


SETTINGS = {"POUCH_FRONT_MATTER": {"shortcode_paths": ["layouts/shortcodes", "theme/shortcodes"]}}


def test_an_edited_template_is_seen_by_the_next_build(tmp_path) -> None:
    templates = tmp_path / "content/layouts/shortcodes"
    files = {
        "layouts/shortcodes/lead.html": "<p class=lead>{{ .Get 0 }}</p>",
        "theme/shortcodes/lead.html": "<p>of the theme</p>",
        "theme/shortcodes/key.html": "<kbd>{{ include.k }}</kbd>",
        "post.md": post(title="One", body='{{< lead "Some words" >}} {% include key.html k="Q" %}'),
        "other.md": post(title="Two"),
    }
    settings = {**SETTINGS, "ARTICLE_PATHS": ["post.md", "other.md"]}
    first = build(tmp_path, files, settings)
    assert "Some words</p> <kbd>Q</kbd>" in first.contents["post.md"]["content"]
    (templates / "lead.html").write_text("<b>{{ .Get 0 }}</b>", encoding="utf-8")
    second = build(tmp_path, {}, settings)
    assert "<b>Some words</b>" in second.contents["post.md"]["content"]
    (templates / "lead.html").unlink()
    third = build(tmp_path, {}, settings)
    assert "of the theme" in third.contents["post.md"]["content"]
