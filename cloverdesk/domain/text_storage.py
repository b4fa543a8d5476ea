"""English texts of the storage area: plain messages, and failures as (title, message, advice)."""

MESSAGES: dict[str, str] = {
    "cache.rebuilt_damaged": (
        "The local copy of this store was damaged and is being read again from Clover. Nothing was lost."
        " The damaged file is kept as “{file}”."
    ),
    "cache.rebuilt_newer": (
        "The local copy of this store came from a newer CloverDesk and is being read again from Clover. Nothing was lost."
        " The newer file is kept as “{file}”."
    ),
}

FAILURES: dict[str, tuple[str, str, str]] = {
    "storage.damaged": (
        "A data file is damaged",
        "“{path}” is damaged, or cannot be opened with this store's key. It was left as it is.",
        "Start CloverDesk again. If that does not help, bring the file back from a backup.",
    ),
    "storage.newer": (
        "Written by a newer CloverDesk",
        "“{path}” has version {found}; this CloverDesk knows versions up to {known}. It was left as it is.",
        "Install the newer CloverDesk again.",
    ),
    "storage.unwritable": (
        "A data file cannot be written",
        "“{path}” cannot be used: {why}. What was saved before is still there.",
        "Make room on the disk, make the file and its folder writable for you, then try again.",
    ),
    "storage.busy": (
        "A data file is busy",
        "Another program holds “{path}”. What was to be saved was not; what was saved before is still there.",
        "Close other CloverDesk windows and commands on this store, then try again.",
    ),
}
