"""What a long transfer tells its user: a moving line on a terminal, one line per file elsewhere."""

import sys
import time

_EVERY = 0.5  # seconds between two states of the moving line


class Progress:
    """Lines on `stream` (standard error); on a terminal also one that moves while a file comes in."""

    def __init__(self, stream=None, clock=time.monotonic):
        self.stream, self.clock = stream or sys.stderr, clock
        self.live = self.stream.isatty()
        self._width = 0

    def say(self, line):
        """One line; it takes the place of the moving one."""
        print("\r" + line.ljust(self._width) if self._width else line, file=self.stream, flush=True)
        self._width = 0

    def begin(self, name):
        """A transfer of the file `name` starts."""
        self._name, self._first, self._since, self._shown = name, None, self.clock(), 0

    def move(self, done, total):
        """`done` of `total` bytes are here."""
        now = self.clock()
        self._first = done if self._first is None else self._first
        if not self.live or (now - self._shown < _EVERY and done < total):
            return
        speed = (done - self._first) / max(now - self._since, 0.001)
        line = f"{self._name}: {size(done)} of {size(total)}, {done / max(total, 1):.0%}, {size(speed)}/s"
        self.stream.write("\r" + line.ljust(self._width))
        self.stream.flush()
        self._width, self._shown = max(len(line), self._width), now


def size(count):
    """A number of bytes for people.

    >>> size(999), size(232_076_712), size(1_708_330_746)
    ('999 bytes', '232.1 MB', '1.7 GB')
    """
    for unit, bytes_each in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= bytes_each:
            return f"{count / bytes_each:.1f} {unit}"
    return f"{count:.0f} bytes"
