"""Pictures placed as asked, with their size, and published without private metadata.

Each is given its size, so that no page moves while it loads. Where it goes is written behind
its address:

    ![A river gauge at low water](/images/gauge.png#center)
    ![The same gauge in flood](/images/flood.jpg#right "Caption of the picture")

- `#center` (or `#centre`), `#left`, `#right`, `#wide`, `#full` place it; `#lead` has it
  loaded first. Words are joined by `+` or `,`: `#wide+lead`. A fragment with any other word
  (`sprite.svg#icon`) is left alone.
- A picture alone in its paragraph becomes `<figure class="figure align-center">`, with its
  title as the caption; a picture within text gets the class itself.
- `/images/gauge.png`, written from the site's root, is looked for below the content folder,
  a relative address beside the post; both work under a `SITEURL` with a path and with
  `RELATIVE_URLS`. `{static}` and `{attach}` work as ever.
- A local picture gets its `width` and `height`, unless the author wrote one; all but the
  first are loaded lazily.

The alternative text is never changed.

Every picture that Pelican publishes, linked in a text or not, is published without private
metadata: where the camera was, its serial number, names, comments, thumbnails and what an
editor wrote. JPEG, PNG, WebP, GIF, TIFF, AVIF and HEIF are known by their content. Pixels, colour
profiles and animations stay as they are, nothing is compressed anew, the files in the content
folder are not touched, and a picture that is turned stays turned. `POUCH_IMAGES` takes:

- `keep_metadata`: patterns of pictures to publish as they are, seen from the content folder,
  such as `["images/press/*", "*.tif"]`; a `*` stands for slashes too.
- `keep_copyright`: True keeps Exif's Artist and Copyright.

A picture that is damaged is coded anew, with a warning. One that cannot be read at all is left
out with an error, since nobody could tell what is in it. Maps lose their GeoTIFF fields, phones'
pictures their HDR gain map and short film: name them in `keep_metadata` where you want them.
The theme's own files, videos, PDFs and SVGs are not looked into.
"""

from .metadata.plugin import register as _register_metadata
from .plugin import register as _register_placement

__all__ = ["register"]


def register() -> None:
    """Connect to Pelican."""
    _register_placement()
    _register_metadata()
