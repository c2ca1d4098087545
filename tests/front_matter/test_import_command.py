"""`pouch import` says what will be read, changes nothing, and its settings keep the addresses."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from support import run_module

HUGO = {
    "hugo.toml": 'title = "Old Site"\nbaseURL = "https://old.example/"\nlanguageCode = "en-gb"\n',
    "content/_index.md": "---\ntitle: Home\n---\n",
    "content/about.md": "---\ntitle: About us\nurl: /who/we-are/\n---\nText\n",
    "content/posts/_index.md": "---\ntitle: Posts\n---\n",
    "content/posts/First_Post.md": (
        "+++\ntitle = 'First'\ndate = 2020-01-02\nweight = 3\n+++\n"
        "![A](/images/a.png#center)\n\n{{< notice >}}\n"
    ),
    "content/posts/bundle/index.md": "---\ndate: 2020-01-03\n---\n# A bundle\n\n![B](b.png)\n",
    "content/notes/n.md": "---\ntitle: N\ndate: 2020-01-04\ndraft: true\n---\nText\n",
    "content/posts/undated.md": "---\ntitle: U\n---\nText\n",
    "content/posts/broken.md": "---\ntitle: 'B\ndate: 2020-01-01\n---\nText\n",
    "content/posts/x.mdx": "<X/>",
    "README.md": "# Code\n",
}
JEKYLL = {
    "_config.yml": "title: Old Blog\nurl: https://old.example\nbaseurl: /b\npermalink: pretty\n",
    "_posts/2019-04-23-hello-world.md": "---\ntitle: Hello\n---\n![A](/assets/a.png)\n",
    "_drafts/idea.md": "---\ntitle: Idea\ndate: 2020-01-01\n---\nText\n",
    "about.md": "---\ntitle: About\npermalink: /who/we-are/\n---\nText\n",
    "README.md": "# Code\n",
}


def lay_out(folder: Path, files: dict[str, str], pictures: tuple[str, ...]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    for name in pictures:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (40, 30)).save(folder / name)


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_module(arguments[0], list(arguments[1:]), folder)


@pytest.fixture
def hugo(tmp_path: Path) -> Path:
    pictures = ("static/images/a.png", "content/posts/bundle/b.png")
    lay_out(tmp_path / "old", HUGO, pictures)
    (tmp_path / "new").mkdir()
    return tmp_path / "new"


def test_a_site_of_hugo_is_read_and_keeps_its_addresses(hugo: Path) -> None:
    before = {p: p.read_bytes() for p in (hugo.parent / "old").rglob("*") if p.is_file()}

    run = python(hugo, "pelican_plugins.cli", "import", "../old")

    assert run.returncode == 1, run.stderr
    assert run.stdout.splitlines()[:3] == [
        "Hugo in ../old (recognised by hugo.toml): 5 of 6 posts and pages can be read",
        "  2 posts, 2 pages, 1 draft or scheduled post, 2 without a date, 1 unreadable",
        "  4 URLs kept, 0 redirected, 0 lost",
    ]
    assert "posts/broken.md:2: the front matter is not YAML" in run.stdout
    assert "  Shortcodes shown unrendered: notice (1)" in run.stdout.splitlines()
    assert "posts/x.mdx" in run.stdout
    assert {p: p.read_bytes() for p in (hugo.parent / "old").rglob("*") if p.is_file()} == before

    built = python(hugo, "pelican", "-s", "pelicanconf.py", "--log-handler", "plain")
    output = hugo / "output"
    assert built.returncode == 0, built.stderr
    first = (output / "posts/first_post/index.html").read_text()
    assert '<img src="https://old.example/images/a.png" alt="A" width="40"' in first
    assert (output / "images/a.png").is_file()
    bundle = (output / "posts/bundle/index.html").read_text()
    assert 'src="https://old.example/posts/bundle/b.png"' in bundle
    assert (output / "posts/bundle/b.png").is_file()
    assert (output / "who/we-are/index.html").is_file()
    assert (output / "drafts/n.html").is_file()
    assert (output / "posts/undated/index.html").is_file()


def test_a_site_of_jekyll_is_read_and_keeps_its_addresses(tmp_path: Path) -> None:
    lay_out(tmp_path / "old", JEKYLL, ("assets/a.png",))
    (tmp_path / "new").mkdir()

    run = python(tmp_path / "new", "pelican_plugins.cli", "import", "../old")
    built = python(tmp_path / "new", "pelican", "-s", "pelicanconf.py", "--log-handler", "plain")

    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith(
        "Jekyll in ../old (recognised by _config.yml): 3 of 3 posts and pages can be read"
    )
    assert built.returncode == 0, built.stderr
    output = tmp_path / "new" / "output"
    post = (output / "2019/04/23/hello-world/index.html").read_text()
    assert 'src="https://old.example/b/assets/a.png"' in post
    assert (output / "assets/a.png").is_file()
    assert (output / "who/we-are/index.html").is_file()
    assert list(output.rglob("idea*")) == [output / "drafts/idea.html"]


def test_dates_of_jekyll_keep_their_day_first(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 08/03/2019\n---\nText.\n"
    files = {"_config.yml": "title: Old\n", "_posts/2019-03-08-a.md": text}
    lay_out(tmp_path / "old", files, ())
    (tmp_path / "new").mkdir()

    run = python(tmp_path / "new", "pelican_plugins.cli", "import", "../old")

    assert run.returncode == 0, run.stderr
    assert "may be" not in run.stdout
    settings = (tmp_path / "new" / "pelicanconf.py").read_text()
    assert "'date_order': 'day'" in settings


def test_the_report_as_json(hugo: Path) -> None:
    run = python(hugo, "pelican_plugins.cli", "import", "../old", "--json", "-o", "other.py")

    report = json.loads(run.stdout)
    assert report["generator"] == "Hugo"
    assert report["counts"] == {
        "posts": 2,
        "pages": 2,
        "drafts": 1,
        "hidden": 0,
        "undated": 2,
        "html": 0,
        "unreadable": 1,
    }
    assert report["kept"] == [
        *("posts/bundle/index.html", "posts/first_post/index.html"),
        *("posts/undated/index.html", "who/we-are/index.html"),
    ]
    assert len(report["unreadable"]) == 1
    compile((hugo / "other.py").read_text(), "other.py", "exec")


def test_other_settings_stay_and_the_lines_to_add_are_shown(hugo: Path) -> None:
    (hugo / "pelicanconf.py").write_text("mine")

    run = python(hugo, "pelican_plugins.cli", "import", "../old")

    assert run.returncode == 1
    assert "pelicanconf.py already exists and was not changed" in run.stdout
    assert "ARTICLE_PATHS = ['content']" in run.stdout.splitlines()
    assert (hugo / "pelicanconf.py").read_text() == "mine"


def test_a_second_run_says_the_same_and_changes_nothing(hugo: Path) -> None:
    first = python(hugo, "pelican_plugins.cli", "import", "../old")
    before = (hugo / "pelicanconf.py").stat().st_mtime_ns
    second = python(hugo, "pelican_plugins.cli", "import", "../old")

    assert second.stdout.splitlines()[:-1] == first.stdout.splitlines()[:-1]
    assert second.stdout.splitlines()[-1].startswith("pelicanconf.py is already up to date")
    assert (hugo / "pelicanconf.py").stat().st_mtime_ns == before
    assert sorted(path.name for path in hugo.iterdir()) == ["pelicanconf.py"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    run = python(tmp_path, "pelican_plugins.cli", "import", "nowhere")

    assert run.returncode == 2
    assert "nowhere does not exist" in run.stderr


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"config.toml": 'base_url = "https://z.example"\n', "content/a.md": "# A\n"}, "Zola"),
        ({"config.toml": 'baseURL = "https://h.example"\n', "content/a.md": "# A\n"}, "Hugo"),
        ({"eleventy.config.js": "export default 1", "src/a.md": "# A\n"}, "Eleventy"),
        ({"_posts/2020-01-01-a.md": "# A\n"}, "Jekyll"),
        ({"a.md": "# A\n"}, "Markdown files"),
        ({"_config.yml": "title: [broken", "a.md": "# A\n"}, "Jekyll"),
        ({}, "Markdown files"),
    ],
)
def test_generators_are_recognised(tmp_path: Path, files: dict[str, str], name: str) -> None:
    (tmp_path / "old").mkdir()
    lay_out(tmp_path / "old", files, ())

    run = python(tmp_path, "pelican_plugins.cli", "import", "old")

    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith(f"{name} in old (recognised by ")


LATER = "---\ntitle: Secret\ndate: 2099-01-01\n---\nText\n"
FUTURE: list[tuple[dict[str, str], bool]] = [
    ({"hugo.toml": "", "content/posts/a.md": LATER}, False),
    ({"hugo.toml": "buildFuture = true\n", "content/posts/a.md": LATER}, True),
    ({"config/_default/config.json": '{"BuildFuture": true}', "content/posts/a.md": LATER}, True),
    ({"hugo.toml": "", "content/a.md": LATER}, False),
    ({"_config.yml": "title: T\n", "_posts/2099-01-01-a.md": LATER}, False),
    ({"_config.yml": "future: true\n", "_posts/2099-01-01-a.md": LATER}, True),
]


@pytest.mark.parametrize(("files", "public"), FUTURE)
def test_what_is_still_to_come_is_held_back_where_it_was(
    tmp_path: Path, files: dict[str, str], public: bool
) -> None:
    (tmp_path / "old").mkdir()
    lay_out(tmp_path / "old", files, ())

    run = python(tmp_path, "pelican_plugins.cli", "import", "old", "--json")
    built = python(tmp_path, "pelican", "-s", "pelicanconf.py", "--log-handler", "plain")

    assert built.returncode == 0, built.stderr
    counts = json.loads(run.stdout)["counts"]
    assert (counts["posts"] + counts["pages"], counts["drafts"]) == ((1, 0) if public else (0, 1))
    pages = [path.relative_to(tmp_path / "output") for path in tmp_path.glob("output/**/*.html")]
    shown = [
        path
        for path in pages
        if "Secret" in (tmp_path / "output" / path).read_text(encoding="utf-8")
    ]
    assert shown
    assert public == any(path.parts[0] != "drafts" for path in shown)


def test_what_hugo_has_let_expire_and_obsidian_hides_is_not_published(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "",
        "content/.obsidian/app.json": "{}",
        "content/.trash/b.md": "---\ntitle: Secret\ndate: 2020-01-01\n---\nSecret\n",
        "content/posts/a.md": "---\ntitle: A\ndate: 2020-01-01\n---\nShown %%Secret%%\n",
        "content/posts/c.md": (
            "---\ntitle: Secret\ndate: 2020-01-01\nexpiryDate: 2021-01-01\n---\nText\n"
        ),
    }
    (tmp_path / "old").mkdir()
    lay_out(tmp_path / "old", files, ())

    run = python(tmp_path, "pelican_plugins.cli", "import", "old")
    built = python(tmp_path, "pelican", "-s", "pelicanconf.py", "--log-handler", "plain")

    assert run.returncode == 0, run.stderr
    assert built.returncode == 0, built.stderr
    assert "'obsidian_comments': 'always'" in (tmp_path / "pelicanconf.py").read_text()
    output = tmp_path / "output"
    assert "Shown" in (output / "posts/a/index.html").read_text()
    shown = [path for path in output.rglob("*.html") if "Secret" in path.read_text()]
    assert shown == [output / "drafts/c.html"]
