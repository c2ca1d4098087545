"""What is kept on a disk with a hash before it: a disk may change a byte and say nothing."""

from __future__ import annotations

import hashlib

SEAL = 16
"""How many bytes the hash has."""


def sealed(data: bytes, key: bytes = b"") -> bytes:
    """Return *data* with its hash before it.

    Args:
        data: what is kept.
        key: what it is kept under, of which the end counts.
    """
    return _seal(data, key) + data


def unsealed(kept: bytes, key: bytes = b"") -> bytes | None:
    """Return what was sealed; None where it is something else, as another version's is."""
    data = kept[SEAL:]
    return data if _seal(data, key) == kept[:SEAL] else None


def _seal(data: bytes, key: bytes) -> bytes:
    return hashlib.blake2b(
        data, digest_size=SEAL, key=key[-hashlib.blake2b.MAX_KEY_SIZE :]
    ).digest()
