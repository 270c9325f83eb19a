"""Lectern: a desktop app that speaks what you type, at once, with no network."""

__version__ = "0.1.0"
# By this name desktops know the app: its menu entry, icon and metadata bear it. It is a name only;
# nothing asks for an address of that form, and Lectern has no site.
APP_ID = "app.lectern.lectern"
