"""The main job: the seed post becomes a right page and right feeds, with no setting of ours."""

from __future__ import annotations

import feedparser
import pytest
from bs4 import BeautifulSoup
from PIL import Image
from support import Site

PAGE = "russias-youth-exodus-and-the-kremlins-desperate-crackdown.html"
POST = "000_1f5f21037907f2a6.md"

RESOURCES = [
    (
        "Russia’s largest military call-up whips up fear among young men",
        "https://www.aljazeera.com/news/2025/4/16/"
        "russias-largest-military-call-up-whips-up-fear-among-young-men",
        "aljazeera.com",
    ),
    (
        "Russia: Amnesty International declared “undesirable organization” amid escalating"
        " crackdown on dissent",
        "https://www.amnesty.org/en/latest/news/2025/05/russia-amnesty-international-declared-"
        "undesirable-organization-amid-escalating-crackdown-on-dissent/",
        "amnesty.org",
    ),
    (
        "Ukraine war: Russia toughens up draft law to round-up more people for the frontlines",
        "https://theconversation.com/ukraine-war-russia-toughens-up-draft-law-to-round-up-more-"
        "people-for-the-frontlines-233048",
        "theconversation.com",
    ),
    (
        "Silence Matters: Self-Censorship and War in Russia",
        "https://www.ponarseurasia.org/silence-matters-self-censorship-and-war-in-russia/",
        "ponarseurasia.org",
    ),
    (
        "One year after partial mobilisation, Russians avoiding the draft speak out",
        "https://www.opendemocracy.net/en/odr/russia-mobilisation-draft-avoid-men-speak/",
        "opendemocracy.net",
    ),
]


@pytest.fixture(params=[False, True], ids=["plain", "typogrify"])
def site(request, shared_site, seed) -> Site:
    files = {path.relative_to(seed).as_posix(): path for path in seed.rglob("*") if path.is_file()}
    settings = {"POUCH_TAGS": {"aliases": {"Ukrain": "Ukraine"}}}
    site = shared_site(files, {**settings, **({"TYPOGRIFY": True} if request.param else {})})
    assert site.code == 0, site.log
    return site


def test_the_seed_post(site: Site, seed) -> None:
    article = site.contents[POST]
    assert article["title"].replace("&nbsp;", " ").replace("&#8217;", "’") == (
        "Russia’s youth exodus and the Kremlin’s desperate crackdown"
    )
    assert article["date"] == "2025-06-03T05:00:00+00:00"
    assert article["status"] == "published"
    assert article["tags"] == [
        *("Russia", "Ukraine", "conscription", "repression", "butwaittheresmorechaos"),
    ]
    assert article["aliases"]["Ukraine"] == ["Ukrain"]

    assert [(r["title"], r["url"], r["host"]) for r in article["resources"]] == RESOURCES
    assert [r["position"] for r in article["resources"]] == [1, 2, 3, 4, 5]

    page = site.soup(PAGE)
    section = page.select_one("section.resources")
    links = [
        (link.get_text().replace("\xa0", " "), link["href"])
        for link in section.select("li.resource a.p-name")
    ]
    assert links == [(title, url) for title, url, _ in RESOURCES]
    assert section["aria-labelledby"] == section.select_one("h2")["id"]
    assert [li["id"] for li in section.select("li")] == [r["anchor"] for r in article["resources"]]

    figure = page.select_one("figure.figure.align-center")
    image = figure.img
    with Image.open(seed / "images" / "russian-youth.png") as picture:
        assert (int(image["width"]), int(image["height"])) == picture.size
    assert image["src"] == "https://example.org/blog/images/russian-youth.png"
    assert (site.output / "images" / "russian-youth.png").is_file()
    assert image["alt"].startswith("A young Russian man in a darkened train station, clutching")
    assert image["alt"].endswith("blues, evoking fear and urgency")
    assert "#center" not in site.text(PAGE)

    assert sorted(path.name for path in (site.output / "tag").iterdir()) == [
        *("butwaittheresmorechaos.html", "conscription.html", "repression.html"),
        *("russia.html", "ukrain.html", "ukraine.html"),
    ]


@pytest.mark.parametrize("name", ["all.rss.xml", "all.atom.xml"])
def test_the_seed_feeds(site: Site, name: str) -> None:
    read = feedparser.parse(site.text(f"feeds/{name}"))
    assert not read.bozo
    (entry,) = read.entries
    body = entry.content[-1].value
    text = BeautifulSoup(body, "html.parser").get_text().replace("\xa0", " ")

    assert entry.title == "Russia’s youth exodus and the Kremlin’s desperate crackdown"
    assert entry.link == f"https://example.org/blog/{PAGE}"
    assert entry.id == f"tag:example.org,2025-06-03:/blog/{PAGE}"
    assert [tag.term for tag in entry.tags] == [
        *("misc", "Russia", "Ukraine", "conscription", "repression", "butwaittheresmorechaos"),
    ]
    assert "And always, in the background, the stories." in text
    assert 'src="https://example.org/blog/images/russian-youth.png"' in body
    assert all(f'href="{url}"' in body for _, url, _ in RESOURCES)
