"""A plugin as others write them: it rewrites pages once they are written."""

import re
from pathlib import Path

from pelican import signals


def register():
    signals.content_written.connect(minify)


def minify(path, context):
    if str(path).endswith(".html"):
        page = Path(path)
        text = re.sub(r"\n\s*\n+", "\n", page.read_text(encoding="utf-8"))
        page.write_text(f"{text}<!-- {context['SITENAME']} -->", encoding="utf-8")
