"""Colours, sizes and type of the window as values: the only place that holds a colour or a measure."""

from enum import Enum, StrEnum
from typing import Final, NamedTuple


class Token(StrEnum):
    """Names of colours; each is a field of `Tokens`."""

    WINDOW = "window"
    SURFACE = "surface"
    SUBTLE = "subtle"
    SELECTED = "selected"
    BORDER = "border"
    STRONG = "strong"
    TEXT = "text"
    SECOND = "second"
    MUTED = "muted"
    ACCENT = "accent"
    ACCENT_HOVER = "accent_hover"
    ACCENT_DOWN = "accent_down"
    ON_ACCENT = "on_accent"
    FOCUS = "focus"
    MARK = "mark"
    OK = "ok"
    OK_GROUND = "ok_ground"
    INFO = "info"
    INFO_GROUND = "info_ground"
    WARN = "warn"
    WARN_GROUND = "warn_ground"
    BAD = "bad"
    BAD_GROUND = "bad_ground"
    NEUTRAL = "neutral"
    NEUTRAL_GROUND = "neutral_ground"
    VIOLET = "violet"
    VIOLET_GROUND = "violet_ground"
    SCRIM = "scrim"


class Tone(Enum):
    """What a state means to a person; pills, banners, dots and toasts take one."""

    OK = "ok"
    INFO = "info"
    WARN = "warn"
    BAD = "bad"
    NEUTRAL = "neutral"
    VIOLET = "violet"

    @property
    def ink(self) -> Token:
        """The colour of words and icons in this tone."""
        return Token(self.value)

    @property
    def ground(self) -> Token:
        """The colour behind them."""
        return Token(f"{self.value}_ground")


class Type(Enum):
    """Roles of text: pixel size, line height and weight at 100 % text size."""

    KEY = (11, 14, 500)
    SMALL = (12, 16, 400)
    SMALL_MEDIUM = (12, 16, 500)
    SMALL_STRONG = (12, 16, 600)
    BODY = (13, 20, 400)
    BODY_MEDIUM = (13, 20, 500)
    BODY_STRONG = (13, 20, 600)
    HEADING = (15, 22, 600)
    TITLE = (17, 24, 600)
    PAGE = (20, 28, 600)
    AMOUNT = (28, 36, 700)
    BALANCE = (44, 56, 700)

    @property
    def size(self) -> int:
        """Font size in pixels."""
        return self.value[0]

    @property
    def line(self) -> int:
        """Line height in pixels."""
        return self.value[1]

    @property
    def weight(self) -> int:
        """Weight from 100 to 900."""
        return self.value[2]


class Size:
    """Heights and widths in pixels at 100 % text size."""

    TOP_BAR: Final = 48
    TABS: Final = 40
    FILTER_BAR: Final = 48
    HEAD: Final = 32
    ROW_COMPACT: Final = 32
    ROW: Final = 36
    ROW_COMFORTABLE: Final = 44
    STATUS_BAR: Final = 28
    PANE: Final = 400
    PANE_MIN: Final = 320
    PANE_FOLDS_UNDER: Final = 1100
    DIALOG: Final = 600
    FIELD: Final = 34
    BUTTON: Final = 32
    CHIP: Final = 26
    PILL: Final = 22
    SEARCH: Final = 460
    ICON_SMALL: Final = 14
    ICON: Final = 16
    ICON_MEDIUM: Final = 18
    ICON_LARGE: Final = 20
    FRAME: Final = 3


class Space:
    """Distances in steps of four pixels."""

    XS: Final = 4
    S: Final = 8
    M: Final = 12
    L: Final = 16
    XL: Final = 24
    XXL: Final = 40


class Radius:
    """Rounding of corners in pixels; FULL stands for half the height."""

    KEY: Final = 4
    CONTROL: Final = 8
    CARD: Final = 10
    DIALOG: Final = 14
    FULL: Final = 999


class Tokens(NamedTuple):
    """The colours of one scheme, as `#RRGGBB` (or `#AARRGGBB` where what is behind shows through)."""

    window: str
    surface: str
    subtle: str
    selected: str
    border: str
    strong: str
    text: str
    second: str
    muted: str
    accent: str
    accent_hover: str
    accent_down: str
    on_accent: str
    focus: str
    mark: str
    ok: str
    ok_ground: str
    info: str
    info_ground: str
    warn: str
    warn_ground: str
    bad: str
    bad_ground: str
    neutral: str
    neutral_ground: str
    violet: str
    violet_ground: str
    scrim: str

    def of(self, token: Token) -> str:
        """The colour named `token`."""
        return str(getattr(self, token.value))


LIGHT = Tokens(
    window="#F5F6F4",
    surface="#FFFFFF",
    subtle="#EDEFEB",
    selected="#E1F0E5",
    border="#DFE3DC",
    strong="#C4CABF",
    text="#1A1E19",
    second="#4E564C",
    muted="#666E63",
    accent="#1C7A3F",
    accent_hover="#186B37",
    accent_down="#145B2F",
    on_accent="#FFFFFF",
    focus="#1F6FEB",
    mark="#2F6B4A",
    ok="#1B6535",
    ok_ground="#E0F2E5",
    info="#0B57A4",
    info_ground="#E4EFFB",
    warn="#7A5200",
    warn_ground="#FDF0D0",
    bad="#9B1C16",
    bad_ground="#FBE5E3",
    neutral="#474F45",
    neutral_ground="#EBEEE9",
    violet="#5B3FA0",
    violet_ground="#EEE9FA",
    scrim="#2E1A1E19",
)

DARK = Tokens(
    window="#111411",
    surface="#181C18",
    subtle="#212621",
    selected="#1D3A28",
    border="#2A302A",
    strong="#444C43",
    text="#ECF0EB",
    second="#B6BFB4",
    muted="#929C90",
    accent="#57C17B",
    accent_hover="#6BCD8C",
    accent_down="#48AE6B",
    on_accent="#062110",
    focus="#6CA8FF",
    mark="#57C17B",
    ok="#7FD79B",
    ok_ground="#163322",
    info="#8CC0FF",
    info_ground="#14293F",
    warn="#F2C661",
    warn_ground="#3A2F12",
    bad="#FFA69E",
    bad_ground="#431C19",
    neutral="#C3CBC1",
    neutral_ground="#2A302A",
    violet="#C3AEFF",
    violet_ground="#2A2240",
    scrim="#80000000",
)
