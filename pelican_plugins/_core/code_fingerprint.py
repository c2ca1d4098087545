"""One string for the code of the suite, to be part of the keys of what is cached between builds."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


@cache
def code_fingerprint() -> str:
    """Return a string that differs whenever Python or a module of the suite differs.

    Read from the files, 250 in some 10 ms: their times do not help, since each installation and
    each checkout sets new ones.
    """
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for folder, folders, names in os.walk(_PACKAGE):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".py"):
                data = Path(folder, name).read_bytes()
                digest.update(b"%d %s %d:" % (len(name), name.encode(), len(data)) + data)
    return digest.hexdigest()
