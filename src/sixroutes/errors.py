"""The one error that a user of sixroutes is meant to read."""


_LONG = 1000


class InputError(ValueError):
    """Something given to sixroutes cannot be used; says where, what was expected, and how to mend it.

    Parameters
    ----------
    problem : what is wrong, in one clause.
    file, row, column : where, as far as it is known; ``row`` is the line number that an editor shows.
    expected : what would have been right.
    remedy : what to do about it.

    >>> print(InputError("unknown cluster 'qingdo'", file="firms.csv", row=4, column="cluster_id",
    ...                  remedy="did you mean 'qingdao_appliances'?"))
    firms.csv, row 4, column cluster_id: unknown cluster 'qingdo'. To mend it: did you mean 'qingdao_appliances'?
    """

    def __init__(self, problem, *, file=None, row=None, column=None, expected=None, remedy=None):
        problem, column = _shortened(problem), _shortened(column)
        self.problem, self.file, self.row, self.column = problem, file, row, column
        self.expected, self.remedy = expected, remedy
        place = [str(file)] if file else []
        place += [f"row {row}"] if row is not None else []
        place += [f"column {column}"] if column else []
        text = (", ".join(place) + ": " if place else "") + problem.rstrip(".") + "."
        text += f" Expected {expected.rstrip('.')}." if expected else ""
        text += f" To mend it: {remedy.rstrip()}" if remedy else ""
        super().__init__(text)


def _shortened(text):
    """A text without its middle where it is very long: a cell may hold megabytes, and the reason stands behind it."""
    return text if not text or len(text) <= _LONG else f"{text[:_LONG // 2]} … {text[-_LONG // 2:]}"
