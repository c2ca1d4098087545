"""Prefix cached bytes with a checksum: a disk may change a byte and say nothing."""

from __future__ import annotations

import hashlib

CHECKSUM_SIZE = 16
"""How many bytes the checksum has."""


def add_checksum(data: bytes, key: bytes = b"") -> bytes:
    """Return *data* with its checksum before it.

    Args:
        data: what is cached.
        key: what it is cached under, of which the last 64 bytes count.
    """
    return _checksum(data, key) + data


def strip_checksum(cached: bytes, key: bytes = b"") -> bytes | None:
    """Return what `add_checksum` was given; None where data or key differ."""
    data = cached[CHECKSUM_SIZE:]
    return data if _checksum(data, key) == cached[:CHECKSUM_SIZE] else None


def _checksum(data: bytes, key: bytes) -> bytes:
    key = key[-hashlib.blake2b.MAX_KEY_SIZE :]
    return hashlib.blake2b(data, digest_size=CHECKSUM_SIZE, key=key).digest()
