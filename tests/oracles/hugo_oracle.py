"""Hugo itself says where every page of a site is."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from generated_site import GeneratedSite, read_output

# `.Summary` is made of the first words where the author states none, so it is left out there.
_LAYOUT = """\
{{- $source := "" -}}
{{- with .File }}{{ $source = .Path }}{{ end -}}
{{- $tags := slice -}}
{{- range .GetTerms "tags" }}{{ $tags = $tags | append .LinkTitle }}{{ end -}}
{{- $categories := slice -}}
{{- range .GetTerms "categories" }}{{ $categories = $categories | append .LinkTitle }}{{ end -}}
{{- $date := "" -}}
{{- if not .Date.IsZero }}{{ $date = .Date.Format "2006-01-02T15:04:05-07:00" }}{{ end -}}
{{- $modified := "" -}}
{{- if and (not .Lastmod.IsZero) (ne .Lastmod .Date) -}}
  {{ $modified = .Lastmod.Format "2006-01-02T15:04:05-07:00" }}
{{- end -}}
{{- $summary := "" -}}
{{- if or .Params.summary (findRE "<!--\\\\s*more\\\\s*-->" .RawContent) -}}
  {{ $summary = .Summary }}
{{- end -}}
{{- $kind := cond .IsPage "page" (cond (eq .Kind "taxonomy") "overview" "list") -}}
{{- $data := dict "source" $source "kind" $kind "title" .Title
  "date" $date "modified" $modified "summary" $summary
  "tags" $tags "categories" $categories
  "language" (cond (gt (len site.Languages) 1) .Language.Lang "") -}}
<!doctype html>
<html><body>
<script type="application/json" id="oracle">{{ $data | jsonify | safeJS }}</script>
{{ range .Translations }}<link rel="alternate" href="{{ .Permalink }}">{{ end }}
<main id="oracle-body">{{ .Content }}</main>
%s
</body></html>
"""
_LIST = '{{ range .Paginator.Pages }}<a href="{{ .Permalink }}">{{ .Title }}</a>{{ end }}'
_LAYOUTS = {
    "_default/single.html": _LAYOUT % "",
    "_default/list.html": _LAYOUT % _LIST,
    "index.html": _LAYOUT % _LIST,
}


def build_with_hugo(site: Path, folder: Path, root: str, *arguments: str) -> GeneratedSite:
    """Build a copy of a site with layouts of ours; its own shortcodes and render hooks stay.

    Args:
        site: its folder, which is not changed.
        folder: a new one, where the copy and its output are made.
        root: the URL of the site.
        arguments: for `hugo`, such as `--source`.
    """
    shutil.copytree(site, folder / "site", symlinks=True)
    root_folder = next(path.parent for path in sorted(folder.glob("site/**/content")))
    layouts = root_folder / "layouts"
    kept = {path: path.read_bytes() for path in layouts.glob("shortcodes/**/*") if path.is_file()}
    kept |= {p: p.read_bytes() for p in layouts.glob("_default/_markup/*") if p.is_file()}
    shutil.rmtree(layouts, ignore_errors=True)
    for name, text in _LAYOUTS.items():
        kept[layouts / name] = text.encode()
    for path, data in kept.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / "cache").mkdir()
    run = subprocess.run(
        ["hugo", "-d", folder / "public", "--cacheDir", folder / "cache", *arguments],
        cwd=root_folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return read_output(folder / "public", root, run.stdout + run.stderr)
