"""Pictures placed as asked, as small as a screen allows, and published without private metadata.

Where a picture goes is written behind its address:

    ![A river gauge at low water](/images/gauge.png#center)
    ![The same gauge in flood](/images/flood.jpg#right+50% "The flood of *May*")

- `#center` (or `#centre`), `#left`, `#right`, `#wide`, `#full` place it; `#w=480`, `#480px` or
  `#50%` limit its width; `#lead` has it loaded first and stand for the whole text. Words are
  joined by `+` or `,`: `#wide+lead`. A fragment with any other word (`sprite.svg#icon`) is left
  alone.
- A picture alone in its paragraph becomes `<figure class="figure align-center">`; a picture
  within text gets the class itself. Its title is the caption, and may hold Markdown: bold,
  emphasis, code and links. A picture within a figure of your own, or of docutils, stays there.
- Who made it is added to the caption from a mapping `image_credits` in the front matter, by
  the picture's name or address.
- `/images/gauge.png`, written from the site's root, is looked for below the content folder,
  a relative address beside the post; both work under a `SITEURL` with a path and with
  `RELATIVE_URLS`. `{static}` and `{attach}` work as ever. A link around a picture to a local
  picture, and a `srcset` of your own, are found in the same way.
- A local picture gets its `width` and `height` (also an SVG, by its own size or `viewBox`); what
  you wrote of its size is kept, and the other side follows.
- All pictures but the first are loaded late. The lead picture (the marked one, or else the first
  local one) is loaded first.
- Each local photograph or drawing is offered in smaller sizes and in modern formats, as
  `<picture>` with the original last. They are made when the first page is written, kept below
  `CACHE_PATH` and written to the output folder; a rebuild makes only what is new. Animations,
  vector pictures, remote ones and a `<picture>` or `srcset` of your own are left as they are, and
  no variant is offered that is larger than the original. Variants carry no metadata.

Templates get `article.lead_image` (or None): `url` (absolute), `address` (the same from the
site's root), `path`, `width`, `height`, `alt`, `mime`, `length` in bytes; `variants`, its smaller
files, and `card`, the one for social networks or None, each with `url`, `address`, `width`,
`height`, `mime` and `length`. `article.lead_image.html(SITEURL, 220, "30vw")` is its element for
a list that shows it 220 px wide at most. The front matter's `image`, `cover` and the like count
first. `pouch images` says what each picture became.

The alternative text is never changed. One that is missing, or is the name of a file, is told
with its line; an empty one says that the picture is decoration.

Every picture that Pelican publishes, linked in a text or not, is published without private
metadata: where the camera was, its serial number, names, comments, thumbnails and what an
editor wrote. JPEG, PNG, WebP, GIF, TIFF, AVIF, HEIF, JPEG 2000 and JPEG XL are known by their
content. Pixels, colour
profiles and animations stay as they are, nothing is compressed anew, the files in the content
folder are not touched, and a picture that is turned stays turned.

What is wrong with a picture is told once, with all that show it and whether it is published.
A picture that is damaged is coded anew, with a warning. One that cannot be read at all is left
out with an error, since nobody could tell what is in it. Maps lose their GeoTIFF fields, phones'
pictures their HDR gain map and short film: name them in `keep_metadata` where you want them.
The theme's own files, videos, PDFs and SVGs are not looked into.

Settings: `POUCH_IMAGES`, whose keys docs/settings.md explains.
"""

from .pelican_publish import register as _register_metadata
from .plugin import register as _register_placement

__all__ = ["register"]


def register() -> None:
    """Connect to Pelican."""
    _register_placement()
    _register_metadata()
