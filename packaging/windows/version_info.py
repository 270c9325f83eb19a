"""The version resource of the Windows executables, in the text form that PyInstaller reads.

Besides telling the version, it keeps virus scanners calmer: they distrust programs that do not say
what they are.
"""

from __future__ import annotations

import re
from pathlib import Path

DESCRIPTIONS = {
    "Lectern": "Lectern",
    "lectern-cli": "Lectern for the command line",
}
_TEXT = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004,
                    fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('040904B0', [
{strings}
    ])]),
    VarFileInfo([VarStruct('Translation', [0x0409, 0x04B0])]),
  ],
)
"""


def write(path: Path, version: str, executable: str) -> None:
    """Write the resource of one executable.

    Args:
        path: the text file.
        version: of Lectern.
        executable: its name, without ".exe".

    Raises:
        KeyError: there is no such executable.
    """
    found = [int(number) for number in re.findall(r"\d+", version)]
    numbers = tuple([*found, 0, 0, 0, 0][:4])
    strings = {
        "CompanyName": "Lectern maintainers",
        "FileDescription": DESCRIPTIONS[executable],
        "FileVersion": version,
        "InternalName": executable,
        "LegalCopyright": "GNU General Public License, version 3 or later",
        "OriginalFilename": f"{executable}.exe",
        "ProductName": "Lectern",
        "ProductVersion": version,
    }
    lines = [f"      StringStruct({name!r}, {value!r})," for name, value in strings.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_TEXT.format(numbers=numbers, strings="\n".join(lines)), encoding="utf-8")
