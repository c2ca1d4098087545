"""Whether a folder is one that a site may be made in."""

from __future__ import annotations

from pathlib import Path

# What a new repository, or a folder with texts to publish, begins with.
_USUAL = {
    *(".git", ".github", ".gitlab", ".gitlab-ci.yml", ".forgejo", ".hg", ".idea", ".vscode"),
    *(".editorconfig", ".gitattributes", ".gitignore", ".gitkeep", ".python-version"),
    *("CNAME", "content", "pyproject.toml", "requirements.txt", "uv.lock"),
    *(".DS_Store", "Thumbs.db", "desktop.ini"),
}
_USUAL_STEMS = {"copying", "license", "licence", "readme"}


def strange_names(folder: Path) -> list[str]:
    """Return the names in *folder* that neither a new repository nor a site's texts have."""
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.name not in _USUAL
        and path.stem.lower() not in _USUAL_STEMS
        # A virtual environment, whatever it is called.
        and not (path / "pyvenv.cfg").is_file()
    )
