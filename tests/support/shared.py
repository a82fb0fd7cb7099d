"""What is made once in a run of the tests, whichever module or process wants it first."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path


def made_once(folder: Path, key: str, make: Callable[[Path], None]) -> Path:
    """Return a folder below ``folder`` which ``make`` has filled, now or before in any process.

    :param key: everything that what is made depends on and that differs within a run. The folder is new in each run,
        so that the code, the theme and the libraries, which stay the same for its length, need not be part of it.
    """
    target = folder / hashlib.sha256(key.encode()).hexdigest()[:16]
    done = target.with_suffix('.done')
    with target.with_suffix('.lock').open('w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(target, ignore_errors=True)  # of a build that failed
            target.mkdir()
            make(target)
            done.touch()
    return target
