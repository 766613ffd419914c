"""Numbers as tables: patents, applicants, inventors, classes, citations, families, and the truth of each patent.

Every function takes a slice of rows, so that a large study can be written piece by piece.
"""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..schemas import CONTRACTS, check
from ..vocabulary import ROUTES
from . import naming
from .filing import KINDS, NOBODY
from .symbols import symbols

SHARE_OF_MEMBERS = 0.1  # families with a second publication, filed abroad within a year
_ROUTES = np.array(list(ROUTES), dtype=object)


def tables_of(filed, known, names, noise, seed, rows=slice(None)):
    """The tables of a slice of patents.

    Parameters
    ----------
    filed : Patents; known : organisations by number; names : their spellings, see `naming.variants`.
    noise : Noise; seed : of the study.
    """
    first, last, _ = rows.indices(len(filed.firm))
    random = np.random.default_rng([seed, 9, first])
    at = np.arange(first, last)
    ids, kinds = patent_ids(filed, at), pa.array(list(KINDS)).take(pa.array(filed.kind[at]))
    members = at[(random.random(len(at)) < SHARE_OF_MEMBERS) & (filed.kind[at] == 0) & (at < filed.n_firms)]
    member_ids = _padded(members, "US3", "A1")
    made = {"patents": _patents(filed, at, ids, kinds, members, member_ids),
            "applicants": _applicants(random, filed, at, ids, members, member_ids, known, names, noise),
            "inventors": _inventors(random, filed, at, ids, known),
            "classifications": pd.DataFrame({"patent_id": _text(ids), "scheme": "IPC",
                                             "symbol": symbols(filed.field[at])}).astype("str"),
            "citations": _citations(random, filed, at, noise),
            "families": _families(ids, members, member_ids, filed)}
    return {name: _in_order(frame, name) for name, frame in made.items()}


def _in_order(frame, name):
    contract = CONTRACTS[name]
    frame = frame.reindex(columns=list(contract.columns))
    if not contract.in_order(frame.astype({key: "str" for key in contract.key if frame[key].dtype == object})):
        frame = frame.sort_values(list(contract.key), kind="stable")
    return check(frame, contract)


def _text(values):
    return pd.Series(values.to_pandas(), dtype="str")


def _padded(numbers, before, after):
    """before + number with eight digits + after."""
    digits = pc.utf8_lpad(pa.array(numbers).cast(pa.string()), 8, "0")
    return pc.binary_join_element_wise(before, digits, after, "")


def patent_ids(filed, rows):
    """Names of patents by their rows: Chinese ones of the firms, US ones of the others."""
    ours = rows < filed.n_firms
    return pc.if_else(pa.array(ours), _padded(rows, "CN1", "B"), _padded(rows, "US2", "B2"))


def _patents(filed, at, ids, kinds, members, member_ids):
    every = pa.chunked_array([ids, member_ids]).combine_chunks()
    family = pa.chunked_array([ids, patent_ids(filed, members)]).combine_chunks()
    day = np.concatenate([filed.day[at], filed.day[members] + 300]).astype("datetime64[D]").astype("datetime64[us]")
    codes = pc.utf8_slice_codeunits(every, 11)
    return pd.DataFrame({
        "patent_id": _text(every), "family_id": _text(family), "family_basis": "docdb",
        "office": _text(pc.utf8_slice_codeunits(every, 0, 2)), "number": _text(pc.utf8_slice_codeunits(every, 2, 11)),
        "kind_code": _text(codes), "kind": _text(pa.chunked_array(
            [kinds, pa.array(["invention"] * len(members), pa.string())])),
        "filing_date": day, "date_precision": "day", "source": "patents", "source_file": "made_up.parquet",
        "source_row": np.concatenate([at, len(filed.firm) + members]) + 1})


def _applicants(random, filed, at, ids, members, member_ids, known, names, noise):
    """Applicants of the patents and of their members, each time spelled anew."""
    rows = np.concatenate([at, members])
    every = pa.chunked_array([ids, member_ids]).combine_chunks()
    who = filed.applicants[rows]
    row, place = np.nonzero(who != NOBODY)
    organisation = who[row, place]
    way = naming.which_way(random, len(row), noise.names)
    # Three applicants leave no hole: places are counted anew.
    sequence = (who != NOBODY).cumsum(axis=1)[row, place] - 1
    spelled = pa.array(names.ravel()).take(pa.array(organisation.astype("int64") * names.shape[1] + way))
    person = pa.array([None, "individual"]).take(pa.array((known["role"] == "person").to_numpy().astype("int8")))
    return pd.DataFrame({"patent_id": _text(every.take(pa.array(row))), "sequence": sequence,
                         "raw_name": _text(spelled),
                         "raw_country": _text(pa.array(known["country"]).take(pa.array(organisation))),
                         "kind_given": _text(person.take(pa.array(organisation)))})


def _inventors(random, filed, at, ids, known):
    """Two inventors a patent, who live where the first applicant is."""
    country = pa.array(known["country"]).take(pa.array(filed.applicants[at, 0]))
    people = pa.array([naming.person(number) for number in range(1728)])
    # Inventors of a unit are its own: forty names for each applicant.
    who = (filed.applicants[at, 0].astype("int64") * 40 + random.integers(0, 39, len(at))) % 1728
    frames = [pd.DataFrame({"patent_id": _text(ids), "sequence": place, "country": _text(country),
                            "name": _text(people.take(pa.array((who + place) % 1728)))}) for place in (0, 1)]
    return pd.concat(frames).sort_values(["patent_id", "sequence"], kind="stable")


def _citations(random, filed, at, noise):
    row, place = np.nonzero(filed.cited[at] != NOBODY)
    kept = ~(random.random(len(row)) < noise.citations)
    row, place = row[kept], place[kept]
    return pd.DataFrame({"citing_id": _text(patent_ids(filed, at[row])),
                         "cited_id": _text(patent_ids(filed, filed.cited[at[row], place]))})


def _families(ids, members, member_ids, filed):
    family = pa.chunked_array([ids, patent_ids(filed, members)]).combine_chunks()
    member = pa.chunked_array([ids, member_ids]).combine_chunks()
    return pd.DataFrame({"family_id": _text(family), "member_id": _text(member), "basis": "docdb",
                         "in_patents": True})


def truth_of(filed, rows=slice(None)):
    """unit_id, unit_kind, firm, route, weight, counted: one row for each firm and route of a patent of the firms."""
    first, last, _ = rows.indices(filed.n_firms)
    at = np.arange(first, last)
    several, shared = filed.second[at] != NOBODY, filed.partner_firm[at] != NOBODY
    weight = np.where(several | shared, 0.5, 1.0)
    parts = [(at, filed.firm[at], filed.route[at], weight),
             (at[several], filed.firm[at[several]], filed.second[at[several]], weight[several]),
             (at[shared], filed.partner_firm[at[shared]], filed.route[at[shared]], weight[shared])]
    row, firm, route, weight = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return pd.DataFrame({"unit_id": _text(patent_ids(filed, row)), "unit_kind": "patent", "firm": firm,
                         "route": _ROUTES[route], "weight": weight, "counted": filed.kind[row] == 0})
