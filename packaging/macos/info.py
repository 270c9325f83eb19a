"""What macOS is told about the app: the keys of its Info.plist that PyInstaller does not set."""

from __future__ import annotations

from typing import Any

from app import APP_ID

# What Qt 6.11 runs on.
OLDEST_SYSTEM = "13.0"
TEXTS = ("public.plain-text", "net.daringfireball.markdown")
DOCUMENT = f"{APP_ID}.document"


def info_plist(version: str) -> dict[str, Any]:
    """The keys for BUNDLE(info_plist=...) in build.spec."""
    return {
        "CFBundleIdentifier": APP_ID,
        "CFBundleName": "Lectern",
        "CFBundleDisplayName": "Lectern",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Lectern document",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [DOCUMENT],
            },
            {
                "CFBundleTypeName": "Text",
                "CFBundleTypeRole": "Editor",
                # Offers itself, and takes no file type away from anybody.
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": list(TEXTS),
            },
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": DOCUMENT,
                "UTTypeDescription": "Lectern document",
                "UTTypeConformsTo": ["public.json"],
                "UTTypeTagSpecification": {"public.filename-extension": ["lectern"]},
            }
        ],
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "GNU General Public License, version 3 or later",
        # Follows the system into the dark look.
        "NSRequiresAquaSystemAppearance": False,
        "NSSupportsAutomaticGraphicsSwitching": True,
    }
