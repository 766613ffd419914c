"""Which column of a file stands for which field, under any of the names that providers give it."""

import difflib
import re
import unicodedata


def column_key(name):
    """A column's name as it is compared: small letters and digits, "&" as "and".

    >>> column_key("Acquired stake (%)"), column_key("R&D\\nAgreement  Flag"), column_key("DATE_ANNOUNCED")
    ('acquiredstake', 'randdagreementflag', 'dateannounced')
    """
    text = unicodedata.normalize("NFKC", str(name)).casefold().replace("&", "and")
    return re.sub(r"[\W_]+", "", text)


def columns_for(columns, spellings):
    """{field: column} of the fields that a file has; of several columns for one field the first spelling wins.

    Parameters
    ----------
    columns : names in the file, in its order; spellings : {field: names it may have, in the order of preference}.
    """
    by_key = {}
    for name in columns:
        by_key.setdefault(column_key(name), name)
    found = {field: [by_key[column_key(name)] for name in names if column_key(name) in by_key]
             for field, names in spellings.items()}
    return {field: names[0] for field, names in found.items() if names}


def near_column(columns, names):
    """The column that is nearly called like one of these names; None where none is.

    >>> near_column(["Deal Numbr", "Status"], ("Deal Number",))
    'Deal Numbr'
    """
    by_key = {column_key(name): name for name in columns}
    near = [match for name in names
            for match in difflib.get_close_matches(column_key(name), list(by_key), n=1, cutoff=0.85)]
    return by_key[near[0]] if near else None
