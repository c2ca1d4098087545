"""Paths of the output folder: who owns them, what was written there, what servers would obey.

`a//b`, `a/./b` and `a/b/` are one file. Two paths that differ only in case or Unicode normal form
are two files on Linux and one on macOS and Windows; neither is moved for that, since its URL would
then depend on where the site is built.

A page must not be a file that configures a server, a browser or a search engine: a line of
`_redirects` sends readers away, and a broken `.htaccess` closes the whole site.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from pathlib import PurePosixPath

LONGEST_NAME = 255
"""Bytes that the file systems in use allow for one name."""
LONGEST_PATH = 2000
"""Bytes for a whole path: less than Linux' 4096, which the output folder is a part of."""

_CHECKSUM = 8
_LONGEST_EXTENSION = 20


@dataclass(frozen=True, slots=True)
class PathConflict:
    """Two files with one path.

    Attributes:
        kept: what keeps the path: a content's source path, or one of Pelican's pages.
        moved: source path of the content that gets another path.
        old: the path in the output folder.
        new: the path for `moved`.
    """

    kept: str
    moved: str
    old: str
    new: str


class OutputPaths:
    """The owners of paths in an output folder, before the files are written.

    A path is also taken where one of its folders is a file, or where it is the folder of a file.

    Args:
        files: the owner of each path.
    """

    def __init__(self, files: Mapping[str, str] | None = None) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        for path, owner in (files or {}).items():
            self.reserve(path, owner)

    def reserve(self, path: str, owner: str) -> None:
        """Reserve *path* for *owner*, unless it is taken."""
        file = file_of(path)
        self._files.setdefault(file, owner)
        for folder in _above(file):
            self._folders.setdefault(folder, owner)

    def owner_of(self, path: str) -> tuple[str, str] | None:
        """Return the path that blocks *path*, and its owner; None where *path* is free."""
        file = file_of(path)
        for place in (file, *_above(file)):
            if place in self._files:
                return place, self._files[place]
        return (file, self._folders[file]) if file in self._folders else None


def file_of(path: str) -> str:
    """Return the file that a path below the output folder leads to; empty for the folder itself."""
    if path[:1] not in "./" and path[-1] != "/" and "//" not in path and "/." not in path:
        # Most paths; normpath() is slower.
        return path
    file = posixpath.normpath(path).lstrip("/")
    return "" if file == "." else file


def fitted(path: str) -> str:
    """Return *path* with every part, and the whole, cut to what file systems allow.

    A part that is cut ends in a checksum of the complete part, so that two with the same beginning
    stay distinct, and neither depends on the other.
    """
    steps = [shortened(step, LONGEST_NAME) for step in path.split("/")]
    if len(_bytes("/".join(steps))) <= LONGEST_PATH:
        return "/".join(steps)
    *folders, name = steps
    kept: list[str] = []
    room = LONGEST_PATH - LONGEST_NAME - _CHECKSUM - 2
    for folder in folders:
        room -= len(_bytes(folder)) + 1
        if room < 0:
            break
        kept.append(folder)
    return "/".join([*kept, _checksum(path), name])


def shortened(name: str, longest: int) -> str:
    """Return a file's name, or a slug, of at most *longest* bytes, its extension kept."""
    if len(_bytes(name)) <= longest:
        return name
    stem, extension = posixpath.splitext(name)
    if len(_bytes(extension)) > _LONGEST_EXTENSION:
        stem, extension = name, ""
    room = longest - len(_bytes(extension)) - _CHECKSUM - 1
    return f"{_bytes(stem)[:room].decode(errors='ignore')}-{_checksum(name)}{extension}"


def find_conflicts(
    paths: Iterable[tuple[str, str]],
    own: Mapping[str, str] | None = None,
    replacing: frozenset[str] = frozenset(),
) -> list[PathConflict]:
    """Return where a content would be written to a path that is taken; the first keeps it.

    Args:
        paths: pairs of source path and path in the output folder.
        own: by path, what Pelican writes there itself.
        replacing: source paths of contents that are meant to take the place of such a page: of the
            very file, since no page can be in a folder that is another, or be that folder.
    """
    replaceable = set(map(file_of, own or ()))
    everything, contents = OutputPaths(own), OutputPaths()
    conflicts = []
    next_number: dict[str, int] = {}
    for source, path in paths:
        replaces = source in replacing and file_of(path) in replaceable
        taken = (contents if replaces else everything).owner_of(path)
        new = path
        if taken is not None:
            new = _free(file_of(path), taken[0], everything, next_number)
            conflicts.append(PathConflict(taken[1], source, path, new))
        contents.reserve(new, source)
        everything.reserve(new, source)
    return conflicts


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _checksum(text: str) -> str:
    return hashlib.sha256(_bytes(text)).hexdigest()[:_CHECKSUM]


def _above(path: str) -> Iterator[str]:
    steps = path.split("/")
    return ("/".join(steps[:end]) for end in range(len(steps) - 1, 0, -1))


def _free(path: str, place: str, taken: OutputPaths, next_number: dict[str, int]) -> str:
    """Return *path* with a number in what keeps it from being had, *place*, so that it is free."""
    # next_number avoids quadratic time where thousands want one path.
    blocked = PurePosixPath(place)
    # `name/index.html` has the URL of its folder, so the folder gets the number.
    bundle = place == path and blocked.stem == "index" and blocked.parent.name
    for number in count(next_number.get(place, 2)):
        if bundle:
            new = blocked.parent.with_name(f"{blocked.parent.name}-{number}") / blocked.name
        else:
            new = blocked.with_name(f"{blocked.stem}-{number}{blocked.suffix}")
        found = fitted(f"{new}{path[len(place) :]}")
        owner = taken.owner_of(found)
        if owner is None:
            next_number[place] = number + 1 if place == path else number
            return found
        if owner[0] not in {str(new), found}:
            return _free(found, owner[0], taken, next_number)
    raise AssertionError  # pragma: no cover (there is always another number)


class FileKind(StrEnum):
    """What a file of the output folder is to its readers."""

    PAGE = "page"
    DRAFT = "draft"
    LIST = "list"
    REDIRECT = "redirect"
    FEED = "feed"
    IMAGE = "image"
    VARIANT = "variant"
    THEME = "theme"
    FILE = "file"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that a build has written, or has found to be what it would write.

    Attributes:
        kind: what it is; `OTHER` where another program or plugin has written it.
        source: path of its source file; empty if there is none.
        origin: of a variant the SHA-256 of its original's bytes.
    """

    kind: FileKind
    source: str = ""
    origin: str = ""


@dataclass(slots=True)
class WrittenFiles:
    """The files that the outermost build and all nested sites have written.

    Attributes:
        by_path: what each file is, by absolute path.
        by_site: paths by the output folder of the site that wrote them.
    """

    by_path: dict[str, WrittenFile] = field(default_factory=dict)
    by_site: dict[str, set[str]] = field(default_factory=dict)

    def note(
        self, path: str | os.PathLike[str], kind: FileKind, source: str | os.PathLike[str] = ""
    ) -> None:
        """Note that a file is written, or would be written with equal bytes.

        Args:
            path: of the file, absolute or from the working folder.
            kind: what it is; `LIST` and `FILE` do not replace a kind that is known.
            source: path of its source.
        """
        place = os.path.abspath(path)  # noqa: PTH100 (a link in the output folder keeps its name)
        if kind not in {FileKind.LIST, FileKind.FILE} or place not in self.by_path:
            self.by_path[place] = WrittenFile(kind, os.fspath(source))

    def note_variant(self, path: str | os.PathLike[str], source: str, origin: str) -> None:
        """Note that a variant of the image *source*, whose bytes hash to *origin*, is written."""
        place = os.path.abspath(path)  # noqa: PTH100
        self.by_path[place] = WrittenFile(FileKind.VARIANT, source, origin)

    def note_site(self, output_path: str, path: str) -> None:
        """Note which site has written a file, by its output folder."""
        self.by_site.setdefault(output_path, set()).add(path)

    def of_other_sites(self, output_path: str) -> set[str]:
        """Return the paths written by sites with another output folder."""
        return set().union(
            *(files for folder, files in self.by_site.items() if folder != output_path)
        )


# In any folder. Apache's `.ht…` (an address that ends with a slash is `.html`, which orders
# nothing), IIS's, PHP's, those of GitHub and git.
_ANYWHERE = re.compile(
    r"(?!\.html?\Z)\.ht.+|\.user\.ini|web\.config|php\.ini|\.nojekyll|\.env(\..+)?|\.git(ignore|attributes)"
)
# Folders of which no file is a page: RFC 8615, and what hosts keep for themselves.
_FOLDERS = frozenset(
    {
        *(".well-known", ".git", ".github", ".gitlab", ".forgejo", ".gitea", ".netlify", ".vercel"),
        *("cgi-bin", "_functions", "functions.d", "cdn-cgi"),
    }
)
# What a server runs instead of showing it, or a browser instead of the page.
_RUN = re.compile(
    r".*\.(php\d?|phtml|pht|phar|phps|cgi|fcgi|pl|py|rb|lua|aspx?|ashx|asmx|asax|jspx?|cfml?"
    r"|shtml?|stm|m?js|cjs|wasm|htc|appcache|webmanifest)"
)
# At the top of a site.
_AT_THE_TOP = frozenset(
    {
        # Netlify, Cloudflare, GitHub, Surge, Vercel, Firebase, Azure, Amplify, Render and others.
        *("_redirects", "_headers", "_routes.json", "_worker.js", "_worker.bundle", "_config.yml"),
        *("cname", "netlify.toml", "vercel.json", "now.json", "fly.toml", "serve.json"),
        *("firebase.json", "staticwebapp.config.json", "routes.json", "customhttp.yml"),
        *("amplify.yml", "render.yaml", "wrangler.toml", "wrangler.json", "wrangler.jsonc"),
        *("static.json", "staticfile", "caddyfile", "nginx.conf", "lighttpd.conf", "app.yaml"),
        # Search engines, advertisers, browsers and programs that ask every site for them.
        *("robots.txt", "ads.txt", "app-ads.txt", "sellers.json", "humans.txt", "security.txt"),
        *("llms.txt", "llms-full.txt", "trust.txt", "favicon.ico", "crossdomain.xml"),
        *("clientaccesspolicy.xml", "browserconfig.xml", "manifest.json", "bingsiteauth.xml"),
        *("opensearch.xml", "keybase.txt", "apple-app-site-association", "assetlinks.json"),
    }
)
# Words like any other: a page may well be in a folder with that name.
_WORDS_AT_THE_TOP = frozenset({"router", "auth", "cors"})
_ALIKE_AT_THE_TOP = re.compile(
    r"sitemaps?([-_.]?\w*)\.(xml|xml\.gz|txt)|apple-touch-icon[\w-]*\.png|favicon[\w-]*\.(png|svg)"
    # By which an owner proves to be one.
    r"|google[0-9a-f]{12,16}\.html|yandex_[0-9a-f]{16}\.html|pinterest-[0-9a-f]{5}\.html"
)
# Shown by a server for whatever it does not find. Pelican's own documents have an owner
# make a page of one.
_IN_PLACE_OF_PAGES = re.compile(r"(200|40[0-5]|410|429|50[0-4x])(\.html|/index\.html)")


def server_file_in(path: str, *, is_page: bool = False) -> str:
    """Return what part of a *path* makes it a file of the server's; empty if it is a page.

    Case does not count, nor do wide letters and characters that nobody sees: some servers and
    file systems know no difference (Unicode Standard Annex 15, NFKC).

    Args:
        path: below the output folder.
        is_page: it is to be one of Pelican's pages, which may be shown for what is not found.
    """
    path = path if path.isascii() else _as_seen(path)
    steps = path.split("/")
    for step in steps[:-1]:
        if step.casefold() in _FOLDERS or _ANYWHERE.fullmatch(step.casefold()):
            return step
    name = steps[-1].casefold()
    if _ANYWHERE.fullmatch(name) or _RUN.fullmatch(name) or _is_hidden(name):
        return steps[-1]
    top = path.casefold()
    if (
        top.removesuffix("/index.html") in _AT_THE_TOP
        or top in _WORDS_AT_THE_TOP
        or _ALIKE_AT_THE_TOP.fullmatch(top)
    ):
        return steps[0]
    return path if _IN_PLACE_OF_PAGES.fullmatch(top) and not is_page else ""


def _as_seen(path: str) -> str:
    plain = unicodedata.normalize("NFKC", path)
    return "".join(c for c in plain if unicodedata.category(c) != "Cf")


def _is_hidden(name: str) -> bool:
    """Tell it from `.nojekyll`, `.env`, `.domains` and other names that are not pages."""
    return name.startswith(".") and not name.endswith((".html", ".htm", ".xml", ".json"))
