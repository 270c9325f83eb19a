"""The windows beside the main one. Each is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.boards.board_settings import BoardStore, load
from app.boards.usage import Usage
from app.errors import SettingsError
from app.pronunciations import Entry, PronunciationStore, spoken
from app.settings import SettingsStore
from app.ui.about import AboutWindow
from app.ui.boards.board_window import BoardParts, BoardWindow
from app.ui.boards.editor_files import BoardPlaces
from app.ui.boards.editor_window import BoardEditor, EditorParts
from app.ui.bridge import Bridge
from app.ui.dialogs import Dialogs
from app.ui.folders import TEXTS, begin_in
from app.ui.pronunciation_form import heard
from app.ui.pronunciations_window import PronunciationParts, PronunciationsWindow
from app.ui.settings_window import SettingsParts, SettingsWindow
from app.ui.speaker import EngineSpeaker
from app.ui.theme import Appearance
from app.ui.voices_window import Found, VoicesParts, VoicesWindow
from app.values import IpaReading, Pronounced, VoiceInfo, VoiceReady
from app.window_state import WindowStateStore

BOARD_FILE, PHRASES_FILE, DRAFT_FILE = "board.json", "phrases.json", "boards-draft.obz"
TEST_SENTENCE = "This is how I sound on this device."


@dataclass(frozen=True)
class CompanionParts:
    """What the windows work with; other threads call `devices` and `find_voices`.

    In the folder `kept` the phrase board keeps how it is used, and what was said with it, in
    `drafts` its editor what is not saved yet; `tell` is told, in any thread, when something cannot
    be written.
    """

    bridge: Bridge
    settings: SettingsStore
    appearance: Appearance
    devices: Callable[[], Sequence[str]]
    find_voices: Callable[[], Found]
    voices_folder: Path
    state: WindowStateStore
    pronunciations: PronunciationStore
    read_ipa: Callable[[str, str], IpaReading]
    kept: Path
    drafts: Path
    tell: Callable[[SettingsError], None]


class CompanionWindows(QObject):
    """Makes and shows them; `end` when the app ends."""

    def __init__(self, parts: CompanionParts) -> None:
        super().__init__()
        self._parts = parts
        self._ready: VoiceReady | None = None
        self._settings: SettingsWindow | None = None
        self._voices: VoicesWindow | None = None
        self._about: AboutWindow | None = None
        self._pronunciations: PronunciationsWindow | None = None
        self._board: BoardWindow | None = None
        self._editor: BoardEditor | None = None
        self._board_to_edit = ""
        parts.bridge.pronounced.connect(self._on_pronounced)
        parts.bridge.voice_became_ready.connect(self._on_voice_became_ready)
        parts.appearance.changed.connect(self._on_appearance_changed)

    def show_settings(self, parent: QWidget) -> None:
        if self._settings is None:
            given = SettingsParts(
                devices=self._parts.devices,
                test_sound=self._test_sound,
                voices=lambda: self._parts.find_voices()[0],
                open_voices=lambda: self.show_voices(parent),
            )
            self._settings = SettingsWindow(self._parts.settings, given, parent)
            self._settings.show_in_use(self._ready.compute if self._ready else None)
        self._settings.open_page()

    def show_voices(self, parent: QWidget) -> None:
        if self._voices is None:
            given = VoicesParts(self._parts.find_voices, self._choose, self._open_voices_folder)
            self._voices = VoicesWindow(given, parent)
            self._voices.show_in_use(self._ready.voice.name if self._ready else "")
        _bring_forward(self._voices)

    def show_about(self, parent: QWidget) -> None:
        if self._about is None:
            self._about = AboutWindow(lambda: self._ready.voice if self._ready else None, parent)
        _bring_forward(self._about)

    def show_pronunciations(self, parent: QWidget) -> None:
        _bring_forward(self._made_pronunciations(parent))

    def add_pronunciation(self, parent: QWidget, word: str) -> None:
        """Show the pronunciations with a new one begun for `word`."""
        window = self._made_pronunciations(parent)
        _bring_forward(window)
        window.begin(word)

    def show_board(self, parent: QWidget) -> None:
        """Show the phrase board; it is made when it is first wanted."""
        if self._board is None:
            bridge, folder, tell = self._parts.bridge, self._parts.kept, self._parts.tell
            state, problems = load(folder / BOARD_FILE)
            store = BoardStore(folder / BOARD_FILE, state, tell)
            usage = Usage(folder / PHRASES_FILE, tell)
            told = (*problems, usage.load())
            given = BoardParts(
                speaker=EngineSpeaker(bridge, parent=self),
                cue=bridge.engine.cue,
                store=store,
                usage=usage,
                choose_file=lambda window: Dialogs(window).boards_to_open(),
                devices=self._parts.devices,
                edit=lambda window, name: self.edit_board(parent, name),
            )
            self._board = BoardWindow(given, parent)
            self._board.tell(told)
            self._show_look()
        self._board.open()

    def show_board_editor(self, parent: QWidget) -> None:
        """Show the editor of boards, with what was edited last."""
        made = self._editor is None
        _bring_forward(self._made_editor(parent))
        if made:
            self._made_editor(parent).begin()

    def edit_board(self, parent: QWidget, name: str) -> None:
        """Show the editor with the boards that ship under a name, or lie in the file of a path."""
        self._board_to_edit = name
        _bring_forward(self._made_editor(parent))
        self._made_editor(parent).begin(name)

    def end(self) -> None:
        front = (self._settings, self._voices, self._about, self._pronunciations)
        for window in (*front, self._board, self._editor):
            if window is not None:
                window.end()

    def _made_editor(self, parent: QWidget) -> BoardEditor:
        if self._editor is None:
            state = self._parts.state
            places = BoardPlaces(
                draft=self._parts.drafts / DRAFT_FILE,
                last=lambda: state.state.board_file,
                used=lambda file: state.change(replace(state.state, board_file=file)),
            )
            given = EditorParts(
                places=places,
                listen=lambda text: self._parts.bridge.engine.speak(text),
                colours=self._parts.appearance.colours,
                saved=self._on_board_saved,
            )
            self._editor = BoardEditor(given, parent)
        return self._editor

    def _on_board_saved(self, path: Path) -> None:
        """The board that is open shows what was made of it."""
        if self._board is not None and self._board.shown in (str(path), self._board_to_edit):
            self._board.show_book(str(path))

    def _made_pronunciations(self, parent: QWidget) -> PronunciationsWindow:
        if self._pronunciations is None:
            state = self._parts.state
            given = PronunciationParts(
                store=self._parts.pronunciations,
                listen=self._listen,
                ask=self._parts.bridge.engine.pronounce,
                read_ipa=self._parts.read_ipa,
                folder=lambda: begin_in(state.state.text_folder, TEXTS),
                folder_used=lambda folder: state.change(replace(state.state, text_folder=folder)),
            )
            self._pronunciations = PronunciationsWindow(given, parent)
            if self._ready is not None:
                self._pronunciations.show_voice(self._ready.voice.symbols)
        return self._pronunciations

    def _listen(self, entry: Entry) -> None:
        """Have an entry heard as it is written now, kept or not."""
        text, known = heard(entry)
        options = self._parts.settings.settings.speak_options()
        said = spoken((*self._parts.pronunciations.entries, known))
        self._parts.bridge.engine.speak(text, options=replace(options, pronunciations=said))

    def _on_pronounced(self, event: Pronounced) -> None:
        if self._pronunciations is not None:
            self._pronunciations.show_pronounced(event)

    def _test_sound(self) -> None:
        self._parts.bridge.engine.speak(TEST_SENTENCE)

    def _choose(self, voice: VoiceInfo) -> None:
        settings = self._parts.settings.settings
        self._parts.settings.change(
            replace(settings, voice=replace(settings.voice, name=voice.folder.name))
        )

    def _open_voices_folder(self) -> None:
        self._parts.voices_folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._parts.voices_folder)))

    def _on_voice_became_ready(self, event: VoiceReady) -> None:
        self._ready = event
        if self._settings is not None:
            self._settings.show_in_use(event.compute)
        if self._voices is not None:
            self._voices.show_in_use(event.voice.name)
        if self._pronunciations is not None:
            self._pronunciations.show_voice(event.voice.symbols)

    def _on_appearance_changed(self, colours: object) -> None:
        self._show_look()
        if self._settings is not None:
            self._settings.show_colours(self._parts.appearance.colours)
        if self._editor is not None:
            self._editor.show_colours(self._parts.appearance.colours)

    def _show_look(self) -> None:
        appearance = self._parts.appearance
        if self._board is not None:
            self._board.set_look(appearance.colours, animated=appearance.animated)


def _bring_forward(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
