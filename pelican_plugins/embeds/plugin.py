"""Make cards in every body, and add the script that loads players."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2.ext import Extension
from pelican import signals
from pelican.generators import Generator

from .._core import pelican_hooks
from .._core.build import build_of
from .._core.pelican_output import write_theme_file
from .._core.pipeline import Source, Stage, Step
from .._core.settings import fingerprint
from .settings import EmbedsSettings, check

if TYPE_CHECKING:
    from .._core.html_document import Document

_SCRIPT = "js/pouch-embeds.js"
"""Where the script is, below Pelican's `THEME_STATIC_DIR`."""

_HEAD_ENDS = "</head>"
_LINK = f"""\
{{% if (article or page or {{}}).embeds %}}
<script src="{{{{ SITEURL }}}}/{{{{ THEME_STATIC_DIR }}}}/{_SCRIPT}" defer></script>
{{% endif %}}
"""


def register() -> None:
    """Connect to Pelican."""
    pelican_hooks.connect("bs4")
    signals.initialized.connect(_configure)
    signals.get_generators.connect(_offer_generator)


def _configure(pelican: Any) -> None:
    settings = pelican_hooks.configure(pelican, EmbedsSettings, "POUCH_EMBEDS")
    check(settings)
    if settings.show == "as-written":
        return

    # Loaded with the first body that is not in the cache: BeautifulSoup takes longest of all.
    def finds(html: str) -> int | None:
        if "://" not in html and "<iframe" not in html:
            return None
        from .cards import first_embed

        return first_embed(html, settings)

    def run(document: Document, _source: Source) -> list[dict[str, str]]:
        from .cards import make_cards

        return [asdict(card) for card in make_cards(document, settings)]

    pelican_hooks.use(
        pelican,
        Step(
            name="embeds",
            stage=Stage.EMBED,
            version=1,
            fingerprint=fingerprint(settings),
            finds=finds,
            run=run,
            attach=_attach,
        ),
    )
    if settings.show == "players":
        # A new dict and list: the old ones may be Pelican's defaults.
        options = pelican.settings["JINJA_ENVIRONMENT"]
        others = [each for each in options.get("extensions", ()) if each is not EmbedScript]
        pelican.settings["JINJA_ENVIRONMENT"] = {**options, "extensions": [*others, EmbedScript]}


def _attach(content: Any, found: list[dict[str, str]] | None) -> None:
    content.embeds = tuple(found or ())


class EmbedScript(Extension):
    """Links the script in the head of each article and page with a card, in any theme."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Return the source of a template with the link."""
        before, end, after = source.partition(_HEAD_ENDS)
        return f"{before}{_LINK}{end}{after}" if end else source


class ScriptFile(Generator):  # type: ignore[misc]
    """Writes the script, next to the theme's own files."""

    def generate_output(self, writer: Any) -> None:
        """Write it."""
        data = Path(__file__).with_name("players.js").read_bytes()
        write_theme_file(self, writer, f"{self.settings['THEME_STATIC_DIR']}/{_SCRIPT}", data)


def _offer_generator(pelican: Any) -> type[Generator] | None:
    shows = build_of(pelican).state(EmbedsSettings).show
    return ScriptFile if shows == "players" else None
