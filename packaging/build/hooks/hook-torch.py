"""Takes of torch what is imported, where the stock hook takes all of it, tests and compiler too."""

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_dynamic_libs

# build.spec leaves out the sources that nobody reads.
module_collection_mode = "pyz+py"

binaries = collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
# torch looks for further libraries beside those that are loaded: links elsewhere lead it astray.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]


def _cuda_packages() -> list[str]:
    """On Linux the libraries of CUDA are packages of their own, which the stock hooks collect."""
    from importlib import metadata

    from _pyinstaller_hooks_contrib.utils import nvidia_cuda
    from packaging.requirements import Requirement

    wanted = [Requirement(line) for line in metadata.requires("torch") or ()]
    names = [each.name for each in wanted if each.marker is None or each.marker.evaluate()]
    return list(nvidia_cuda.infer_hiddenimports_from_requirements(names))


hiddenimports = _cuda_packages()
