"""Install the programs that tests need and that pip does not install: `make test-tools`.

From Debian's packages where this is root on such a machine, from PyPI what needs newer packages
than our oldest, and from npm; it says what is still missing, and the tests that need it are
skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from needed_tools import KNOWN, NODE_MODULES, missing

# By the tool that tests name.
PACKAGES = {
    "chromium": ("chromium",),
    "convert-im6.q16": ("imagemagick",),
    "DejaVu Serif": ("fontconfig", "fonts-dejavu-core"),
    "exiftool": ("libimage-exiftool-perl",),
    "java": ("default-jre-headless",),
    "newsboat": ("newsboat",),
    "nginx": ("nginx-light",),
    "hugo": ("hugo",),
    "jekyll": ("jekyll",),
    "node": ("nodejs",),
    "npm": ("npm",),
    "openssl": ("openssl",),
    "pandoc": ("pandoc",),
    "sfeed": ("sfeed",),
}
# What decodes pictures of phones, and what makes some for the tests.
HEIF = ("pi-heif>=1.0,<2", "pillow-heif>=1.0")
SECONDS = 600


def try_to_run(*command: str, **more: object) -> None:
    """Run a command; whether it did its work is seen by what is there afterwards."""
    try:
        subprocess.run(command, check=False, timeout=SECONDS, **more)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"{command[0]}: {error}")


def main() -> int:
    """Install what is missing, and say what still is."""
    wanted = [name for name in missing(("npm", *KNOWN)) if name in PACKAGES]
    if wanted and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {
            "stdout": subprocess.DEVNULL,
            "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        }
        try_to_run("apt-get", "update", "-qq", **quiet)
        for name in wanted:
            # One by one: that one cannot be had must not cost the others.
            install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")
            try_to_run(*install, *PACKAGES[name], **quiet)
    if missing(("pillow-heif",)):
        try_to_run(sys.executable, "-m", "pip", "install", "--quiet", *HEIF)
    if shutil.which("npm"):
        try_to_run("npm", "ci", "--no-audit", "--no-fund", cwd=NODE_MODULES.parent)
    left = missing(KNOWN)
    print(f"not installed: {', '.join(left)}" if left else "all tools are installed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
