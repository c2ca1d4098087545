"""Python-Markdown without the searches that can find nothing.

Python-Markdown tries some fifteen patterns on each piece of running text, most of which hold none
of the signs that a pattern begins with. Whether a sign is there at all costs almost nothing to
ask, and the answer changes nothing else: what comes out is the same to the byte.
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown, inlinepatterns, util
from markdown.treeprocessors import InlineProcessor

# What a pattern of Python-Markdown cannot match without, by the name of its expression.
_NEEDED = {
    "AUTOLINK_RE": "<",
    "AUTOMAIL_RE": "<",
    "BACKTICK_RE": "`",
    "ENTITY_RE": "&",
    "ESCAPE_RE": "\\",
    "HTML_RE": "<",
    "IMAGE_LINK_RE": "![",
    "IMAGE_REFERENCE_RE": "![",
    "LINE_BREAK_RE": "  \n",
    "LINK_RE": "[",
    "REFERENCE_RE": "[",
}
_SIGNS = {
    **{getattr(inlinepatterns, name, name): (sign,) for name, sign in _NEEDED.items()},
    r"\*": ("*",),
    r"_": ("_",),
    r"\*|_": ("*", "_"),
    r"\[\^([^\]]*)\]": ("[^",),
}
_PLACE = "inline"
_PRIORITY = 20
_HANDLE = "_InlineProcessor__handleInline"
_APPLY = "_InlineProcessor__applyPattern"


def quicken(markdown: Markdown) -> None:
    """Have *markdown* skip patterns that cannot match; nothing, where it is not as we know it."""
    usual = markdown.treeprocessors[_PLACE]
    if type(usual) is InlineProcessor and hasattr(usual, _HANDLE) and hasattr(usual, _APPLY):
        markdown.treeprocessors.register(_QuickInline(markdown), _PLACE, _PRIORITY)


class _QuickInline(InlineProcessor):
    """Python-Markdown's own processor, with another loop over its patterns."""

    def run(self, tree: Any, ancestors: list[str] | None = None) -> Any:
        """Apply the inline patterns to a tree, as `InlineProcessor.run` does."""
        # Read here, since extensions may register patterns until the text is converted.
        self._patterns = [
            (_SIGNS.get(pattern.getCompiledRegExp().pattern, ()), pattern)
            for pattern in self.md.inlinePatterns
        ]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, util.AtomicString):
            return data
        apply = getattr(self, _APPLY)
        start = 0
        for number, (signs, pattern) in enumerate(self._patterns):
            if number < patternIndex or (signs and not any(sign in data for sign in signs)):
                continue
            matched = True
            while matched:
                data, matched, start = apply(pattern, data, number, start)
        return data
