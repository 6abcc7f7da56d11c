"""What the processes of the tests run: results that take a while, and ways to fail."""

import os
import signal
import time

from povgraph.errors import SourceError


def square(number: int) -> int:
    time.sleep(0.02 * (number % 3))
    return number * number


def dies(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def exits(number: int) -> int:
    if number == 3:
        os._exit(4)
    return number


def refuses(number: int) -> int:
    if number == 5:
        raise SourceError("n.txt: no such file")
    return number


def stumbles(number: int) -> int:
    return 1 // (number - 2)


def large(_: bytes) -> bytes:
    return bytes(1 << 20)
