"""What an owner's settings name is published, and what the theme brings is not missed."""

from __future__ import annotations

import pytest
from support import build, post


@pytest.mark.parametrize("plugins", [[], ["pelican_plugins"]])
def test_a_folder_beside_the_content_may_be_named(tmp_path, plugins) -> None:
    for name in ("robots.txt", "css/a.css", "css/b.css", "css/c.css"):
        target = tmp_path / "static" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"This is {name}.")
    (tmp_path / "secret.txt").write_text("A secret.")
    (tmp_path / "static" / "link.txt").symlink_to("../secret.txt")
    settings = {
        "PLUGINS": plugins,
        "STATIC_PATHS": ["../static"],
        "EXTRA_PATH_METADATA": {
            f"../static/{name}": {"path": name} for name in ("robots.txt", "css/a.css", "link.txt")
        },
    }
    text = "[r]({static}../static/robots.txt) [s]({static}../static/../secret.txt)"
    site = build(tmp_path, {"a.md": post(text, title="A")}, settings)

    assert site.text("robots.txt") == "This is robots.txt."
    assert site.text("css/a.css") == "This is css/a.css."
    if plugins:
        assert 'href="https://example.org/blog/robots.txt"' in site.text("a.html")
        assert "A secret." not in str(site.files())
        (message,) = site.messages_about("static/css")
        assert message.startswith("static/css/b.css:1: it is in a folder of STATIC_PATHS outside")
        assert "like 1 more; give it one in EXTRA_PATH_METADATA" in message
        (message,) = site.messages_about("link.txt:")
        assert "a symbolic link to" in message
        assert len(site.messages_about("content/a.md")) == 1


def test_a_picture_of_the_theme_is_there(tmp_path) -> None:
    theme = tmp_path / "mine"
    (theme / "templates").mkdir(parents=True)
    (theme / "static" / "images").mkdir(parents=True)
    (theme / "static" / "images" / "our logo.png").write_bytes(b"a picture")
    images = "/theme/images"
    pictures = [f"{images}/our%20logo.png", f"{images}/none.png", "/theme/../mine/static/none.png"]
    text = "\n\n".join(f"![It]({picture})" for picture in pictures)
    site = build(tmp_path, {"a.md": post(text, title="A")}, {"THEME": str(theme)})

    assert "theme/images/our logo.png" in site.files()
    messages = site.messages_about("content/a.md")
    assert [message.partition(";")[0] for message in messages] == [
        f"content/a.md:{line}: no image {picture} in the content folder"
        for line, picture in zip((8, 10), pictures[1:], strict=True)
    ]


def test_a_file_for_robots_is_no_lost_text(build_site) -> None:
    files = {"a.md": post(), "robots.txt": "User-agent: *\n", "notes.txt": "A text?\n"}
    site = build_site(files)

    assert site.account.endswith(
        "1 page published, 1 not used, 1 file NOT PUBLISHED: content/notes.txt"
        " (.txt files are not supported)"
    )
