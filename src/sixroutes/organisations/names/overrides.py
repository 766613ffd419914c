"""What a person has decided about names: same, apart, or whose; checked for contradictions before it is used."""

from itertools import permutations

import pandas as pd

from ...errors import InputError

FILE = "overrides.csv"


def check_overrides(overrides, organisations, places=None):
    """The decisions, if they agree with one another.

    Parameters
    ----------
    overrides : table `facts_overrides` (raw_name, decision, other_name, organisation_id, ...).
    organisations : curated table.
    places : (file, row) of each decision, for the errors (default: their rows in overrides.csv).

    Raises
    ------
    InputError : a decision lacks what it needs, names an organisation that is not there, or contradicts another one
        (also by a chain: A is B, B is C, A is not C).
    """
    known = set(organisations["organisation_id"])
    places = places or [(FILE, line) for line in range(2, len(overrides) + 2)]
    places = {index: {"file": file, "row": row} for index, (file, row) in zip(overrides.index, places, strict=True)}
    for index, row in overrides.iterrows():
        _check_complete(row, places[index], known)
    _check_contradictions(overrides, places)
    return overrides


def _check_complete(row, place, known):
    needed = "organisation_id" if row["decision"] == "organisation" else "other_name"
    if pd.isna(row[needed]):
        raise InputError(f"the decision {row['decision']!r} about {row['raw_name']!r} says no {needed}", **place,
                         column=needed, remedy="fill in the cell, or remove the row",
                         expected="same and apart: another name; organisation: an organisation_id")
    if needed == "organisation_id" and row[needed] not in known:
        raise InputError(f"the organisation {row[needed]!r} is not in organisations.csv", **place,
                         column=needed, remedy="add the organisation there, or correct the identifier")
    if row["raw_name"] == row["other_name"]:
        raise InputError(f"{row['raw_name']!r} is compared with itself", **place, column="other_name",
                         remedy="remove the row, or name the other name")


def _check_contradictions(overrides, places):
    """Names joined by "same" have one organisation at most, and none of them is told apart from another."""
    group, whose = {}, {}
    for row in overrides[overrides["decision"] == "same"].itertuples():
        one, other = group.setdefault(row.raw_name, {row.raw_name}), group.setdefault(row.other_name, {row.other_name})
        both = one | other
        group.update(dict.fromkeys(both, both))
    for row in overrides[overrides["decision"] == "organisation"].itertuples():
        for name in group.get(row.raw_name, {row.raw_name}):
            if whose.setdefault(name, (row.organisation_id, row.Index))[0] != row.organisation_id:
                first = whose[name]
                raise InputError(f"{row.raw_name!r} is given to {row.organisation_id!r} here, and to {first[0]!r} by "
                                 f"row {places[first[1]]['row']} of {places[first[1]]['file']}", **places[row.Index],
                                 column="organisation_id",
                                 expected="one organisation for a name and all names that are the same",
                                 remedy="remove the wrong one of the two rows")
    for row in overrides[overrides["decision"] == "apart"].itertuples():
        if row.other_name in group.get(row.raw_name, ()):
            raise InputError(f"{row.raw_name!r} and {row.other_name!r} are told apart here, and the same by other "
                             "rows", **places[row.Index], column="decision",
                             expected="decisions that do not contradict", remedy="remove the wrong one of these rows")


def decided_pairs(overrides, keys):
    """The decisions as links between keys: (DataFrame[key, other, method, score, sure], set of keys told apart).

    Parameters
    ----------
    overrides : checked decisions; keys : Series {raw name: key}. Names that are not met say nothing.
    """
    rows = overrides.assign(key=overrides["raw_name"].map(keys), other=overrides["other_name"].map(keys))
    rows = rows.dropna(subset=["key", "other"])
    told = rows[rows["decision"] == "apart"]
    apart = {frozenset(pair) for pair in zip(told["key"], told["other"], strict=True)}
    same = rows[(rows["decision"] == "same") & (rows["key"] != rows["other"])]
    return same[["key", "other"]].assign(method="override", score=1.0, sure=True), apart


def from_whole(apart, label):
    """Keys told apart, and with a key of a curated organisation all other keys of that organisation.

    Parameters
    ----------
    apart : set of frozensets of two keys, see `decided_pairs`; label : {key: organisation_id} of what is curated.
    """
    keys_of = {}
    for key, organisation in label.items():
        keys_of.setdefault(organisation, []).append(key)
    whole = {frozenset((one, key)) for pair in apart if len(pair) == 2 for one, two in permutations(pair)
             if one not in label and two in label for key in keys_of[label[two]]}
    return apart | whole


def still_together(overrides, names):
    """Strings that all rules put together with a name that a person tells them from (by the same key, or a curated
    one): each becomes an organisation of its own.

    Parameters
    ----------
    overrides : checked decisions; names : DataFrame[raw_name, organisation_id].
    """
    whose = names.set_index("raw_name")["organisation_id"]
    told = overrides[overrides["decision"] == "apart"]
    return set(told.loc[told["raw_name"].map(whose) == told["other_name"].map(whose), "raw_name"])


def unmet(overrides, names):
    """Strings that decisions name and a study never meets, sorted.

    Parameters
    ----------
    overrides : decisions; names : the strings met, and those that are curated.
    """
    named = pd.concat([overrides["raw_name"], overrides["other_name"]]).dropna()
    return sorted(set(named) - set(names))
