"""A body in a feed says what it says on its page, to a reader who sees nothing else of it."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from pelican_plugins.feeds.content.clean import clean

BASE = "https://example.org/blog/post.html"
SITE = "https://example.org"


def cleaned(html: str, **options) -> str:
    return clean(html, BASE, **options).html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="other.html">x</a>', f'<a href="{SITE}/blog/other.html">x</a>'),
        ("<a href='/x'>x</a>", f'<a href="{SITE}/x">x</a>'),
        ('<a href="#fn:1">x</a>', f'<a href="{BASE}#fn:1">x</a>'),
        ('<img src=a.png alt="b">', f'<img src="{SITE}/blog/a.png" alt="b">'),
        ('<a href="//x.org/y">x</a>', '<a href="https://x.org/y">x</a>'),
        ('<blockquote cite="../q">x</blockquote>', f'<blockquote cite="{SITE}/q">x</blockquote>'),
        ('<a href="a b.html">x</a>', f'<a href="{SITE}/blog/a%20b.html">x</a>'),
        (
            '<a href="/пост.html?я=1">x</a>',
            f'<a href="{SITE}/%D0%BF%D0%BE%D1%81%D1%82.html?%D1%8F=1">x</a>',
        ),
        ('<a href="/100%.html">x</a>', f'<a href="{SITE}/100%25.html">x</a>'),
        ('<a href="/a%20b">x</a>', f'<a href="{SITE}/a%20b">x</a>'),
        ('<a href="https://пример.рф/">x</a>', '<a href="https://xn--e1afmkfd.xn--p1ai/">x</a>'),
        (
            '<picture><source srcset="a.webp 1x,b.webp 2x"><img src="c.png"></picture>',
            f'<picture><source srcset="{SITE}/blog/a.webp 1x, {SITE}/blog/b.webp 2x">'
            f'<img src="{SITE}/blog/c.png"></picture>',
        ),
        ('<a href="mailto:a@example.org">x</a>', '<a href="mailto:a@example.org">x</a>'),
    ],
)
def test_addresses_are_absolute_and_encoded(html: str, expected: str) -> None:
    assert cleaned(html) == expected


def test_a_film_is_shown_and_linked() -> None:
    soup = BeautifulSoup(
        cleaned('<video poster="p.jpg" controls><source src="f.mp4"></video>'), "lxml"
    )

    assert soup.video["poster"] == f"{SITE}/blog/p.jpg"
    assert soup.video.source["src"] == soup.a["href"] == f"{SITE}/blog/f.mp4"


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p { color: red }</style>",
        '<form action="/x"><input name="a"><button>Go</button></form>',
        '<img src="https://t.example/p.gif" width="1" height="1">',
        '<img src="https://t.example/p.gif" style="display: none">',
        '<figure><img src="https://t.example/p.gif" width="1" height="1"></figure>',
        '<img src="https://t.example/p.png" hidden>',
        "<div hidden><p>Not on the page.</p></div>",
        "<!-- a comment -->",
        '<a href="javascript:alert(1)"></a>',
    ],
)
def test_what_no_reader_wants_is_gone(html: str) -> None:
    assert cleaned(f"<p>a</p>{html}<p>b</p>") == "<p>a</p><p>b</p>"


@pytest.mark.parametrize(
    ("name", "fragment"),
    [
        ("a b", "a%20b"),
        ("наверх", "%D0%BD%D0%B0%D0%B2%D0%B5%D1%80%D1%85"),
        ("x%20y", "x%20y"),
        ("50%", "50%25"),
        ("fn:1", "fn:1"),
    ],
)
def test_an_id_stays_however_a_link_to_it_is_written(name: str, fragment: str) -> None:
    html = f'<p id="{name}">x</p><p id="other">y</p><p><a href="#{fragment}">z</a></p>'

    assert f'<p id="{name}">x</p><p>y</p>' in cleaned(html)


@pytest.mark.parametrize(
    "tag", ["</body>", "</html>", "<body class=a>", "</BODY ></HTML>", "<frameset>", "<html>"]
)
def test_a_stray_tag_of_a_page_ends_nothing(tag: str) -> None:
    assert cleaned(f"{tag}<p>a</p>{tag}<p>b</p>{tag}c") == "<p>a</p><p>b</p>c"
    assert cleaned(tag) == ""


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "vbscript:x"),
        *("java&#10;script:alert(1)", "java&#9;script:a", "&#1;javascript:alert(1)", "blob:x"),
        *("data:text/html,&lt;script&gt;", "data:image/svg+xml,&lt;svg&gt;", "doi:10.1/x"),
    ],
)
def test_no_address_that_could_run_comes_through_anywhere(address: str) -> None:
    html = (
        f'<p class="x"><a href="{address}"><b>one</b></a> <a href="{address}">two</a></p>'
        f'<p><img src="{address}" alt="three" srcset="{address} 2x"></p>'
        f'<blockquote cite="{address}"><p>four</p></blockquote>'
        f'<math href="{address}" style="x"><mi xlink:href="{address}" onclick="y">five</mi></math>'
        f'<iframe src="{address}"></iframe><video src="{address}" poster="{address}"></video>'
    )
    for keep in (False, True):
        soup = BeautifulSoup(clean(html, BASE, keep_iframes=keep).html, "lxml")
        assert soup.get_text(" ", strip=True).split() == ["one", "two", "three", "four", "five"]
        for tag in soup.find_all():
            for name, value in tag.attrs.items():
                assert name != "style"
                assert not re.match(r"\W*(?!https?:)[a-z]+:", str(value), re.IGNORECASE), value


def test_a_form_goes_with_its_text() -> None:
    html = (
        '<p>A</p><form action="/x"><fieldset><legend>Ask</legend><p>Your <b>name</b></p>'
        "<input><button>Go</button></fieldset></form><p>B</p>"
    )

    assert cleaned(html) == "<p>A</p><p>B</p>"


def test_what_a_parser_would_lose_is_told_instead() -> None:
    deep = "<div>" * 2_500 + "deep" + "</div>" * 2_500
    with pytest.raises(ValueError, match="nested too deeply"):
        cleaned(f"{deep}<p>after</p>")
    flat = "<p>a<br>b<img src='x.png' alt=''></p>" * 2_500

    assert cleaned(flat).count("<br>") == 2_500


def test_a_set_of_commas_is_read_in_no_time() -> None:
    assert 'srcset="' not in cleaned(f'<img src="a.png" srcset="{"," * 200_000}">')


def test_handlers_styles_and_classes_are_gone() -> None:
    html = '<p onclick="x()" style="color: red" class="lead" data-x="1" id="unused">a</p>'

    assert cleaned(html) == "<p>a</p>"


@pytest.mark.parametrize("text", ["¶", "#", "§", ""])
def test_a_heading_loses_its_link_to_itself(text: str) -> None:
    html = f'<h2 id="a">Rivers<a class="headerlink" href="#a">{text}</a></h2>'

    assert BeautifulSoup(cleaned(html), "lxml").h2.decode_contents() == "Rivers"


def test_a_heading_keeps_a_link_of_the_author() -> None:
    assert "<a" in cleaned('<h2><a href="#other">Other things</a></h2>')


@pytest.mark.parametrize(
    "html",
    [
        '<img src="data:image/gif;base64,R0lGODlhAQAB" data-src="real.jpg" alt="x">',
        '<img data-lazy-src="real.jpg" alt="x">',
        '<img src="data:image/gif;base64,R0lGODlhAQAB" data-srcset="real.jpg 1x" alt="x">',
    ],
)
def test_a_picture_that_is_loaded_late_has_its_real_address(html: str) -> None:
    image = BeautifulSoup(cleaned(html), "lxml").img

    assert image["src"] == f"{SITE}/blog/real.jpg"
    assert "data:" not in str(image)


def test_the_twin_for_readers_without_scripts_is_shown_once() -> None:
    html = '<img data-src="a.jpg" alt="x"><noscript><img src="a.jpg" alt="x"></noscript>'

    assert cleaned(html).count("<img") == 1
    assert cleaned('<noscript><img src="a.jpg"></noscript>').count("<img") == 1


IFRAME = '<iframe src="https://www.youtube.com/embed/x" title="A film" onload="x()"></iframe>'


@pytest.mark.parametrize("before", ["<figure><img src='/a.png'></figure>", "<img src='/a.png'>"])
def test_the_twin_of_a_picture_goes_wherever_the_picture_is(before: str) -> None:
    twin = "<noscript><img src='/a.png'></noscript>"

    assert cleaned(before + twin) == cleaned(before)
    assert cleaned(f"<p>x</p>{twin}").count("<img") == 1


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("auto, (min-width: 600px) 320px, 100vw", "(min-width: 600px) 320px, 100vw"),
        ("AUTO", None),
        ("100vw", "100vw"),
    ],
)
def test_sizes_are_those_that_need_no_script_and_no_page(written: str, kept: str | None) -> None:
    soup = BeautifulSoup(
        cleaned(f'<img src="/a.png" srcset="/a.png 9w" sizes="{written}">'), "lxml"
    )

    assert soup.img.get("sizes") == kept


def test_what_stands_in_an_object_is_for_who_cannot_show_it() -> None:
    html = '<object data="/d.pdf"><param name="a"><p>The <a href="/d.pdf">report</a></p></object>'

    assert cleaned(html) == f'<p>The <a href="{SITE}/d.pdf">report</a></p>'
    assert cleaned('<object data="/d.pdf"></object>').count(f'href="{SITE}/d.pdf"') == 1


def test_a_film_that_is_linked_already_is_not_linked_twice() -> None:
    html = '<video src="/f.mp4"><a href="/f.mp4">The film</a></video>'

    assert cleaned(html).count("<a ") == 1
    assert "The film" in cleaned(html)


def test_what_opens_when_it_is_searched_for_stays() -> None:
    assert "Found" in cleaned('<p hidden="until-found">Found</p>')


def test_a_link_takes_the_place_of_an_iframe() -> None:
    expected = '<p><a href="https://www.youtube.com/embed/x">A film</a></p>'

    assert cleaned(IFRAME) == expected
    kept = cleaned(IFRAME, keep_iframes=True)
    assert kept.endswith(expected)
    assert kept.startswith("<iframe src=")
    assert "onload" not in kept


def test_footnotes_keep_their_ids() -> None:
    html = (
        '<sup id="fnref:1"><a href="#fn:1">1</a></sup><li id="fn:1">x <a href="#fnref:1">↩</a></li>'
    )

    assert {tag["id"] for tag in BeautifulSoup(cleaned(html), "lxml").select("[id]")} == {
        "fn:1",
        "fnref:1",
    }


@pytest.mark.parametrize(
    "html",
    [
        "<pre><code>def f():\n    pass &lt; 3\n</code></pre>",
        '<pre><code class="language-python">x</code></pre>',
        '<table><thead><tr><th style="text-align: right">a</th></tr></thead></table>',
        '<figure><img src="https://x.org/a.png" alt="b"><figcaption>c</figcaption></figure>',
        '<math display="block"><mfrac><mi>x</mi><mn>2</mn></mfrac></math>',
        "<ol><li>x</li></ol>",
        "<p>“Quoted” – a\u00a0: b &amp; c</p>",
        "<p>a<br>b<wbr>c</p>",
        '<p lang="fr" dir="ltr">x</p>',
    ],
)
def test_what_readers_understand_stays(html: str) -> None:
    assert cleaned(html) == html


def test_highlighted_code_keeps_its_text_without_its_spans() -> None:
    code = '<pre><span></span><code><span class="k">def</span> f</code></pre>'
    html = f'<div class="highlight">{code}</div>'

    assert cleaned(html) == "<div><pre><code>def f</code></pre></div>"


def test_a_task_list_shows_what_is_done() -> None:
    assert cleaned('<li><input type="checkbox" checked> a</li>') == "<li>☑ a</li>"


def test_a_drawing_in_the_text_leaves_its_title() -> None:
    assert cleaned('<p>a <svg><title>gauge</title><path d="M0"/></svg> b</p>') == "<p>a gauge b</p>"


@pytest.mark.parametrize(
    "html", ["", "   ", "<!-- -->", "<p", "</div></p>", "<div><p>a", "&nbsp", "\x00\x0b"]
)
def test_no_body_is_an_error(html: str) -> None:
    clean(html, BASE)
