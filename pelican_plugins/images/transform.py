"""Place the images of one body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bs4 import Tag

from .._core.html_document import Document
from .._core.pipeline import Source
from .embedded import clean_embedded
from .encode import dominant_colour
from .featured import choose_lead, pick_lead
from .figure import CaptionParts, makes_caption, set_in_figure
from .gallery import Galleries, set_galleries
from .image_ref import (
    ImageProblems,
    ImageRef,
    ImageUrl,
    address_in,
    alt_text_problem,
    find_image,
    image_info_of,
    is_image_name,
    missing_image,
    names_file,
    read_image_ref,
)
from .picture_element import add_style, mark_srcset, offer_variants, set_size
from .placement import Placement
from .rules import ALT_FILE_NAME, ALT_MISSING, PICTURE_LARGE
from .variant_plan import (
    ImageOptions,
    Variant,
    gallery_sizes,
    lead_files,
    raster_of,
    shown_width,
    sizes_attribute,
    useful_widths,
)

# Across all columns of a gallery.
_SPANS = {"align-wide", "align-full"}


def first_image(html: str) -> int | None:
    """Return the index of the first image in *html*, None without one."""
    places = [place for tag in ("<img", "<IMG") if (place := html.find(tag)) >= 0]
    return min(places, default=None)


def place_images(document: Document, source: Source, options: ImageOptions) -> dict[str, Any]:
    """Place every image of *document*; one that cannot be found or read stays as written.

    Returns:
        `pictures`, the local ones with their variants; `gallery`, all those of galleries; `lead`,
        the one that represents the whole post, or None; `flaws`, what is wrong with some;
        `undescribed`, the URLs of those whose alternative text is empty.
    """
    settings = options.settings
    clean_embedded(document, keep_copyright=settings.keep_copyright)
    flaws: ImageProblems = {}
    galleries = set_galleries(
        document, source, settings, flaws, theme_shows=options.theme_shows_galleries
    )
    shown = [
        read_image_ref(document, source, image, settings.extra_syntax, flaws)
        for image in document.soup.find_all("img")
        if isinstance(image.get("src"), str)
        and str(image["src"]).strip()
        and document.is_whole(image)
    ]
    lead = pick_lead(shown)
    work = _BodyPlacer(document, source, options, galleries)
    for position, one in enumerate(shown):
        work.place(one, leads=one is lead, first=position == 0)
    chosen = choose_lead(document, source, shown, lead, flaws)
    if chosen is not None and chosen["path"]:
        chosen |= lead_files(source.static(chosen["path"]), options)
    return {
        "pictures": work.pictures,
        "gallery": work.gallery + [_apart(fields, source, options) for fields in galleries.apart],
        "lead": chosen,
        "flaws": {path: flaw.plain() for path, flaw in flaws.items()},
        "undescribed": list(dict.fromkeys(work.undescribed)),
    }


class _BodyPlacer:
    """Places the images of a body one by one."""

    def __init__(
        self, document: Document, source: Source, options: ImageOptions, galleries: Galleries
    ) -> None:
        self._document = document
        self._source = source
        self._options = options
        self._galleries = galleries
        self._told: set[str] = set()
        self._figures = 0
        self.pictures: list[dict[str, Any]] = []
        self.gallery: list[dict[str, Any]] = []
        self.undescribed: list[str] = []

    def place(self, one: ImageRef, *, leads: bool, first: bool) -> None:
        image, facts, settings = one.image, one.facts, self._options.settings
        image["src"] = str(one.address)
        self._check_alternative(one)
        art_directed = self._mark_own_srcsets(image)
        if facts is not None and facts.width:
            set_size(image, facts.width, facts.height, one.placement.limit)
        elif one.placement.limit and not one.placement.limit.percent:
            image.attrs.setdefault("width", str(one.placement.limit.number))
        _set_loading(image, leads=leads, first=first)
        self._colour(one)
        label = ""
        if settings.number_figures and makes_caption(self._document, image):
            self._figures += 1
            label = f"{settings.figure_label} {self._figures}: ".lstrip()
        width = facts.width if facts else 0
        self._mark_link(image)
        words = CaptionParts(credit=self._credit(one), label=label)
        set_in_figure(self._document, image, one.placement, width, words)
        made: list[dict[str, Any]] = []
        if one.local is not None and facts is not None:
            variants = () if art_directed else self._offer(one)
            made = [asdict(variant) for variant in variants]
            self.pictures.append(
                {
                    "path": one.local.path,
                    "written": one.written,
                    "src": str(one.address),
                    "width": facts.width,
                    "height": facts.height,
                    "variants": made,
                }
            )
        cell = self._galleries.cells.get(id(image))
        if cell is not None:
            alt = str(image.get("alt", "")).strip()
            self.gallery.append(_gallery_picture(one, alt, cell.caption, made))

    def _check_alternative(self, one: ImageRef) -> None:
        alt = one.image.get("alt")
        if alt is not None and not str(alt).strip():
            self.undescribed.append(one.written)
        wrong = alt_text_problem(None if alt is None else str(alt), ImageUrl.of(one.written).base)
        if wrong and one.written not in self._told:
            self._told.add(one.written)
            mend = 'describe what it shows, or set alt="" if it is decoration'
            rule = ALT_MISSING if alt is None else ALT_FILE_NAME
            about = one.local.path if one.local else address_in(self._source, one.address.base)
            self._document.problems.append(rule(wrong, mend, one.written, about=about))

    def _local(self, url: str) -> str | None:
        """Return the marked URL of a local image; None for any other."""
        address = ImageUrl.of(url)
        local = find_image(self._source, address.base)
        if local is None:
            if names_file(address.base) and is_image_name(address.base):
                self._document.problems.append(missing_image(self._source, address.base))
            return None
        return str(ImageUrl(local.base, address.query, address.fragment))

    def _mark_own_srcsets(self, image: Tag) -> bool:
        """Mark the URLs of an author's own sources; return whether there are any."""
        parent = image.parent
        chosen = parent is not None and parent.name == "picture"
        for source in parent.find_all("source") if parent is not None and chosen else ():
            if mark_srcset(source, self._local):
                self._document.changed_start(source)
        mark_srcset(image, self._local)
        return chosen or image.has_attr("srcset")

    def _mark_link(self, image: Tag) -> None:
        """Mark the URL of a link from an image to a local image."""
        link = image.find_parent("a")
        href = str(link.get("href", "")).strip() if link is not None else ""
        if (
            link is None
            or not is_image_name(ImageUrl.of(href).base)
            or not self._document.is_whole(link)
        ):
            return
        local = self._local(href)
        if local is not None and local != href:
            link["href"] = local
            self._document.changed_start(link)

    def _credit(self, one: ImageRef) -> str:
        given = self._source.facts.get("image_credits")
        if isinstance(given, Mapping):
            base = one.address.base
            path = one.local.path if one.local else base
            names = (one.written, path, f"/{path}", path.rpartition("/")[2], base)
            found = next((given[name] for name in names if name in given), None)
            if found is not None:
                return " ".join(str(found).split())
        if self._options.settings.credit == "exif" and one.facts:
            return " ".join(one.facts.credit.split())
        return ""

    def _colour(self, one: ImageRef) -> None:
        facts, settings = one.facts, self._options.settings
        if settings.placeholder == "none" or one.file is None or facts is None:
            return
        if facts.animated or not 0 < facts.width * facts.height <= settings.max_pixels:
            return
        colour = dominant_colour(one.file)
        if colour:
            add_style(one.image, f"background-color: {colour}")

    def _offer(self, one: ImageRef) -> tuple[Variant, ...]:
        facts, settings = one.facts, self._options.settings
        if facts is None or one.file is None or one.local is None:
            return ()
        if not settings.variants and facts.format != "HEIF":
            return ()
        if facts.width * facts.height > settings.max_pixels:
            text = f"the image {one.local.path} has {facts.width} × {facts.height} pixels, too"
            mend = "save it smaller, or raise POUCH_IMAGES['max_pixels'] if you trust it"
            text = f"{text} many to make variants of"
            problem = PICTURE_LARGE(text, mend, one.written, about=one.local.path)
            self._document.problems.append(problem)
            return ()
        raster = raster_of(one.file, facts, settings.max_pixels)
        if raster is None:
            return ()
        classes = str(one.image.get("class", "")).split() + list(one.placement.classes)
        limit, measure = one.placement.limit, settings.content_width
        needed = shown_width(classes, limit, facts.width, measure)
        sizes = sizes_attribute(classes, limit, facts.width, measure)
        cell = self._galleries.cells.get(id(one.image))
        if cell is not None and limit is None:
            spans = not _SPANS.isdisjoint(classes)
            width, sizes = gallery_sizes(cell.classes, 1 if spans else cell.count, measure)
            needed = max(1, min(width, facts.width))
        variants = self._options.variants(raster, needed)
        if variants:
            top = useful_widths(facts.width, settings.widths, needed)[-1]
            offer_variants(
                self._document,
                one.image,
                variants,
                (str(one.address), facts.format.lower(), facts.width),
                sizes,
                needed=top == facts.width,
            )
        return variants


def _gallery_picture(
    one: ImageRef, alt: str, caption: str, variants: list[dict[str, Any]]
) -> dict[str, Any]:
    facts, local = one.facts, one.local
    return {
        "path": local.path if local else "",
        "written": one.written,
        "src": "" if local else str(one.address),
        "alt": alt,
        "caption": caption,
        "mime": facts.mime if facts else "",
        "width": (facts.width or None) if facts else None,
        "height": (facts.height or None) if facts else None,
        "variants": variants,
    }


def _apart(fields: dict[str, Any], source: Source, options: ImageOptions) -> dict[str, Any]:
    """Return a picture of a gallery that the theme shows, as wide as the column."""
    written = fields["src"]
    address = ImageUrl.of(written)
    local = find_image(source, address.base)
    facts = image_info_of(source, local.path, written, {}) if local else None
    one = ImageRef(Tag(name="img"), written, address, Placement(), local, None, facts)
    made = lead_files(source.static(local.path), options)["variants"] if local else []
    return _gallery_picture(one, fields["alt"], fields["caption"], made)


def _set_loading(image: Tag, *, leads: bool, first: bool) -> None:
    if leads and image.get("loading") != "lazy":
        image.attrs.setdefault("fetchpriority", "high")
    elif not first and not image.has_attr("loading"):
        # The first image is mostly in view: lazy loading would show a gap.
        image["loading"] = "lazy"
    if not image.has_attr("decoding"):
        image["decoding"] = "async"
