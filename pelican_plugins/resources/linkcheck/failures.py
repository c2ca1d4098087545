"""What it says of a link that no answer came."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

from .link_status import Finding, Status


class CutShortError(Exception):
    """The head of an answer was fine, and its body broke off."""


class RefusedError(Exception):
    """The host said in this run that it wants no more questions."""


def finding_of(error: Exception, timeout: float) -> Finding:
    """Return what *error* says of a link that was waited for *timeout* seconds."""
    return _of_connection(list(_causes(error))) or _of_answer(error, timeout)


def _of_connection(causes: list[BaseException]) -> Finding | None:
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            if cause.errno == socket.EAI_NONAME:
                return Finding(status=Status.DEAD, reason="there is no such host", certain=True)
            return _unsure("its host's name cannot be looked up now", again=True)
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _unsure(f"its certificate is not trusted: {cause.verify_message}")
        if isinstance(cause, ssl.SSLError):
            return _unsure(f"it makes no safe connection: {cause.reason or cause}")
    return None


def _of_answer(error: Exception, timeout: float) -> Finding:
    import httpx

    findings: list[tuple[tuple[type[Exception], ...], Finding]] = [
        ((RefusedError,), _unsure("its host asked to be left alone")),
        ((CutShortError,), _unsure("its answer breaks off", again=True)),
        ((httpx.TimeoutException, TimeoutError), _dead(f"no answer within {timeout:g} s")),
        ((httpx.ConnectError,), _dead("it takes no connection")),
        ((httpx.TransportError, OSError), _dead("its answer makes no sense")),
        ((httpx.InvalidURL, ValueError), _unsure("it is no address that can be asked")),
    ]
    # Whatever else one strange server brings about, all other links are told of.
    unknown = _unsure(f"it could not be asked ({type(error).__name__})")
    return next((finding for kinds, finding in findings if isinstance(error, kinds)), unknown)


def _dead(reason: str) -> Finding:
    return Finding(status=Status.DEAD, reason=reason, again=True)


def _unsure(reason: str, *, again: bool = False) -> Finding:
    return Finding(status=Status.UNSURE, reason=reason, again=again)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
