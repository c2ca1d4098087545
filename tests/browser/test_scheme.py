"""The switch for light and dark: three states, kept, no flash, and nothing without a script."""

from __future__ import annotations

from typing import Any

import pytest
from support import build, post

pytestmark = pytest.mark.needs("chromium")

# All custom properties that differ between light and dark, as the page has them.
COLOURS = """() => {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "tint", "line", "ink", "muted", "link", "visited", "accent", "target",
    "code-keyword", "code-string", "code-line"];
  return [style.colorScheme, ...names.map((name) => style.getPropertyValue(`--${name}`).trim()),
    getComputedStyle(document.body).backgroundColor];
}"""
BARS = """() => [...document.querySelectorAll("meta[name=theme-color]")]
  .filter((meta) => matchMedia(meta.media).matches).map((meta) => meta.content)"""


@pytest.fixture(scope="module")
def site(server) -> str:
    url, root = server
    (root / "scheme").mkdir()
    files = {"a.md": post("Text and `code`."), "b.md": post("Texte.", title="B", lang="fr")}
    theme = {"dark_switch": True, "accent": "#0b6a3a"}
    settings = {"SITEURL": f"{url}/scheme/output", "DEFAULT_LANG": "fr", "POUCH_THEME": theme}
    built = build(root / "scheme", files, settings)
    assert built.code == 0, built.log
    return f"{url}/scheme/output"


def opened(browser, url: str, scheme: str, **more: Any) -> Any:
    page = browser.new_context(color_scheme=scheme, **more).new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))

    def strict(route: Any) -> None:
        found = route.fetch()
        policy = "default-src 'self'; object-src 'none'; base-uri 'none'"
        route.fulfill(response=found, headers={**found.headers, "content-security-policy": policy})

    page.route("**/*.html", strict)
    page.goto(f"{url}/a-post.html")
    return page


@pytest.mark.parametrize(("system", "choice"), [("light", "dark"), ("dark", "light")])
def test_the_choice_is_all_colours_and_stays(browser, site: str, system: str, choice: str) -> None:
    wanted = opened(browser, site, choice)
    page = opened(browser, site, system)
    before = page.evaluate(COLOURS)
    # In the site's language, with its state.
    group = page.get_by_role("group", name="Apparence")
    automatic = group.get_by_role("button", name="Automatique")
    button = group.get_by_role("button", name="Clair" if choice == "light" else "Sombre")
    assert automatic.get_attribute("aria-pressed") == "true"

    button.focus()
    page.keyboard.press("Enter")

    assert button.get_attribute("aria-pressed") == "true"
    assert automatic.get_attribute("aria-pressed") == "false"
    # `color-scheme` names one, where the system's page allows both.
    assert page.evaluate(COLOURS)[0] == choice
    assert page.evaluate(COLOURS)[1:] == wanted.evaluate(COLOURS)[1:]
    assert page.evaluate(BARS) == wanted.evaluate(BARS)
    page.goto(f"{site}/b.html")
    assert page.evaluate(COLOURS)[1:] == wanted.evaluate(COLOURS)[1:]
    page.emulate_media(media="print")
    assert page.evaluate(COLOURS)[-1] == "rgba(0, 0, 0, 0)"
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Automatique").click()
    assert page.evaluate(COLOURS) == before
    assert page.evaluate("localStorage.length") == 0
    assert page.said == []
    page.context.close()
    wanted.context.close()


def test_nothing_is_painted_before_the_choice_is_known(browser, site: str) -> None:
    page = opened(browser, site, "light")
    page.evaluate("localStorage.setItem('pouch-scheme', 'dark')")
    # What the page looks like as soon as it has a body.
    page.add_init_script(
        "new MutationObserver((_, self) => { if (document.body) { self.disconnect();"
        " window.first = document.documentElement.dataset.scheme; } })"
        ".observe(document, { childList: true, subtree: true })"
    )
    page.goto(f"{site}/a-post.html")

    assert page.evaluate("window.first") == "dark"
    page.evaluate("localStorage.setItem('pouch-scheme', 'purple')")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.scheme") is None
    page.context.close()


def test_without_script_there_is_no_switch(browser, site: str) -> None:
    page = opened(browser, site, "dark", java_script_enabled=False)

    assert page.locator(".scheme-switch").is_hidden()
    page.context.close()
