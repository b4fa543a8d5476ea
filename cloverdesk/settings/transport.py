"""What options about the line to Clover have to be."""

from ipaddress import ip_address
from pathlib import Path


def is_whole_path(text: str) -> bool:
    """Whether this names a file wherever the program is started. Whether it is there shows when it is needed."""
    return "\0" not in text and Path(text).is_absolute()


def is_ip_address(text: str) -> bool:
    """Whether this is an IP address and nothing else."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return "%" not in text
