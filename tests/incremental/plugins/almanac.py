"""A plugin as others write them: a generator with pages of its own, from files that are no posts."""

from pathlib import Path

from pelican import signals
from pelican.generators import Generator


def register():
    signals.get_generators.connect(get_generators)


def get_generators(_pelican):
    return AlmanacGenerator


class AlmanacGenerator(Generator):
    def generate_context(self):
        folder = Path(self.path, "almanac")
        self.days = [
            (path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))
        ]
        self.context["almanac_days"] = [name for name, _ in self.days]

    def generate_output(self, writer):
        template = self.get_template("almanac")
        for name, text in self.days:
            latest = self.context["articles"][:1]
            writer.write_file(
                f"almanac/{name}.html",
                template,
                self.context,
                relative_urls=False,
                override_output=True,
                day=name,
                text=text,
                latest=latest,
                url=f"almanac/{name}.html",
            )
