"""The same variants by the encoder of others, to compare a build with."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from sites import SIZE

from pelican_plugins.images.settings import ImagesSettings

SCRIPT = Path(__file__).resolve().with_name("sharp.mjs")


def seconds_of_sharp(content: Path, scratch: Path, installed: Path) -> float:
    """Return how long sharp takes for all photos of a site, two at a time.

    Args:
        content: the content folder.
        scratch: a folder to write to.
        installed: where `npm install sharp` was run.
    """
    scratch.mkdir(exist_ok=True)
    photos = sorted((content / "images").iterdir())
    jobs = scratch / "jobs.json"
    jobs.write_text(json.dumps([_job(photo, scratch) for photo in photos]))
    command = ["node", str(SCRIPT), str(jobs)]
    run = subprocess.run(command, cwd=installed, capture_output=True, text=True, check=True)
    return float(run.stdout)


def _job(photo: Path, scratch: Path) -> dict[str, Any]:
    settings = ImagesSettings()
    quality = {"avif": settings.avif_quality, "webp": settings.webp_quality}
    variants = [
        {
            "width": width,
            "format": name,
            "quality": quality[name],
            "target": str(scratch / f"{photo.stem}-{width}.{name}"),
        }
        for width in settings.widths
        if width <= SIZE[0]
        for name in settings.formats
    ]
    return {"path": str(photo), "variants": variants}
