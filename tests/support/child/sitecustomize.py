"""Python runs this at the start of every process that a test starts: they stay on this computer as well."""

from stay_here import stay_here

stay_here()
