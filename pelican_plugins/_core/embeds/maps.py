"""Maps: OpenStreetMap, Google Maps."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlencode

from .url import EmbedUrl, Found

_NUMBER = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,20})?")
# The size that a zoom level is counted for, in px; a tile has 256.
_MAP, _TILE = (640, 400), 256
_OSM_PLACE = re.compile(r"map=(\d{1,2})(?:\.\d+)?/([\d.-]+)/([\d.-]+)(?:&.*)?", re.ASCII)
_GOOGLE_PLACE = re.compile(r"/@([\d.-]+),([\d.-]+),(\d{1,2})(?:\.\d+)?z", re.ASCII)
_GOOGLE_API = frozenset({"/maps/embed/v1/place", "/maps/embed/v1/search"})
_GOOGLE_OWN_MAP = re.compile(r"/maps/d/(?:u/[0-9]/)?(?:embed|viewer)")
# Not directions or street views, of which a map of the place would show little.
_GOOGLE_PATH = re.compile(r"/maps/(?:$|@|place/|search/)")
_GOOGLE_NAME = re.compile(r"/maps/(?:place|search)/([^/@]+)")


def _is_place(latitude: str, longitude: str) -> bool:
    return (
        bool(_NUMBER.fullmatch(latitude) and _NUMBER.fullmatch(longitude))
        and abs(float(latitude)) <= 85  # noqa: PLR2004 (where maps end)
        and abs(float(longitude)) <= 180  # noqa: PLR2004
    )


def openstreetmap(url: EmbedUrl) -> Found | None:
    """Return what is at a URL; None if nothing is."""
    if url.path == "/export/embed.html":
        return _osm_frame(url)
    query = url.query
    marker = query.get("mlat", ""), query.get("mlon", "")
    match = _OSM_PLACE.fullmatch(url.fragment)
    if url.path not in {"", "/"}:
        return None
    if match:
        zoom, *place = match.groups()
    else:
        zoom = query.get("zoom", "16")
        place = [query.get("lat", marker[0]), query.get("lon", marker[1])]
    if not re.fullmatch(r"[0-9]{1,2}", zoom) or not _is_place(*place):
        return None
    latitude, longitude = map(float, place)
    half = _MAP[0] * 180 / (_TILE * 2 ** min(int(zoom), 19))
    high = half * _MAP[1] / _MAP[0] * math.cos(math.radians(latitude))
    box = (longitude - half, latitude - high, longitude + half, latitude + high)
    marked = ",".join(marker) if _is_place(*marker) else ""
    page = f"https://www.openstreetmap.org/#map={zoom}/{place[0]}/{place[1]}"
    if marked:
        page = page.replace("/#", f"/?mlat={marker[0]}&mlon={marker[1]}#")
    return page, _osm_player(",".join(f"{side:.5f}" for side in box), "mapnik", marked), "map"


def _osm_frame(url: EmbedUrl) -> Found | None:
    box = url.query.get("bbox", "").split(",")
    corners = list(zip(box[1::2], box[::2], strict=False))
    if len(box) != 4 or not all(_is_place(*corner) for corner in corners):  # noqa: PLR2004
        return None
    west, south, east, north = map(float, box)
    width = max(east - west, 0.0001)
    zoom = max(0, min(19, round(math.log2(_MAP[0] * 360 / (_TILE * width)))))
    marker = url.query.get("marker", "").split(",")
    marked = len(marker) == 2 and _is_place(*marker)  # noqa: PLR2004
    page = f"#map={zoom}/{(south + north) / 2:.5f}/{(west + east) / 2:.5f}"
    page = f"?mlat={marker[0]}&mlon={marker[1]}{page}" if marked else page
    layer = url.query.get("layer", "")
    player = _osm_player(
        ",".join(box),
        layer if re.fullmatch(r"[a-z]{1,20}", layer) else "mapnik",
        ",".join(marker) if marked else "",
    )
    return f"https://www.openstreetmap.org/{page}", player, "map"


def _osm_player(box: str, layer: str, marker: str) -> str:
    values = {"bbox": box, "layer": layer, "marker": marker}
    given = {key: value for key, value in values.items() if value}
    return f"https://www.openstreetmap.org/export/embed.html?{urlencode(given, safe=',')}"


def google_maps(url: EmbedUrl) -> Found | None:
    """Return what is at a URL; None if nothing is."""
    path, query = url.path.rstrip("/"), url.query
    if path == "/maps/embed":
        return _google_frame(query.get("pb", ""))
    if path in _GOOGLE_API and query.get("q"):
        page = _google_search(query["q"])
        return page, f"https://www.google.com{path}?{urlencode(query)}", "map"
    if _GOOGLE_OWN_MAP.fullmatch(path):
        number = query.get("mid", "")
        base = "https://www.google.com/maps/d"
        if not re.fullmatch(r"[\w.-]{5,100}", number, re.ASCII):
            return None
        return f"{base}/viewer?mid={number}", f"{base}/embed?mid={number}", "map"
    return _google_place(path, query) if _GOOGLE_PATH.match(f"{path}/") else None


def _google_place(path: str, query: Mapping[str, str]) -> Found | None:
    place, name = _GOOGLE_PLACE.search(path), _GOOGLE_NAME.match(path)
    wanted = {key: query[key] for key in ("q", "ll", "z", "t", "hl", "cid") if query.get(key)}
    if "query" in query:
        wanted["q"] = query["query"]
    if name:
        wanted["q"] = unquote(name[1].replace("+", " "))
    if place and _is_place(place[1], place[2]):
        wanted |= {"ll": f"{place[1]},{place[2]}", "z": place[3]}
    if not wanted.keys() & {"q", "ll", "cid"}:
        return None
    page = f"https://www.google.com/maps?{urlencode(wanted, safe=',')}"
    return page, f"{page}&output=embed", "map"


def _google_frame(packed: str) -> Found | None:
    """Return what the code shows that Google Maps gives for copying."""
    place = re.search(r"!2d([0-9.-]+)!3d([0-9.-]+)", packed)
    if place is None or not _is_place(place[2], place[1]):
        return None
    name = re.search(r"!1s0x[0-9a-f]+(?::|%3A)0x[0-9a-f]+!2s([^!]+)", packed)
    page = _google_search(unquote(name[1])) if name else _google_search(f"{place[2]},{place[1]}")
    player = f"https://www.google.com/maps/embed?pb={quote(packed, safe='!*')}"
    return page, player, "map"


def _google_search(text: str) -> str:
    values = {"api": "1", "query": text}
    return f"https://www.google.com/maps/search/?{urlencode(values, safe=',')}"
