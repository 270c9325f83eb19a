"""Takes of torch what is imported, where the stock hook takes all of it, tests and compiler too."""

from importlib import metadata

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_dynamic_libs

from build import cuda

# build.spec leaves out the sources that nobody reads.
module_collection_mode = "pyz+py"

binaries = collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
binaries += cuda.libraries(metadata.distributions())
# torch looks for further libraries beside those that are loaded: links elsewhere lead it astray.
bindepend_symlink_suppression = ["**/torch/lib/*.so*", "**/nvidia/**/*.so*"]
