"""Pandoc prints a reference of each export that has the author, title and URL of the post."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from pelican_plugins.resources.authors import OTHERS, author_names
from pelican_plugins.resources.exports import FORMATS
from pelican_plugins.resources.resource import resource_of
from pelican_plugins.resources.works import Article, CitedWork, cited_works

pytestmark = [pytest.mark.oracles, pytest.mark.needs("pandoc")]

TWENTY = Path(__file__).parent / "twenty_works.json"
EXTENSIONS = {"csl-json": "json", "bibtex": "bibtex", "biblatex": "bib"}


def works() -> list[CitedWork]:
    facts = json.loads(TWENTY.read_text(encoding="utf-8"))
    plain = {"host": "", "note": "", "group": None, "anchor": "", "position": 1, "links": []}
    cited = tuple(resource_of({**plain, **each}) for each in facts)
    return cited_works([Article(title="Post", url="post.html", resources=cited)])


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
    return {name: words(re.sub(r"<[^>]+>", "", text)) for name, text in entries}


def words(text: str) -> str:
    """Return *text* as far as styles leave it: without case and typographic marks."""
    for mark, plain in (("’", "'"), ("“", '"'), ("”", '"'), ("&amp;", "&"), ("\u00a0", " ")):
        text = text.replace(mark, plain)
    return " ".join(text.split()).casefold()


@pytest.mark.parametrize("form", sorted(EXTENSIONS))
def test_pandoc_prints_what_the_post_says(form: str, tmp_path: Path) -> None:
    printed = printed_references(form, tmp_path)

    assert len(printed) == len(works())
    for work in works():
        reference, facts = printed[work.id], work.resource
        assert words(facts.title) in reference
        # A style prints a DOI as its URL.
        assert words(facts.url or "") in reference
        for name in {*author_names(facts.author)} - {OTHERS}:
            # A style may move a particle such as `d’` behind the given name.
            for part in re.findall(r"\w+", words(" ".join(name))):
                assert part in reference
