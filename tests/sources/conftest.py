"""Tiny files and tables, typed inline."""

import io
import json
import random
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest

from sixroutes.schemas import CONTRACTS, check
from sixroutes.sources.patents.patentsview_mentions import TYPES as COLUMN_TYPES

MENTION = dict(mention_id="US5828387-0", patent_id="5828387", inventor_sequence="0", raw_inventor_name_first="Haruhiko",
               raw_inventor_name_last="Takahashi", raw_country="JPX", patent_type="utility", patent_date="1998-10-27",
               patent_title="Recording apparatus", filing_date="1994-12-06", assignee_sequence=["0"],
               raw_assignee_individual_name_first=[None], raw_assignee_individual_name_last=[None],
               raw_assignee_organization=["Canon Kabushiki Kaisha"], assignee_type=["3.0"],
               cpc_subclass=["H04N", "B41J", "H04N"], coinventor_sequence=["1", "0"],
               coinventor_name_first=["Makoto", "Haruhiko"], coinventor_name_last=["Takamiya", "Takahashi"])
TYPES = {"VARCHAR": pa.string(), "VARCHAR[]": pa.list_(pa.string())}


@pytest.fixture
def write_mentions(tmp_path):
    """A function that writes mentions (each a dict of what differs from MENTION) to a Parquet file."""
    def write(*changes, name="mentions.parquet"):
        schema = pa.schema([(column, TYPES[type]) for column, type in COLUMN_TYPES.items()])
        table = pa.Table.from_pylist([{**MENTION, **change} for change in changes], schema=schema)
        pyarrow.parquet.write_table(table, tmp_path / name)
        return tmp_path / name
    return write


def frame(name, rows):
    """Rows as the curated table `name`; columns that are not given are empty."""
    columns = CONTRACTS[name].columns
    return check(pd.DataFrame([{**dict.fromkeys(columns), **row} for row in rows], columns=list(columns)),
                 CONTRACTS[name])


@pytest.fixture
def curated():
    """A function from rows (each a dict of what differs from a plain row) to a curated table."""
    plain = {
        "facts_clusters": dict(name_en="Qingdao", name_zh="青岛", label_en="Qingdao", label_zh="青岛",
                               provinces="Shandong", industry="appliances"),
        "facts_firms": dict(firm_zh="海尔", role="core", city="Qingdao", province="Shandong", founded=1984),
        "facts_organisations": dict(name_en="Haier", sector="company", country="CN", group_id="haier_group"),
        "facts_aliases": dict(n_patents=1, method="exact", certainty="high"),
        "facts_ownership": dict(basis="founded by", certainty="high"),
        "facts_homonyms": dict(looks_like="haier", actual_organisation="another", reason="another country"),
        "facts_overrides": dict(decided_by="a reader"),
        "facts_events": dict(date="1985", cluster_id="qingdao", firm="Haier Group", firm_zh="海尔", verified="yes",
                             event_type="equipment_import", description="A line was bought."),
        "facts_event_coding": dict(judgement="count", technology_content="yes"),
        "facts_claims": dict(section="4", claim_kind="event_input", firm="Haier Group", statement="It did.",
                             quote_zh="引进", test="event_route", external_status="unconfirmed", year_precision="year",
                             year_seed="1985", event_type="equipment_import"),
    }
    return lambda name, *rows: frame(name, [{**plain[name], **row} for row in rows])


@pytest.fixture
def facts(curated):
    """Two clusters, two firms, three events, one claim: all in agreement."""
    return {
        "clusters": curated("facts_clusters", dict(cluster_id="qingdao"), dict(cluster_id="wuhan")),
        "firms": curated("facts_firms", dict(firm_id="haier", firm="Haier Group", organisation_id="haier_group",
                                             cluster_id="qingdao"),
                         dict(firm_id="yofc", firm="YOFC", organisation_id="yofc | yofc_sales", cluster_id="wuhan")),
        "organisations": curated("facts_organisations", dict(organisation_id="haier_group", cluster_id="qingdao"),
                                 dict(organisation_id="yofc", group_id="yofc"),
                                 dict(organisation_id="yofc_sales", group_id="yofc")),
        "aliases": curated("facts_aliases", dict(raw_name="HAIER\nGROUP", organisation_id="haier_group"),
                           dict(raw_name="YOFC", organisation_id="yofc")),
        "ownership": curated("facts_ownership", dict(child_id="yofc_sales", parent_id="yofc")),
        "homonyms": curated("facts_homonyms", dict(raw_name="Hair Group")),
        "overrides": curated("facts_overrides", dict(raw_name="Haier", decision="organisation",
                                                     organisation_id="haier_group")),
        "events": curated("facts_events", dict(event_id="qingdao-1", partners="Liebherr", partner_countries="DE",
                                               partner_sectors="company"),
                          dict(event_id="qingdao-2", date="2005-06"),
                          dict(event_id="wuhan-1", date="2007-03-09", cluster_id="wuhan", firm="YOFC")),
        "event_coding": curated("facts_event_coding", dict(event_id="qingdao-1"), dict(event_id="qingdao-2"),
                                dict(event_id="wuhan-1")),
        "claims": curated("facts_claims", dict(claim_id="S4-E03", partner_en="Liebherr", partner_country="DE")),
    }


class Portal:
    """A server on this machine that speaks like the portal: a list, files with Range, and troubles on demand.

    `troubles[name]` is a list of what goes wrong, one for each request of that file (or of "list"), then nothing more:
    functions of the request handler that send something and return True, or change a thing and return None.
    """

    key = "k3y-0f-the-tests"

    def __init__(self, with_key=True):
        self.with_key, self.files, self.entries, self.troubles, self.log = with_key, {}, [], {}, []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.host = f"http://127.0.0.1:{self.server.server_port}"
        self.base = f"{self.host}/api/v1/datasets/products"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @staticmethod
    def zip_of(table, seed=1, members=None):
        """A zip of about 300 kB with one table, or with other members; always the same bytes."""
        content = random.Random(seed).randbytes(150_000).hex()
        with io.BytesIO() as buffer:
            with zipfile.ZipFile(buffer, "w") as archive:
                for name, text in (members or {f"{table}.tsv": "patent_id\n" + content}).items():
                    archive.writestr(zipfile.ZipInfo(name), text)
            return buffer.getvalue()

    def put(self, table, body=None, released="2026-04-10 09:37:53", etag='"one"', size=None, path=None):
        """A file of the product; `size` is what the list says, if not the truth."""
        body = self.zip_of(table) if body is None else body
        path = path or f"/api/v1/datasets/products/files/PVGPATDIS/{table}.tsv.zip"
        self.files[path] = (body, etag)
        self.entries.append(dict(
            fileName=f"{table}.tsv.zip", fileSize=len(body) if size is None else size, fileTypeText="Data",
            fileDataFromDate="1976-01-01", fileDataToDate="2025-12-31", fileReleaseDate=released,
            fileLastModifiedDateTime=released, fileDownloadURI=self.host + path))
        return body

    def asked(self, what="files"):
        """The requests whose path has `what` in it, as dicts of their headers (small letters)."""
        return [headers for path, headers in self.log if what in path]

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def _handler(portal):
        class Handler(BaseHTTPRequestHandler):
            ignores_range = ignores_if_range = False
            cut_after = stalls_after = None

            def do_GET(self):
                portal.log.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                name = "list" if self.path.endswith("/PVGPATDIS") else self.path.rsplit("/", 1)[-1].split("?")[0]
                troubles = portal.troubles.get(name, [])
                if troubles and troubles.pop(0)(self):
                    return
                if portal.with_key and self.headers.get("X-Api-Key") != portal.key:
                    code = 403 if self.headers.get("X-Api-Key") else 401
                    self.answer(code, {}, b'{"message":"%s"}' % (b"Forbidden" if code == 403 else b"Unauthorized"))
                elif name == "list":
                    bag = {"count": len(portal.entries), "fileDataBag": portal.entries}
                    product = {"productIdentifier": "PVGPATDIS", "productFrequencyText": "QUARTERLY",
                               "productFileBag": bag}
                    body = json.dumps({"count": 1, "bulkDataProductBag": [product]}).encode()
                    self.answer(200, {"Content-Type": "application/json"}, body)
                elif self.path.split("?")[0] in portal.files:
                    self.send_file(*portal.files[self.path.split("?")[0]])
                else:
                    self.answer(404, {}, b'{"code":404,"message":"Not Found","requestIdentifier":"1"}')

            def send_file(self, body, etag):
                headers = {"Content-Type": "application/octet-stream", "ETag": etag}
                start = self.headers.get("Range", "") if not self.ignores_range else ""
                fits = self.ignores_if_range or self.headers.get("If-Range") in (None, etag)
                if start and fits:
                    first = int(start.removeprefix("bytes=").rstrip("-"))
                    if first >= len(body):
                        return self.answer(416, {}, b"")
                    headers["Content-Range"] = f"bytes {first}-{len(body) - 1}/{len(body)}"
                    return self.answer(206, headers, body[first:])
                return self.answer(200, headers, body)

            def answer(self, code, headers, body):
                self.send_response(code)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body[:self.cut_after if self.stalls_after is None else self.stalls_after])
                self.wfile.flush()
                if self.stalls_after is not None:
                    time.sleep(30)
                return True

            def log_message(self, *_):
                pass

        return Handler


@pytest.fixture
def direct(monkeypatch):
    """No proxy of the environment stands between a test and this machine; no key of the user is used."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("USPTO_API_KEY", "USPTO_API_BASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def portal(direct):
    server = Portal()
    yield server
    server.close()


@pytest.fixture
def elsewhere(direct):
    """Another host: another port, and it wants no key."""
    server = Portal(with_key=False)
    yield server
    server.close()
