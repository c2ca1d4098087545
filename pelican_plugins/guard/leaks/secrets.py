"""Keys and passwords, by the forms in which services give them out."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

# What it is, what stands in it for certain, and its form. The forms are those that the services
# document, so that a chance text is hardly ever one.
_FORMS = (
    ("a private key", b"PRIVATE KEY", rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    ("a key of AWS", b"AKIA", rb"\bAKIA[0-9A-Z]{16}\b"),
    ("a temporary key of AWS", b"ASIA", rb"\bASIA[0-9A-Z]{16}\b"),
    ("a token of GitHub", b"gh", rb"\bgh[oprsu]_[A-Za-z0-9]{36}"),
    ("a token of GitHub", b"github_pat_", rb"\bgithub_pat_[A-Za-z0-9_]{60}"),
    ("a token of GitLab", b"glpat-", rb"\bglpat-[A-Za-z0-9_-]{20}"),
    ("a token of Slack", b"xox", rb"\bxox[abeoprs]-[A-Za-z0-9-]{10}"),
    ("a key of Google", b"AIza", rb"\bAIza[0-9A-Za-z_-]{35}"),
    ("a key of Stripe", b"_live_", rb"\b[rs]k_live_[0-9A-Za-z]{20}"),
    ("a token of npm", b"npm_", rb"\bnpm_[A-Za-z0-9]{36}\b"),
    ("a token of PyPI", b"pypi-", rb"\bpypi-AgE[A-Za-z0-9_-]{50}"),
    ("a key of SendGrid", b"SG.", rb"\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"),
    (
        "a password in an address",
        b"://",
        rb"\bhttps?://[^\s/:@\"'<>&?#]+:[^\s/:@\"'<>&?#]+@[a-z0-9]",
    ),
)
_PATTERNS = tuple((name, sure, re.compile(form)) for name, sure, form in _FORMS)
_NAMES = frozenset({".env", ".git-credentials", ".htpasswd", ".netrc", ".npmrc", ".pypirc"})
_KEYS = re.compile(r"id_(?:dsa|ecdsa|ed25519|rsa)|\.env\..+")


def secrets_in(data: bytes) -> list[str]:
    """Return what keys and passwords stand in a file, as a reader would call them."""
    found = (name for name, sure, form in _PATTERNS if sure in data and form.search(data))
    return list(dict.fromkeys(found))


def is_secret_by_name(path: str) -> bool:
    """Tell whether programs keep keys or passwords in a file of this name."""
    name = PurePosixPath(path).name
    return name in _NAMES or _KEYS.fullmatch(name) is not None or ".git/" in f"/{path}"
