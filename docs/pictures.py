"""Take the pictures of these documents anew: `python docs/pictures.py`, with Chromium installed.

They show the demo site with every choice of the theme turned on, and a few posts more.
"""

from __future__ import annotations

import functools
import http.server
import io
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "images"
SETTINGS = """\
from pelicanconf import *

SITEURL, RELATIVE_URLS = "http://127.0.0.1:{port}", False
POUCH_THEME = {{
    "menu": {{"Rivers": "/category/rivers.html", "How we source": "/pages/how-we-source.html"}},
    "previous_next": "all",
    "related": 2,
    "heading_links": True,
    "dark_switch": True,
    "logo": "images/long-shore.svg",
    "language_index_save_as": "{{lang}}/index.html",
    "authors": {{
        "Mara Quill": {{
            "bio": "Keeps a weir, and counts what goes over it.",
            "portrait": "/images/gauge-symbol.png",
            "links": {{"Mastodon": "https://example.social/@mara"}},
        }}
    }},
}}
POUCH_EMBEDS = {{"show": "cards"}}
"""
LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48">
<path d="M2 18q11-12 22 0t22 0M2 30q11-12 22 0t22 0" fill="none" stroke="#3d84b8" stroke-width="5"/>
</svg>
"""
POSTS = {
    "first-light.md": """\
---
title: A film of the tide, and where it was made
date: 2025-06-20
category: Rivers
authors: Mara Quill
pinned: true
summary: Six hours at the sea wall, in two minutes.
---
[Six hours at the sea wall](https://vimeo.com/76979871)

## Where it was made

https://www.openstreetmap.org/#map=13/51.4935/0.6540

> [!NOTE]
> The wall is closed at spring tides.
""",
    "three-gauges.md": """\
---
title: Three gauges
date: 2024-10-01
category: Rivers
authors: Mara Quill
---
![Flood marks cut into a pier](/images/flood-marks.png#gallery "Six marks, two of them with a year")
![A fortnight of tides](/images/fortnight-of-tides.png)
![A gravel bar](/images/gravel-bar.png)
""",
}
ARTICLE, FILM = "the-rivers-long-memory.html", "a-film-of-the-tide-and-where-it-was-made.html"
# The page, what is shown of it, how high that is at most, and the scheme.
PICTURES: dict[str, tuple[str, str, int, str]] = {
    "theme-header": (ARTICLE, ".site-header", 640, "light"),
    "theme-header-dark": (ARTICLE, ".site-header", 640, "dark"),
    "theme-heading-link": (ARTICLE, ".e-content h2", 58, "light"),
    "theme-article-end": (ARTICLE, ".author-note, .author-note ~ *", 640, "light"),
    "theme-pinned": ("index.html", "main", 430, "light"),
    "theme-embeds": (FILM, ".e-content", 640, "light"),
    "theme-gallery": ("three-gauges.html", ".e-content", 640, "light"),
}
WIDTH, MARGIN = 1000, 16
DECODE = """Promise.all([...document.images].map((image) => {
  image.loading = "eager";
  return image.decode().catch(() => 0);
}))"""


def main() -> int:
    """Build the site, and write the pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Chromium is not installed", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        handler = functools.partial(
            http.server.SimpleHTTPRequestHandler, directory=folder / "output"
        )
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            build(folder, server.server_port)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox", "--force-color-profile=srgb"]
                )
                for picture, (page, part, highest, scheme) in PICTURES.items():
                    url = f"http://127.0.0.1:{server.server_port}/{page}"
                    data = shot(browser, url, part, highest, scheme)
                    path = FOLDER / f"{picture}.webp"
                    with Image.open(io.BytesIO(data)) as image:
                        image.convert("RGB").save(path, quality=60, method=6)
                    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
                browser.close()
            server.shutdown()
    return 0


def build(folder: Path, port: int) -> None:
    """Build the demo site with `SETTINGS` and `POSTS`."""
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    (content / "images" / "long-shore.svg").write_text(LOGO)
    for name, text in POSTS.items():
        (content / name).write_text(text)
    demo = (ROOT / "pelicanconf.py").read_text()
    (folder / "pelicanconf.py").write_text(demo.replace("HERE =", f"HERE = Path({str(ROOT)!r}) or"))
    settings = folder / "pictures.py"
    settings.write_text(SETTINGS.format(port=port))
    command = (sys.executable, "-m", "pelican", "content", "-s", settings.name, "-o", "output")
    environment = {"PYTHONPATH": f"{ROOT}:{folder}", "PATH": "/usr/bin:/bin"}
    subprocess.run(command, cwd=folder, env=environment, check=True)  # noqa: S603


def shot(browser: Any, url: str, part: str, highest: int, scheme: str) -> bytes:
    """Return a screenshot of what the selector *part* finds on a page, all of it together."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 1000}, color_scheme=scheme, device_scale_factor=1.5
    )
    page = context.new_page()
    page.goto(url)
    page.evaluate(DECODE)
    boxes = [element.bounding_box() for element in page.query_selector_all(part)]
    if part.endswith("h2"):
        boxes = boxes[:1]
        page.hover(part)
    found = [box for box in boxes if box and box["height"]]
    top, bottom = min(b["y"] for b in found), max(b["y"] + b["height"] for b in found)
    top = max(0, top - MARGIN)
    clip = {"x": 0, "y": top, "width": WIDTH, "height": min(bottom + MARGIN - top, highest)}
    data: bytes = page.screenshot(clip=clip, full_page=True)
    context.close()
    return data


if __name__ == "__main__":
    sys.exit(main())
