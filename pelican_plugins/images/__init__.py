"""Pictures placed as asked, with their size, so that no page moves while it loads.

Where a picture goes is written behind its address:

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

The alternative text is never changed. There are no settings: `POUCH_IMAGES` takes an empty
dict.
"""

from .plugin import register

__all__ = ["register"]
