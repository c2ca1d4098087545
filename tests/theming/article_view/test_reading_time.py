"""How long a text takes to read."""

from __future__ import annotations

import pytest

from pelican_plugins.theming.article_view.build import reading_time


@pytest.mark.parametrize(
    ("html", "time"),
    [
        ("", 1),
        ("<p>One.</p>", 1),
        (f"<p>{'word ' * 300}</p>", 3),
        # Nobody reads code, notes, sources and tags aloud.
        (f"<p>{'word ' * 200}</p><pre>{'word ' * 900}</pre><p>{'word ' * 100}</p>", 3),
        (f'<p>word</p><section class="resources">{"word " * 900}</section>', 1),
        (f'<p>word</p><div class="footnote">{"word " * 900}</div>', 1),
        ("<p>word</p><pre>never closed " + "word " * 900, 1),
        (f'<img alt="{"word " * 900}">', 1),
        ("word&nbsp;word " * 200, 4),
        ("字" * 600, 3),
        (f"{'字' * 200} {'word ' * 200}", 3),
    ],
)
def test_words_and_signs_are_counted(html, time) -> None:
    assert reading_time(html, 100) == time


def test_nobody_is_told_who_does_not_want_to_know() -> None:
    assert reading_time("word " * 900, 0) == 0
