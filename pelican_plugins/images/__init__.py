"""Place images as asked, offer small variants, and publish none with private metadata.

    ![The same gauge in flood](/images/flood.jpg#right+50% "The flood of *May*")

- The fragment of an image's URL places it and limits its width (`placement.py`); alone in its
  paragraph it becomes a `<figure>`, its title the caption (`figure.py`, `caption.py`).
- A URL from the site's root, relative, `{static}` or `{attach}` finds the file (`image_ref.py`);
  the element gets its `width`, `height`, `loading` and `<picture>` (`picture_element.py`).
- Variants are planned while bodies are transformed (`variant_plan.py`), encoded once all are read,
  cached below `CACHE_PATH`, and written after all pages (`pelican_variants.py`, `encode.py`).
- Templates get `article.lead_image` (`pelican_featured.py`).
- Every image that Pelican publishes is a copy without private metadata (`pelican_publish.py`,
  `metadata/`). Source files are never changed; pixels and orientation stay.

docs/images.md describes all of it, docs/settings.md the keys of `POUCH_IMAGES`.
"""

from .pelican_publish import register as _register_metadata
from .plugin import register as _register_placement

__all__ = ["register"]


def register() -> None:
    """Connect to Pelican."""
    _register_placement()
    _register_metadata()
