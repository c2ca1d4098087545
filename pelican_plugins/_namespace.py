"""The suite under `pelican.plugins.pouch`, where Pelican discovers plugins.

Pelican imports every package there in every build of every site, and an import that fails
would end it: so nothing is imported before the suite is asked for.
"""


def register() -> None:
    """Turn on the whole suite."""
    import pelican_plugins

    pelican_plugins.register()
