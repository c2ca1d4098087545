"""An article is listed once on a tag's page, whatever the tags' addresses have in common."""

from __future__ import annotations

from support import post


def test_of_tags_with_one_address_a_post_keeps_the_first(build_site) -> None:
    files = {
        "a.md": post(title="A", tags=["c", "c++", "C#", "Rivers"]),
        "b.md": post(title="B", tags=["C#", "c++"]),
        "c.md": post(title="C", tags=["c++"]),
        "pages/p.md": post(title="P", tags=["c", "c++"]),
    }
    site = build_site(files, {"SLUG_REGEX_SUBSTITUTIONS": [(r"[^\w\s-]", "")]})

    assert site.code == 0, site.log
    assert site.contents["a.md"]["tags"] == ["c", "Rivers"]
    assert site.contents["b.md"]["tags"] == ["C#"]
    assert site.contents["c.md"]["tags"] == ["c++"]
    assert site.contents["pages/p.md"]["tags"] == ["c"]
    listed = site.soup("tag/c.html").select("main a[href$='a.html']")
    assert len({str(link) for link in listed}) == len(listed) == 1
    (message,) = [line for line in site.log.splitlines() if "c++" in line]
    assert message.startswith("the tags 'C#', 'c' and 'c++' have one address, 'c', so a post")


def test_a_tag_of_which_no_address_can_be_made_is_left_out(build_site) -> None:
    files = {f"{n}.md": post(title=f"T{n}", tags=["++", "Rivers", "!?"]) for n in range(2)}
    site = build_site(files)

    assert site.code == 0, site.log
    assert site.contents["0.md"]["tags"] == ["Rivers"]
    assert "tag/.html" not in site.files()
    (message,) = [line for line in site.log.splitlines() if "no address" in line]
    assert message.startswith("no address can be made of '!?' and '++', so no post has")


def test_a_renamed_tag_has_an_address_of_its_own(build_site) -> None:
    settings = {"POUCH_TAGS": {"aliases": {"C++": "Cpp", "🜄": "Water"}}}
    site = build_site({"a.md": post(tags=["c", "c++", "🜄"])}, settings)

    assert site.contents["a.md"]["tags"] == ["c", "Cpp", "Water"]
    assert "WARNING" not in site.log
    assert "address" not in site.log
