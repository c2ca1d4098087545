"""Whether a post is published, in the words of every program whose front matter is read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins.front_matter.key_aliases import MEANINGS, joined
from pelican_plugins.front_matter.post import SourceContext, read_post
from pelican_plugins.front_matter.settings import FrontMatterSettings
from pelican_plugins.front_matter.split import decode
from pelican_plugins.front_matter.status import FLAGS, PLAIN_WORDED, WORDS

PLACE = SourceContext(path="a.md", is_page=False, now=datetime(2025, 7, 1, tzinfo=UTC), zone=UTC)

# What is said, the status, and whether the author is told of it.
PRIVATE: list[tuple[str, str, bool]] = [
    # Eleventy
    ("permalink: false", "skip", False),
    ("permalink: false\neleventyExcludeFromCollections: true", "skip", False),
    ("eleventyExcludeFromCollections: true", "hidden", False),
    # Hugo
    ("build:\n  render: never\n  list: never", "skip", False),
    ("_build: {render: false, list: false}", "skip", False),
    ("_build: {list: never}", "hidden", False),
    ("build: {render: link}", "skip", False),
    ("build: {list: local, publishResources: false}", "hidden", False),
    ("build: {render: sometimes}", "draft", True),
    ("headless: true", "skip", False),
    ("publishDate: 2099-01-01", "draft", False),
    ("expiryDate: 2020-01-01", "hidden", False),
    # Zola
    ("render: false", "skip", False),
    # Jekyll, dev.to, Decap, Bridgetown
    ("published: false", "draft", False),
    ("published: maybe", "draft", True),
    ("published: 2099-05-01", "draft", False),
    # Obsidian and digital gardens
    ("publish: false", "draft", False),
    ("dg-publish: false", "draft", False),
    ("dg-publish: 'no'", "draft", False),
    ("publish: later", "draft", True),
    # Ghost and other CMSs
    ("visibility: members", "draft", True),
    ("visibility: paid", "draft", True),
    ("visibility: private", "draft", False),
    ("visibility: [public, members]", "draft", True),
    ("private: true", "draft", False),
    ("private: friends", "draft", True),
    ("isDraft: true", "draft", False),
    ("is_draft: perhaps", "draft", True),
    ("state: draft", "draft", False),
    ("state: in review", "draft", True),
    ("access: members", "draft", True),
    ("public: false", "draft", False),
    ("routable: false", "skip", False),
    ("visible: false", "hidden", False),
    ("listed: false", "hidden", False),
    ("status: published\nvisibility: members", "draft", True),
    ("draft: false\nisDraft: true", "draft", False),
    # Status, as Pelican, WordPress, Publii, Nikola and CMSs have it
    *((f"status: {word}", "draft", True) for word in ("scheduled", "idea", "review", "in-review")),
    *(
        (f"status: {word}", "draft", True)
        for word in ("archived", "members", "brouillon", "下書き")
    ),
    *((f"status: {word}", "draft", False) for word in ("private", "Pending", "auto-draft")),
    ("status: published, hidden", "hidden", False),
    ("status: [published, draft]", "draft", False),
    ("status: {is: published}", "draft", True),
    ("status: unlisted", "hidden", False),
    ("status: skip", "skip", False),
    # What else people write
    ("wip: true", "draft", True),
    ("in_progress: yes", "draft", True),
    ("archived: true", "draft", True),
    ("ready: false", "draft", True),
    ("do_not_publish: true", "draft", False),
    ("skip: true", "skip", False),
    ("_draft: true", "draft", False),
    ("_published: perhaps", "draft", True),
    ("workflow-state: pending review", "draft", True),
    ("audience: only_paid", "draft", True),
    ("publication status: idea", "draft", True),
    ("not-before: 2099-01-01", "draft", False),
    ("unlisted: true", "hidden", False),
    ("hidden: from me", "draft", True),
    ("draft: maybe", "draft", True),
    ("draft: 2", "draft", True),
    ("draft: [yes]", "draft", True),
    ("scheduled: true", "draft", True),
    ("scheduled: 2099-01-01", "draft", False),
    ("embargo: until they agree", "draft", True),
    ("publish-date: soon", "draft", True),
    ("expires: 2020-01-01", "hidden", False),
    ("unpublishDate: some day", "draft", True),
    ("params: {draft: true}", "draft", False),
    ("extra:\n  publishDate: 2099-01-01", "draft", False),
]

PUBLIC = [
    "draft: false",
    "draft: 'No'",
    "published: true",
    "published: 2020-05-01",
    "publish: true",
    "visibility: public",
    "status: featured, published",
    "private: false",
    "unlisted: false",
    "build: {render: always, list: always}",
    "_build: {publishResources: false}",
    "permalink: /a/",
    "state: Ohio",
    "access: By boat, or over the bridge",
    "eleventyExcludeFromCollections: false",
    "noindex: true",
    "robots: noindex, nofollow",
    "sitemap: false",
    "headless: maybe",
    "enabled: sometimes",
    "render: inline",
    "scheduled: false",
    "expires: never",
    "publish_date: 2020-01-01",
    "expiry-date: 2099-01-01",
    "audience: beginners",
    "password: ''",
    "exclude: [a, b]",
    "params: {draft: maybe, status: alpha}",
    "draft:",
    "status: ''",
]


def read(data: bytes) -> dict[str, Any]:
    post = read_post(decode(data), PLACE, FrontMatterSettings())
    assert post is not None
    told = [f"WARNING {problem.text}; {problem.fix}" for problem in post.problems]
    told += [f"INFO {note.text}; {note.fix}" for note in post.notes]
    return {"metadata": post.metadata, "told": told}


def made(front_matter: str) -> dict[str, Any]:
    return read(f"---\ntitle: T\ndate: 2020-02-02\n{front_matter}\n---\nText\n".encode())


@pytest.mark.parametrize(("said", "status", "told"), PRIVATE)
def test_what_says_not_yet_is_not_published(said: str, status: str, told: bool) -> None:
    found = made(said)

    assert found["metadata"]["status"] == status
    warnings = [line for line in found["told"] if line.startswith("WARNING")]
    assert len(warnings) == told
    if told:
        key = said.rsplit("\n", maxsplit=1)[-1].split(":", maxsplit=1)[0]
        assert f"`{key.lower()}" in warnings[0].replace(f"`{key}", f"`{key.lower()}")
        assert warnings[0].endswith(" to publish it")
    if status == "skip" and "status" not in said:
        assert any("INFO" in line and "not published, because of" in line for line in found["told"])


@pytest.mark.parametrize("key", ["password", "post_password", "Post Password"])
def test_a_text_with_a_password_is_private_and_the_password_is_not_told(key: str) -> None:
    found = made(f"{key}: open sesame")

    assert found["metadata"]["status"] == "draft"
    assert "sesame" not in str(found["told"])
    assert f"`{key.lower()}: …`" in found["told"][0]


@pytest.mark.parametrize("said", PUBLIC)
def test_what_says_nothing_of_it_is_published(said: str) -> None:
    found = made(said)

    assert found["metadata"].get("status", "published") == "published"
    assert [line for line in found["told"] if line.startswith("WARNING")] == []


@pytest.mark.parametrize("said", [row for row in PRIVATE if ":\n" not in row[0]][:12])
def test_whatever_was_doubted_is_published_by_what_the_message_says(said: Any) -> None:
    found = made(said[0])
    for line in found["told"]:
        cure = line.split("write `")[1].split("`")[0] if "write `" in line else None
        if cure and "." not in cure and "\n" not in said[0] and said[1] == "draft":
            assert made(cure)["metadata"].get("status", "published") == "published"


JOINTS = ("{0}-{1}", "{0}_{1}", "{0}{1}", "{0} {1}", "{0}{3}", "{2}{3}", "{4}_{5}", "{2}-{3}")


def spellings(name: str) -> set[str]:
    first, second = name.split("_", 1)
    words = (first, second, first.title(), second.title(), first.upper(), second.upper())
    return {joint.format(*words) for joint in JOINTS}


def two_words(names: Any) -> list[str]:
    return sorted({name for name in names if name.count("_") == 1 and "." not in name})


@pytest.mark.parametrize("name", two_words(MEANINGS["publish_from"]))
def test_a_key_in_any_joint_is_one_key(name: str) -> None:
    for spelling in spellings(name):
        assert made(f"{spelling}: 2099-01-01")["metadata"]["status"] == "draft", spelling


def test_keys_of_publication_are_read_in_any_joint_and_format() -> None:
    for spelling in ("dg-publish", "dg_publish", "dgPublish", "DG Publish", "DgPublish"):
        assert made(f"{spelling}: false")["metadata"]["status"] == "draft", spelling
    for key in ("isDraft", "is-draft", "is_draft"):
        toml = f"+++\ntitle = 'T'\ndate = 2020-01-01\n{key} = true\n+++\nText\n"
        assert read(toml.encode())["metadata"]["status"] == "draft"
        text = json.dumps({"title": "T", "date": "2020-01-01", key: True})
        assert read(f"{text}\n\nText\n".encode())["metadata"]["status"] == "draft"
    toml = "+++\ntitle = 'T'\ndate = 2020-01-01\n{}\n+++\nText\n"
    for block in ("[build]\nrender = 'never'", "_build.render = false", "[_build]\nlist='never'"):
        assert read(toml.format(block).encode())["metadata"]["status"] in {"skip", "hidden"}


def test_a_key_of_hugos_gets_no_advice_about_reserved_names() -> None:
    assert not [line for line in made("_build: {render: never}")["told"] if "reserved" in line]
    assert "_build" not in made("_build: {render: never}")["metadata"]


@given(st.sampled_from(sorted(FLAGS)), st.text(max_size=8))
def test_no_value_of_a_flag_publishes_by_chance(key: str, value: str) -> None:
    yes = {"true", "yes", "on", "1", "y"}
    no = {"false", "no", "off", "0", "n"}
    found = read(f"{json.dumps({'title': 'T', 'date': '2020-01-01', key: value})}\n\nx\n".encode())

    status = found["metadata"].get("status")
    if status == "published":
        assert value.strip().lower() in yes | no


@given(st.sampled_from(sorted(PLAIN_WORDED)), st.text(min_size=1, max_size=8).filter(str.strip))
def test_an_unknown_word_is_never_published(key: str, value: str) -> None:
    front = {"title": "T", "date": "2020-01-01", key: value}
    found = read(f"{json.dumps(front)}\n\nx\n".encode())

    if found["metadata"]["status"] == "published":
        assert {WORDS.get(joined(word)) for word in value.split(",")} == {"published"}


HUGE = "k" * 10_000


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: T\ndate: 2020-01-01\n5: x\n2.5: y\n~: z\n[a]: c\non: d\ndraft: true\n---\nx\n",
        f"---\ntitle: T\ndate: 2020-01-01\n? {HUGE}\n: y\ndraft: true\n---\nx\n",
        f"---\ntitle: T\ndate: 2020-01-01\nstatus: {HUGE}\n---\nx\n",
        "---\ntitle: T\ndate: 2020-01-01\nparams: {5: x, ~: y, draft: true}\n---\nx\n",
        f"+++\ntitle = 'T'\ndate = 2020-01-01\n5 = 'x'\n'' = 1\n{HUGE} = 2\ndraft = true\n+++\nx\n",
        f'{{"title": "T", "date": "2020-01-01", "": 1, "5": 2, "null": 3, "{HUGE}": 4,'
        ' "draft": true}\n\nx\n',
        "---\ntitle: T\ndate: 2020-01-01\n_: x\n-: y\n' ': z\n'- -': z\ndraft: true\n---\nx\n",
    ],
)
def test_odd_keys_change_nothing(text: str) -> None:
    assert read(text.encode())["metadata"]["status"] == "draft"


PICTURES = [
    *("coverImage: a.png", "cover_image: a.png", "hero_image: a.png", "featured-image: a.png"),
    *("header-img: a.png", "og_image: a.png", "thumbnailImage: a.png", "featureImage: a.png"),
    *("params:\n  cover: a.png", "extra: {featured_image: a.png}", "extra: {image: a.png}"),
    *("params: {cover: {image: a.png}}", "cover: {image: a.png}", "image: {Path: a.png}"),
    *("header: {overlayImage: a.png}", "images: [a.png, b.png]", "image:\n  - src: a.png"),
    *("image: false\ncover: a.png", "cover: true\nthumbnail: a.png", "og: {image: a.png}"),
    *("Hero Image: a.png", "HEADER_IMAGE: a.png", "social-image: a.png"),
    # A large one comes before a small one, and that before one for links elsewhere.
    *("share-img: c.png\nthumbnail-img: b.png\ncover-img: a.png", "og_image: b.png\nthumb: a.png"),
    "header: {teaser: b.png, overlay_image: a.png}",
    'cover-img:\n  - "a.png": "A house"\n  - "b.png": "A hill"',
    "article_header: {type: overlay, background_image: {gradient: red, src: a.png}}",
    *(
        "meta: {image: a.png}",
        "twitter: {card: summary, image: a.png}",
        "header: {og_image: a.png}",
    ),
    "resources:\n- {name: preview, src: b.png}\n- {name: featured-image, src: a.png}",
    "resources: [{src: featured-preview.png}, {src: a.png, name: Cover}]",
    *("bigimg: [{src: a.png, desc: A hill}]", "params: {hero_img: a.png}", "background: 'a.png'"),
    *("photo: false\npicture: {url: a.png}", "teaser: Read on.\nimgs: [a.png]", "index_img: a.png"),
    *("images: [clip.mp4, a.png]", "image: <image path>\ncover: a.png", "header_cover: a.png"),
    *("cover: '[[a.png]]'", "cover: [[a.png]]", "banner: '![[a.png|Words]]'"),
    *("image: '![Words](a.png \"Title\")'", "feature: '*feature*'\nthumb: a.png"),
]


@pytest.mark.parametrize("said", PICTURES)
def test_a_picture_is_found_under_its_key_in_any_joint(said: str) -> None:
    assert made(said)["metadata"]["lead_picture"]["src"] == "a.png"


def test_a_picture_is_found_in_the_mappings_of_toml_and_json() -> None:
    head = "+++\ntitle = 'T'\ndate = 2020-01-01\n"
    json_head = '{"title": "T", "date": "2020-01-01", '
    for text in (
        f"{head}[params]\ncoverImage = 'a.png'\n+++\nx\n",
        f"{head}params.cover = {{image = 'a.png', relative = true}}\n+++\nx\n",
        f"{head}[extra]\nheader-img = 'a.png'\n+++\nx\n",
        f"{head}[[images]]\nsrc = 'a.png'\n+++\nx\n",
        json_head + '"params": {"featuredImage": {"src": "a.png"}}}\n\nx\n',
        json_head + '"image": false, "og-image": ["a.png"]}\n\nx\n',
    ):
        assert read(text.encode())["metadata"]["lead_picture"]["src"] == "a.png"


@pytest.mark.parametrize(
    "said",
    [
        *("image: false", "cover: true", "cover: {hidden: true}", "img: 'no'"),
        *("teaser: Read on.", "background: '#fff'", "header: {title: A, url: /b.html}"),
        *("featured: true", "resources: [{name: paper, src: cover.pdf}]", "photo: Mara Quill"),
        *("header: {overlay_color: '#333'}", "twitter: {card: summary}", "feature: '*feature*'"),
        "resources: [{name: map, src: a.png}]",
    ],
)
def test_what_is_no_file_is_no_picture(said: str) -> None:
    assert {"lead_picture", "image", "cover"} & made(said)["metadata"].keys() == set()


@pytest.mark.parametrize(
    "said", ["cover: {image: a.png}", "cover: [a.png]", "coverImage: {src: a.png}"]
)
def test_themes_get_a_text_where_they_expect_one(said: str) -> None:
    assert made(said)["metadata"][said.split(":", maxsplit=1)[0].lower()] == "a.png"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        *((f"{key}: 2021-03-04", "date") for key in ("publishedAt", "createdAt", "pub date")),
        *((f"{key}: 2021-03-04", "modified") for key in ("updatedAt", "lastModified", "Last-Mod")),
        *((f"{key}: 2021-03-04", "modified") for key in ("date_modified", "last-updated")),
        ("extra: {updated: 2021-03-04}", "modified"),
        ("last_update: {date: 2021-03-04, author: A}", "modified"),
        ("published: 2021-03-04", "date"),
    ],
)
def test_a_date_is_found_under_its_key_in_any_joint(said: str, key: str) -> None:
    text = f"---\ntitle: T\n{said}\n---\nText\n"
    assert str(read(text.encode())["metadata"][key])[:10] == "2021-03-04"


@pytest.mark.parametrize("said", ["lastUpdated: false", "updated: weekly", "published: true"])
def test_what_is_no_date_is_not_taken_for_one(said: str) -> None:
    assert "modified" not in made(said)["metadata"]


@pytest.mark.parametrize("key", ["redirectFrom", "redirect-from", "alias", "Redirects_From"])
def test_an_old_address_is_found_under_its_key_in_any_joint(key: str) -> None:
    assert made(f"{key}: /old/")["metadata"]["POUCH_REDIRECTS"] == ["old/index.html"]


def test_a_post_that_is_to_be_published_later_is_read_anew() -> None:
    text = "---\ntitle: T\ndate: 2020-01-01\nscheduled-for: 2099-01-01\n---\nx\n"
    post = read_post(text, PLACE, FrontMatterSettings())
    assert post is not None
    assert post.changes_with_time
