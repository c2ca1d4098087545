"""Digests of plain data and of bytes, by which a build notices what has changed."""

from __future__ import annotations

import hashlib
import marshal
from typing import Any

_SIZE = 16
"""Of a digest, in bytes."""
_MARSHAL_VERSION = 2
"""Equal values have equal bytes; in later versions they depend on which strings are one object."""


def digest_of(*values: Any) -> str:
    """Return the digest of plain data: strings, bytes, numbers, None, tuples, lists and dicts.

    Raises:
        ValueError: something else is in it.
    """
    return digest_of_bytes(marshal.dumps(values, _MARSHAL_VERSION))


def digest_of_bytes(data: bytes) -> str:
    """Return the digest of bytes, such as those of a file."""
    return new_digest(data).hexdigest()


def new_digest(data: bytes = b"") -> hashlib.blake2b:
    """Return the digest of bytes, for more of them to come."""
    return hashlib.blake2b(data, digest_size=_SIZE)
