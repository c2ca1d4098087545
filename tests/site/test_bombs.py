"""Nothing that is small to write takes more than a bounded time and memory to build."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable

import pytest
from support import Site, build, post

resource = pytest.importorskip("resource", reason="only POSIX limits what a process may use")

# Set by the build itself, so that whatever goes on for ever ends, and whatever grows is refused.
LIMITS = """\
import resource
def register():
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
"""
SETTINGS = {"PLUGINS": ["pelican_plugins", "limits"], "POUCH_BUILD": {"processes": 1}}
GOOD = post("Good text.", title="Good")


def laughs(key: str = "tags") -> str:
    """Return YAML of a few lines that stands for ten million million values."""
    lines = ["---", "title: T", "date: 2025-01-01", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 13)]
    return "\n".join([*lines, f"{key}: *a12", "---", "", "x", ""])


def merges() -> str:
    lines = ["---", "title: T", "date: 2025-01-01", "m0: &m0 {k: v}"]
    lines += [f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 10)}]}}" for n in range(1, 13)]
    return "\n".join([*lines, "---", "", "x", ""])


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def blown_up(byte: bytes, megabytes: int) -> bytes:
    """Return a stream of zlib that unpacks to so many megabytes of one byte."""
    megabyte = byte * (1 << 20)
    packing = zlib.compressobj(9, wbits=-15)
    packed = packing.compress(megabyte) + packing.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(megabytes):
        check = zlib.adler32(megabyte, check)
    return b"\x78\x9c" + packed * megabytes + b"\3\0" + struct.pack(">I", check)


def png(width: int, height: int, *chunks: bytes, data: bytes = zlib.compress(b"\0")) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            *chunks,
            chunk(b"IDAT", data),
            chunk(b"IEND", b""),
        ]
    )


def svg(inside: str, doctype: str = "") -> bytes:
    return f'<?xml version="1.0"?>{doctype}<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()


ENTITIES = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(12)
)
# A TIFF whose directory says that the next one is itself.
LOOP = (
    b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + struct.pack("<HHII", 256, 4, 1, 1) + b"\x08\0\0\0"
)

REFUSED = {
    "YAML aliases": laughs(),
    "YAML aliases in a key that nobody knows": laughs("whatever"),
    "YAML merges": merges(),
    "YAML depth": f"---\ntitle: T\ndate: 2025-01-01\ntags: {'[' * 50_000}{']' * 50_000}\n---\nx\n",
    "YAML depth by lines": "---\ntitle: T\nx:\n"
    + "".join(" " * n + "- \n" for n in range(1, 600))
    + "---\nx\n",
    "JSON depth": f'{{"title": "T", "date": "2025-01-01", "x": {"[" * 90_000}}}\n\nx\n',
    "TOML depth": f"+++\ntitle = 'T'\ndate = 2025-01-01\nx = {'[' * 50_000}\n+++\nx\n",
    "TOML tables": f"+++\ntitle = 'T'\ndate = 2025-01-01\n[{'.'.join(['a'] * 20_000)}]\n+++\nx\n",
    "front matter without end": "---\ntitle: T\n" + "k: v\n" * 250_000,
    "front matter of a megabyte": "---\ntitle: T\nx: " + "y" * 1_000_000 + "\n---\nx\n",
    "number": f"---\ntitle: T\ndate: 2025-01-01\nx: {'9' * 100_000}\n---\nx\n",
    "year": post(title="T", date="99999-01-01"),
    "number of parts": f"---\ntitle: T\ndate: 2025-01-01\nx: {'1:' * 5_000}1\n---\nx\n",
}
BUILT = {
    "number with an exponent": "---\ntitle: T\ndate: 2025-01-01\nweight: 1e999999999\n---\nx\n",
    "elements": post("<div>" * 20_000 + "x", title="T"),
    "elements and a list": post(
        "<i>" * 3_000 + "\n\n## Resources\n\n* A https://e.example/\n", title="T"
    ),
    "quotations": post(">" * 200 + " x", title="T"),
    "brackets": post("[" * 1_000 + "x\n\n## Resources\n\n* A https://e.example/\n", title="T"),
    "address": post(f"x\n\n## Resources\n\n* A https://e.example/{'a(' * 50_000}\n", title="T"),
    "spaces": post(f"x\n\n## Resources\n\n* A{' ' * 100_000}– https://e.example/\n", title="T"),
    "dashes": post(f"x\n\n## Resources\n\n* A{' –' * 20_000} https://e.example/\n", title="T"),
    "quotation marks": post(
        "x\n\n## Resources\n\n* " + "“" * 50_000 + " https://e.example/\n", title="T"
    ),
    "dates": post(
        f"x\n\n## Resources\n\n* A, {'2020-01-01, ' * 10_000}https://e.example/\n", title="T"
    ),
    "years": post(f"x\n\n## Resources\n\n* A {'(2020) ' * 10_000}https://e.example/\n", title="T"),
    "headings": post("\n\n".join(["## Resources"] * 2_000), title="T"),
    "caption": post(f'![a](/images/x.png#center "{"*a " * 10_000}")', title="T"),
    "alternative text": post(f"![{'a ' * 50_000}](/images/x.png#center)", title="T"),
    "placement": post(f"![a](/images/x.png#{'center,' * 20_000})", title="T"),
    "srcset": post(f'<img src="/images/x.png" srcset="{", " * 200_000}">', title="T"),
    "style": post(f'<img src="/images/x.png" style="{"width:1px;" * 50_000}">', title="T"),
    "shortcodes": post("{{< figure " * 20_000, title="T"),
    "tag": post(title="T", tags=["x" * 100_000]),
    "tags in a text": post(title="T", tags="a, " * 50_000),
    "alias": post(title="T", aliases=["/" + "a/" * 20_000]),
    "slug": post(title="T", slug="a" * 100_000),
    "title": post(title="T" * 100_000),
    "comment": post("<!--" + "-" * 200_000, title="T"),
    "attributes": post("<p " + "a=b " * 50_000 + ">x", title="T"),
    "unfinished tags": post("<a href='" * 1_000, title="T"),
    "footnotes": post("".join(f"x[^{n}] " for n in range(2_000)) + "\n\n[^1]: y\n", title="T"),
    "references to characters": post("&#" * 100_000, title="T"),
}
PICTURES = {
    "gigapixels.png": png(60_000, 60_000),
    "text.png": png(1, 1, chunk(b"zTXt", b"a\0\0" + blown_up(b"x", 200))),
    "international.png": png(1, 1, chunk(b"iTXt", b"a\0\1\0\0\0" + blown_up(b"x", 200))),
    "profile.png": png(1, 1, chunk(b"iCCP", b"a\0\0" + blown_up(b"x", 200))),
    "long.png": png(1, 1, data=blown_up(b"\0", 300)),
    "loop.tif": LOOP,
    "entities.svg": svg("<text>&l11;</text>", f"<!DOCTYPE svg [{ENTITIES}]>"),
    "attribute.svg": svg('<g id="&l11;"/>', f"<!DOCTYPE svg [{ENTITIES}]>"),
    "outside.svg": svg(
        "<text>&x;</text>", '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "deep.svg": svg("<g>" * 100_000),
    "number.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="' + b"9" * 100_000 + b'"/>',
    "frames.gif": b"GIF89a\xff\xff\xff\xff\x80\0\0"
    + b"\0" * 6
    + b"!\xf9\4\0\0\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\2\0" * 50_000
    + b";",
    "boxes.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\0\x08meta" * 50_000,
    "segments.jpg": b"\xff\xd8" + b"\xff\xe1\0\2" * 60_000 + b"\xff\xd9",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Callable[[str, dict], Site]:
    """Build one site of all bombs of a kind, for all tests of it."""
    sites: dict[str, Site] = {}

    def builder(kind: str, files: dict) -> Site:
        if kind not in sites:
            folder = tmp_path_factory.mktemp("bombs")
            modules = {"limits": LIMITS}
            sites[kind] = build(folder, {"good.md": GOOD, **files}, SETTINGS, modules=modules)
        site = sites[kind]
        assert site.code == 0, site.log[-2_000:]
        assert "Good text." in site.text("good.html")
        assert "Traceback" not in site.log
        assert "MemoryError" not in site.log
        assert max(map(len, site.log.splitlines())) < 2_000, "a message is for reading"
        return site

    return builder


def place_of(name: str) -> str:
    return name.replace(" ", "-")


@pytest.mark.parametrize("name", REFUSED)
def test_a_front_matter_that_explodes_is_refused_in_one_line(built, name: str) -> None:
    files = {f"{place_of(one)}/bomb.md": text for one, text in REFUSED.items()}
    site = built("refused", files)

    (message,) = site.messages_about(f"/{place_of(name)}/bomb.md")
    assert message.startswith(f"content/{place_of(name)}/bomb.md:")
    assert ";" in message, "it says how to mend it"
    assert list(site.contents) == ["good.md"]


@pytest.mark.parametrize("name", BUILT)
def test_a_text_that_looks_dangerous_is_built(built, name: str) -> None:
    files = {
        f"{place_of(one)}.md": text.replace('title: "T"', f'title: "T of {one}"')
        for one, text in BUILT.items()
    }
    pixels = zlib.compress(b"\0\0\0" * 2)
    site = built("built", {**files, "images/x.png": png(2, 2, data=pixels)})

    assert len(site.messages_about(f"/{place_of(name)}.md")) <= 20
    assert f"{place_of(name)}.md" in site.contents


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_explodes_costs_no_page(built, name: str) -> None:
    body = "![A picture](/images/{0}#center)\n\n![The same](/images/{0})"
    posts = {f"{one}.md": post(body.format(one), title="Shown", slug=one) for one in PICTURES}
    files = {f"images/{one}": data for one, data in PICTURES.items()}
    site = built("pictures", {**posts, **files})

    assert site.soup(f"{name}.html").select("article img")
    assert len(site.messages_about(f"/{name}")) <= 2
    assert "root:x:" not in "".join(map(str, site.files().values()))


@pytest.mark.parametrize(
    "name", ["tags.yaml", "resources.lock.json", ".pouch-private"], ids=lambda name: name
)
def test_a_file_beside_the_settings_ends_no_build_unheard(build_site, name: str) -> None:
    bomb = {
        "tags.yaml": laughs().replace("---\n", ""),
        "resources.lock.json": json.dumps({"version": 1, "links": {}})[:-2] + "[" * 90_000,
        ".pouch-private": "zz(q+)+\n" * 5_000,
    }
    files = {"good.md": GOOD, f"../{name}": bomb[name]}
    site = build_site(files, SETTINGS, modules={"limits": LIMITS})

    assert "Traceback" not in site.log
    if site.code:
        # A broken vocabulary stops the build with one line.
        (line,) = site.log.strip().splitlines()
        assert line.startswith("tags.yaml")
    else:
        assert "good.html" in site.files()
