"""Makes `dist/Lectern`: one folder that runs on a machine with nothing installed.

PyInstaller follows the imports, as `build.spec` tells it; the modules here say what may come in
(`contents`, `libraries`), mend what only breaks when frozen (`frozen_torch`), and do what comes
after: metadata, stripping, licences, the archive.
"""
