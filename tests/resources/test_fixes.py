"""What `pouch check --fix` changes in a list of references, and what it leaves alone."""

from __future__ import annotations

import pytest
from checked import changing

from pelican_plugins.check.rules import fixed

URL = "https://example.org/a"
TRACKED = f"{URL}?utm_source=x"


def without(text: str, line: int) -> str | None:
    return fixed(text, changing("link-duplicate", URL, "", line))


@pytest.mark.parametrize(
    ("text", "line", "left"),
    [
        (f"* A {URL}\n* B\n* A {URL}\n", 3, f"* A {URL}\n* B\n"),
        (f"* A {URL}\r\n* A {URL}\r\n* B\r\n", 2, f"* A {URL}\r\n* B\r\n"),
        (f"1. A {URL}\n2. A {URL}", 2, f"1. A {URL}"),
        (f"- [A]({URL})\n\n- [A]({URL})\n\nText.\n", 3, f"- [A]({URL})\n\n\nText.\n"),
        (f"* [A]({URL})\n  * [A]({URL})\n* B\n", 2, f"* [A]({URL})\n* B\n"),
    ],
)
def test_the_second_of_two_equal_lines_goes(text: str, line: int, left: str) -> None:
    assert without(text, line) == left


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # The first is not the same, or there is none.
        (f"* A {URL}\n* B {URL}\n", 2),
        (f"* A {URL}\n", 1),
        # It goes on.
        (f"* A {URL}\n* A {URL}\n  in two volumes\n", 2),
        (f"* A {URL}\n* A {URL}\nin two volumes\n", 2),
        (f"* A {URL}\n* A {URL}\n\n  in two volumes\n", 2),
        (f"* A {URL}\n* A {URL}\n  * a part\n", 2),
        # It is no item, or not there.
        (f"A {URL}\nA {URL}\n", 2),
        (f"* A {URL}\n* A {URL}\n", 7),
        (f"* A {URL}1\n* A {URL}1\n", 2),
    ],
)
def test_what_is_not_sure_stays(text: str, line: int) -> None:
    assert without(text, line) is None


@pytest.mark.parametrize(
    "line",
    ["* A {}", "* [A]({})", "* [A]({} 'title').", "* A <{}>, in *two* volumes", "[1]: {}", "({})."],
)
def test_an_address_is_replaced_within_its_markup(line: str) -> None:
    text = f"x\r\n{line}\r\n"
    change = changing("link-tracking", TRACKED, URL, 2)

    assert fixed(text.format(TRACKED), change) == text.format(URL)
    assert fixed(text.format(f"{TRACKED}y"), change) is None
    assert fixed(text.format(TRACKED), changing("link-tracking", TRACKED, URL, 1)) is None
