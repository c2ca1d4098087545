"""The rules for tags: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

TAG_NEAR_DUPLICATE = Rule("tag-near-duplicate", "two tags that may be the same", Severity.ADVICE)
TAG_SPELLING = Rule(
    "tag-spelling",
    "a tag spelt differently from the way it appears on the site",
    Severity.ADVICE,
    # In front_matter, which knows where tags are in a source.
    fixer="front_matter.fixes:rename_tag",
)
