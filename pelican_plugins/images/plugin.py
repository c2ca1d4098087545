"""Run `place_images` on every body with an image."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican import signals

from .._core import pelican_hooks
from .._core.build import build_of
from .._core.contract import LEAD_PICTURE
from .._core.diagnostics import Diagnostic
from .._core.pelican_compat import body_of, context_of, resolver_of, set_resolver, set_summary
from .._core.pipeline import Source, Stage, Step
from .._core.settings import fingerprint
from .._core.theme_folder import theme_folder
from .caption_extension import CaptionTitles
from .encoders import codec_version, web_copy_version
from .pelican_featured import GalleryPicture, LeadImage, LengthOf, needs_care, safe_address
from .pelican_gallery_folders import link_pictures
from .pelican_logo import offer_logo, plan_logo
from .pelican_portraits import attach_portraits
from .pelican_publish import pictures_of
from .pelican_variants import SrcsetFinisher, VariantFiles, Variants, variants_of
from .picture_element import needs_finish
from .placement import GALLERY
from .settings import ImagesSettings, check
from .theme_styles import MissingRules, PictureStyles, missing_rules, shows_gallery
from .variant_plan import ImageOptions, Variant

if TYPE_CHECKING:
    from .._core.html_document import Document


# The front matter keys about images.
_ASKS = (LEAD_PICTURE, "image_credits", GALLERY)


def register() -> None:
    """Connect to Pelican."""
    pelican_hooks.connect("PIL", "bs4")
    signals.initialized.connect(_configure)
    signals.get_generators.connect(_offer_generator)
    signals.page_generator_finalized.connect(link_pictures)


def _configure(pelican: Any) -> None:
    settings = pelican_hooks.configure(pelican, ImagesSettings, "POUCH_IMAGES")
    check(settings)
    _keep_titles(pelican.settings)
    codecs = tuple(
        (name, settings.quality(name), version)
        for name in settings.formats
        if (version := codec_version(name))
    )
    theme = Path(pelican.settings["THEME"])
    shows = any(map(shows_gallery, _texts(theme / "templates", "**/*.html")))
    heif = web_copy_version()
    options = ImageOptions(settings=settings, codecs=codecs, heif=heif, theme_shows_galleries=shows)

    # Loaded with the first body that is not in the cache: BeautifulSoup takes longest of all.
    def finds(html: str) -> int | None:
        from .embedded import first_embedded
        from .transform import first_image

        found = [place for place in (first_image(html), first_embedded(html)) if place is not None]
        return min(found, default=None)

    def run(document: Document, source: Source) -> dict[str, Any]:
        from .transform import place_images

        return place_images(document, source, options)

    pelican_hooks.use(
        pelican,
        Step(
            name="images",
            stage=Stage.REWRITE,
            version=13,
            fingerprint=f"{fingerprint(settings)} {codecs} {heif} {shows}",
            finds=finds,
            run=run,
            asks=_ASKS,
            attach=_attach,
            finish=partial(_encode, options),
        ),
    )


def _keep_titles(settings: dict[str, Any]) -> None:
    # A new dict and list: the old ones may be Pelican's defaults.
    markdown = settings["MARKDOWN"]
    others = [ext for ext in markdown.get("extensions", ()) if not isinstance(ext, CaptionTitles)]
    settings["MARKDOWN"] = {**markdown, "extensions": [*others, CaptionTitles()]}


def _texts(folder: Path, pattern: str) -> Iterator[str]:
    for path in sorted(folder.glob(pattern)):
        with suppress(OSError):
            yield path.read_text("utf-8", "replace")


def _add_styles(settings: dict[str, Any]) -> None:
    # A new dict and list, as above.
    options = settings["JINJA_ENVIRONMENT"]
    others = [each for each in options.get("extensions", ()) if each is not PictureStyles]
    settings["JINJA_ENVIRONMENT"] = {**options, "extensions": [*others, PictureStyles]}


def _attach(content: Any, found: dict[str, Any] | None) -> None:
    variants, published = variants_of(content), pictures_of(content)
    static = context_of(content)["static_content"]
    attached: list[Any] = []
    content.pictures = tuple(found["pictures"]) if found else ()
    for picture in content.pictures:
        file = static.get(picture["path"])
        if file is not None:
            if picture["src"].startswith(("{attach}", "|attach|")):
                attached.append(file)
                _leave_movable(file, variants)
            elif needs_care(str(file.get_url_setting("url"))):
                attached.append(file)
                _make_address_safe(file, variants)
            made = [Variant(**fields) for fields in picture["variants"]]
            variants.add(content, file.source_path, picture["written"], made)
    _place_in_summary(content, static)
    content.undescribed_pictures = tuple(found["undescribed"]) if found else ()
    flaws = found["flaws"] if found else {}
    content.picture_flaws = {path: Diagnostic.of_plain(flaw) for path, flaw in flaws.items()}
    for path, flaw in content.picture_flaws.items():
        file = static.get(path)
        if file is not None:
            places = {content.source_path: flaw.needle}
            published.flaws.add(Path(file.source_path), flaw, places)
    # These depend on the content alone, which is among the inputs of pages.
    content.picture_sizes = partial(_sizes, content)
    content.picture_position = partial(_position, content)
    _attach_gallery(content, found, variants, published.length_of)
    lead = found["lead"] if found else None
    content.lead_image = LeadImage(content, lead, variants, published.length_of) if lead else None
    file = static.get(lead["path"]) if lead else None
    if lead is not None and file is not None:
        more = [lead[name] for name in ("card", "copy") if lead[name]]
        made = [Variant(**fields) for fields in (*lead["variants"], *more)]
        variants.add(content, file.source_path, lead["written"], made)
    if needs_finish(body_of(content)):
        set_resolver(content, SrcsetFinisher(content, variants))
    if attached:
        set_resolver(
            content, partial(_with_safe_addresses, resolver_of(content), variants.safe, attached)
        )


def _attach_gallery(
    content: Any, found: dict[str, Any] | None, variants: Variants, length_of: LengthOf
) -> None:
    gallery = found["gallery"] if found else ()
    if not gallery:
        # It is not changed: a theme may use the key for something else.
        return
    static = context_of(content)["static_content"]
    content.gallery = tuple(
        GalleryPicture(content, fields, variants, length_of) for fields in gallery
    )
    # The theme may be the only one to show them.
    for picture in gallery:
        file = static.get(picture["path"])
        if file is not None:
            made = [Variant(**fields) for fields in picture["variants"]]
            variants.add(content, file.source_path, picture["written"], made)


def _place_in_summary(content: Any, static: Any) -> None:
    """Give the pictures of a summary that its author wrote their URLs.

    One that is cut from the body has those of the body.
    """
    summary = content.metadata.get("summary")
    if not isinstance(summary, str) or "<img" not in summary:
        return
    # Few summaries hold pictures, and BeautifulSoup takes longest of all to load.
    from .image_ref import with_local_pictures

    folder = Path(content.relative_source_path).parent.as_posix()
    placed = with_local_pictures(
        summary, "" if folder == "." else folder, lambda path: bool(static.get(path))
    )
    if placed != summary:
        set_summary(content, placed)


def _with_safe_addresses(
    whole: Callable[[str, str], str],
    safe: Collection[str],
    attached: list[Any],
    html: str,
    siteurl: str,
) -> str:
    """Return *html* as Pelican would, with the URLs of *attached* files percent-encoded.

    Those in *safe* are so already.
    """
    html = whole(html, siteurl)
    for url in {str(file.url) for file in attached if file.source_path not in safe}:
        if needs_care(url):
            html = html.replace(f'"{siteurl}/{url}"', f'"{siteurl}/{safe_address(url)}"')
    return html


def _make_address_safe(file: Any, variants: Variants) -> None:
    """Percent-encode what would end an attribute or candidate, which Pelican does not."""
    if file.source_path not in variants.attached and not hasattr(file, "override_url"):
        file.override_url = safe_address(str(file.get_url_setting("url")))
        variants.safe.add(file.source_path)


def _leave_movable(file: Any, variants: Variants) -> None:
    """Have `{attach}` move a file that another post shows where it is."""
    variants.attached.add(file.source_path)
    if file.source_path in variants.safe:
        # Pelican cannot move a file whose URL is set.
        variants.safe.remove(file.source_path)
        del file.override_url


def _sizes(content: Any, picture: dict[str, Any]) -> dict[str, int | None]:
    """Return the bytes of each cached variant by name, and of the original by ""."""
    variants = variants_of(content)
    names = [str(fields["name"]) for fields in picture["variants"]]
    sizes = {name: variants.store.size(name) for name in names}
    with suppress(OSError):
        file = context_of(content)["static_content"][picture["path"]]
        sizes[""] = Path(file.source_path).stat().st_size
    return sizes


def _position(content: Any, picture: dict[str, Any]) -> bool:
    """Return whether the source of an image has GPS coordinates."""
    from .metadata.clean import file_has_gps

    try:
        return file_has_gps(
            Path(context_of(content)["static_content"][picture["path"]].source_path)
        )
    except OSError:
        return False


def _encode(options: ImageOptions, generator: Any) -> None:
    """Encode the variants that pages will offer, before any page is rendered."""
    attach_portraits(generator, options)
    logo = plan_logo(generator, options)
    variants_of(generator).encode(pictures_of(generator).flaws)
    offer_logo(generator, logo)


def _offer_generator(pelican: Any) -> type[VariantFiles]:
    # Only now the theme is known: another plugin may bring one.
    build = build_of(pelican)
    if build.state(ImagesSettings).theme_styles:
        markup = "".join(_texts(theme_folder() / "static" / "css", "markup.css"))
        rules = missing_rules(_texts(Path(pelican.settings["THEME"]), "**/*.css"), markup)
        build.keep(MissingRules(rules))
        if rules:
            _add_styles(pelican.settings)
    return VariantFiles
