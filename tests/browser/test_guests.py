"""What guests write, in a browser: no script runs, no request leaves, no form, no frame."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

import pytest
from attacks import attacks
from browser_support import Served
from marked_site import marked_site
from support import build, post

from pelican_plugins.front_matter.guest_html import OwnFiles, clean_html

pytestmark = pytest.mark.needs("chromium")

# What a page of a site has of its own is outside of these.
SEEN = """() => {
  const parts = [...document.querySelectorAll(".prose, .deck, .entry-header, .excerpt, #all")];
  const inside = parts.flatMap((part) => [part, ...part.querySelectorAll("*")]);
  const forbidden = "script,style,form,iframe,frame,object,embed,svg,link,meta,base,button,dialog";
  return {
    parts: parts.length,
    forbidden: inside.filter((one) => one.matches(forbidden)).map((one) => one.outerHTML),
    handlers: inside.flatMap((one) => [...one.attributes]
      .filter((attribute) => attribute.name.startsWith("on")).map(() => one.outerHTML)),
    links: inside.filter((one) => one.matches("a[href]") &&
      !["http:", "https:", "mailto:"].includes(one.protocol)).map((one) => one.outerHTML),
    ran: window.kqran_count ?? 0, frames: window.length,
  };
}"""
RUNS = "window.kqran = () => { window.kqran_count = (window.kqran_count ?? 0) + 1; }"


@pytest.fixture(scope="module")
def served(server, tmp_path_factory) -> Served:
    address, root = server
    files, _, _ = marked_site()
    # What a comment or a raw text that has no end would hide stands at the end of a post.
    tried = [*attacks()]
    for number, start in enumerate(range(0, len(tried), 60)):
        several = tried[start : start + 60]
        body = "\n\n".join(several)
        engine = ("commonmark", "python-markdown")[number % 2]
        summary = several[number % len(several)]
        values = {"title": f"Attack {number}", "slug": f"attack-{number}", "markdown": engine}
        files[f"attacks/{number}.md"] = post(body, summary=summary, **values)
    settings = {
        "SITEURL": f"{address}/guests",
        "STATIC_PATHS": ["images"],
        "DEFAULT_PAGINATION": 0,
        "POUCH_THEME": {"search": "none"},
        "POUCH_FRONT_MATTER": {"url_keys": "all", "guests": ["*"]},
    }
    site = build(tmp_path_factory.mktemp("guests"), files, settings)
    assert site.code == 0, site.log[-2_000:]
    site.output.rename(root / "guests")
    own = OwnFiles("guests", ("images",), "")
    each = dict.fromkeys(clean_html(attack, own).html for attack in tried)
    page = f"<!DOCTYPE html><meta charset=utf-8><div id=all><p>{'</p><p>'.join(each)}</p></div>"
    (root / "guests" / "each-alone.html").write_text(page, encoding="utf-8")
    pages = [f"attack-{number}.html" for number in range(0, 60, 6)]
    pages += [facts["save_as"] for name, facts in site.contents.items() if "attacks/" not in name]
    return Served(f"{address}/guests", root / "guests", ("index.html", "each-alone.html", *pages))


def test_nothing_of_a_guest_runs_or_asks_elsewhere(served, browser) -> None:
    context = browser.new_context()
    context.add_init_script(RUNS)
    asked: list[str] = []
    own = served.url.rpartition("/")[0]

    def answer(route: Any) -> None:
        if route.request.url.startswith(f"{own}/"):
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    context.route("**/*", answer)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: (errors.append(dialog.message), dialog.dismiss()))
    for name in served.pages:
        if not (served.output / name).is_file():
            continue
        page.goto(f"{served.url}/{quote(name)}")
        found = page.evaluate(SEEN)
        assert found.pop("parts") > 0, name
        assert {key: value for key, value in found.items() if value} == {}, name
        assert unquote(page.url) == f"{served.url}/{name}"
    assert asked == []
    assert errors == []
    context.close()
