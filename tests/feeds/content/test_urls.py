"""URLs in feeds, where no body shows the difference."""

from __future__ import annotations

import pytest

from pelican_plugins.feeds.content.urls import encoded


@pytest.mark.parametrize("url", ["https://[1/é", "data:image/png;base64,A A=é", "javascript:é()"])
def test_what_has_no_parts_to_encode_stays_as_it_is(url: str) -> None:
    assert encoded(url) == url
