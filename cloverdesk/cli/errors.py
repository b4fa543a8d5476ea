"""How a command can end other than well, where no other layer has said it already."""

from cloverdesk.domain.errors import DeskError, ExitCode, FailureKind


class Bug(DeskError):
    """Something that we did not think of. Params: file (where the report is)."""

    code = "cli.bug"
    exit_code = ExitCode.BUG
    kind = FailureKind.BUG


class BugUnreported(DeskError):
    """Something that we did not think of, and the report cannot be written."""

    code = "cli.bug_unreported"
    exit_code = ExitCode.BUG
    kind = FailureKind.BUG


class Interrupted(DeskError):
    """Ctrl+C."""

    code = "cli.interrupted"
    exit_code = ExitCode.CANCELLED
    kind = FailureKind.CANCELLED


class NotAgreed(DeskError):
    """A person was asked and did not say yes. Nothing was written."""

    code = "cli.not_agreed"
    exit_code = ExitCode.CANCELLED
    kind = FailureKind.CANCELLED


class NobodyToAsk(DeskError):
    """Money would move, `--yes` is missing, and there is no terminal to ask at."""

    code = "cli.nobody_to_ask"
    exit_code = ExitCode.USAGE


class ResetUnasked(DeskError):
    """The demo store would be removed, `--yes` is missing, and there is no terminal to ask at."""

    code = "cli.reset_unasked"
    exit_code = ExitCode.USAGE


class ResetNotAgreed(DeskError):
    """A person was asked whether to remove the demo store and did not say yes."""

    code = "cli.reset_not_agreed"
    exit_code = ExitCode.CANCELLED
    kind = FailureKind.CANCELLED


class TokenUnreadable(DeskError):
    """Standard input holds no token, or something else as well. It is never shown."""

    code = "cli.token_unreadable"
    exit_code = ExitCode.USAGE


class GiftCardUnreadable(DeskError):
    """Standard input holds no gift card, or something else as well. It is never shown."""

    code = "cli.gift_card_unreadable"
    exit_code = ExitCode.USAGE


class PortUnusable(DeskError):
    """The demo store cannot listen there. Params: why."""

    code = "cli.port_unusable"
    exit_code = ExitCode.USAGE


class DemoRemote(DeskError):
    """The demo store was asked to listen beyond this computer. Params: host."""

    code = "cli.demo_remote"
    exit_code = ExitCode.USAGE


class DemoUnwritable(DeskError):
    """The demo store cannot use its file. Params: why."""

    code = "cli.demo_unwritable"
    exit_code = ExitCode.DAMAGED
    kind = FailureKind.ENVIRONMENT
