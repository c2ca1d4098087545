"""What a page hides, its feeds hide; what it shows, they show or link."""

from __future__ import annotations

import pytest

from pelican_plugins.feeds.content.clean import clean

BASE = "https://example.org/blog/post.html"


def cleaned(html: str) -> str:
    return clean(html, BASE).html


@pytest.mark.parametrize(
    "html",
    [
        '<div style="display:none">secret</div>',
        '<p style="VISIBILITY: Hidden !important">secret</p>',
        '<p style="display:none !important; display:block">secret</p>',
        '<span style="font-size:0px">secret</span>',
        '<p style="color:red;/* ; */opacity:0.0">secret</p>',
        '<p style="text-indent:-9999px">secret</p>',
        '<div style="position:absolute;left:-9999px">secret</div>',
        '<div style="position:absolute;clip:rect(0, 0, 0, 0)">secret</div>',
        '<div style="height:0;overflow:hidden">secret</div>',
        '<div style="font-size:0"><img src="a.png" alt="b">secret</div>',
        "<p hidden>secret</p>",
        "<div popover>secret</div>",
        '<span class="sr-only">secret</span>',
        '<a href="/x">Text <span class="visually-hidden">secret</span></a>',
        '<span class="lyt-visually-hidden">secret</span>',
        '<div class="d-none">secret</div>',
        "<dialog><p>secret</p></dialog>",
        "<template><p>secret</p></template>",
        '<noscript>JavaScript shows <a href="https://example.net">secret</a></noscript>',
        "<noscript>secret</noscript>",
        "<form><label>secret <input></label><button>secret</button></form>",
        '<script src="https://example.net/x.js">secret</script>',
    ],
)
def test_what_a_page_hides_is_in_no_feed(html: str) -> None:
    before_and_after = cleaned(f"<p>before</p>{html}<p>after</p>")

    assert "secret" not in before_and_after
    assert before_and_after.startswith("<p>before</p>")
    assert before_and_after.endswith("<p>after</p>")


@pytest.mark.parametrize(
    "html",
    [
        '<p style="display:none;display:block">shown</p>',
        '<p style="opacity:.5">shown</p>',
        '<p style="opacity:0;transition:opacity 1s">shown</p>',
        '<div style="font-size:0"><span style="font-size:14px">shown</span></div>',
        '<div style="visibility:hidden">a<b style="visibility:visible">shown</b></div>',
        '<div class="hidden md:block">shown</div>',
        '<div class="d-none d-md-block">shown</div>',
        '<p hidden="until-found">shown</p>',
        '<p aria-hidden="true">shown</p>',
        "<details><summary>s</summary>shown</details>",
        "<dialog open><p>shown</p></dialog>",
        '<a href="https://example.net/"><svg></svg><span class="sr-only">shown</span></a>',
        '<noscript><img src="a.png" alt="shown"></noscript>',
        "<my-box><p>shown</p></my-box>",
    ],
)
def test_what_a_page_shows_stays(html: str) -> None:
    assert "shown" in cleaned(html)


@pytest.mark.parametrize(
    ("html", "link"),
    [
        (
            '<lite-youtube videoid="abc" playlabel="A"></lite-youtube>',
            'youtube.com/watch?v=abc">A<',
        ),
        ('<youtube-video src="https://youtu.be/q"></youtube-video>', 'https://youtu.be/q"'),
        ('<amp-youtube data-videoid="m1"></amp-youtube>', 'youtube.com/watch?v=m1"'),
        ('<amp-video src="f.mp4"></amp-video>', 'https://example.org/blog/f.mp4">f.mp4<'),
        ('<model-viewer src="m.glb" alt="A horse"></model-viewer>', '/blog/m.glb">A horse<'),
        (
            '<script src="https://gist.github.com/u/1a.js"></script>',
            'https://gist.github.com/u/1a"',
        ),
        (
            '<div class="flourish-embed" data-src="visualisation/12"><script></script></div>',
            'https://public.flourish.studio/visualisation/12/"',
        ),
        ('<iframe srcdoc="<p>x</p>" title="Chart"></iframe>', f'<a href="{BASE}">Chart</a>'),
        ('<object data="/f/map%20one.pdf"></object>', '/f/map%20one.pdf">map one.pdf<'),
        ('<embed src="https://example.net/plan.svg" title="The plan">', 'plan.svg">The plan<'),
        ('<embed src="https://example.net/">', ">example.net<"),
    ],
)
def test_what_scripts_and_elements_would_show_is_linked(html: str, link: str) -> None:
    assert link in cleaned(html)


def test_an_image_of_amp_is_an_image() -> None:
    assert cleaned('<amp-img src="a.jpg" alt="b"></amp-img>') == (
        '<img src="https://example.org/blog/a.jpg" alt="b">'
    )


@pytest.mark.parametrize(
    "anchor",
    [
        '<a href="#x"><svg><title>Link</title></svg></a>',
        '<a class="anchor" href="#x" aria-label="Link"><i class="material-icons">link</i></a>',
        '<a class="headerlink" href="#x">Link</a>',
        '<a href="#x"><img src="link.png" alt="Link"></a>',
        '<a href="#x"><span class="sr-only">Link to this heading</span></a>',
        '<a href="#x">Lien</a>',
    ],
)
def test_the_icon_of_a_heading_leaves_no_word(anchor: str) -> None:
    assert cleaned(f'<h2 id="x">Title {anchor}</h2>') == '<h2 id="x">Title </h2>'


def test_a_link_that_is_the_heading_stays() -> None:
    assert ">Title</a>" in cleaned('<h2 id="x"><a class="anchor" href="#x">Title</a></h2>')
    assert ">there</a>" in cleaned('<h2 id="x">See <a href="#y">there</a></h2>')
