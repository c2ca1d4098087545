"""Pictures and links in a summary that the author wrote lead where those of a body lead."""

from __future__ import annotations

import pictures
from support import post

ROOT = "https://example.org/blog"


def test_a_summary_is_resolved_in_lists_and_feeds(build_site) -> None:
    summary = (
        "![One](/images/ok.png#center) ![Two](near.png) ![Three](/images/none.png) [b](b.md)"
        " ![Four]({static}/images/ok.png)"
    )
    files = {
        "sub/a.md": post("The text.", summary=summary),
        "sub/b.md": post("Other.", title="B"),
        "sub/near.png": pictures.plain_png(),
        "images/ok.png": pictures.plain_png(),
    }
    site = build_site(files, {"STATIC_PATHS": ["images", "sub"]})

    assert site.code == 0, site.log
    for name in ("index.html", "feeds/all.atom.xml"):
        text = site.text(name).replace("&lt;", "<").replace("&quot;", '"')
        assert f"{ROOT}/images/ok.png" in text, name
        assert "ok.png#center" not in text, name
        if name == "index.html":
            assert f'"{ROOT}/sub/near.png' in text, text
            assert f'href="{ROOT}/b.html"' in text, text
            # Nothing is made up of what is not there.
            assert f"{ROOT}/images/none.png" not in text
