"""The rules for tags: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

TAG_NEAR_DUPLICATE = Rule("tag-near-duplicate", "two tags that may be one", Severity.ADVICE)
TAG_SPELLING = Rule(
    "tag-spelling",
    "a tag that is written otherwise than it is shown",
    Severity.ADVICE,
    # In front_matter, which knows where tags are in a source.
    fixer="front_matter.fixes:rename_tag",
)
