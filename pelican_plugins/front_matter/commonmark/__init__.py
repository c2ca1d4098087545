"""Markdown as CommonMark and GFM define it, with what other generators add to them.

`engine` makes HTML with source positions, `pure` does the same where the native engine has no
wheel, and the other modules turn what comes out into the markup of Pelican's sites.
"""
