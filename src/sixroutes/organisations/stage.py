"""All tables of the stage `organisations` for one study."""

import pandas as pd

from ..schemas import CONTRACTS, check
from .names import ALWAYS, NEW, OUTSIDE, at_dates, resolve, review_table, unmet
from .ownership import climb, ownership_doubts, ownership_table
from .parties import anchors, firm_of, see, settle_offshore, territory
from .sectors import sector_evidence
from .units import DEALS, own_units

_DAY = pd.Timedelta(days=1)


def harmonise_study(patents, applicants, events, partners, facts, study, citations=None):
    """Who is who in one study, and who owned whom on the day of each patent and event.

    Parameters
    ----------
    patents, applicants, events, partners, citations : tables of `sources`.
    facts : {name: frame} of the curated tables.
    study : the study's YAML: `clusters`, in its order, and `as_of` (YYYY-MM-DD), the "today" of the tables.

    Returns
    -------
    dict : the frames clusters, firms, organisations, aliases, name_review, ownership, ownership_doubts,
    applicant_groups, linked_groups, partner_groups.

    Raises
    ------
    InputError : ownership intervals that contradict one another, see `ownership_table`; decisions about names that
        contradict each other; aliases that hold at the same time for two organisations.
    """
    as_of = pd.Timestamp(study["as_of"])
    firms = facts["firms"][facts["firms"]["cluster_id"].isin(study["clusters"])]
    known = settle_offshore(facts["organisations"])
    parties, bought, event_pairs = _partners(events, partners, facts)
    curated = ownership_table(facts["ownership"], known, study["as_of"])
    ownership = pd.concat([curated, bought], ignore_index=True) if len(bought) else curated
    ownership["from_date"] = pd.to_datetime(ownership["from_date"]).astype("datetime64[us]")
    filed, patent_pairs = _applicants(patents, applicants, facts)
    seen = [see(_described(frame, known), ownership, known, firms, as_of)
            for frame in (filed, pd.concat([_focal(events, facts["firms"]), parties], ignore_index=True))]
    linked = _linked(seen[0], seen[1], citations)
    seen[0] = _followed(seen[0])
    aliases = _aliases(filed, seen[0], parties)
    pairs = pd.concat([patent_pairs, event_pairs]).drop_duplicates(["key", "other"])
    made = {"clusters": _clusters(facts["clusters"], study["clusters"]), "firms": firms, "ownership": ownership,
            "aliases": aliases, "name_review": review_table(aliases, pairs, known),
            "applicant_groups": seen[0], "linked_groups": linked, "partner_groups": seen[1],
            "organisations": _organisations(seen, known, firms, ownership, as_of),
            "ownership_doubts": ownership_doubts(facts["ownership"], known, seen[0], study["as_of"])}
    return {name: check(frame[list(CONTRACTS[name].columns)].sort_values(list(CONTRACTS[name].key)), CONTRACTS[name])
            for name, frame in made.items()}


def unmet_names(facts, applicants, partners):
    """Strings that decisions about names speak of, and that no patent, event or curated table of the study has.

    Parameters
    ----------
    facts : {name: frame} of the curated tables; applicants, partners : tables of `sources`.
    """
    known = [applicants["raw_name"], partners["raw_name"], partners["raw_name_zh"], facts["aliases"]["raw_name"],
             facts["organisations"]["name_en"], facts["organisations"]["name_zh"], facts["firms"]["firm"],
             facts["firms"]["firm_zh"], facts["homonyms"]["raw_name"]]
    return unmet(facts["overrides"], pd.concat(known).dropna())


def _clusters(facts_clusters, clusters):
    chosen = facts_clusters.set_index("cluster_id").loc[clusters].reset_index()
    return chosen.assign(position=range(len(chosen)))


def _applicants(patents, applicants, facts):
    """Applicants with the organisation that each name stands for, and pairs of names that may be one; the owner on the
    filing date is what counts.

    A patent without a filing date has no owner on that day, and is left out.
    """
    dated = patents.loc[patents["filing_date"].notna(), ["patent_id", "family_id", "filing_date"]]
    rows = applicants.merge(dated, on="patent_id")
    usual = rows.dropna(subset="raw_country").groupby("raw_name")["raw_country"].agg(lambda codes: codes.mode().min())
    named, pairs = resolve(rows["raw_name"].unique(), facts["aliases"], facts["organisations"], facts["homonyms"],
                           overrides=facts.get("overrides"), countries=usual, filings=rows)
    rows = at_dates(rows.merge(named, on="raw_name").assign(date=rows["filing_date"]), facts["aliases"])
    kinds = rows["kind_given"].str.lower()  # "individual" of the US office, "Individual" of Derwent
    person = kinds.str.startswith("individual").fillna(False).astype(bool) & (rows["method"] == "new")
    # ASSUME: Where a patent gives no country with an applicant's address, the address is that of the organisation's
    # registered seat, so a holding of a mainland cluster in the Cayman Islands has a foreign address.
    seat = facts["organisations"].set_index("organisation_id")["country"]
    address = rows["raw_country"].fillna(rows["organisation_id"].map(seat))
    return rows.assign(owner_day=rows["filing_date"], sector_coded=None,
                       country_coded=rows["raw_country"], address_country=address,
                       address_territory=territory(address)).assign(
        sector_coded=lambda frame: frame["sector_coded"].mask(person, "individual")), pairs


def _partners(events, partners, facts):
    """Partners of events with the organisation of each, the ownership that purchases show, and pairs of names."""
    about = events[["event_id", "firm", "event_type", "status", "date", "stake_percent", "source_url"]]
    rows = partners.merge(about, on="event_id")
    rows["owner_day"] = _day_before(rows["date"], rows["event_type"])
    named, pairs = resolve(pd.concat([rows["raw_name"], rows["raw_name_zh"]]).dropna().unique(), facts["aliases"],
                           facts["organisations"], firms=facts["firms"], overrides=facts.get("overrides"))
    named = named.set_index("raw_name")
    in_chinese = rows[["date"]].assign(raw_name=rows["raw_name_zh"]).join(named, on="raw_name")
    rows = at_dates(rows.join(named, on="raw_name"), facts["aliases"])
    # The Chinese name speaks where the English one is nobody's.
    chinese = at_dates(in_chinese, facts["aliases"])["organisation_id"].astype("str")
    better = (rows["method"] == "new") & chinese.notna() & ~chinese.str.startswith(NEW).fillna(True).astype(bool)
    rows = rows.assign(organisation_id=rows["organisation_id"].mask(better, chinese),
                       method=rows["method"].mask(better, "key"),
                       score=rows["score"].mask(better, 0.95), certainty=rows["certainty"].mask(better, "medium"))
    rows, bought = own_units(rows, facts["firms"])
    return rows.assign(party="partner"), bought, pairs


# ASSUME: The owner of a party to an event is that of the day before, and for deals in shares that of the last day of
# the year before, since days of closing are uncertain; on the day itself a firm that is bought may belong to the buyer
# already, and the purchase would look like a deal of a group with itself.
def _day_before(dates, event_types):
    start = dates.where(~event_types.isin(DEALS), dates.dt.to_period("Y").dt.start_time.astype(dates.dtype))
    return start - _DAY


def _focal(events, firms):
    """The firm that each event is booked under, as a party."""
    head = anchors(firms).drop_duplicates("firm_id").set_index("firm_id")["owner_id"]
    organisation = events["firm"].map(firms.set_index("firm")["firm_id"]).map(head)
    return events[["event_id", "date"]].assign(
        party="focal", sequence=0, raw_name=events["firm"], organisation_id=organisation,
        owner_day=_day_before(events["date"], events["event_type"]), sector_coded=None, country_coded=None,
        method="alias", holds=ALWAYS)


def _described(rows, known):
    """Sector and country of each party: by the facts, else as coded, else by rules."""
    facts = known.set_index("organisation_id")
    by_facts = rows["organisation_id"].map(facts["sector"])
    by_rules = _by_rules(rows)
    coded = rows["sector_coded"].astype("str").replace("unknown", None)  # the coder did not know: the rules may
    against = coded.notna() & (by_rules["sector"] != coded) & (by_rules["sector_certainty"] == "high")
    certainty = by_rules["sector_certainty"].mask(coded.notna(), "high").mask(against, "arguable")
    return rows.assign(
        sector=by_facts.fillna(coded).fillna(by_rules["sector"]),
        sector_certainty=certainty.mask(by_facts.notna(), "high"),
        sector_basis=by_facts.notna().map({True: "facts", False: None}).fillna(
            coded.notna().map({True: "coded", False: "rules"})),
        country=rows["organisation_id"].map(facts["country"]).fillna(rows["country_coded"]))


def _by_rules(rows):
    """What the names say of the sectors; the Chinese name is asked where the first one says nothing."""
    found = sector_evidence(rows["raw_name"], rows["country_coded"])
    if "raw_name_zh" not in rows:
        return found
    return found.where(found["sector"] != "unknown", sector_evidence(rows["raw_name_zh"], rows["country_coded"]))


def _followed(rows):
    """Patents with an applicant that is, or later became, part of a firm of the study."""
    ours = rows["firm_id"].notna() | rows["later_firm_id"].notna()
    return rows[rows["patent_id"].isin(rows.loc[ours, "patent_id"])]


def _linked(rows, parties, citations):
    """Patents of others that the firms' patents may draw on: cited by them, or of a party of an event, or of a domestic
    university, institute or hospital.
    """
    ours = rows.loc[rows["firm_id"].notna() | rows["later_firm_id"].notna(), "patent_id"]
    keys = pd.concat([parties["organisation_id"], parties["group_id"]]).dropna().unique()
    wanted = (rows["organisation_id"].isin(keys) | rows["group_id"].isin(keys)
              | (rows["sector"].isin(["university", "institute", "hospital"]) & rows["owner_territory"].eq("domestic")))
    if citations is not None and len(citations):
        wanted |= rows["patent_id"].isin(citations.loc[citations["citing_id"].isin(ours), "cited_id"])
    return rows[wanted & ~rows["patent_id"].isin(ours)]


def _aliases(filed, followed, parties):
    """One row per name that the study meets, and per time of a dated alias.

    Other names of the patent file are nobody's concern here.
    """
    met = pd.concat([
        filed[filed["patent_id"].isin(followed["patent_id"]) | filed["method"].isin(["alias", "homonym"])
              | (filed["holds"] == OUTSIDE)].assign(unit=lambda rows: rows["patent_id"]),
        parties.assign(unit=lambda rows: rows["event_id"])], ignore_index=True)
    times = ["raw_name", "holds"]
    counts = met.groupby(times)["unit"].nunique().rename("n_units").reset_index()
    first = met.drop_duplicates(times)[[*times, "name_key", "organisation_id", "method", "score", "certainty",
                                        "alias_of"]]
    return first.merge(counts, on=times)


def _organisations(seen, known, firms, ownership, as_of):
    """Every organisation met, its owners, and the firms of the study."""
    met = pd.concat(seen, ignore_index=True)
    named = pd.concat([met["organisation_id"], met["group_id"], anchors(firms)["owner_id"]])
    wanted = pd.Index(named.dropna().unique())
    curated = known[known["organisation_id"].isin(wanted)].assign(sector_basis="facts",
                                                                                 sector_certainty="high")
    new = met[met["organisation_id"].isin(wanted.difference(known["organisation_id"]))]
    new = new.assign(name_zh=new["raw_name_zh"], name_en=new["raw_name"]).sort_values(
        ["organisation_id", "sector_basis", "raw_name", "name_zh"]).drop_duplicates("organisation_id")
    columns = ["organisation_id", "name_en", "name_zh", "sector", "sector_basis", "sector_certainty", "country"]
    frame = pd.concat([curated[columns], new[columns]], ignore_index=True)
    steps = climb(frame[["organisation_id"]].assign(date=as_of), ownership)
    group = steps.sort_values("step").drop_duplicates("organisation_id", keep="last").set_index("organisation_id")
    today = firm_of(steps, anchors(firms)).set_index("organisation_id")
    of_today = {name: frame["organisation_id"].map(today[name]) for name in ("firm_id", "cluster_id", "role")}
    return frame.assign(territory=territory(frame["country"]),
                        group_id=frame["organisation_id"].map(group["owner_id"]), **of_today)
