"""Functions as authors write them for their templates; some look at more than their arguments."""

import datetime
import re
from pathlib import Path

HERE = Path(__file__).parent


def visits(slug):
    """Read a file that something else counts in."""
    path = HERE / "visits.txt"
    return f"{slug}: {path.read_text().strip() if path.exists() else 0}"


def initials(text):
    return "".join(word[0] for word in re.findall(r"\w+", str(text)))


def by_length(articles):
    return sorted(articles, key=lambda article: (len(article.content), article.slug))


def total_words(articles):
    return sum(len(article.content.split()) for article in articles)


def is_long(article):
    return len(article.content) > 400


def now():
    return datetime.datetime.now()


class Counter:
    """An object with a method, of which the template sees no state."""

    def __init__(self, motto):
        self.motto = motto

    def say(self, article):
        return f"{self.motto} {article.title}"
