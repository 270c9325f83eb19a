"""Other programs of the same user use the running app's voice, over a socket that is no network."""
