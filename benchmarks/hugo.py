"""Hugo on the very posts that are measured, as a yardstick of what is possible."""

from __future__ import annotations

import shutil
from pathlib import Path

NAME = "hugo"
_SETTINGS = """
baseURL = "https://example.org/"
title = "A site"
[markup.goldmark.renderer]
unsafe = true
"""
# What every theme shows: a head, the text with its date and tags, and lists of ten, as Hugo
# makes them where nobody says otherwise.
_TEMPLATES = {
    "baseof": """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ .Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">
{{ with .OutputFormats.Get "rss" }}<link rel="alternate" href="{{ .Permalink }}">{{ end }}
</head>
<body>
<header><a href="/">{{ site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main>
</body>
</html>
""",
    "single": """{{ define "main" }}
<article>
<h1>{{ .Title }}</h1>
<p><time datetime="{{ .Date }}">{{ .Date.Format "2 January 2006" }}</time></p>
{{ .Content }}
<ul>
{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}
</ul>
</article>
{{ end }}
""",
    "list": """{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ range .Paginator.Pages }}
<section><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>{{ .Summary }}</section>
{{ end }}
{{ with .Paginator.Next }}<a href="{{ .URL }}">Older posts</a>{{ end }}
{{ end }}
""",
}


def is_there() -> bool:
    """Tell whether this machine has Hugo."""
    return shutil.which(NAME) is not None


def command(folder: Path, output: Path) -> list[str]:
    """Return what builds the posts of *folder* with Hugo, whose own files are written there."""
    source = folder / NAME
    if not source.exists():
        layouts = source / "layouts" / "_default"
        layouts.mkdir(parents=True)
        for name, text in _TEMPLATES.items():
            (layouts / f"{name}.html").write_text(text)
        (source / "hugo.toml").write_text(_SETTINGS)
        shutil.copytree(folder / "content", source / "content" / "posts")
    return [NAME, "--quiet", "--source", str(source), "--destination", str(output.resolve())]
