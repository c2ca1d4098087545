"""What a picture's reader says when it cannot go on."""

from __future__ import annotations


class UnparsableError(Exception):
    """The bytes break the rules of their format; the text says where, in one clause."""


class UncleanableError(Exception):
    """No copy without metadata can be made of a picture; the text says why, in one clause."""


def take(data: bytes, start: int, length: int, what: str) -> bytes:
    """Return *length* bytes from *start*.

    Raises:
        UnparsableError: the file ends before; *what* names the part in the message.
    """
    if length < 0 or start < 0 or start + length > len(data):
        raise UnparsableError(f"{what} is cut off")
    return data[start : start + length]


def number(data: bytes, start: int, length: int, what: str) -> int:
    """Return the unsigned big-endian number of *length* bytes at *start*.

    Raises:
        UnparsableError: the file ends before.
    """
    return int.from_bytes(take(data, start, length, what), "big")
