"""What can stand in the way of paths, profiles, options and keys, said so that a person can do something about it."""

from cloverdesk.domain.errors import DeskError, ExitCode, FailureKind


class DataDirUnwritable(DeskError):
    """The data directory, or a file in it, cannot be made or written. Params: path, why."""

    code = "settings.unwritable"
    exit_code = ExitCode.DAMAGED
    kind = FailureKind.ENVIRONMENT


class SettingsNewer(DeskError):
    """A file was written by a newer program. Params: path."""

    code = "settings.newer"
    exit_code = ExitCode.DAMAGED
    kind = FailureKind.ENVIRONMENT


class ProfilesDamaged(DeskError):
    """The file of profiles cannot be read. It is left as it is. Params: path."""

    code = "profiles.damaged"
    exit_code = ExitCode.DAMAGED
    kind = FailureKind.ENVIRONMENT


class ProfileUnknown(DeskError):
    """Params: name, known."""

    code = "profiles.unknown"
    exit_code = ExitCode.NOT_FOUND


class ProfileExists(DeskError):
    """Params: name (of the one that is there)."""

    code = "profiles.exists"
    exit_code = ExitCode.USAGE


class ProfileOfAnotherStore(DeskError):
    """Databases of another store lie under the name of a profile to be added. Params: name, folder."""

    code = "profiles.of_another_store"
    exit_code = ExitCode.USAGE


class ProfileBuiltIn(DeskError):
    """The demo profile can be neither added nor removed. Params: name."""

    code = "profiles.built_in"
    exit_code = ExitCode.USAGE


class ProfileNameInvalid(DeskError):
    """Params: name."""

    code = "profiles.name_invalid"
    exit_code = ExitCode.USAGE


class ProfileFieldInvalid(DeskError):
    """A field of a profile has not the shape it needs. Params: field, text."""

    code = "profiles.field_invalid"
    exit_code = ExitCode.USAGE


class ProfileUrlInvalid(DeskError):
    """Params: url (without user, query and fragment)."""

    code = "profiles.url_invalid"
    exit_code = ExitCode.USAGE


class ProfileUrlIsClovers(DeskError):
    """One of Clover's own hosts, for a profile that is not on Clover's own. Params: url."""

    code = "profiles.url_is_clovers"
    exit_code = ExitCode.USAGE


class ProfileNotChosen(DeskError):
    """There are several profiles and none was named. Params: names."""

    code = "profiles.not_chosen"
    exit_code = ExitCode.USAGE


class OptionOutOfRange(DeskError):
    """An option is no whole number between its bounds. Params: path, name, least, most."""

    code = "options.out_of_range"
    exit_code = ExitCode.DAMAGED


class OptionNotOneOf(DeskError):
    """An option is none of its words. Params: path, name, words."""

    code = "options.not_one_of"
    exit_code = ExitCode.DAMAGED


class OptionNotUsable(DeskError):
    """An option that cannot be what its name says. Params: path, name."""

    code = "options.not_usable"
    exit_code = ExitCode.DAMAGED


class OptionNoFile(OptionNotUsable):
    """An option that has to be the whole path of a file. Params: path, name."""

    code = "options.no_file"


class OptionNoIpAddress(OptionNotUsable):
    """An option that has to be an IP address. Params: path, name."""

    code = "options.no_ip_address"


class OptionsDamaged(DeskError):
    """The file of options is no JSON object. Params: path."""

    code = "options.damaged"
    exit_code = ExitCode.DAMAGED
    kind = FailureKind.ENVIRONMENT


class KeyUnavailable(DeskError):
    """Base: the place that holds the secrets of a profile is closed, or does not hold what it should."""

    exit_code = ExitCode.NOT_PERMITTED
    kind = FailureKind.ENVIRONMENT


class KeyNotInKeyring(KeyUnavailable):
    """Databases are there, their key is not. Params: profile, folder."""

    code = "key.not_in_keyring"


class KeyNotInVault(KeyUnavailable):
    """Databases are there, their key is not. Params: profile, folder."""

    code = "key.not_in_vault"


class KeyringAbsent(KeyUnavailable):
    """A key lives in the system's keyring, and there is none here. No params."""

    code = "key.keyring_absent"


class KeyringLocked(KeyUnavailable):
    """The system's keyring is locked, and nobody opened it. No params."""

    code = "key.keyring_locked"


class KeyringFailed(KeyUnavailable):
    """The system's keyring did not take or give a secret. Params: why."""

    code = "key.keyring_failed"


class PassphraseMissing(KeyUnavailable):
    """Secrets are (or would be) in the vault, and no passphrase was given: asking for one helps. No params."""

    code = "key.no_passphrase"


class WrongPassphrase(KeyUnavailable):
    """The vault does not open with this passphrase: asking again helps. No params."""

    code = "key.wrong_passphrase"


class SignInBusy(KeyUnavailable):
    """Another program of this profile renews or changes the sign-in, and does not come to an end. Params: profile."""

    code = "key.sign_in_busy"


class VaultDamaged(DeskError):
    """The vault's files are not as they were written. Params: path."""

    code = "key.vault_damaged"
    exit_code = ExitCode.DAMAGED
    kind = FailureKind.ENVIRONMENT


class SignInNotOffered(DeskError):
    """Nobody said which Clover app to sign in to, so that only pasted tokens remain. Params: environment."""

    code = "profiles.no_sign_in"
    exit_code = ExitCode.USAGE


class TokensMissing(DeskError):
    """No API tokens are kept for a profile. Params: profile."""

    code = "profiles.no_tokens"
    exit_code = ExitCode.NOT_PERMITTED
