"""Put a new folder in the place of an old one at once, where the system can."""

import ctypes
import errno
import os
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths are relative to the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS
_UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(new: Path, old: Path, spare: Path) -> None:
    """Give two folders each other's place, so that no reader and no crash finds neither.

    Where system or file system cannot do that, the old folder goes to ``spare`` first, for the blink of an eye.

    Raises:
        OSError: they cannot be moved.
    """
    if not _swap(os.fsencode(new), os.fsencode(old)):
        old.rename(spare)
        new.rename(old)


def _swap(first: bytes, second: bytes) -> bool:
    library = ctypes.CDLL(None, use_errno=True) if sys.platform != "win32" else None
    if linux := getattr(library, "renameat2", None):
        done = linux(_HERE, first, _HERE, second, _EXCHANGE)
    elif macos := getattr(library, "renamex_np", None):
        done = macos(first, second, _EXCHANGE)
    else:
        return False
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNABLE:
        return False
    raise OSError(code, os.strerror(code))
