"""Links in the settings of other themes are read as these themes mean them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pelican_plugins.theming.link_settings import is_script_url, read_links

A = ("A", "https://a.example/")


@pytest.mark.parametrize(
    ("value", "shown", "left_out"),
    [
        (None, (), 0),
        ((), (), 0),
        ([A], (A,), 0),
        ((("A", "https://a.example/", "icon"),), (A,), 0),
        ([("A", "fa-a", "https://a.example/")], (A,), 0),
        ([("https://a.example/", "A")], (A,), 0),
        ({"A": "https://a.example/"}, (A,), 0),
        ([{"A": "https://a.example/"}], (A,), 0),
        ([{"name": "A", "url": "https://a.example/"}], (A,), 0),
        ([{"title": "A", "link": "https://a.example/", "icon": "x"}], (A,), 0),
        ({"name": "A", "href": "https://a.example/"}, (A,), 0),
        (A, (A,), 0),
        (["https://a.example/"], ((A[1], A[1]),), 0),
        ("https://a.example/", ((A[1], A[1]),), 0),
        ([("Top", "/t/", [A, ("B", "/b/")])], (("Top", "/t/"), A, ("B", "/b/")), 0),
        ([("Top", [A])], (A,), 0),
        ([{"name": "Top", "children": [{"name": "A", "url": A[1]}]}], (A,), 0),
        ({"Top": {"A": "https://a.example/"}}, (A,), 0),
        (
            [("Home", ""), ("Blog", "blog"), ("Me", "@me")],
            (("Home", ""), ("Blog", "blog"), ("Me", "@me")),
            0,
        ),
        ([("2024", 2024)], (("2024", "2024"),), 0),
        ([None, 3, (), [], "A", ("A",), {"x": 1}, A], (A,), 7),
        ([True, object, 1.5, A], (A,), 3),
        (7, (), 1),
    ],
)
def test_what_can_be_shown_is_shown_and_the_rest_is_named_once(value, shown, left_out) -> None:
    links = read_links(value)

    assert links.shown == shown
    assert len(links.left_out) == left_out
    assert len(list(links.problems("LINKS"))) == bool(left_out)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "javascript\n:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
    ],
)
def test_what_a_browser_would_run_is_no_link(url: str) -> None:
    for value in ([("A", url)], [("A", "icon", url)], {"A": url}, [{"name": "A", "url": url}]):
        links = read_links(value)

        assert not any(is_script_url(link) for _, link in links.shown)
        assert all("which are not published" in one.text for one in links.problems("SOCIAL"))
    assert is_script_url(url)


def test_a_list_that_holds_itself_ends() -> None:
    endless: list[object] = [A]
    endless.append(endless)

    assert A in read_links(endless).shown


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from([*A, "/b/"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.sampled_from(["name", "url", "children", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(derandomize=True)
@given(VALUES)
def test_whatever_a_setting_holds_becomes_pairs_of_texts(value) -> None:
    for name, url in read_links(value).shown:
        assert isinstance(name, str)
        assert isinstance(url, str)
        assert not is_script_url(url)
