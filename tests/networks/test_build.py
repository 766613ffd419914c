"""From units to ties: who is tied to whom, in which layer, with what weight."""

import networkx as nx
import pandas as pd
import pytest

from sixroutes.networks import build, build_networks, export, from_tables, ties
from sixroutes.networks.stage import export_networks
from sixroutes.schemas import CONTRACTS, check

# unit, firm, group, cluster, route, weight, year
ASSIGNMENTS = [
    ("e1", "haier", "haier_g", "qd", "foreign_alliance", 1.0, 2001),       # two partners abroad
    ("e2", "haier", "haier_g", "qd", "cluster_partnership", .25, 2005),    # with Hisense and Tsinghua
    ("e2", "haier", "haier_g", "qd", "research_partnership", .25, 2005),
    ("e2", "hisense", "hisense_g", "qd", "cluster_partnership", .25, 2005),
    ("e2", "hisense", "hisense_g", "qd", "research_partnership", .25, 2005),
    ("e3", "sifang", "crrc", "qd_rail", "foreign_alliance", 1.0, 2004),
    ("e4", "zhuzhou", "crrc", "zz_rail", "foreign_alliance", 1.0, None),
    ("e5", "sifang", "crrc", "qd_rail", "research_partnership", 1.0, 2006),  # partner of the same group
    ("p1", "haier", "haier_g", "qd", "research_partnership", 1.0, 2010),
    ("p2", "hisense", "hisense_g", "qd", "original", 1.0, 2011),
]
# event, party, sequence, organisation, sector, territory of the owner, group, firm, cluster
PARTIES = [
    ("e1", "focal", 0, "haier_g", "company", "domestic", "haier_g", "haier", "qd"),
    ("e1", "partner", 0, "philips", "company", "foreign", "philips", None, None),
    ("e1", "partner", 1, "toshiba", "company", "foreign", "toshiba", None, None),
    ("e2", "focal", 0, "haier_g", "company", "domestic", "haier_g", "haier", "qd"),
    ("e2", "partner", 0, "hisense_tv", "company", "domestic", "hisense_g", "hisense", "qd"),
    ("e2", "partner", 1, "tsinghua", "university", "domestic", "tsinghua", None, None),
    ("e2", "partner", 2, None, "company", "unknown", None, None, None),
    ("e3", "focal", 0, "sifang", "company", "domestic", "crrc", "sifang", "qd_rail"),
    ("e3", "partner", 0, "kawasaki", "company", "foreign", "kawasaki", None, None),
    ("e4", "focal", 0, "zhuzhou", "company", "domestic", "crrc", "zhuzhou", "zz_rail"),
    ("e4", "partner", 0, "kawasaki", "company", "foreign", "kawasaki", None, None),
    ("e5", "focal", 0, "sifang", "company", "domestic", "crrc", "sifang", "qd_rail"),
    ("e5", "partner", 0, "zhuzhou", "company", "domestic", "crrc", "zhuzhou", "zz_rail"),
]
# patent, sequence, organisation, sector, group, firm, cluster
APPLICANTS = [
    ("p1", 0, "haier_g", "company", "haier_g", "haier", "qd"),
    ("p1", 1, "haier_ac", "company", "haier_g", "haier", "qd"),
    ("p1", 2, "tsinghua", "university", "tsinghua", None, None),
    ("p1", 3, "hust", "university", "hust", None, None),
    ("p1", 4, "li_ming", "individual", "li_ming", None, None),
    ("p2", 0, "hisense_tv", "company", "hisense_g", "hisense", "qd"),
    ("p9", 0, "hust", "university", "hust", None, None),   # not counted
    ("p9", 1, "philips", "company", "philips", None, None),
]
ORGANISATIONS = ["haier_g", "hisense_g", "philips", "toshiba", "tsinghua", "hust", "kawasaki", "crrc", "li_ming"]


def assignments(rows=ASSIGNMENTS):
    frame = pd.DataFrame(rows, columns=["unit_id", "firm_id", "group_id", "cluster_id", "route", "weight", "year"])
    frame = frame.assign(unit_kind=frame["unit_id"].str[0].map({"e": "event", "p": "patent"}), subtype=None, level="B",
                         date=pd.to_datetime(frame["year"].map("{:.0f}-01-01".format), errors="coerce"), counted=True,
                         rule="r", reason="because")
    frame["evidence_base"] = frame["unit_kind"].map({"event": "independent", "patent": "patents"})
    return check(frame, CONTRACTS["assignments"])


def parties(rows, columns, contract, **fixed):
    frame = pd.DataFrame(rows, columns=columns).assign(**fixed)
    frame["role"] = frame["firm_id"].notna().map({True: "core", False: None})
    frame["raw_name"] = frame["organisation_id"].fillna("a homonym")
    return check(frame, CONTRACTS[contract])


def partner_groups(rows=PARTIES):
    return parties(rows, ["event_id", "party", "sequence", "organisation_id", "sector", "owner_territory", "group_id",
                          "firm_id", "cluster_id"], "partner_groups", date=pd.Timestamp("2005-01-01"), country="CN",
                   owner_country="CN")


def applicant_groups(rows=APPLICANTS):
    return parties(rows, ["patent_id", "sequence", "organisation_id", "sector", "group_id", "firm_id", "cluster_id"],
                   "applicant_groups", date=pd.Timestamp("2010-01-01"), country="CN", owner_country="CN",
                   owner_territory="domestic", address_country="CN", address_territory="domestic",
                   later_firm_id=None, acquired_on=pd.NaT, foreign_stake_percent=None)


def organisations():
    foreign = {"philips", "toshiba", "kawasaki"}
    return check(pd.DataFrame([dict(
        organisation_id=name, name_en=name.title(), name_zh=None, sector_basis="facts", sector_certainty="high",
        group_id=name, firm_id=None,
        sector="university" if name in ("tsinghua", "hust") else "company", country="NL" if name in foreign else "CN",
        territory="foreign" if name in foreign else "domestic", cluster_id=None, role=None)
        for name in ORGANISATIONS]), CONTRACTS["organisations"])


def firms():
    rows = [("haier", "Haier", "海尔", "qd"), ("hisense", "Hisense", "海信", "qd"),
            ("sifang", "CRRC Sifang", "四方", "qd_rail"), ("zhuzhou", "CRRC Zhuzhou", "株洲", "zz_rail")]
    frame = pd.DataFrame(rows, columns=["firm_id", "firm", "firm_zh", "cluster_id"])
    return check(frame.assign(organisation_id=frame["firm_id"], role="core", city="x", province="x", founded=1900,
                              aliases=None, group_parent=None, note=None), CONTRACTS["firms"])


CLUSTERS = pd.DataFrame({"cluster_id": ["qd", "qd_rail", "zz_rail"]})


@pytest.fixture
def graph():
    return build(assignments(), applicant_groups(), partner_groups(), organisations(), firms())


def weight(graph, source, target, layer):
    return graph[source][target][layer]["weight"]


def test_an_event_is_shared_equally_over_its_partners(graph):
    assert weight(graph, "haier_g", "philips", "foreign_alliance") == .5
    assert weight(graph, "haier_g", "toshiba", "foreign_alliance") == .5


def test_each_route_of_an_event_leads_to_its_own_partners(graph):
    assert weight(graph, "haier_g", "hisense_g", "cluster_partnership") == .25
    assert weight(graph, "hisense_g", "haier_g", "cluster_partnership") == .25
    assert not graph.has_edge("haier_g", "tsinghua", "cluster_partnership")
    assert weight(graph, "haier_g", "tsinghua", "research_partnership") == .25


def test_co_focal_firms_are_tied_to_firms_only(graph):
    # Hisense shares the event but is not the firm it is booked under: no tie of its own to the university.
    assert not graph.has_edge("hisense_g", "tsinghua")
    assert weight(graph, "hisense_g", "haier_g", "research_partnership") == .25


def test_the_weight_of_every_event_with_partners_is_kept(graph):
    for unit in ("e1", "e2", "e3"):
        total = sum(edge["weight"] for *_, edge in graph.edges(data=True) if edge["units"] == (unit,))
        assert total == pytest.approx(1)


def test_a_group_with_firms_of_two_clusters_has_a_node_for_each(graph):
    assert {"crrc@qd_rail", "crrc@zz_rail"} <= set(graph) and "crrc" not in graph
    assert graph.nodes["crrc@qd_rail"]["name_en"] == "CRRC Sifang"
    assert not graph.has_edge("crrc@qd_rail", "crrc@zz_rail")  # one group, one actor


def test_co_patents_join_groups_and_leave_out_individuals(graph):
    layer = {frozenset(edge[:2]): edge[3]["weight"] for edge in graph.edges(keys=True, data=True)
             if edge[2] == "copatent"}
    assert layer == {frozenset(pair): .5 for pair in
                     [("haier_g", "tsinghua"), ("haier_g", "hust"), ("hust", "tsinghua")]}


def test_uncounted_rows_make_no_ties():
    none = assignments().assign(counted=False)
    assert build(none, applicant_groups(), partner_groups(), organisations()).number_of_nodes() == 0


def test_ties_fold_directions_and_say_where_they_lead(graph):
    table = ties(graph).set_index(["layer", "source", "target"])
    rivals = table.loc[("cluster_partnership", "haier_g", "hisense_g")]
    assert (rivals["weight"], rivals["n_units"], rivals["reach"]) == (.5, 1, "within cluster")
    assert table.loc[("foreign_alliance", "haier_g", "philips"), "reach"] == "foreign"
    assert table.loc[("copatent", "haier_g", "hust"), "reach"] == "domestic"
    assert table.loc[("foreign_alliance", "crrc@zz_rail", "kawasaki"), "first_date"] is pd.NaT


def test_tables_do_not_depend_on_row_order():
    def made(turn):
        return build_networks(turn(assignments()), turn(applicant_groups()), turn(partner_groups()),
                              turn(organisations()), CLUSTERS, turn(firms()))
    straight, turned = made(lambda frame: frame), made(lambda frame: frame.iloc[::-1])
    for name in ("ties", "nodes"):
        pd.testing.assert_frame_equal(straight[name], turned[name])


def test_nodes_keep_their_contract_and_isolates():
    nodes = build_networks(assignments(), applicant_groups(), partner_groups(), organisations(), CLUSTERS,
                           firms())["nodes"].set_index("node_id")
    assert nodes.loc["haier_g", ["cluster_id", "role", "degree"]].tolist() == ["qd", "core", 5]
    assert (nodes["gatekeeper"] == nodes["representative"]).all()
    assert nodes.loc["haier_g", "liaison"] > 0  # between universities at home and partners abroad
    assert nodes["in_core"].any()
    alone = assignments(ASSIGNMENTS[-1:])
    nodes = build_networks(alone, applicant_groups(), partner_groups(), organisations(), CLUSTERS, firms())["nodes"]
    assert nodes["node_id"].tolist() == ["hisense_g"] and nodes["constraint"].isna().all()


def test_firms_of_clusters_outside_the_study_are_partners():
    tables = build_networks(assignments(), applicant_groups(), partner_groups(), organisations(), CLUSTERS.iloc[:1],
                            firms())
    assert set(tables["ties"]["reach"]) <= set(CONTRACTS["ties"].columns["reach"].choices)


def test_nothing_in_nothing_out():
    tables = build_networks(assignments([]), applicant_groups([]), partner_groups([]), organisations(), CLUSTERS,
                            firms())
    assert tables["ties"].empty and tables["nodes"].empty


@pytest.mark.parametrize("layout", ["gexf", "graphml"])
def test_exports_are_the_same_bytes_and_can_be_read_back(graph, tmp_path, layout):
    graph.nodes["philips"]["name_en"] = 'N.V. <Philips> & "Co" \x0b'
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    one, two = export(graph, tmp_path / f"a.{layout}"), export(turned, tmp_path / f"b.{layout}")
    assert one.read_bytes() == two.read_bytes()
    assert b"lastmodified" not in one.read_bytes()
    back = (nx.read_gexf if layout == "gexf" else nx.read_graphml)(one)
    assert set(back) == set(graph) and back.number_of_edges() == graph.number_of_edges()
    assert back.nodes["philips"]["name_en"] == 'N.V. <Philips> & "Co" '
    layers = sorted(data["layer"] for *_, data in back.edges(data=True))
    assert layers == sorted(layer for *_, layer in graph.edges(keys=True))


def test_an_unknown_ending_is_refused(graph, tmp_path):
    from sixroutes.errors import InputError
    with pytest.raises(InputError, match=r"\.gexf or \.graphml"):
        export(graph, tmp_path / "network.xyz")


def test_tables_make_the_network_again(graph, tmp_path):
    tables = build_networks(assignments(), applicant_groups(), partner_groups(), organisations(), CLUSTERS, firms())
    again = from_tables(**tables)
    pd.testing.assert_frame_equal(ties(_with_units(again)), tables["ties"])
    export(again, tmp_path / "again.gexf")


def _with_units(graph):
    for *_, edge in graph.edges(data=True):
        edge["units"] = tuple(range(edge["n_units"]))
    return graph


def test_the_tables_are_exported_for_other_programs(tmp_path):
    nodes = pd.DataFrame([{**dict.fromkeys(CONTRACTS["nodes"].columns), "node_id": name, "name_en": name}
                          for name in ("haier", "R&D <lab>")])
    ties = pd.DataFrame([dict(layer="original", source="R&D <lab>", target="haier", weight=1.0, n_units=1,
                              first_date=pd.Timestamp("2005"), last_date=pd.NaT)])
    export_networks(ties, nodes, tmp_path / "network.gexf", tmp_path / "network.graphml")
    assert set(nx.read_graphml(tmp_path / "network.graphml")) == {"haier", "R&D <lab>"}
    assert set(nx.read_gexf(tmp_path / "network.gexf")) == {"haier", "R&D <lab>"}
