"""A window above all others that offers a file to whoever it is dragged to; says what came of it.

python drag_source.py X Y
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


class Source(QWidget):
    def mousePressEvent(self, event: QMouseEvent) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(Path(__file__)))])
        data.setText(str(Path(__file__)))
        drag = QDrag(self)
        drag.setMimeData(data)
        print(drag.exec(Qt.DropAction.CopyAction).name, flush=True)


def main() -> None:
    app = QApplication([])
    window = Source(None, Qt.WindowType.X11BypassWindowManagerHint)
    window.setGeometry(int(sys.argv[1]), int(sys.argv[2]), 60, 60)
    window.show()
    above = QTimer()
    above.timeout.connect(window.raise_)
    above.start(50)
    print("shown", flush=True)
    app.exec()


if __name__ == "__main__":
    main()
