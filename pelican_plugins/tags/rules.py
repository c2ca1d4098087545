"""What may be wrong with a tag: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

TAG_NEAR_DUPLICATE = Rule("tag-near-duplicate", "two tags that may be one", Severity.ADVICE)
TAG_SPELLING = Rule(
    "tag-spelling",
    "a tag that is written otherwise than it is shown",
    Severity.ADVICE,
    # Where tags stand in a source is the front matter's matter.
    fixer="front_matter.fixes:rename_tag",
)
