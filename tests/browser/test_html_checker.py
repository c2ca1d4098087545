"""The Nu HTML checker (https://validator.w3.org/nu/) has nothing to say on any page."""

from __future__ import annotations

import json
import subprocess

import pytest
from browser_support import Served
from needed_tools import NODE_MODULES

pytestmark = pytest.mark.needs("java", "vnu-jar")
# It guesses the language of a text by chance, and so not the same one each time.
GUESSED = ".*appears to be written in.*"


@pytest.mark.parametrize("site", ["demo", "hostile", "many", "seed_site"])
def test_every_page_is_valid_html(request, site) -> None:
    jar = NODE_MODULES / "vnu-jar/build/dist/vnu.jar"
    served: Served = request.getfixturevalue(site)

    assert served.pages
    run = subprocess.run(
        [
            *("java", "-jar", str(jar), "--skip-non-html", "--format", "json"),
            *("--filterpattern", GUESSED, str(served.output)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    messages = json.loads(run.stderr)["messages"]
    said = [
        f"{m['url'].rpartition('/output/')[2]}:{m.get('lastLine')}: {m['message']}"
        for m in messages
    ]
    assert said == []
