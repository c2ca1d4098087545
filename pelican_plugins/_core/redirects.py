"""Pages that lead from an old address to the present one, without a server's help."""

from __future__ import annotations

from html import escape


def redirect_page(target: str, title: str) -> str:
    """Return a page that leads to *target*.

    It is what a static site can do: browsers follow `refresh` at once (WHATWG HTML,
    4.2.5.3), search engines are told of the new address, readers without either get a link.

    Args:
        target: address of the page, absolute or relative to the old one.
        title: plain text.
    """
    address, name = escape(target), escape(title)
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        f"<title>{name}</title>\n"
        f'<meta http-equiv="refresh" content="0; url={address}">\n'
        f'<link rel="canonical" href="{address}">\n'
        '<meta name="robots" content="noindex">\n'
        "</head>\n"
        f'<body>\n<p><a href="{address}">{name}</a></p>\n</body>\n'
        "</html>\n"
    )
