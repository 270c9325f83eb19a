"""The window that plays a scripted demo."""
