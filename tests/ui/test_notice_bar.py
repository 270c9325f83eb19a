"""Notices: shown, announced, replaced and closed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui import announce as announce_module
from app.ui.announce import announce
from app.ui.notice_bar import NoticeBar, Offer
from app.values import Notice
from tests.ui.window_harness import TWO, Desk

ONE = Notice("one", "The first.", "Do this.")
OTHER = Notice("other", "The second.")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def bar(qtbot: QtBot, said: list[str]) -> Iterator[NoticeBar]:
    made = NoticeBar(lambda widget, message, urgent: said.append(message))
    qtbot.addWidget(made)
    yield made


def test_hidden_until_there_is_one_and_announced_with_its_hint(
    bar: NoticeBar, said: list[str]
) -> None:
    assert bar.isHidden()
    bar.show_notice(ONE)
    assert not bar.isHidden()
    assert bar.label.text() == "The first. Do this."
    assert said == ["The first. Do this."]


def test_closing_uncovers_the_one_before(bar: NoticeBar) -> None:
    bar.show_notice(ONE)
    bar.show_notice(OTHER, "error")
    assert bar.property("kind") == "error"
    bar.dismiss.click()
    assert bar.label.text() == "The first. Do this."
    assert bar.property("kind") == "info"
    bar.dismiss.click()
    assert bar.isHidden()


def test_the_same_key_replaces(bar: NoticeBar) -> None:
    bar.show_notice(ONE)
    bar.show_notice(OTHER)
    again = Notice("one", "The first, again.")
    bar.show_notice(again)
    assert bar.notices == (OTHER, again)


def test_an_offer_is_done_and_the_notice_goes(bar: NoticeBar) -> None:
    done: list[str] = []
    bar.show_notice(ONE, offer=Offer("Do it", lambda: done.append("it")))
    assert bar.offer.text() == "Do it"
    bar.offer.click()
    assert done == ["it"]
    assert bar.isHidden()
    bar.show_notice(OTHER)
    assert bar.offer.isHidden()


def test_a_text_that_looks_like_html_is_shown_as_it_is(bar: NoticeBar) -> None:
    bar.show_notice(Notice("x", "“<b>.txt” is not a text file."))
    assert "<b>" in bar.label.text()
    assert bar.label.textFormat().name == "PlainText"


def test_an_announcement_is_an_accessibility_event(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[tuple[type, str]] = []

    class Accessibility:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            events.append((type(event), event.message()))

    monkeypatch.setattr(announce_module, "QAccessible", Accessibility)
    widget = QWidget()
    qtbot.addWidget(widget)
    announce(widget, "Saved.")
    assert events == [(QAccessibleAnnouncementEvent, "Saved.")]


def test_the_start_and_end_of_speech_are_no_notices(desk: Desk) -> None:
    desk.type(TWO)
    desk.speak()
    desk.hear(0, 12)
    desk.finish(len(TWO))
    assert desk.notices == []


def test_the_engines_notices_are_shown(desk: Desk) -> None:
    with desk.qtbot.waitSignal(desk.bridge.noticed):
        desk.engine.tell(Notice("language", "This looks like French."))
    assert desk.notices == ["This looks like French."]
    assert desk.window.notices.isVisible()
    desk.window.notices.dismiss.click()
    assert not desk.window.notices.isVisible()


def test_closing_the_last_notice_by_keyboard_leads_back_to_the_text(desk: Desk) -> None:
    desk.window.notify(ONE)
    desk.window.notices.dismiss.setFocus()
    desk.window.notices.dismiss.click()
    assert desk.window.editor.hasFocus()
    assert desk.window.notices.parentWidget().isHidden()
