"""A made-up study whose true routes are known, and made-up coders who fill in its sheets."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from sixroutes import tables
from sixroutes.schemas import CONTRACTS, check
from sixroutes.vocabulary import ROUTES

ROOT = Path(__file__).parents[2]
SHARES = np.array([.35, .15, .12, .05, .13, .08, .12])  # of the seven routes
STUDY = {"study": "made_up", "title": {"en": "Made up", "zh": "虚构"}, "as_of": "2025-12-31", "clusters": ["here"],
         "facts": "data/raw/facts", "events": [], "periods": [{"name": "all", "first": 1978, "last": 2025}]}


def table(name, rows):
    """Rows as the table `name`, columns that are not given left empty."""
    columns = list(CONTRACTS[name].columns)
    return check(pd.DataFrame([{column: row.get(column) for column in columns} for row in rows], columns=columns),
                 CONTRACTS[name])


def simulate(events, wrong, seed):
    """Events of known routes and what rules with errors make of them: (table `assignments`, true route by unit).

    The rules miss a share `wrong` of each route: three in five of these go to the next route, the rest to `other`.
    """
    random, routes = np.random.default_rng(seed), list(ROUTES)
    true = random.choice(len(routes), events, p=SHARES)
    chance = random.random(events)
    said = np.where(chance < wrong * .6, (true + 1) % 7, np.where(chance < wrong, np.where(true == 6, 0, 6), true))
    units = [f"event-{number:04d}" for number in range(events)]
    rows = [dict(unit_id=unit, unit_kind="event", firm_id="firm", group_id="firm", cluster_id="here", level="B",
                 evidence_base="independent", route=routes[route], weight=1.0, counted=True, rule="r", reason="r")
            for unit, route in zip(units, said, strict=True)]
    return table("assignments", rows), pd.Series([routes[route] for route in true], index=units)


def build(folder, events=300, wrong=0.15, seed=1):
    """A built study in a folder; gives the true routes."""
    assignments, truth = simulate(events, wrong, seed)
    (folder / "config/studies").mkdir(parents=True)
    (folder / "config/studies/made_up.yaml").write_text(yaml.safe_dump(STUDY, allow_unicode=True), encoding="utf-8")
    given = dict(evidence_base="independent", date=pd.Timestamp("2005-06-01"), date_precision="month", year=2005,
                 cluster_id="here", firm="=Firm", event_type="rd_centre", technology_content="yes", verified="yes",
                 level="B", status="counted", source_file="events.csv", source_row=2, description="@what happened")
    party = dict(party="partner", sequence=0, date=pd.Timestamp("2005"), sector="university", country="CN",
                 owner_country="CN", owner_territory="domestic", raw_name="+Some University", group_id="u")
    made = {"routes/assignments": assignments,
            "sources/events": table("events", [dict(given, event_id=unit) for unit in truth.index]),
            "sources/patents": table("patents", []), "organisations/firms": table("firms", []),
            "organisations/partner_groups": table("partner_groups", [dict(party, event_id=u) for u in truth.index]),
            "organisations/applicant_groups": table("applicant_groups", []),
            "organisations/ownership": table("ownership", [])}
    for path, frame in made.items():
        tables.write(frame, folder / f"data/processed/made_up/{path}.parquet")
    return truth


def fill(path, truth, wrong=0.0, seed=1, words=None, column="route 1"):
    """Fill in a CSV sheet: the true route, or with a share `wrong` another one, in the words given (default: codes)."""
    random = np.random.default_rng(seed)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    for row in rows:
        route = truth[row[0]]
        if random.random() < wrong:
            route = random.choice([other for other in ROUTES if other != route])
        row[header.index(column)] = words[route] if words else route
    write_csv(path, [header, *rows])


def write_csv(path, rows):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def codes_of(answers):
    """The table `codes` from {coder: {unit: route or routes}}."""
    rows = [dict(unit_id=unit, coder=coder, route=route, source_file="x.csv", source_row=2)
            for coder, given in answers.items() for unit, routes in given.items()
            for route in ([routes] if isinstance(routes, str) else routes)]
    return table("codes", rows)


@pytest.fixture
def made_up(tmp_path, monkeypatch):
    """The built study in the working folder; gives the true routes."""
    truth = build(tmp_path)
    monkeypatch.chdir(tmp_path)
    return truth
