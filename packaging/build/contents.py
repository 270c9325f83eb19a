"""Which modules and data come into the bundle.

What may come in is listed, not what must stay out: an environment holds whatever its owner
installed, and PyInstaller takes in every package that some library imports "if it is there". So a
build from a crowded environment equals one from a bare one.
"""

from __future__ import annotations

import sys
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path, PurePath

# The distributions whose modules are on some path from the start to the sound.
DISTRIBUTIONS = frozenset(
    {
        "anyascii",
        "cffi",
        "charset-normalizer",
        "coqpit-config",
        "coqui-tts",
        "coqui-tts-trainer",
        "emoji",
        "espeakng-loader",
        "fsspec",
        "inflect",
        "jaraco-functools",
        "jeepney",
        "lazy-loader",
        "librosa",
        "monotonic-alignment-search",
        "more-itertools",
        "numpy",
        "packaging",
        "platformdirs",
        "praat-parselmouth",
        "pyside6-essentials",
        "pyyaml",
        "scipy",
        "shiboken6",
        "six",
        "sounddevice",
        "soundfile",
        "soxr",
        "torch",
        "tqdm",
        "typeguard",
        "typing-extensions",
        "wakepy",
    }
)

# What those ask for and speech does without: it is for training, tracing and compiling, for other
# models and languages, for cloning voices, and for downloads. A test holds that whatever is neither
# here nor above is decided upon.
LEFT_OUT = frozenset(
    {
        "audioread",
        "decorator",
        "einops",
        "filelock",
        "huggingface-hub",
        "jinja2",
        "joblib",
        "ko-speech-tools",
        "matplotlib",
        "msgpack",
        "networkx",
        "num2words",
        "numba",
        "pooch",
        "psutil",
        "pycparser",
        "pysbd",
        "scikit-learn",
        "setuptools",
        "sympy",
        "tensorboard",
        "transformers",
    }
)

# Parts of the first that speech never reaches, tracing and compiling above all. The smoke test is
# what holds this: it speaks.
UNUSED = (
    # On Windows alone: its server of named pipes.
    *(() if sys.platform == "win32" else ("PySide6.QtNetwork",)),
    "cffi.api",  # its compiler; soundfile and sounddevice only need the back end
    "functorch",
    "numpy.f2py",
    "numpy.random",
    "numpy.testing",
    "torch._decomp",
    "torch._dynamo",
    "torch._export.db",
    "torch._export.serde",
    "torch._functorch.aot_autograd",
    "torch._functorch.partitioners",
    "torch._inductor",
    "torch._meta_registrations",
    "torch._numpy",
    "torch._prims",
    "torch._refs",
    "torch._vendor.quack",
    "torch.ao.ns",
    "torch.ao.quantization.fx",
    "torch.distributed._composable",
    "torch.distributed._shard",
    "torch.distributed._tools",
    "torch.distributed.checkpoint",
    "torch.distributed.elastic",
    "torch.distributed.fsdp",
    "torch.distributed.launcher",
    "torch.distributed.optim",
    "torch.distributed.pipelining",
    "torch.distributed.tensor",
    "torch.fx.experimental.symbolic_shapes",
    "torch.onnx",
    "torch.sparse._triton_ops",
    "torch.sparse._triton_ops_meta",
    "torch.testing._internal.common_utils",
    "torch.utils._sympy",
    "torch.utils.benchmark",
    "torch.utils.cpp_extension",
    "torch.utils.hipify",
    "torch.utils.tensorboard",
)

# TTS imports these by name and, to speak, never calls them: their first module is enough.
NAMES_ONLY = ("librosa", "scipy")

# Of Python's own library: other windows and databases, and all that is for the network. Lectern
# opens no connection, and what is not there cannot be used for one.
UNUSED_STANDARD = (
    "_crypt",
    "_curses",
    "_dbm",
    "_gdbm",
    "_ssl",
    "_tkinter",
    "curses",
    "distutils",
    "ensurepip",
    "ftplib",
    "idlelib",
    "lib2to3",
    "nis",
    "pydoc_data",
    "readline",
    "smtplib",
    "sqlite3",
    "ssl",
    "tkinter",
    "turtle",
    "venv",
    "xmlrpc",
)

# Qt finds its plugins by looking into folders, so PyInstaller takes all that there are.
QT_PLUGINS = (
    "iconengines/*svg*",
    "imageformats/*gif*",
    "imageformats/*jpeg*",
    "imageformats/*svg*",
    "imageformats/*webp*",
    "platforminputcontexts/*",
    "platforms/*cocoa*",
    "platforms/*offscreen*",
    "platforms/*wayland*",
    "platforms/*windows*",
    "platforms/*xcb*",
    "platformthemes/*",
    "styles/*",
    "wayland-decoration-client/*",
    "wayland-graphics-integration-client/*wayland-egl*",
    "wayland-shell-integration/*xdg-shell*",
    "xcbglintegrations/*",
)
_PLUGIN_FOLDER = "plugins"

# Files that PyInstaller brings along and nobody opens. The application is in English, and so are
# Qt's own words and the names of emoji.
UNUSED_FILES = (
    "emoji_*.json",
    "libQt6EglF*",
    "libQt6Network.*",
    "libQt6WlShell*",
    "PySide6/Qt/translations/*",
    "PySide6/translations/*",
    "torch/bin/*",
    "torch/include/*",
    "torch/test/*",
    "torch/lib/*_test.*",
    "torch/lib/*aoti_custom_ops.*",
    "torch/lib/*backend_with_compiler.*",
    "torch/lib/*.lib",
    "torch/lib/*/*",
    "numpy/_core/_*_tests.*",
    "numpy/_core/lib/*",
)

# Imported by a name that is put together at run time, which no analysis sees: the configs of every
# model that a voice folder may hold, and what TTS's own cleaner reads numbers with.
HIDDEN = (
    "TTS.tts.configs.fast_pitch_config",
    "TTS.tts.configs.fast_speech_config",
    "TTS.tts.configs.fastspeech2_config",
    "TTS.tts.configs.speedy_speech_config",
    "TTS.vocoder.configs.hifigan_config",
    "inflect",
)

# inflect is decorated by typeguard, which reads the source of what it decorates: without it the
# first number spoken raises OSError, and only in the frozen app.
WITH_SOURCE = {"inflect": "pyz+py"}


# Run by PyInstaller before our own first line, in each of our four processes. Qt's would load Qt
# into all of them. The others cost 15 ms and are for what nothing here does: listing the modules of
# a package, and finding the source of a frame on the stack.
UNUSED_HOOKS = ("pyi_rth_inspect", "pyi_rth_pkgutil", "pyi_rth_pyside6")


def excluded_modules() -> list[str]:
    """Every importable package of this environment that must stay out, and our own lists."""
    foreign = {
        module
        for module, distributions in metadata.packages_distributions().items()
        if module.isidentifier() and not DISTRIBUTIONS & {normal(name) for name in distributions}
    }
    inside = {part for package in NAMES_ONLY for part in _parts(package)}
    return sorted({*foreign, *inside, *UNUSED, *UNUSED_STANDARD})


def is_wanted(destination: str) -> bool:
    """Whether a file belongs into the bundle, by its place in it."""
    path = PurePath(destination)
    if path.parts[:1] == ("PySide6",) and _PLUGIN_FOLDER in path.parts:
        kind = PurePath(*path.parts[path.parts.index(_PLUGIN_FOLDER) + 1 :])
        return any(kind.match(pattern) for pattern in QT_PLUGINS)
    return not any(path.match(pattern) for pattern in UNUSED_FILES)


def _parts(package: str) -> list[str]:
    """The public packages inside a package, which is not imported."""
    spec = find_spec(package)
    assert spec is not None and spec.origin is not None
    folders = [path.parent for path in Path(spec.origin).parent.glob("*/__init__.py")]
    return [f"{package}.{path.name}" for path in folders if not path.name.startswith("_")]


def normal(name: str) -> str:
    """A distribution's name as all spell it."""
    return name.lower().replace("_", "-").replace(".", "-")
