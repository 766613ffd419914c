"""Which technology field an event is in: IPC subclasses read off its technology text."""

import re
from pathlib import Path

import pandas as pd

WORDS = Path(__file__).with_name("technology_fields.csv")
_SYMBOL = r"\b([A-H][0-9]{2}[A-Z])\b"
_PATENT = r"\b([A-Z]{2}[0-9]{5,}[A-Z]?[0-9]?)\b"


# ASSUME: The technology field of an event is read off its technology text by a table of words and IPC subclasses
# (titles of the International Patent Classification), or off a subclass that the text names itself (F25D). An event
# whose text has none of these words is in no known field, and no rule that asks for the field holds for it.
def event_fields(events):
    """The IPC subclasses of each event, as far as its technology text says.

    Parameters
    ----------
    events : table `events`.

    Returns
    -------
    DataFrame[event_id, field], one row per event and subclass; none for an event without a known field.

    >>> one = pd.DataFrame({"event_id": ["e"], "technology": ["Refrigerators (F25B)"]})
    >>> event_fields(one)["field"].tolist()
    ['F25B', 'F25D']
    """
    words = pd.read_csv(WORDS, dtype="str")
    text = events["technology"].astype("str").fillna("")
    lower = text.str.lower()
    found = [pd.DataFrame({"event_id": events["event_id"][lower.str.contains(rf"\b{re.escape(word)}")], "field": field})
             for word, field in zip(words["word"], words["ipc4"], strict=True)]
    named = _extracted(events["event_id"], text, _SYMBOL).rename(columns={"value": "field"})
    return pd.concat([*found, named]).drop_duplicates().sort_values(["event_id", "field"]).reset_index(drop=True)


# ASSUME: The patents that a licence or a purchase is about are those whose numbers its technology text, its description
# or its note gives (US5032543); no other source of events names them.
def named_patents(events):
    """Patents whose numbers stand in the texts of an event: DataFrame[event_id, named_id]."""
    technology, description, note = (events[name].astype("str").fillna("")
                                     for name in ("technology", "description", "note"))
    text = technology + " " + description + " " + note
    return _extracted(events["event_id"], text, _PATENT).rename(columns={"value": "named_id"}).drop_duplicates()


def _extracted(keys, text, pattern):
    found = text.str.extractall(pattern)[0].rename("value")
    return found.reset_index(level=1, drop=True).to_frame().join(keys)[["event_id", "value"]].astype("str")
