"""What nothing can beat: a bare QMainWindow with an empty QTableView. It tells when it has painted, as the desk does."""

import os
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

SIZE = 1280, 800


class FirstPaint(QTableView):
    """Tells the moment of its first painting; then leaves, or stays to be measured."""

    told = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and tell it once."""
        super().paintEvent(event)
        if self.told:
            return
        self.told = True
        print(f"first-row {time.monotonic_ns()}", file=sys.stderr, flush=True)
        if os.environ.get("CLOVERDESK_BENCH_FIRST_ROW") == "1":
            QTimer.singleShot(0, QApplication.quit)


def main() -> int:
    """Show the window until it is closed."""
    app = QApplication(sys.argv)
    window = QMainWindow()
    window.setCentralWidget(FirstPaint())
    window.resize(*SIZE)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
