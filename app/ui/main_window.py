"""The window: its parts made and joined, nothing else.

Each part is a file of its own and knows only what it is given. Building the window starts nothing
and reads nothing; `start` begins, once it is on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.kiosk.history import HistoryFile
from app.pronunciations import PronunciationStore
from app.settings import Settings, SettingsStore
from app.ui.actions import Actions
from app.ui.awake import Awake
from app.ui.background import Background
from app.ui.bridge import Bridge
from app.ui.commands import Commands
from app.ui.dialogs import Dialogs
from app.ui.document_manner import DocumentManner
from app.ui.editor import Editor, dropped_files
from app.ui.engine_settings import EngineSettings
from app.ui.error_dialog import ErrorDialog
from app.ui.find_bar import FindBar
from app.ui.icons import app_icon
from app.ui.length_watch import LengthWatch
from app.ui.markup_marks import NOTICE_KEY, Markup, MarkupMarks
from app.ui.menus import Menus
from app.ui.notice_bar import NoticeBar, Offer
from app.ui.reading_view import ReadingView
from app.ui.regions import Regions
from app.ui.save_audio import SaveAudio, show_in_folder
from app.ui.shaping_controller import ShapingController
from app.ui.shaping_marks import ShapingMarks
from app.ui.speech_controller import SpeechController
from app.ui.text_files import TextFiles
from app.ui.theme import Appearance, text_font
from app.ui.tokens import SPACE_L, SPACE_S, sentence_band
from app.ui.transport import Transport
from app.ui.transport_link import TransportLink
from app.ui.views import Views
from app.ui.voice_mark import VoiceMark
from app.ui.window_geometry import restore_geometry, saved_geometry
from app.ui.window_session import WindowSession
from app.values import DeviceLost, Notice, Span, VoiceInfo, VoiceReady
from app.window_state import WindowStateStore

LEAST_SIZE = (480, 360)
FIRST_SIZE = (960, 720)


@dataclass(frozen=True)
class Companions:
    """The other windows: each call shows one, in front of the window it is given."""

    settings: Callable[[QWidget], None]
    voices: Callable[[QWidget], None]
    about: Callable[[QWidget], None]
    pronunciations: Callable[[QWidget], None]
    add_pronunciation: Callable[[QWidget, str], None]
    board: Callable[[QWidget], None]
    edit_boards: Callable[[QWidget], None]


@dataclass(frozen=True)
class Surroundings:
    """What the window is given to work with.

    `voices` lists the voices that are there now; `read_markup` finds the tags in a text, in any
    thread; `said` keeps what was said in the talk view; `autosave` and `log` are a file and a
    folder.
    """

    bridge: Bridge
    settings: SettingsStore
    pronunciations: PronunciationStore
    state: WindowStateStore
    appearance: Appearance
    voices: Callable[[], Sequence[VoiceInfo]]
    read_markup: Callable[[str], Markup]
    companions: Companions
    awake: Awake
    said: HistoryFile
    autosave: Path
    log: Path


class MainWindow(QMainWindow):
    """Lectern's window. `show`, then `start`; closing it ends the engine and keeps the text."""

    def __init__(self, given: Surroundings, dialogs: Dialogs | None = None) -> None:
        super().__init__()
        self._given = given
        self._dialogs = dialogs or Dialogs(self)
        self._started = self._ending = False
        self.kiosk_wished = False
        self._background = Background(self)
        self.setWindowIcon(app_icon())
        self.setWindowTitle("Lectern")
        self.actions_ = Actions(self)
        self.editor = Editor()
        self.notices = NoticeBar()
        self.find_bar = FindBar(self.editor, self.actions_)
        self.mark = VoiceMark(self.editor, self)
        self.markup = MarkupMarks(self.editor, given.read_markup)
        self._speaks_the_text = False
        self.reading: ReadingView | None = None
        self.speech = SpeechController(given.bridge, self.editor, self)
        self.transport = Transport(self.actions_, given.voices, self.speech.fit_time)
        self.manner = DocumentManner(given.settings, given.voices, self)
        self.files = TextFiles(
            self.editor,
            self._dialogs,
            self._background,
            self,
            folder=lambda: given.state.state.text_folder,
            manner=self.manner.now,
        )
        self.saves = SaveAudio(given.bridge, self._dialogs, self.speech.fit_time, self)
        self.lengths = LengthWatch(given.bridge, self.editor, self)
        self.link = TransportLink(
            self.transport, self.speech, given.bridge.engine, self.lengths, self
        )
        self.session = WindowSession(
            given.autosave, self.editor, self.files, self.speech, self._background, self
        )
        self.shaping = ShapingController(given.bridge, self.editor, self.speech, self.mark, self)
        self.shaping_marks = ShapingMarks(self.editor)
        self.errors = ErrorDialog(self.open_log_folder, self)
        self._engine_settings = EngineSettings(
            given.settings,
            given.pronunciations,
            given.bridge.engine,
            given.voices,
            self._renew,
        )
        self.views = Views(self, given, self._dialogs, self._background)
        self._lay_out()
        self.menus = Menus(self, self.actions_, self._recent_files, self.files.open_path)
        self.commands = Commands(self, given, self.actions_)
        self._join()
        self._unsubscribe = given.settings.subscribe(self._on_settings_changed)
        self._show_settings(given.settings.settings)
        self.resize(*FIRST_SIZE)
        self.setMinimumSize(*LEAST_SIZE)
        restore_geometry(self, given.state.state)
        self._show_title()

    # -------------------------------------------------------------------------- building

    def _lay_out(self) -> None:
        notice_row = QHBoxLayout()
        notice_row.setContentsMargins(SPACE_L, 0, SPACE_L, 0)
        notice_row.addWidget(self.notices)
        self._notice_area = QWidget()
        self._notice_area.setLayout(notice_row)
        self._notice_area.setObjectName("surface")
        notice_row.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_S)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notice_area)
        column.addWidget(self.find_bar)
        column.addWidget(self.editor, 1)
        column.addWidget(self.shaping.panel)
        column.addWidget(self.saves.area)
        column.addWidget(self.transport)
        self.setCentralWidget(centre)
        self._notice_area.hide()
        self.regions = Regions(
            [
                (self.editor, self.editor),
                (self.shaping.panel, self.shaping.panel.view),
                (self.transport, self.transport.speak),
                (self._notice_area, self.notices.dismiss),
                (self.find_bar, self.find_bar.line),
            ]
        )
        self.setAcceptDrops(True)
        self.editor.setFocus()

    def _join(self) -> None:
        bridge, speech, editor = self._given.bridge, self.speech, self.editor
        speech.sentence_changed.connect(self.mark.show_sentence)
        speech.word_changed.connect(self.mark.show_word)
        speech.changed.connect(self._on_speech_changed)
        speech.noticed.connect(self.notify)
        self.lengths.changed.connect(self._on_lengths_changed)
        bridge.noticed.connect(self.notify)
        bridge.voice_failed.connect(self._on_voice_failed)
        bridge.voice_became_ready.connect(self._on_voice_became_ready)
        bridge.device_lost.connect(self._on_device_lost)
        editor.files_dropped.connect(self.commands.open_dropped)
        editor.speak_from_wished.connect(speech.speak_from)
        editor.shaping_wished.connect(self.commands.shaping.show_at)
        editor.pronunciation_wished.connect(self.commands.add_pronunciation)
        editor.zoom_wished.connect(self.commands.zoom)
        self.markup.noticed.connect(self._on_markup_noticed)
        self.markup.mended.connect(lambda: self.notices.remove(NOTICE_KEY))
        self.find_bar.closed.connect(editor.setFocus)
        self.notices.emptied.connect(self._on_notices_emptied)
        self.files.title_changed.connect(self._show_title)
        self.files.noticed.connect(self.notify)
        self.files.opened.connect(self.commands.remember_file)
        self.files.document_opened.connect(self.manner.take_over)
        self.manner.noticed.connect(self.notify)
        self.files.saved.connect(self.commands.remember_file)
        self.files.missing.connect(self.commands.forget_file)
        self.saves.noticed.connect(self._on_save_noticed)
        self.saves.folder_used.connect(self.commands.remember_audio_folder)
        self.saves.changed.connect(self._keep_awake)
        self.session.noticed.connect(lambda notice: self.notify(notice, "warning"))
        self._given.appearance.changed.connect(self._show_look)

    def start(self) -> None:
        """Bring back the text and start the voice; call it when the window is shown."""
        if not self._started:
            self._started = True
            self._engine_settings.start()
            self._given.bridge.start()
            self.session.start()

    # --------------------------------------------------------------------------- showing

    def notify(self, notice: Notice, kind: str = "info", offer: Offer | None = None) -> None:
        """Show a notice above the text."""
        self.notices.show_notice(notice, kind, offer)
        self._notice_area.setVisible(True)
        if self.reading is not None and self.reading.isVisible():
            self.reading.notify(notice, kind, offer)

    def open_reading_view(self) -> None:
        """Show the text in large type; the view is made when it is first wanted."""
        if self.reading is None:
            self.reading = ReadingView(
                self.editor, self.speech, self.markup, self.actions_, self._given.state, self
            )
            self.reading.closed.connect(self.activateWindow)
            self._show_look()
        self.reading.open()

    def _on_notices_emptied(self, had_focus: bool) -> None:
        self._notice_area.hide()
        if had_focus:
            self.editor.setFocus()

    def _show_title(self) -> None:
        named = self.files.path is not None
        self.setWindowTitle(f"{self.files.title}[*] – Lectern")
        self.setWindowModified(named and self.files.has_changes)

    def _on_settings_changed(self, new: Settings, old: Settings) -> None:
        if new.look != old.look:
            self._given.appearance.set_look(new.look)
        self._show_settings(new)

    def _show_settings(self, settings: Settings) -> None:
        voice = settings.voice
        self.transport.show_settings(voice.rate, voice.pitch, settings.sound.volume)
        self.actions_.set_keys(settings.keys)
        self.transport.refresh_tips()
        self.editor.speak_key = self.actions_.key("speak")
        self._show_look()

    def _show_look(self) -> None:
        look, appearance = self._given.settings.settings.look, self._given.appearance
        self.editor.set_look(text_font(look), look.line_spacing)
        colours = appearance.colours
        self.mark.set_colours(sentence_band(colours, look.highlight), colours.word)
        self.mark.animated = appearance.animated
        if self.reading is not None:
            self.reading.set_look(look, colours, animated=appearance.animated)
        self.views.show_look()
        self.markup.set_colours(colours)
        self.shaping.set_look(colours, animated=appearance.animated)
        self.shaping_marks.set_colours(colours)
        self.find_bar.set_colours(colours)

    def _renew(self) -> None:
        """The voice, or the way in which it speaks, is another."""
        self.lengths.renew()
        self.shaping.renew()

    def _on_lengths_changed(self) -> None:
        found = self.lengths.part or self.lengths.whole
        rate = self._given.settings.settings.voice.rate
        natural = found.seconds * rate if found is not None and found.exact else None
        self.speech.fit_time.show_natural(natural)

    def _on_speech_changed(self) -> None:
        self._keep_awake()
        self.commands.show_place()
        speaks = self.speech.is_active and self.speech.progress().own
        if speaks and not self._speaks_the_text:
            self.markup.tell()
        self._speaks_the_text = speaks

    def _on_markup_noticed(self, notice: Notice, span: Span) -> None:
        offer = Offer("Show", lambda: self.editor.reveal(span, select=True))
        self.notify(notice, "warning", offer)

    def _keep_awake(self) -> None:
        self._given.awake.set_needed(self.link.is_sounding or self.saves.running > 0)

    def _on_voice_failed(self) -> None:
        failure = self.speech.failure
        if failure is not None:
            offer = Offer("Voices…", lambda: self._given.companions.voices(self))
            self.notify(Notice("voice", failure.message, failure.hint), "error", offer)

    def _on_voice_became_ready(self, event: VoiceReady) -> None:
        self.notices.remove("voice")
        self.transport.show_voice(event.voice.folder.name, event.voice.title or event.voice.name)

    def _on_device_lost(self, event: DeviceLost) -> None:
        lost = f"The sound device “{event.device}” went away."
        hint = f"“{event.fallback}” plays on." if event.fallback else "Choose another to go on."
        offer = Offer("Settings…", lambda: self._given.companions.settings(self))
        self.notify(Notice("device", lost, hint), "warning", offer)

    def _on_save_noticed(self, notice: Notice, kind: str, path: Path | None) -> None:
        offer = Offer("Show in folder", lambda: show_in_folder(path)) if path else None
        self.notify(notice, kind, offer)

    def _recent_files(self) -> tuple[str, ...]:
        return self._given.state.state.recent_files

    def open_log_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._given.log)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.shaping.fit(event.size().height())

    # ----------------------------------------------------------------- drops and closing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.commands.open_dropped(dropped_files(event.mimeData()))

    def end(self) -> None:
        """Close without a question: the system, not the user, wants it."""
        self._ending = True
        self.close()

    def leave_for_kiosk(self) -> None:
        """Close, so that the kiosk can take the window's place."""
        self.kiosk_wished = True
        self.kiosk_wished = self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        asks = self.saves.running and not self._ending
        if asks and not self._dialogs.may_end_saves(self.saves.running):
            event.ignore()
            return
        # Gone from the screen at once; what has to end, ends behind the scenes.
        self._given.state.change(saved_geometry(self, self._given.state.state))
        if self.reading is not None:
            self.reading.close()
        self.views.close()
        self.hide()
        self.session.close()
        self.markup.close()
        self.shaping.close()
        self.shaping_marks.close()
        self.saves.cancel_all()
        self._unsubscribe()
        self._engine_settings.close()
        self.link.close()
        self.lengths.close()
        self._given.awake.close()
        self._given.bridge.close()
        self._background.close()
        event.accept()
