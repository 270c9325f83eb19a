"""What each action does: the table of actions joined to the parts of the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.document import Document
from app.settings import FONT_SIZE_RANGE, Look
from app.ui.actions import Actions
from app.ui.controls import stepped_rate
from app.ui.folders import SOUNDS, TEXTS, begin_in
from app.ui.markup_insert import EMPHASIS, SLOWER, insert_pause, wrap
from app.ui.sentence_at import sentence_at
from app.ui.shaping_commands import ShapingCommands
from app.values import Notice, Span

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow, Surroundings

VOLUME_STEP = 0.1


class Commands(QObject):
    """Does what the user asks of `window`, by menu, key, button or drop."""

    def __init__(self, window: MainWindow, given: Surroundings, actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        self._given = given
        self._actions = actions
        self._connect(self._file_commands())
        self._connect(self._edit_commands())
        self._connect(self._speech_commands())
        self._connect(self._window_commands())
        self.shaping = ShapingCommands(window, given, actions)
        self._connect(self.shaping.commands())
        panels = window.transport.panels
        panels.rate_chosen.connect(self.set_rate)
        panels.pitch_chosen.connect(self.set_pitch)
        panels.volume_chosen.connect(self.set_volume)
        panels.voice_chosen.connect(self.set_voice)
        panels.voices_wished.connect(lambda: given.companions.voices(window))
        window.mark.following_changed.connect(
            lambda following: actions["back_to_voice"].setEnabled(not following)
        )
        actions["back_to_voice"].setEnabled(False)

        actions["subtitles_too"].setCheckable(True)
        self._follow_editing()

    def _follow_editing(self) -> None:
        """Undo, redo, cut and copy can be chosen only when there is something to them."""
        editor, actions = self._window.editor, self._actions
        for signal, names in (
            (editor.undoAvailable, ("undo",)),
            (editor.redoAvailable, ("redo",)),
            (editor.copyAvailable, ("cut", "copy")),
        ):
            for name in names:
                actions[name].setEnabled(False)
                signal.connect(actions[name].setEnabled)

    def _connect(self, commands: dict[str, Callable[[], object]]) -> None:
        for name, command in commands.items():
            # Qt would pass on whether the action is checked.
            self._actions[name].triggered.connect(lambda _=False, act=command: act())

    def _file_commands(self) -> dict[str, Callable[[], object]]:
        files = self._window.files
        return {
            "new": files.new,
            "open": lambda: files.open(self._text_folder()),
            "save": files.save,
            "save_as": lambda: files.save_as(self._text_folder()),
            "save_audio": lambda: self._save(self._window.saves.save),
            "save_subtitles": lambda: self._save(self._window.saves.save_subtitles),
            "subtitles_too": self._take_subtitles,
            "quit": self._window.close,
        }

    def _edit_commands(self) -> dict[str, Callable[[], object]]:
        editor, find_bar = self._window.editor, self._window.find_bar
        return {
            "undo": editor.undo,
            "redo": editor.redo,
            "cut": editor.cut,
            "copy": editor.copy,
            "paste": editor.paste,
            "select_all": editor.selectAll,
            "find": find_bar.open_bar,
            "find_next": lambda: self._find(find_bar.find_next),
            "find_previous": lambda: self._find(find_bar.find_previous),
            "insert_pause": lambda: insert_pause(editor),
            "emphasise": lambda: wrap(editor, EMPHASIS),
            "say_slower": lambda: wrap(editor, SLOWER),
        }

    def _speech_commands(self) -> dict[str, Callable[[], object]]:
        speech, editor = self._window.speech, self._window.editor
        return {
            "speak": speech.toggle,
            "speak_from_caret": lambda: speech.speak_from(editor.caret()),
            "speak_clipboard": self.speak_clipboard,
            "stop": speech.stop,
            "previous_sentence": speech.previous_sentence,
            "next_sentence": speech.next_sentence,
            "fit": self._window.transport.open_fit,
            "faster": lambda: self.step_rate(1),
            "slower": lambda: self.step_rate(-1),
            "louder": lambda: self.step_volume(VOLUME_STEP),
            "quieter": lambda: self.step_volume(-VOLUME_STEP),
            "back_to_voice": self._window.mark.back,
            "sentence_start": self.caret_to_sentence_start,
        }

    def _window_commands(self) -> dict[str, Callable[[], object]]:
        window, companions = self._window, self._given.companions
        return {
            "zoom_in": lambda: self.zoom(1),
            "zoom_out": lambda: self.zoom(-1),
            "zoom_reset": lambda: self._change_look(font_size=Look().font_size),
            "reading_view": window.open_reading_view,
            "full_screen": self._toggle_full_screen,
            "next_region": lambda: window.regions.move(1),
            "previous_region": lambda: window.regions.move(-1),
            "add_pronunciation": self.add_pronunciation,
            "pronunciations": lambda: companions.pronunciations(window),
            "talk": window.views.show_talk,
            "demo": window.views.choose_demo,
            "board": lambda: companions.board(window),
            "edit_boards": lambda: companions.edit_boards(window),
            "kiosk": window.leave_for_kiosk,
            "voices": lambda: companions.voices(window),
            "settings": lambda: companions.settings(window),
            "about": lambda: companions.about(window),
            "log_folder": window.open_log_folder,
        }

    # ---------------------------------------------------------------------------- speech

    def speak_clipboard(self) -> None:
        """Speak what is in the clipboard; the document stays as it is."""
        self._window.speech.speak_other(QGuiApplication.clipboard().text())

    def _save(self, save: Callable[[Document, Span | None, str, str], None]) -> None:
        """Save the selection, or all of the text."""
        window = self._window
        save(
            window.editor.typed.document,
            window.editor.selection(),
            begin_in(self._given.state.state.audio_folder, SOUNDS),
            window.files.title,
        )

    def _take_subtitles(self) -> None:
        """Subtitles are to be written beside every saved sound, or no longer."""
        self._window.saves.with_subtitles = self._actions["subtitles_too"].isChecked()

    def _text_folder(self) -> str:
        return begin_in(self._given.state.state.text_folder, TEXTS)

    def show_place(self) -> None:
        """Mark the sentence in which a stopped voice would go on."""
        speech = self._window.speech
        place = None if speech.is_active else speech.place
        span = None if place is None else sentence_at(self._window.editor.typed.text, place)
        self._window.mark.show_place(span if span and len(span) else None)

    def caret_to_sentence_start(self) -> None:
        editor = self._window.editor
        span: Span = sentence_at(editor.typed.text, editor.caret())
        editor.set_caret(span.start)

    def add_pronunciation(self, word: str = "") -> None:
        """Begin one for `word`, or for what is selected, or for the word at the caret."""
        editor = self._window.editor
        self._given.companions.add_pronunciation(self._window, word or editor.word_at(None))

    # -------------------------------------------------------------------------- settings

    def set_rate(self, rate: float) -> None:
        """A rate, in place of a time in which to say the text."""
        self._window.speech.fit_time.wish(None)
        self._change_voice(rate=rate)

    def set_pitch(self, pitch: float) -> None:
        self._change_voice(pitch=pitch)

    def set_voice(self, name: str) -> None:
        self._change_voice(name=name)

    def set_volume(self, volume: float) -> None:
        settings = self._given.settings.settings
        sound = replace(settings.sound, volume=min(max(round(volume, 2), 0.0), 1.0))
        self._given.settings.change(replace(settings, sound=sound))

    def step_rate(self, step: int) -> None:
        self.set_rate(stepped_rate(self._given.settings.settings.voice.rate, step))

    def step_volume(self, step: float) -> None:
        self.set_volume(self._given.settings.settings.sound.volume + step)

    def zoom(self, step: int) -> None:
        """Make the text a size larger, or smaller."""
        size = self._given.settings.settings.look.font_size
        size += step * (1 if size < 20 else 2)
        least, most = FONT_SIZE_RANGE
        self._change_look(font_size=min(max(size, least), most))

    def _change_look(self, **changes: object) -> None:
        settings = self._given.settings.settings
        look = replace(settings.look, **changes)  # type: ignore[arg-type]
        self._given.settings.change(replace(settings, look=look))

    def _change_voice(self, **changes: object) -> None:
        settings = self._given.settings.settings
        voice = replace(settings.voice, **changes)  # type: ignore[arg-type]
        self._given.settings.change(replace(settings, voice=voice))

    # ---------------------------------------------------------------------------- window

    def open_dropped(self, paths: Sequence[Path]) -> None:
        """Open the first of the dropped files; there is one text at a time."""
        self._window.files.open_path(paths[0])
        if len(paths) > 1:
            message = f"Only “{paths[0].name}” is opened: Lectern shows one text at a time."
            self._window.notify(Notice("dropped", message))

    def remember_file(self, path: Path) -> None:
        """The file `path` was opened or saved."""
        store = self._given.state
        store.change(replace(store.state.with_recent(str(path)), text_folder=str(path.parent)))

    def forget_file(self, path: Path) -> None:
        store = self._given.state
        store.change(store.state.without_recent(str(path)))

    def remember_audio_folder(self, folder: str) -> None:
        store = self._given.state
        store.change(replace(store.state, audio_folder=folder))

    def _find(self, step: Callable[[], None]) -> None:
        if self._window.find_bar.isVisible() and self._window.find_bar.line.text():
            step()
        else:
            self._window.find_bar.open_bar()

    def _toggle_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()
