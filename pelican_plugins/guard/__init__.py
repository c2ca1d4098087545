"""Report every source file, scan the output for leaks, and track stale files and lost URLs.

    POUCH_GUARD = {"leak_check": "stop"}

- A build ends with a line that counts all files of the content folder by status, and names every
  article that was left out (`file_report.py`).
- The output is scanned for GPS coordinates, links to drafts, secrets, and the words of the site
  author's list `.pouch-private` (`leaks/`). Messages name the line of the list, never the word.
- Each build records the files and URLs that it wrote (`build_record.py`). `pouch check` reports
  stale files, which `--fix` deletes if they are unchanged (`output_files.py`), and former URLs
  from which nothing redirects (`url_history.py`).

Not found: what an image shows or a recording says, archives within archives, PDF text in fonts with
their own encoding, and the middle of files over 128 MiB. docs/settings.md explains the keys of
`POUCH_GUARD`.
"""

from .plugin import register

__all__ = ["register"]
