"""A plugin as others write them: attributes on articles that depend on other articles."""

from pelican import signals


def register():
    signals.article_generator_finalized.connect(link_neighbours)
    signals.article_generator_finalized.connect(relate)
    signals.article_generator_finalized.connect(collect_series)
    signals.article_generator_write_article.connect(count_as_written)


def link_neighbours(generator):
    newest_first = generator.articles
    for number, article in enumerate(newest_first):
        article.newer_post = newest_first[number - 1] if number else None
        article.older_post = newest_first[number + 1] if number + 1 < len(newest_first) else None


def relate(generator):
    for article in generator.articles:
        tags = set(getattr(article, "tags", ()))
        scored = [
            (len(tags & set(getattr(other, "tags", ()))), other.title, other)
            for other in generator.articles
            if other is not article
        ]
        scored.sort(key=lambda each: (-each[0], each[1]))
        article.kindred = [other for score, _, other in scored if score][:2]


def collect_series(generator):
    series = {}
    for article in reversed(generator.articles):
        name = article.metadata.get("sequence")
        if name:
            series.setdefault(name, []).append(article)
    for name, articles in series.items():
        for number, article in enumerate(articles, 1):
            article.sequence_of = {"name": name, "number": number, "all": articles}
    generator.context["longest_sequence"] = max(map(len, series.values()), default=0)


def count_as_written(generator, content):
    """Set something as late as can be: when the page is about to be written."""
    everything = generator.articles + generator.drafts
    longer = [other for other in everything if len(other._content) > len(content._content)]
    content.length_rank = len(longer) + 1
