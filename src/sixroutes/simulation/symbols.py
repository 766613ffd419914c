"""Classes for the numbers of technological fields."""

import numpy as np

_LETTERS = np.array(list("ABCDEFGH"))
_SUBCLASS = np.array(list("ABCDEFGHJKLMNPQRSTUVWXYZ"))


def symbol(number):
    """The subclass (first four characters) of a field.

    >>> symbol(0), symbol(9)
    ('A01A', 'B02A')
    """
    return f"{_LETTERS[number % 8]}{number // 8 % 99 + 1:02d}{_SUBCLASS[number // 792 % len(_SUBCLASS)]}"


def symbols(numbers):
    """The same with a group behind it, for many fields at once."""
    distinct, place = np.unique(numbers, return_inverse=True)
    return np.array([f"{symbol(int(number))}1/00" for number in distinct], dtype=object)[place]
