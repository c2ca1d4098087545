"""A plugin as others write them: it looks into a file of its own for each content that is read."""

import json
from pathlib import Path

from pelican import signals


def register():
    signals.content_object_init.connect(rate)


def rate(content):
    path = Path(content.settings["PATH"]).parent / "ratings.json"
    ratings = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if hasattr(content, "slug"):
        content.stars = ratings.get(content.slug, 0)
        if content.stars > 4 and content._content and "rated" not in content._content:
            content._content += '<p class="rated">The readers like it.</p>'
