"""Shortcodes with a plain meaning become Markdown; the others stay, and code is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.output_paths import find_conflicts
from pelican_plugins.front_matter.shortcodes import render_shortcodes, shortcode_diagnostics


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ('{{< figure src="/a.png" >}}', "![](/a.png)"),
        (
            '{{<figure src="a.png" alt="A [b]" caption="Say &quot;c&quot;">}}',
            r'![A \[b\]](a.png "Say &quot;c&quot;")',
        ),
        ('{{% figure src="a b.png" title="T" class="pull-left" %}}', '![T](<a b.png#left> "T")'),
        ('{{< figure src="a.png" link="/big.png" >}}', "[![](a.png)](/big.png)"),
        ('{% include figure.html src="a.png" caption="C" %}', '![C](a.png "C")'),
        ('{% include gallery caption = "C" layout="half" %}', '![](#gallery "C")'),
        ("{% include gallery %}", "![](#gallery)"),
        ('{{< gallery dir="/img/trip" />}}', "![](/img/trip/#gallery)"),
        ('{{< gallery match="pics/*" sortOrder="asc" >}}', "![](pics/#gallery)"),
        ('{% img left /a.png 300 200 "A title" "An alt" %}', '![An alt](/a.png#left "A title")'),
        (
            "{{< youtube dQw4w9WgXcQ >}}",
            "[Video on YouTube](https://www.youtube.com/watch?v=dQw4w9WgXcQ)",
        ),
        (
            '{{< youtube id="abc" title="A talk" >}}',
            "[A talk](https://www.youtube.com/watch?v=abc)",
        ),
        ("{{< vimeo 123 >}}", "[Video on Vimeo](https://vimeo.com/123)"),
        ("{{< gist ada 12ab >}}", "[Code on GitHub Gist](https://gist.github.com/ada/12ab)"),
        ('{{< tweet user="ada" id="12" >}}', "[Post by ada](https://twitter.com/ada/status/12)"),
        ('[x]({{< ref "post.md#part" >}})', "[x]({filename}post.md#part)"),
        ('[x]({{< relref "/posts/a" >}})', "[x]({filename}/posts/a.md)"),
        ("[x]({% post_url 2019-01-01-name %})", "[x]({filename}2019-01-01-name.md)"),
        ("[x]({{ site.baseurl }}/a)", "[x](/a)"),
        ('[x]({{ "/a" | relative_url }})', "[x](/a)"),
        ("{% highlight ruby linenos %}\nputs 1\n{% endhighlight %}", "\n```ruby\nputs 1\n```\n"),
        (
            '{{< highlight go "hl_lines=1" >}}\na ``` b\n{{< /highlight >}}',
            "\n````go\na ``` b\n````\n",
        ),
        ("{% raw %}{{< figure src='x' >}}{% endraw %}", "{{< figure src='x' >}}"),
        ("a{% comment %}b{% endcomment %}c", "ac"),
        ('{{</* figure src="a" */>}}', '{{< figure src="a" >}}'),
    ],
)
def test_what_has_a_plain_meaning_is_written_as_markdown(written: str, becomes: str) -> None:
    text, left = render_shortcodes(f"Before {written} behind.\n")

    assert text == f"Before {becomes} behind.\n"
    assert not left


@pytest.mark.parametrize(
    "written",
    [
        '{{< gallery match="pics/*.png" >}}',
        '{{< gallery album="demo" >}}',
        "{{< gallery >}}",
        '{% include gallery id="other" %}',
        "{% include gallery.html images=page.images %}",
    ],
)
def test_galleries_of_no_known_pictures_stay(written: str) -> None:
    text, left = render_shortcodes(f"{written}\n")

    assert text == f"{written}\n"
    assert sum(left.values()) == 1


@pytest.mark.parametrize(
    "code",
    [
        '```\n{{< figure src="a.png" >}}\n```',
        "~~~ {.x}\n{% highlight x %}\n~~~",
        "`{{< youtube x >}}`",
        "`` ` {{< notice >}} ` ``",
        "<!-- {{< notice >}} -->",
        "```\n{{< notice >}}\nnever closed",
        "    {% comment %}\n    text\n    {% endcomment %}",
        "    one\n\n    {{< youtube x >}}",
        "\t{{< youtube x >}}\n",
        "* a list\n\n        {{< youtube x >}}",
        "<pre>\n{% comment %}x{% endcomment %}\n</pre>",
        "a <code>{{< youtube x >}}</code> b",
        '<SCRIPT type="x">{{< youtube x >}}</script>',
    ],
)
def test_code_and_comments_are_left_alone(code: str) -> None:
    text, left = render_shortcodes(f"Before\n\n{code}")

    assert text == f"Before\n\n{code}"
    assert not left


@pytest.mark.parametrize(
    "before",
    [
        "A paragraph\n    ",
        "* a list\n\n    ",
        "1. a list\n\n    * in a list\n\n        ",
        "* a list\nof two lines\n\n  more\n\n    ",
        "[^1]: A note.\n\n    ",
        "!!! note\n    ",
        "<pre>never closed ",
        "    code\n\ntext ",
        "<pre>x</pre> ",
        "<preface> ",
    ],
)
def test_what_only_looks_like_code_is_no_code(before: str) -> None:
    text, _ = render_shortcodes(f"{before}{{% comment %}}x{{% endcomment %}}y")

    assert text == f"{before}y"


def test_others_stay_and_are_counted_by_kind() -> None:
    body = (
        "{{< notice >}}\ninside\n{{< /notice >}} {{% notice %}} {% include toc.html %} "
        "{% for x in y %}{{ x }}{% endfor %} {{< youtube >}} {{< figure >}}"
    )

    text, left = render_shortcodes(body)

    assert text == body
    assert left == {"notice": 2, "include toc.html": 1, "for": 1, "youtube": 1, "figure": 1}


def test_a_backtick_that_opens_nothing_hides_nothing() -> None:
    text, _ = render_shortcodes("A ` tick.\n\n{{< vimeo 1 >}} and ` another")

    assert "https://vimeo.com/1" in text


@given(st.text(st.sampled_from("`{}<%>~/-! \nfigureaw\"'=")))
def test_any_text_is_read_and_one_without_tags_stays(body: str) -> None:
    text, _ = render_shortcodes(body)

    if "{{" not in body and "{%" not in body:
        assert text == body


def test_many_unclosed_marks_take_no_longer_than_their_number() -> None:
    body = (
        "{{< "
        + "` " * 20_000
        + "{% " * 20_000
        + "```" * 5_000
        + "<pre> " * 20_000
        + "\n\n    x" * 5_000
    )

    assert render_shortcodes(body)[0] == body


def test_a_kind_is_told_of_once_with_its_files() -> None:
    left = {f"{n}.md": {"notice": 2} for n in range(7)} | {"a.md": {"toc": 1}}

    assert [one.sentence for one in shortcode_diagnostics(left)] == [
        "the shortcode 'notice' is shown unrendered, 14 times, in 0.md, 1.md, 2.md, 3.md,"
        " 4.md and 2 more; replace it with Markdown or HTML",
        "the shortcode 'toc' is shown unrendered, once, in a.md; replace it with Markdown or HTML",
    ]


def test_of_two_posts_with_one_address_the_second_gives_way() -> None:
    conflicts = find_conflicts(
        [
            ("a", "x.html"),
            ("b", "x.html"),
            ("c", "x-2.html"),
            ("d", "y/index.html"),
            ("e", "y/index.html"),
        ]
    )

    assert [(c.kept, c.moved, c.new) for c in conflicts] == [
        ("a", "b", "x-2.html"),
        ("b", "c", "x-2-2.html"),
        ("d", "e", "y-2/index.html"),
    ]


def test_a_file_and_a_folder_of_one_name_cannot_both_be() -> None:
    conflicts = find_conflicts(
        [("a", "a.html"), ("b", "a.html/x/index.html"), ("c", "v/1.2/index.html"), ("d", "v/1.2")],
        {"tags.html": "Pelican", "x/y": "Pelican"},
    )

    assert [(c.kept, c.moved, c.new) for c in conflicts] == [
        ("a", "b", "a-2.html/x/index.html"),
        ("c", "d", "v/1-2.2"),
    ]


def test_a_page_of_pelican_gives_way_only_to_what_is_meant_to_replace_it() -> None:
    own = {"tags.html": "the tags", "index.html": "the index", "x": "a file", "x-2": "another"}
    addresses = [("a", "tags.html"), ("b", "index.html"), ("c", "index.html"), ("d", "x/y.html")]

    conflicts = find_conflicts(addresses, own, frozenset({"b", "c"}))

    assert [(c.kept, c.moved, c.new) for c in conflicts] == [
        ("the tags", "a", "tags-2.html"),
        ("b", "c", "index-2.html"),
        ("a file", "d", "x-3/y.html"),
    ]
