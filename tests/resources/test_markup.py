"""What is cut out of a list's entry keeps its elements whole."""

from __future__ import annotations

from bs4 import BeautifulSoup

from pelican_plugins.resources.parsing.markup import slice_nodes


def test_an_image_at_the_end_of_an_element_stays_in_it() -> None:
    entry = BeautifulSoup('<li><em>Tides<img src="a.png"/></em> and more</li>', "html.parser").li

    assert [str(node) for node in slice_nodes(entry, 0, 5)] == ['<em>Tides<img src="a.png"/></em>']
