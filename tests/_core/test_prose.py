"""What a list, a description or a feed says of a body is its first prose, cut at a sentence."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.prose import cut_prose, excerpt_of, prose_of

PROSE = "<p>The first sentence.</p>"


@pytest.mark.parametrize(
    "other",
    [
        "<h2>A heading</h2>",
        "<figure><img src=a alt=words><figcaption>A caption</figcaption></figure>",
        "<p><img src=a alt=words></p>",
        "<table><tr><td><p>A cell</p></td></tr></table>",
        "<pre><code>code()</code></pre>",
        "<div class='highlight'><p>code()</p></div>",
        "<ul><li><p>An item</p></li></ul>",
        "<dl><dt>A term</dt></dl>",
        "<blockquote><p>A quotation</p></blockquote>",
        "<p><a href=x>A link</a> <a href=y>and another</a></p>",
        "<p>· — *</p>",
        "<nav><p>Go on</p></nav><aside><p>Beside</p></aside>",
        "<div class='toc'><p>Contents</p></div>",
        "<p hidden>Hidden</p><p style='Display : none'>Hidden</p><p class='a sr-only'>Hidden</p>",
        "<p popover>Hidden</p><dialog><p>Hidden</p></dialog><p class='D-None'>Hidden</p>",
        "<p style='opacity: 0'>Hidden</p><p style='font-size:0'>Hidden</p>",
        "<p style='text-indent: -9999px'>Hidden</p><p style='visibility: collapse'>Hidden</p>",
        "<p style='position:absolute;left:-9999px'>H</p><p class='theme-visually-hidden'>H</p>",
        "<script>var a = '<p>x</p>'</script><style>p {}</style><template><p>x</p></template>",
        "<!-- <p>A comment</p> -->",
        "<details><summary>More</summary><p>Folded</p></details>",
        "<iframe src=x>Instead</iframe><video><p>Instead</p></video>",
        "<form><p>Your name</p></form>",
    ],
)
def test_what_is_no_prose_is_passed_over(other: str) -> None:
    assert prose_of(other + PROSE) == ("The first sentence.",)
    assert excerpt_of(other + PROSE, 200) == "The first sentence."


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        (
            "<p>A <em>b</em> <a href=x>c</a> &amp; d<sup id='fnref:1'><a href=#>1</a></sup>.</p>",
            "A b c & d.",
        ),
        ("Text<br>on<div>and more", "Text on|and more"),
        ("<p>unclosed <b>bold<p>two", "unclosed bold|two"),
        ("<p>漢字<ruby>東京<rt>とうきょう</rt></ruby>です。</p>", "漢字東京です。"),
        ("<p>If <math alttext='a^2'><mi>a</mi></math> is</p>", "If a^2 is"),
        ("<p>a > b < c</p>", "a > b < c"),
        ('<p title="a > b">x\n  y</p>', "x y"),
        # Where there is nothing else.
        ("<h2>A heading</h2><ul><li>An item</li></ul>", "A heading|An item"),
        ("<p><a href=x>A link</a></p>", "A link"),
        ("<script>x</script>", ""),
        ("", ""),
    ],
)
def test_prose_is_plain_text(html: str, paragraphs: str) -> None:
    assert "|".join(prose_of(html)) == paragraphs


def test_short_paragraphs_are_joined() -> None:
    assert excerpt_of("<p>One.</p><p>Two.</p>", 200) == "One. Two."
    long = "<p>" + "Many words stand in this sentence. " * 4 + "</p>"
    assert excerpt_of(long + PROSE, 200).endswith("in this sentence.")


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("It rained. The ditch was full.", 30, "It rained. The ditch was full."),
        ("It rained. The ditch was full.", 20, "It rained."),
        (
            "It rained for days. Dr. Bell left on 3. May 1923 for St. Ives.",
            40,
            "It rained for days.",
        ),
        ("Mr. J. R. Moss saw the old mill, z.B. there", 30, "Mr. J. R. Moss saw the old…"),
        ("The gauge said 3.5 metres and then stopped", 30, "The gauge said 3.5 metres and…"),
        ("“It rained!” The ditch was full of water.", 24, "“It rained!”"),
        ("¿Llovió? ¡Sí! Y la acequia se llenó.", 20, "¿Llovió? ¡Sí!"),
        ("هل أمطرت؟ نعم، وامتلأت الترعة كلها", 20, "هل أمطرت؟"),
        ("潮位は毎日変わる。港の人々はそれを知っている。", 15, "潮位は毎日変わる。"),
        ("潮位" * 20, 10, "潮位潮位潮位潮位潮…"),
        ("word " * 20, 12, "word word…"),
        ("x" * 50, 10, "xxxxxxxxx…"),
    ],
)
def test_prose_is_cut_at_a_sentence_or_a_word(text: str, most: int, cut: str) -> None:
    assert cut_prose(text, most) == cut


@given(st.text(max_size=300), st.integers(min_value=10, max_value=120))
def test_nothing_is_added_but_an_ellipsis(text: str, most: int) -> None:
    cut = cut_prose(text, most)
    assert len(cut) <= most
    assert text.startswith(cut.removesuffix("…")) or text == cut


@given(st.lists(st.sampled_from(["<p>", "</p>", "<div", ">", "a. ", "<!--", "&", "<table>", '"'])))
def test_no_markup_ends_it(parts: list[str]) -> None:
    assert isinstance(excerpt_of("".join(parts), 100), str)


@pytest.mark.parametrize("piece", ["<p>", "<b>", "<a ", "<!--", "<p title='", "a. ", "&amp;"])
def test_time_is_in_proportion(piece: str) -> None:
    def seconds(count: int) -> float:
        began = time.process_time()
        prose_of(piece * count)
        excerpt_of(piece * count, 200)
        return time.process_time() - began

    seconds(1_000)
    assert seconds(40_000) < 12 * max(seconds(10_000), 0.02)
