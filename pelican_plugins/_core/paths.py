"""Paths that stay below their folder."""

from __future__ import annotations

import re

DRIVE = re.compile(r"[A-Za-z]:")
# A backslash parts folders on Windows.
PARTS = re.compile(r"[/\\]")


def leads_out(path: str) -> bool:
    """Tell whether a *path* below a folder would lead out of it, on any system."""
    steps = PARTS.split(path)
    return ".." in steps or steps[0] == "" or DRIVE.match(path) is not None or "\0" in path
