"""Nothing is lost, and nothing is leaked.

    POUCH_GUARD = {"leaks": "stop"}

**Nothing lost.** A build ends with one line that accounts for every file of the content folder:
published, draft, hidden, copied, left out as settings ask, not used. A text that its author would
miss on the site (it cannot be read, nothing reads its kind, it lies where nothing is looked for) is
named there, and makes `pouch check` fail.

**Nothing leaked.** What was built is looked through for what must never be published:

- pictures, recordings and documents that say where they were made;
- links to drafts, in pages, feeds and all else that is text;
- words of your own list `.pouch-private`, which lies next to the settings: real names behind
  pseudonyms, an address, a telephone number. One entry a line, `#` begins a comment. An entry is
  found whatever its case, accents, spaces and hyphens; `Smith*` finds what begins so. It is looked
  for in texts, addresses, names of files, metadata, feeds, search indexes, PDFs and office
  documents. Messages name the line of the list and never the word. Keep it out of git;
- keys and passwords, by the forms in which services give them out.

`pouch check` does so for what was built before, and says which pages are not in it.

**Nothing left.** A build keeps below `CACHE_PATH`, for each settings file and output folder, what
it has written. What earlier builds wrote and the latest did not is still public: the page of a
post that is now a draft, its pictures and their smaller copies, a feed. `pouch check` names each as
what it is, and `pouch check --fix` deletes it, where it is still what a build wrote.

**No address lost.** Each build keeps there the addresses of its pages, too. `pouch check` names
those that are no more, and from which nothing leads on: a text got another slug, a folder
another name. `aliases` in its front matter, or a file `_redirects`, lead on.

Settings: `POUCH_GUARD`, whose keys docs/settings.md explains.

What is drawn in a picture or spoken in a recording cannot be found, nor what an archive within an
archive holds, nor the text of a PDF whose fonts have their own letters. Of a file of more than 128
MiB its first and last 64 are looked at.
"""

from .plugin import register

__all__ = ["register"]
