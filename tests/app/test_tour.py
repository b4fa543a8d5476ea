"""The tour tells the truth: it ends well only if every step was seen to happen."""

import pytest

from cloverdesk.app.tour import driver, guide
from cloverdesk.settings.paths import Paths

PNG = b"\x89PNG\r\n\x1a\n"


def test_every_step_leaves_its_picture(qapp, tmp_path) -> None:
    out = tmp_path / "tour"
    assert guide.run_tour(out, Paths(tmp_path / "data")) == 0
    pictures = sorted(out.iterdir())
    assert [path.name for path in pictures] == [
        "01-charges.png",
        "02-search.png",
        "03-chosen.png",
        "04-refund.png",
        "05-review.png",
        "06-held.png",
        "07-taken-back.png",
        "08-confirmed.png",
        "09-refunds.png",
        "10-partly-refunded.png",
    ]
    assert all(path.read_bytes().startswith(PNG) for path in pictures)


def test_a_step_that_does_not_happen_ends_the_tour(qapp, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(guide, "ORDERS", 0)  # a store without a charge: there is nothing to see
    monkeypatch.setattr(driver, "PATIENCE_SECONDS", 1.0)
    out = tmp_path / "tour"
    assert guide.run_tour(out, Paths(tmp_path / "data")) == 1
    assert "the first charges did not happen" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["01-stopped.png"]


def test_a_tour_leaves_other_files_alone(tmp_path, qapp, monkeypatch) -> None:
    monkeypatch.setattr(guide, "ORDERS", 0)
    monkeypatch.setattr(driver, "PATIENCE_SECONDS", 0.5)
    kept, old = tmp_path / "holiday.png", tmp_path / "01-charges.png"
    kept.write_bytes(PNG)
    old.write_bytes(PNG)
    guide.run_tour(tmp_path, None)
    assert kept.exists()
    assert not old.exists()


@pytest.fixture(autouse=True)
def _no_size_hints(request) -> None:
    request.applymarker(pytest.mark.qt_log_ignore("propagateSizeHints"))
