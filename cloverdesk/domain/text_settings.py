"""English texts of the settings area: plain messages, and failures as (title, message, advice)."""

MESSAGES: dict[str, str] = {}

FAILURES: dict[str, tuple[str, str, str]] = {
    "settings.unwritable": (
        "The data directory cannot be written",
        "“{path}” cannot be written: {why}. Nothing was changed.",
        "Make it writable for you, or choose another place with --data-dir or CLOVERDESK_DATA_DIR.",
    ),
    "settings.newer": (
        "Written by a newer CloverDesk",
        "“{path}” was written by a newer CloverDesk. It was left as it is.",
        "Install that newer CloverDesk.",
    ),
    "profiles.damaged": (
        "The list of profiles is damaged",
        "“{path}” cannot be read. It was left as it is, and so were the databases.",
        "Put it right, or bring it back from a backup; or move it away and add the profiles again under their old names.",
    ),
    "profiles.unknown": (
        "No such profile",
        "There is no profile “{name}”. There are: {known}.",
        "Choose one of these, or add it with “cloverdesk profile add”.",
    ),
    "profiles.exists": (
        "The profile is there already",
        "There is a profile “{name}” already. It was not changed.",
        "Choose another name (capitals do not count), or remove that one first.",
    ),
    "profiles.of_another_store": (
        "The name belongs to another store",
        "“{name}” was the name of another store, whose journal is in {folder}. Nothing was added, and it was not changed.",
        "Choose another name: money operations of one store must never be looked up in another.",
    ),
    "profiles.built_in": (
        "The demo store is built in",
        "The profile “{name}” comes with CloverDesk: it cannot be added or removed.",
        "Choose another name.",
    ),
    "profiles.name_invalid": (
        "Not a name for a profile",
        "“{name}” cannot be the name of a profile.",
        "Use 1 to 41 letters, digits, spaces, “_”, “.” and “-”, beginning and ending with a letter or digit.",
    ),
    "profiles.field_invalid": (
        "Something of the profile is not right",
        "“{text}” cannot be the {field} of a profile. Nothing was added.",
        "Check it and try again.",
    ),
    "profiles.url_invalid": (
        "Not an address for a profile",
        "“{url}” cannot be the address of a server. Nothing was added.",
        "Use https://host, or http:// for this very computer (127.0.0.1), without user, password or “?”.",
    ),
    "profiles.url_is_clovers": (
        "That is Clover itself",
        "“{url}” is one of Clover's own addresses, and a custom profile is not for Clover's own. Nothing was added.",
        "Add it with --environment live or --environment sandbox, and without an address.",
    ),
    "profiles.not_chosen": (
        "Which profile?",
        "There are several profiles: {names}. Nothing was done.",
        "Name one with --profile.",
    ),
    "profiles.no_tokens": (
        "Not signed in",
        "No API token is kept for the profile “{profile}”. Nothing was sent.",
        "Remove the profile and add it again with its token; its journal is kept.",
    ),
    "profiles.no_sign_in": (
        "Signing in is not set up",
        (
            "CloverDesk comes with no Clover app of its own, and none is set for {environment}, so there is no sign-in"
            " through the browser. Nothing was added or changed."
        ),
        (
            "Name the app with --client-id and --redirect, or add the profile with its tokens:"
            " “cloverdesk profile add … --token-stdin”."
        ),
    ),
    "options.out_of_range": (
        "An option is not right",
        "In “{path}”, “{name}” must be a whole number from {least} to {most}. The store was not opened.",
        "Put it right, or delete that line to have the usual value.",
    ),
    "options.not_one_of": (
        "An option is not right",
        "In “{path}”, “{name}” must be one of: {words}. The store was not opened.",
        "Put it right, or delete that line to have the usual value.",
    ),
    "options.not_usable": (
        "An option is not right",
        "In “{path}”, what “{name}” says cannot be used. The store was not opened.",
        "Put it right, or delete that line to have the usual value.",
    ),
    "options.no_file": (
        "An option is not right",
        "In “{path}”, “{name}” must be the whole path of a file, from the root on. The store was not opened.",
        "Put it right, or delete that line to do without.",
    ),
    "options.no_ip_address": (
        "An option is not right",
        "In “{path}”, “{name}” must be an IP address, like 203.0.113.7. The store was not opened.",
        "Put it right, or delete that line: then nothing is sent in its place.",
    ),
    "options.damaged": (
        "The options are damaged",
        "“{path}” cannot be read. The store was not opened, and the file was left as it is.",
        "Put it right, or delete it to have the usual options.",
    ),
    "key.not_in_keyring": (
        "The key is not there",
        (
            "The key of the profile “{profile}” should be in the system keyring, and is not. No new key was made: the"
            " databases in “{folder}” would stay closed for good."
        ),
        (
            "Sign in as the user who added the profile, on the computer where that was done; or bring the keyring and"
            " that folder back from a backup together."
        ),
    ),
    "key.not_in_vault": (
        "The key is not there",
        (
            "The key of the profile “{profile}” should be in the vault, and is not. No new key was made: the databases"
            " in “{folder}” would stay closed for good."
        ),
        "Bring the whole data directory back from a backup, the vault included.",
    ),
    "key.keyring_absent": (
        "No system keyring here",
        "The key of this profile is in the system keyring, and there is no keyring in this session. Nothing was opened.",
        "Sign in to the desktop session that has the keyring, and try again there.",
    ),
    "key.keyring_locked": (
        "The system keyring is locked",
        "The key of this profile is in the system keyring, which is locked. Nothing was opened.",
        "Unlock the keyring, then try again.",
    ),
    "key.keyring_failed": (
        "The system keyring does not work",
        "The system keyring refused a secret: {why}. Nothing was opened.",
        "Check the keyring of this session, then try again.",
    ),
    "key.no_passphrase": (
        "A passphrase is needed",
        (
            "Where no system keyring is open, keys and tokens live in a vault that a passphrase opens, and none was given."
            " Nothing was opened."
        ),
        "Set CLOVERDESK_PASSPHRASE, or type the passphrase in the window.",
    ),
    "key.wrong_passphrase": (
        "Wrong passphrase",
        "The vault does not open with this passphrase. Nothing was changed.",
        "Check CLOVERDESK_PASSPHRASE, or type the passphrase again.",
    ),
    "key.sign_in_busy": (
        "The sign-in is being renewed",
        "Another CloverDesk is renewing the sign-in of “{profile}”, and does not come to an end. Nothing was sent.",
        "Try again. If it stays so, end the other CloverDesk first.",
    ),
    "key.vault_damaged": (
        "The vault is damaged",
        "The vault in “{path}” is not as CloverDesk wrote it. It was left as it is.",
        "Bring that folder back from a backup.",
    ),
}
