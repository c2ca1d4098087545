"""An extension of Markdown as others write them: it puts other files into a text."""

from pathlib import Path

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor


class Including(Preprocessor):
    def run(self, lines):
        done = []
        for line in lines:
            if line.startswith("[[include ") and line.endswith("]]"):
                path = Path(line[10:-2].strip())
                done += path.read_text(encoding="utf-8").splitlines() if path.exists() else ["?"]
            else:
                done.append(line)
        return done


class IncludingExtension(Extension):
    def extendMarkdown(self, md):  # noqa: N802 (a name of Python-Markdown's)
        md.preprocessors.register(Including(md), "include", 40)


def makeExtension(**more):  # noqa: N802 (a name of Python-Markdown's)
    return IncludingExtension(**more)
