"""What people do to a site between two builds, each with chance and on plain data."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pelican
from oracle_fields import body_start, field, is_source, with_field
from oracle_sites import picture
from oracle_state import State, Step

Edit = Callable[[State, random.Random], "Step | None"]

EDITS: dict[str, Edit] = {}
"""By name; each returns what to do, or None where it does not apply to a site."""

_WORDS = [
    "alder",
    "barge",
    "creek",
    "dredge",
    "eddy",
    "ford",
    "gravel",
    "heron",
    "island",
    "jetty",
    "keel",
    "ledge",
]
_TAGS = ["Water", "water", "mills", "walks", "C++", "C#", "new tag", "people"]
_CATEGORIES = ["Rivers", "Canals", "Lakes", "misc"]
_AUTHORS = ["Ada Reed", "Ben Oar", "Cy Punt"]
_PICTURES = {".png", ".jpg", ".jpeg"}
_THEMES = Path(pelican.__path__[0]) / "themes"
_OVERRIDES = "oracle_overrides"
# One of each name is set, or taken back; None is the settings file's value.
_SETTINGS: list[tuple[dict[str, str], ...]] = [
    ({"SITENAME": "'Another name'"}, {"SITENAME": "'A & B'"}),
    (
        {"LINKS": "(('One', 'https://one.example'), ('Two', 'https://two.example'))"},
        {"LINKS": "()"},
    ),
    ({"SOCIAL": "(('Mail', 'mailto:a@b.example'),)"},),
    ({"MENUITEMS": "(('Home', '/'), ('All', '/archives.html'))"},),
    ({"DEFAULT_PAGINATION": "2"}, {"DEFAULT_PAGINATION": "3"}, {"DEFAULT_PAGINATION": "False"}),
    (
        {"ARTICLE_URL": "'p/{slug}/'", "ARTICLE_SAVE_AS": "'p/{slug}/index.html'"},
        {"ARTICLE_URL": "'{date:%Y}/{slug}.html'", "ARTICLE_SAVE_AS": "'{date:%Y}/{slug}.html'"},
    ),
    ({"PAGE_URL": "'{slug}/'", "PAGE_SAVE_AS": "'{slug}/index.html'"},),
    ({"RELATIVE_URLS": "True"}, {"RELATIVE_URLS": "False"}),
    ({"SITEURL": "'https://moved.example/blog'"}, {"SITEURL": "''"}),
    ({"DEFAULT_DATE_FORMAT": "'%Y-%m-%d'"}, {"DEFAULT_DATE_FORMAT": "'%d %B'"}),
    ({"SUMMARY_MAX_LENGTH": "3"}, {"SUMMARY_MAX_LENGTH": "None"}),
    ({"FEED_MAX_ITEMS": "2"},),
    ({"FEED_ALL_ATOM": "None"}, {"FEED_ALL_ATOM": "'all.xml'"}),
    ({"TYPOGRIFY": "True"}, {"TYPOGRIFY": "False"}),
    ({"DISPLAY_PAGES_ON_MENU": "False"},),
    ({"DEFAULT_LANG": "'fr'"},),
    ({"TIMEZONE": "'Asia/Tokyo'"},),
    ({"AUTHOR": "'Dot Lea'"},),
    ({"COPYRIGHT_YEAR": "2024", "HEADER_COVER": "'images/plan.png'", "MOTTO": "'Row.'"},),
    ({"WITH_FUTURE_DATES": "True"},),
    ({"REVERSE_CATEGORY_ORDER": "True", "ARTICLE_ORDER_BY": "'title'"},),
    ({"MONTH_ARCHIVE_SAVE_AS": "'{date:%Y}/{date:%m}/index.html'"},),
    ({"OUTPUT_SOURCES": "True"},),
    ({"DELETE_OUTPUT_DIRECTORY": "True"},),
    (
        # By its own measure Pelican would not notice a change that keeps the time.
        {
            "CACHE_CONTENT": "True",
            "LOAD_CONTENT_CACHE": "True",
            "CHECK_MODIFIED_METHOD": "'md5'",
        },
    ),
    ({"STATIC_PATHS": "['images', 'files']"},),
    ({"DEFAULT_METADATA": "{'color': '#123456'}"},),
    ({"JINJA_GLOBALS": "{**globals().get('JINJA_GLOBALS', {}), 'build_day': 'Monday'}"},),
    ({"JINJA_FILTERS": "{**globals().get('JINJA_FILTERS', {}), 'trim': str.upper}"},),
    ({"POUCH_FRONT_MATTER": "{'markdown': 'commonmark'}"},),
    ({"POUCH_THEME": "{'home': 'titles', 'accent': '#004488'}"}, {"POUCH_THEME": "{'toc': 0}"}),
    ({"POUCH_TAGS": "{'aliases': {'mills': 'watermills'}}"},),
    ({"POUCH_RESOURCES": "{'rel': 'external'}"},),
    ({"POUCH_IMAGES": "{'widths': [30], 'formats': ['webp'], 'number_figures': True}"},),
    ({"POUCH_FEEDS": "{'copyright': 'Ours'}"}, {"POUCH_FEEDS": "{'items': 1}"}),
    (
        {"POUCH_BUILD": "{'cache_templates': False, 'processes': 1}"},
        {"POUCH_BUILD": "{'pure_functions': ['say', 'initials', 'long'], 'cache_markdown': False}"},
    ),
]


def edit(function: Edit) -> Edit:
    """Put a function among the edits, under its name."""
    EDITS[function.__name__.strip("_").replace("_", " ")] = function
    return function


def _sources(state: State, chance: random.Random) -> list[str]:
    found = sorted(filter(is_source, state.files))
    chance.shuffle(found)
    return found


def _changed(state: State, chance: random.Random, change: Callable[[str, str], str]) -> Step | None:
    """Change one source; *change* takes its name and text."""
    for name in _sources(state, chance)[:8]:
        old = state.text(name)
        new = change(name, old)
        if new != old:
            return Step(state.rewritten(name, new), says=name)
    return None


def _set(key: str, values: list[str | None]) -> Edit:
    def setting(state: State, chance: random.Random) -> Step | None:
        return _changed(
            state, chance, lambda n, text: with_field(n, text, key, chance.choice(values))
        )

    return setting


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(5)).capitalize() + "."


@edit
def _body(state: State, chance: random.Random) -> Step | None:
    sentence = _sentence(chance)

    def change(name: str, text: str) -> str:
        html = name.endswith((".html", ".htm"))
        return f"{text.rstrip()}\n\n{f'<p>{sentence}</p>' if html else sentence}\n"

    return _changed(state, chance, change)


@edit
def _first_of_the_body(state: State, chance: random.Random) -> Step | None:
    sentence = _sentence(chance)

    def change(name: str, text: str) -> str:
        html = name.endswith((".html", ".htm"))
        at = body_start(name, text)
        return f"{text[:at]}\n{f'<p>{sentence}</p>' if html else sentence}\n\n{text[at:]}"

    return _changed(state, chance, change)


@edit
def _title(state: State, chance: random.Random) -> Step | None:
    title = f"{_sentence(chance)[:-1]} & {chance.randrange(100)}"
    return _set("title", [title])(state, chance)


@edit
def _tags(state: State, chance: random.Random) -> Step | None:
    return _set("tags", [", ".join(chance.sample(_TAGS, 2)), chance.choice(_TAGS), None])(
        state, chance
    )


EDITS |= {
    "category": _set("category", [*_CATEGORIES, None]),
    "authors": _set("authors", [*_AUTHORS, "Ada Reed, Cy Punt", None]),
    "date": _set("date", ["2025-03-10", "2024-01-02 03:04", "2025-06-14", "2025-06-16 00:10"]),
    "draft": _set("status", ["draft", "hidden", "published", None]),
    "summary": _set("summary", ["In short.", "Shorter.", None]),
    "modified": _set("modified", ["2025-06-01", "2025-06-02", None]),
    "language": _set("lang", ["fr", "de", None]),
    "other field": _set("color", ["#111111", "#222222", None]),
    "place in a series": _set("sequence", ["The mill", "The canal", None]),
}


@edit
def _slug(state: State, chance: random.Random) -> Step | None:
    return _set("slug", [f"{chance.choice(_WORDS)}-{chance.randrange(9)}", None])(state, chance)


@edit
def _delete(state: State, chance: random.Random) -> Step | None:
    names = _sources(state, chance)
    return Step(state.with_file(names[0], None), says=names[0]) if len(names) > 3 else None


@edit
def _add(state: State, chance: random.Random) -> Step | None:
    number = chance.randrange(1000)
    target = chance.choice(_sources(state, chance) or ["content/none.md"])
    link = target.removeprefix("content/")
    text = (
        f"---\ntitle: New {number}\ndate: 2025-0{chance.randrange(1, 7)}-1{chance.randrange(10)}\n"
        f"tags: [{chance.choice(_TAGS)}]\ncategory: {chance.choice(_CATEGORIES)}\n---\n\n"
        f"{_sentence(chance)} See [it]({{filename}}/{link}).\n\n## Resources\n\n"
        f"* One https://example.org/{number % 5}\n"
    )
    folder = chance.choice(sorted({str(PurePosixPath(n).parent) for n in _sources(state, chance)}))
    return Step(state.with_file(f"{folder}/new-{number}.md", text), says=f"new-{number}.md")


@edit
def _copy_under_another_name(state: State, chance: random.Random) -> Step | None:
    """One that has the slug of another, too."""
    names = _sources(state, chance)
    if not names:
        return None
    path = PurePosixPath(names[0])
    return Step(
        state.with_file(str(path.with_stem(f"{path.stem}-2")), state.files[names[0]]), says=names[0]
    )


@edit
def _rename(state: State, chance: random.Random) -> Step | None:
    names = _sources(state, chance)
    if not names:
        return None
    path = PurePosixPath(names[0])
    new = str(path.with_stem(f"{chance.choice(_WORDS)}{chance.randrange(100)}"))
    return Step(
        state.with_file(names[0], None).with_file(new, state.files[names[0]]),
        says=f"{names[0]} to {new}",
    )


@edit
def _swap(state: State, chance: random.Random) -> Step | None:
    """Two sources change places."""
    names = [n for n in _sources(state, chance) if n.endswith(".md")]
    if len(names) < 2:
        return None
    one, other = names[:2]
    swapped = state.with_file(one, state.files[other]).with_file(other, state.files[one])
    return Step(swapped, says=f"{one} and {other}")


@edit
def _break(state: State, chance: random.Random) -> Step | None:
    """A source that cannot be read, or whose date is none."""
    return _changed(
        state,
        chance,
        lambda n, text: with_field(n, text, chance.choice(["date", "status"]), "never"),
    )


def _images(state: State, chance: random.Random) -> list[str]:
    found = [
        n for n in state.files if n.startswith("content/") and PurePosixPath(n).suffix in _PICTURES
    ]
    return chance.sample(sorted(found), len(found))


@edit
def _image_replaced(state: State, chance: random.Random) -> Step | None:
    names = [n for n in _images(state, chance) if n.endswith(".png")]
    if not names:
        return None
    size = chance.choice([(64, 40), (70, 40), (32, 20)])
    return Step(state.with_file(names[0], picture(chance.randrange(1000), *size)), says=names[0])


@edit
def _image_deleted(state: State, chance: random.Random) -> Step | None:
    names = _images(state, chance)
    return Step(state.with_file(names[0], None), says=names[0]) if names else None


@edit
def _image_added(state: State, chance: random.Random) -> Step | None:
    number = chance.randrange(5)
    made = f"content/images/new-{number}.png"
    step = _changed(
        state,
        chance,
        lambda n, t: (
            f"{t.rstrip()}\n\n![New](/images/new-{number}.png)\n" if n.endswith(".md") else t
        ),
    )
    if step is None:
        return None
    # Sometimes it is linked and not there.
    found = step.state if chance.random() < 0.3 else step.state.with_file(made, picture(number))
    return Step(found, says=f"{step.says} with {made}")


@edit
def _static_file(state: State, chance: random.Random) -> Step | None:
    names = [
        n
        for n in sorted(state.files)
        if n.startswith("content/")
        and not is_source(n)
        and PurePosixPath(n).suffix not in _PICTURES
    ]
    if not names:
        return None
    name = chance.choice(names)
    data = None if chance.random() < 0.2 else state.files[name] + b"\nOne more line.\n"
    return Step(state.with_file(name, data), says=name)


@edit
def _link(state: State, chance: random.Random) -> Step | None:
    target = chance.choice([*_sources(state, chance), *_images(state, chance), "content/none.md"])
    path = target.removeprefix("content/")
    kind = chance.choice(["filename", "static", "attach"])
    return _changed(
        state,
        chance,
        lambda n, t: f"{t.rstrip()}\n\n[A link]({{{kind}}}/{path})\n" if n.endswith(".md") else t,
    )


def _templates(state: State) -> list[str]:
    return [
        n
        for n in sorted(state.files)
        if n.endswith((".html", ".jinja", ".xml")) and not n.startswith("content/")
    ]


def _with_mark(text: str, mark: str, chance: random.Random) -> str:
    """Return a template that writes a mark besides, where it writes at all."""
    places = [m.end() for m in re.finditer(r"\{%-? (?:block|macro) [^%]*%\}", text)]
    if places:
        at = chance.choice(places)
        return text[:at] + mark + text[at:]
    return text if "{% extends" in text else text + mark


@edit
def _template(state: State, chance: random.Random) -> Step | None:
    names = _templates(state)
    chance.shuffle(names)
    mark = chance.choice([f"<!-- {chance.randrange(1000)} -->", "{{ SITENAME }}", "{# nothing #}"])
    for name in names:
        new = _with_mark(state.text(name), mark, chance)
        if new != state.text(name):
            return Step(state.rewritten(name, new), says=f"{name}: {mark}")
    return None


@edit
def _template_with_the_same_size_and_time(state: State, chance: random.Random) -> Step | None:
    for name in chance.sample(_templates(state), len(_templates(state))):
        text = state.text(name)
        new = re.sub(r"(?<=>)([a-zA-Z])(?=[^<{%}]*<)", lambda m: m[1].swapcase(), text, count=1)
        if new != text:
            return Step(state.rewritten(name, new), frozenset({name}), says=name)
    return None


@edit
def _template_overrides(state: State, chance: random.Random) -> Step | None:
    """A template that stands before that of the theme comes, changes or goes."""
    kept = [n for n in state.files if n.startswith(f"{_OVERRIDES}/")]
    if kept and chance.random() < 0.3:
        return Step(state.with_file(kept[0], None), says=f"{kept[0]} goes")
    name = chance.choice(["base.html", "article.html", "index.html", "page.html", "tag.html"])
    given = [n for n in _templates(state) if PurePosixPath(n).name == name]
    text = state.text(given[0]) if given else (_THEMES / "simple" / "templates" / name).read_text()
    mark = f"<!-- over {chance.randrange(100)} -->"
    over = state.rewritten(f"{_OVERRIDES}/{name}", _with_mark(text, mark, chance))
    paths = f"[{_OVERRIDES!r}, *globals().get('THEME_TEMPLATES_OVERRIDES', [])]"
    return Step(over.with_setting("THEME_TEMPLATES_OVERRIDES", paths), says=name)


@edit
def _setting(state: State, chance: random.Random) -> Step | None:
    if state.settings and chance.random() < 0.5:
        kept = {k: v for k, v in state.settings.items() if k == "CHECK_MODIFIED_METHOD"}
        return Step(replace(state, settings=kept), says="all as they were")
    values = chance.choice(chance.choice(_SETTINGS))
    for name, value in values.items():
        given = state.settings.get(name)
        state = state.with_setting(name, None if given == value else value)
    return Step(state, says=str(values))


@edit
def _theme(state: State, chance: random.Random) -> Step | None:
    return Step(state.with_setting("THEME", chance.choice(["'simple'", "'notmyidea'", None])))


@edit
def _plugin(state: State, chance: random.Random) -> Step | None:
    """One is turned on or off; ours with its fellows, too."""
    have = {n.removesuffix(".py") for n in state.files if "/" not in n}
    own = sorted(have & {"neighbours", "ratings", "almanac", "minifier", "page_list"})
    if not own:
        return None
    name = chance.choice(own)
    if name in state.more:
        more = tuple(each for each in state.more if each != name)
    else:
        more = (name, *state.more) if chance.random() < 0.5 else (*state.more, name)
    return Step(State(**{**vars(state), "more": more}), says=name)


@edit
def _us(state: State, _chance: random.Random) -> Step | None:
    """The suite is off for one build, which writes what it writes."""
    on = "pelican_plugins" in state.more
    if "pelican_plugins" not in (*state.more, *state.off) and not on:
        return None
    more = tuple(each for each in state.more if each != "pelican_plugins")
    return Step(State(**{**vars(state), "more": more if on else (*more, "pelican_plugins")}))


@edit
def _code_of_a_plugin(state: State, chance: random.Random) -> Step | None:
    if "neighbours.py" not in state.files:
        return None
    old, new = chance.choice(
        [("][:2]", "][:1]"), ("+ 1\n", "+ 2\n"), ("key=lambda each: (-", "key=lambda each: (")]
    )
    text = state.text("neighbours.py")
    return Step(
        state.rewritten("neighbours.py", text.replace(*((old, new) if old in text else (new, old))))
    )


@edit
def _files_beside(state: State, chance: random.Random) -> Step | None:
    """Files that functions of the site and other plugins read."""
    changes = {
        "visits.txt": str(chance.randrange(100)),
        "ratings.json": json.dumps({chance.choice(["a-lock", "tow-path"]): chance.randrange(6)}),
        "content/almanac/june.txt": _sentence(chance),
        "content/almanac/may.txt": _sentence(chance),
        "content/included.txt": _sentence(chance),
        "site_functions.py": state.text("site_functions.py").replace("for word in", "for  word in")
        if "site_functions.py" in state.files
        else "",
    }
    if "visits.txt" not in state.files:
        return None
    name = chance.choice(sorted(changes))
    return Step(state.with_file(name, changes[name]), says=name)


@edit
def _filter_with_another_meaning(state: State, chance: random.Random) -> Step | None:
    text = state.text("site_functions.py") if "site_functions.py" in state.files else ""
    if not text:
        return None
    old, new = chance.choice(
        [("word[0]", "word[-1]"), ("> 400", "> 100"), ("content.split", "title.split")]
    )
    return Step(
        state.rewritten(
            "site_functions.py", text.replace(*((old, new) if old in text else (new, old)))
        )
    )


@edit
def _vocabulary(state: State, chance: random.Random) -> Step | None:
    tag, other = chance.sample(["Water", "mills", "walks", "people"], 2)
    text = f"{tag}:\n  aliases: [{other}]\n  description: About {chance.choice(_WORDS)}.\n"
    return Step(
        state.with_file("content/tags.yaml", text if chance.random() < 0.8 else None), says=text
    )


@edit
def _translation(state: State, chance: random.Random) -> Step | None:
    """One comes or goes."""
    made = [n for n in state.files if n.startswith("content/") and ".xx." in n]
    if made and chance.random() < 0.5:
        return Step(state.with_file(chance.choice(sorted(made)), None), says=made[0])
    for name in _sources(state, chance):
        text = state.text(name)
        slug = field(name, text, "slug") or PurePosixPath(name).stem
        if name.endswith(".md") and field(name, text, "title"):
            pair = with_field(name, text, "slug", slug.strip("\"'"))
            other = with_field(
                name, with_field(name, pair, "lang", "nl"), "title", _sentence(chance)
            )
            path = PurePosixPath(name)
            there = state.rewritten(name, pair).rewritten(str(path.with_suffix(".xx.md")), other)
            return Step(there, says=name)
    return None


@edit
def _touch(state: State, chance: random.Random) -> Step | None:
    return Step(
        state, touched=frozenset(chance.sample(sorted(state.files), min(5, len(state.files))))
    )


@edit
def _same_size_and_time(state: State, chance: random.Random) -> Step | None:
    def change(name: str, text: str) -> str:
        at = body_start(name, text)
        return text[:at] + re.sub(
            r"\b([a-z])(?=[a-z]{3})", lambda m: m[1].upper(), text[at:], count=1
        )

    step = _changed(state, chance, change)
    return Step(step.state, frozenset({step.says}), says=step.says) if step else None


@edit
def _clock(state: State, chance: random.Random) -> Step | None:
    if state.clock is None:
        return None
    hours = chance.choice([1, 4, 24, 24 * 200])
    later = state.clock + dt.timedelta(hours=hours)
    return Step(State(**{**vars(state), "clock": later}), says=later.isoformat())


@edit
def _nothing(state: State, _chance: random.Random) -> Step | None:
    return Step(state)


@edit
def _killed(state: State, chance: random.Random) -> Step | None:
    step = chance.choice([_body, _title, _template, _tags])(state, chance) or Step(state)
    return Step(step.state, killed=chance.uniform(0.01, 1), says=step.says)


@edit
def _two_at_once(state: State, chance: random.Random) -> Step | None:
    step = chance.choice([_body, _title, _template])(state, chance) or Step(state)
    return Step(step.state, twice=True, says=step.says)


def _deed(kind: str) -> Edit:
    def deed(state: State, chance: random.Random) -> Step:
        return Step(state, deeds=((kind, chance.randrange(1 << 30)),))

    return deed


_DEEDS = (
    "damage store",
    "damage all",
    "delete cache",
    "delete some cache",
    "delete output",
    "delete some output",
    "edit output",
    "edit all pages",
)
EDITS |= {kind: _deed(kind) for kind in _DEEDS}


@edit
def _several(state: State, chance: random.Random) -> Step | None:
    """Several things at once."""
    says, same, touched = [], frozenset[str](), frozenset[str]()
    for name in chance.sample([n for n in EDITS if n not in _NOT_TOGETHER], 3):
        step = EDITS[name](state, chance)
        if step is not None:
            state, same, touched = step.state, same | step.same_times, touched | step.touched
            says.append(f"{name} ({step.says})")
    return Step(state, same, touched, says=", ".join(says))


_NOT_TOGETHER = {*_DEEDS, "several", "killed", "two at once", "us"}


def apply(name: str, seed: str, state: State) -> Step | None:
    """Return the step that an edit makes of a site, with its own chance."""
    return EDITS[name](state, random.Random(f"{seed} {name}"))


def without_brief(state: State) -> State:
    """Return a site without what lasts for one build, since no page could be kept with it."""
    settings = {k: v for k, v in state.settings.items() if k not in _BRIEF}
    more = tuple(name for name in state.more if name not in _BRIEF)
    return replace(state, settings=settings, more=more)


_BRIEF = {"DELETE_OUTPUT_DIRECTORY", "JINJA_FILTERS", "THEME", "minifier"}


def chosen(seed: str, number: int) -> list[str]:
    """Return the names of edits in a sequence: each before any comes again."""
    chance, names = random.Random(seed), []
    while len(names) < number:
        names += chance.sample(sorted(EDITS), len(EDITS))
    return names[:number]
