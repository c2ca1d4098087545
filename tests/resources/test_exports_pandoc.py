"""Pandoc prints a reference of each export that has the author, title and URL of the post."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from pelican_plugins._core.html_document import Document
from pelican_plugins.resources.authors import OTHERS, author_names
from pelican_plugins.resources.exports import FORMATS
from pelican_plugins.resources.parsing.extract import ExtractionOptions, extract_resources
from pelican_plugins.resources.resource import resource_of
from pelican_plugins.resources.works import Article, CitedWork, cited_works

pytestmark = [pytest.mark.oracles, pytest.mark.needs("pandoc")]

HERE = Path(__file__).parent
EXTENSIONS = {"csl-json": "json", "bibtex": "bibtex", "biblatex": "bib"}
# As people type them; what is read of them is what must be printed.
ENTRIES = """\
Marsh, K., & Ford, L. (2021). The ferryman's year. <em>Lowland Post</em>. https://a.example/1
Reed, Nora. “Ebb & Flow: {notes} on 50% of it.” <em>Lowland Post</em>, 2021, https://a.example/2.
Dyke, O. (2019) 'The C# of the sea', <em>Tide Review</em>. Available at: https://a.example/3#part_2
Петров П. П. Река и память // Вестник воды. 2015. URL: https://a.example/4.
<a href="https://a.example/5">100% of $5 &amp; more</a>, in two volumes
« La mémoire de l’eau » : https://a.example/6%20b?c=d&amp;e=f~g
»Wie der Deich hielt«, Deutsche Gezeiten, https://a.example/7
《河流的记忆》：https://a.example/8
""".splitlines()


def works() -> list[CitedWork]:
    facts = json.loads((HERE / "twenty_works.json").read_text(encoding="utf-8"))
    (kinds,) = json.loads((HERE / "exports" / "many_kinds.in.json").read_text(encoding="utf-8"))
    plain = {"host": "", "note": "", "group": None, "anchor": "", "position": 1, "links": []}
    cited = tuple(resource_of({**plain, **each}) for each in [*facts, *kinds["resources"]])
    items = "".join(f"<li>{entry}</li>" for entry in ENTRIES)
    document = Document(f"<h2>References</h2><ul>{items}</ul>")
    typed = extract_resources(document, ExtractionOptions()).resources
    assert len(typed) == len(ENTRIES)
    return cited_works([Article(title="Post", url="post.html", resources=cited + typed)])


def printed_references(form: str, folder: Path) -> dict[str, str]:
    """Return the reference that pandoc prints for each work, by the id of the work."""
    library = folder / f"works.{EXTENSIONS[form]}"
    library.write_text(FORMATS[form](works()), encoding="utf-8")
    command = ["pandoc", "--citeproc", "--bibliography", str(library), "-t", "html", "--wrap=none"]
    html = subprocess.run(
        command,
        input='---\nnocite: "@*"\nlang: en\n---\n',
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        encoding="utf-8",
    ).stdout
    entries = re.findall(r'<div id="ref-([^"]+)"[^>]*>(.*?)</div>', html, re.DOTALL)
    return {name: words(unescape(re.sub(r"<[^>]+>", "", text))) for name, text in entries}


def words(text: str) -> str:
    """Return *text* as far as styles leave it: without case, quotation marks and encoding."""
    text = unicodedata.normalize("NFKC", unquote(text))
    return " ".join(re.sub("[\"'“”‘’«»]", "", text).split()).casefold()


@pytest.mark.parametrize("form", sorted(EXTENSIONS))
def test_pandoc_prints_what_the_post_says(form: str, tmp_path: Path) -> None:
    printed = printed_references(form, tmp_path)

    cited = works()
    assert len(printed) == len(cited)
    for work in cited:
        reference, facts = printed[work.id], work.resource
        assert words(facts.title) in reference
        # A style prints a DOI as its URL.
        assert words(facts.url or "") in reference
        for name in {*author_names(facts.author)} - {OTHERS}:
            # A style may move a particle such as `d’` behind the given name.
            for part in re.findall(r"\w+", " ".join(name)):
                assert words(part) in reference
