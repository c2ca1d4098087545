"""`pouch init`: create a site, or show what to add to the settings of an existing one.

This is not a plugin; no build needs it. `environment` detects the defaults of a new site
(`site_defaults`), and `templates` turns them into its files. The settings of an existing site are
read without running them (`_core/settings_ast.py`), and `patch_settings` says what to add.
"""
