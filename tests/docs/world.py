"""The folder that the blocks of a document are run in: a small site, and two to move from."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import warm_start
from fonts import font_file
from pictures import exif, saved
from stand_in import STAND_INS
from support import post, run_module

ADDRESS = "https://mara.example.org/notes"
_CONF = f"""\
import sys

sys.path.insert(0, ".")
SITENAME = "Long Shore"
SITEURL = "{ADDRESS}"
RELATIVE_URLS = True
TIMEZONE = "Europe/London"
PATH = "content"
STATIC_PATHS = ["images", "audio"]
PLUGINS = ["pelican_plugins"]
"""
_BODY = """\
![A river gauge at low water](/images/gauge.png#center "Low water in May")

## Resources

* Tide tables since 1833 https://example.org/tides
* [The ditch book](https://example.net/ditch), in two volumes
"""
_OLD = "---\ntitle: An old post\ndate: 2019-04-02\ntags: [Rivers]\n---\n\nText.\n"

_EXPORT = """<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Old</title>
<wp:base_blog_url>https://example.org</wp:base_blog_url><item><title>An old post</title>
<link>https://example.org/2019/04/old/</link><content:encoded>Text.</content:encoded>
<wp:post_date>2019-04-02 08:00:00</wp:post_date><wp:post_type>post</wp:post_type>
<wp:status>publish</wp:status></item></channel></rss>
"""


class World:
    """Where the commands of a document are run, one block after another.

    Args:
        folder: an empty one.
        empty: whether readers begin with nothing.

    Attributes:
        place: the folder that the reader is in now.
        said: what the last block of commands printed.
    """

    def __init__(self, folder: Path, *, empty: bool = False) -> None:
        self.folder = folder
        self.said = ""
        self.place = folder / "site"
        self.place.mkdir()
        self._home = folder / "home"
        (self._home / "Pictures").mkdir(parents=True)
        (self._home / "Pictures" / "gauge.jpg").write_bytes(saved("JPEG", exif=exif()))
        self._known_to_git = not empty
        self._put_stand_ins()
        if not empty:
            self._put_sites()

    def sh(self, text: str) -> None:
        """Run commands as a reader types them, each of which must succeed."""
        state = self.folder / "state"
        script = f"set -eu\n{text}\npwd > {shlex.quote(str(state))}\n"
        done = subprocess.run(
            ["sh", "-c", script],
            cwd=self.place,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        self.said = done.stdout + done.stderr
        assert done.returncode == 0, self.said
        assert "Traceback" not in self.said, self.said
        self.place = Path(state.read_text(encoding="utf-8").strip())

    def write(self, name: str, text: str) -> None:
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self, settings: str = "") -> Path:
        """Build the site, with more settings, without a word of complaint; return its output."""
        conf = f"import sys; sys.path.insert(0, '.')\nfrom pelicanconf import *\n{settings}"
        self.write("trial.py", conf)
        command = ["content", "-s", "trial.py", "-o", "trial", "--log-handler", "plain"]
        done = run_module("pelican", command, self.place)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
        return self.place / "trial"

    def _environment(self) -> dict[str, str]:
        path = [str(self.folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
        identity = {
            f"GIT_{who}_{what}": "mara@example.org" if what == "EMAIL" else "Mara Quill"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        return {
            "PATH": os.pathsep.join(path),
            "HOME": str(self._home),
            "LANG": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
            **(identity if self._known_to_git else {}),
        }

    def host(self, url: str) -> Path:
        """Have a bare repository stand in for the one at *url*; return its folder."""
        base, _, name = url.rpartition("/")
        folder = self.folder / "host" / name
        subprocess.run(["git", "init", "--quiet", "--bare", str(folder)], check=True)
        setting = f'[url "{folder.parent.as_uri()}/"]\n\tinsteadOf = {base}/\n'
        self._home.joinpath(".gitconfig").write_text(setting, encoding="utf-8")
        return folder

    def _put_stand_ins(self) -> None:
        (self.folder / "bin").mkdir()
        for name in STAND_INS:
            path = self.folder / "bin" / name
            warm = [*warm_start.command_line(), "stand_in"]
            cold = [sys.executable, str(Path(__file__).with_name("stand_in.py"))]
            command = shlex.join([*(warm if warm_start.AVAILABLE else cold), name])
            path.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
            path.chmod(0o755)

    def _put_sites(self) -> None:
        self.write("pelicanconf.py", _CONF)
        tags = ["Rivers", "Ukraine", "Harbours"]
        self.write(
            "content/at-the-weir.md",
            post(_BODY, title="At the weir", tags=tags),
        )
        self.write(
            "content/a-second-look.md", post(title="A second look", tags=["Ukrain", "Harbors"])
        )
        self.write("content/pages/about.md", post(title="About"))
        self.write("content/extra/mine.css", "p { margin: 0; }\n")
        for name in (
            "gauge.png",
            "flood.jpg",
            "valley.jpg",
            "mara.jpg",
            "logo.png",
            "cover.jpg",
            "trip/valley.jpg",
        ):
            kind = "PNG" if name.endswith("png") else "JPEG"
            (self.place / "content" / "images" / "trip").mkdir(parents=True, exist_ok=True)
            (self.place / "content" / "images" / name).write_bytes(saved(kind))
        self.write("content/audio/river.mp3", "no recording")
        (self.place / "Literata.ttf").write_bytes(font_file("Literata", flavor=None))
        self.write("../my-hugo-site/hugo.toml", 'baseURL = "https://example.org/"\n')
        self.write("../my-hugo-site/content/posts/old.md", _OLD)
        self.write("../my-jekyll-site/_config.yml", "title: Old\nurl: https://example.org\n")
        self.write("../my-jekyll-site/_posts/2019-04-02-old.md", _OLD)
        self.write("../my-old-site/zola.toml", 'base_url = "https://example.org"\n')
        self.write("../my-old-site/content/posts/old.md", _OLD)
        self.write("../export.xml", _EXPORT)
