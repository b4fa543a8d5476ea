"""What can stand in the way of a database, said so that a person can do something about it."""

from cloverdesk.domain.errors import DeskError, ExitCode, FailureKind


class StorageError(DeskError):
    """Base: a database that cannot be used as it should. Whatever was committed before is still there."""

    exit_code = ExitCode.DAMAGED
    kind = FailureKind.ENVIRONMENT


class DataDamaged(StorageError):
    """A database is damaged, is none, or belongs to another key: the engine cannot tell these apart. Params: path."""

    code = "storage.damaged"


class DataNewer(StorageError):
    """A newer program wrote the database; it is left alone. Params: path, found, known (schema versions)."""

    code = "storage.newer"


class DataUnwritable(StorageError):
    """The file, its folder or the disk does not take what is written. Params: path, why."""

    code = "storage.unwritable"


class DataBusy(StorageError):
    """Another program held the database for longer than anybody should. Params: path."""

    code = "storage.busy"
