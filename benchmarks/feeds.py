"""What feeds cost: our writer for Pelican's own, with the same number of whole entries.

    python benchmarks/feeds.py             # 1,000 articles, 60 tags, 20 entries a feed
    python benchmarks/feeds.py --items 100

Each run is a process of its own, and the two writers take turns, so that a busy machine is fair to
both. Only the writing of the feeds is measured, by the time it takes of a processor: bodies are
rendered before, and ours are cleaned for readers within the time.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from environment import environment

WORDS = "river gauge tide flood sluice ditch gravel map bank water archive keeper ledger".split()
CONF = """
SITENAME = "A site"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
PLUGINS = ["pelican_plugins"]
RSS_FEED_SUMMARY_ONLY = False
FEED_ALL_RSS = "feeds/all.rss.xml"
FEED_ALL_JSON = None
TAG_FEED_ATOM = "feeds/t/{{slug}}.atom.xml"
TAG_FEED_RSS = "feeds/t/{{slug}}.rss.xml"
FEED_MAX_ITEMS = {items}
POUCH_FEEDS = {{"items": {items}, "tag_items": {items}, "category_items": {items}}}
"""
ONE = """
import sys, time
from pelican import Pelican
from pelican.settings import read_settings
from pelican.writers import Writer

class Ready(Exception):
    pass

kept = {}
usual = Pelican._get_writer

def writer_of(self):
    ours = usual(self)
    kept["writer"] = ours if sys.argv[1] == "ours" else Writer(self.output_path, self.settings)
    raise Ready

Pelican._get_writer = writer_of
classes = Pelican._get_generator_classes
from pelican.generators import ArticlesGenerator
made = ArticlesGenerator.generate_context

def keep(self):
    kept["generator"] = self
    made(self)

ArticlesGenerator.generate_context = keep
settings = read_settings("conf.py", {"PATH": "content", "OUTPUT_PATH": f"out_{sys.argv[1]}"})
try:
    Pelican(settings).run()
except Ready:
    pass
for article in kept["generator"].articles:
    article.get_content(settings["SITEURL"]), article.summary
start = time.process_time()
kept["generator"].generate_feeds(kept["writer"])
print(time.process_time() - start)
"""


def main() -> None:
    """Make a site in a temporary folder, and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--tags", type=int, default=60)
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        write_site(site, asked.articles, asked.tags, asked.items)
        taken: dict[str, list[float]] = {"ours": [], "theirs": []}
        for _ in range(asked.runs):
            for whose, times in taken.items():
                times.append(measure(site, whose))
    ours, theirs = (statistics.median(taken[whose]) for whose in ("ours", "theirs"))
    ratios = [one / other for one, other in zip(taken["ours"], taken["theirs"], strict=True)]
    print(f"ours {ours:.2f} s, Pelican's {theirs:.2f} s, ratio {statistics.median(ratios):.2f}")


def write_site(site: Path, articles: int, tags: int, items: int) -> None:
    """Write the settings and *articles* posts with headings, links and a list of resources."""
    chance = random.Random(1)

    def text() -> str:
        return " ".join(chance.choice(WORDS) for _ in range(90)).capitalize() + "."

    (site / "content").mkdir()
    (site / "conf.py").write_text(CONF.format(items=items))
    (site / "one.py").write_text(ONE)
    for number in range(articles):
        parts = [
            f"## Part {part}\n\n{text()} [A link](https://example.com/{number}/{part}) and"
            f" [one of ours](/a{part}.html).\n\n{text()}"
            for part in range(6)
        ]
        works = "\n".join(f"* Title {n} https://example.org/{number}/{n}" for n in range(5))
        filed = ", ".join(f"tag {chance.randrange(tags)}" for _ in range(5))
        date = f"2025-01-{number % 28 + 1:02d} {number % 24:02d}:{number % 60:02d}"
        head = f"---\ntitle: Post {number}\ndate: {date}\ntags: [{filed}]\n---\n"
        body = "\n\n".join([*parts, "## Resources", works])
        (site / "content" / f"a{number}.md").write_text(f"{head}\n{body}\n")


def measure(site: Path, whose: str) -> float:
    """Return the seconds that one run takes to write all feeds."""
    run = subprocess.run(
        [sys.executable, "one.py", whose],
        cwd=site,
        env=environment(site),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(run.stdout.split()[-1])


if __name__ == "__main__":
    main()
