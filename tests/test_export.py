"""Exports: what is written is read back equal in every format, and nothing that stands in an article can act."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from recoupe import KnowledgeBase
from recoupe.cli import app
from recoupe.export import csv as csv_export
from recoupe.export.base import web_address
from recoupe.export.cells import disarmed, rearmed
from recoupe.export.formats import FORMATS
from recoupe.export.html import POLICY
from recoupe.records import Claim, Interval, Metric, Source, Subject
from recoupe.records.flat import FLAT, Cell
from tests.knowledge_bases import article, claim, money, write

ROOT = Path(__file__).parents[1]
NAMES = ("csv", "parquet", "xlsx", "jsonld", "html", "docbin", "jsonl")

PAYLOADS = [
    "=1+1", "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example","y")', "\t=1+1", "\r=1+1",
    " =1+1", "＝1+1", "|calc", "%0A=1", "'=1+1", "=IMPORTXML(1,2)", "=DDE(1;2;3)", "+cmd|'/C notepad'!'A1'",
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>", "<iframe src=javascript:alert(1)>", "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)",
    "<body onload=alert(1)>", "<style>@import 'http://x.example'</style>", "</style><script>alert(1)</script>",
    "<meta http-equiv=refresh content='0;url=http://x.example'>", "<base href=http://x.example>",
    "<form action=http://x.example><input name=q></form>", "<object data=x.swf>", "<embed src=x>",
    "<link rel=stylesheet href=http://x.example>", "<!--", "--><script>alert(1)</script>", "<![CDATA[<script>]]>",
    "]]><script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)",
    "<scr\x00ipt>alert(1)</scr\x00ipt>", "<details open ontoggle=alert(1)>", "<math><mtext><script>alert(1)",
    "\u202e<script>alert(1)", "{{7*7}}", "${7*7}", "<template><script>alert(1)</script></template>",
    "https://x.example/\"onmouseover=alert(1)", "http://x.example/<script>", "\x1b[31mrouge", "%3Cscript%3E",
]  # fmt: skip


def loaded(folder: Path, texts: Iterable[str]) -> Path:
    """A knowledge base with each of some texts in every field that a text can stand in."""
    contents = []
    for number, text in enumerate(texts):
        one = article(
            f"{number:03} {text}",
            f"{text} a coûté 12 € en tout. {text}",
            title=text,
            publisher=text,
            url=text,
            author=text,
        )
        mention = money(one, "12 €", amount=12, currency="EUR", per=text)
        made = claim(
            one,
            mention,
            subject=Subject(name=text, company_id=text),
            metric=Metric(text=text, key=text),
            period=Interval(text=text, start=dt.date(2024, 1, 1), end=dt.date(2024, 12, 31)),
            source=Source(name=text, company_id=text, cue=text),
            realis="forecast",
            modality="target",
            rules=("made", text.replace(" ", "") or "x"),
            confidence=0.25,
        )
        contents.append((one, [mention], [made]))
    write(folder, contents)
    return folder


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: Any) -> Path:
    return loaded(tmp_path_factory.mktemp("hostile") / "kb", PAYLOADS)


def exported(kb: Path, name: str, folder: Path) -> Path:
    path = folder / f"out.{name}"
    result = CliRunner().invoke(app, ["export", str(kb), str(path), "--to", name])
    assert result.exit_code == 0, result.output
    return path


def read_jsonl(path: Path) -> list[Claim]:
    return [Claim.model_validate_json(line) for line in path.read_text("utf-8").split("\n") if line]


def read_docbin(path: Path) -> list[Claim]:
    from recoupe.nlp.docbin import read

    return [Claim.model_validate(found) for doc in read(path) for found in doc._.recoupe["claims"]]


def read_parquet(path: Path) -> list[Claim]:
    import pyarrow.parquet

    return [Claim.model_validate_json(line) for line in pyarrow.parquet.read_table(path)["record"].to_pylist()]


CLAIMS: dict[str, Callable[[Path], list[Claim]]] = {
    "jsonl": read_jsonl,
    "docbin": read_docbin,
    "parquet": read_parquet,
}


def parquet_rows(path: Path) -> list[tuple[Cell, ...]]:
    import pyarrow.parquet

    rows = pyarrow.parquet.read_table(path).drop_columns(["record"]).to_pylist()
    return [tuple(str(cell) if isinstance(cell, dt.date) else cell for cell in row.values()) for row in rows]


def xlsx_rows(path: Path) -> list[tuple[Cell, ...]]:
    import openpyxl

    sheet = openpyxl.load_workbook(path)["claims"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    return [tuple(str(c.date()) if isinstance(c, dt.datetime) else c for c in row) for row in rows]


ROWS: dict[str, Callable[[Path], list[tuple[Cell, ...]]]] = {
    "csv": lambda path: list(csv_export.read_rows(path)),
    "parquet": parquet_rows,
    "xlsx": xlsx_rows,
}


def test_every_format_is_under_contract() -> None:
    assert {known.name for known in FORMATS} | {"docbin"} == set(NAMES)
    assert set(NAMES) - {"jsonld", "html"} == CLAIMS.keys() | ROWS.keys()


@pytest.mark.parametrize("name", CLAIMS)
def test_claims_come_back_equal(hostile: Path, name: str, tmp_path: Path) -> None:
    with KnowledgeBase(hostile) as base:
        expected = list(base.claims())
    assert CLAIMS[name](exported(hostile, name, tmp_path)) == expected


@pytest.mark.parametrize("name", ROWS)
def test_rows_come_back_equal(hostile: Path, name: str, tmp_path: Path) -> None:
    with KnowledgeBase(hostile) as base:
        expected = list(base.rows())
    found = ROWS[name](exported(hostile, name, tmp_path))
    if name == "xlsx":  # A workbook is XML: it cannot tell a carriage return or hold other control characters.
        found, expected = plain(found), plain(expected)
    assert found == expected


def plain(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    clean = re.compile(r"_x00[01][0-9A-F]_|[\x00-\x1f]|\s")
    return [tuple(clean.sub("", cell) if isinstance(cell, str) else cell for cell in row) for row in rows]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12)


@settings(max_examples=15, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4, unique=True))
def test_export_then_load_is_identity(tmp_path_factory: Any, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("identity")
    kb = loaded(folder / "kb", texts)
    with KnowledgeBase(kb) as base:
        for known in FORMATS:
            known.write(base, folder / known.name)
        claims, rows = list(base.claims()), list(base.rows())
    assert read_jsonl(folder / "jsonl") == claims
    assert read_parquet(folder / "parquet") == claims
    assert parquet_rows(folder / "parquet") == rows
    assert list(csv_export.read_rows(folder / "csv")) == rows


@given(st.text())
def test_disarming_can_be_undone(text: str) -> None:
    assert rearmed(disarmed(text)) == text or disarmed(text) == text
    assert disarmed(text)[:1] not in tuple("=+-@\t\r")


def test_no_cell_of_a_csv_can_run(hostile: Path, tmp_path: Path) -> None:
    import csv

    with exported(hostile, "csv", tmp_path).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            assert not [cell for cell in row if cell.lstrip()[:1] in tuple("=+-@") and cell]


ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "a", "div", "mark", "article"),
    *("table", "tr", "th", "td", "figure", "figcaption", "svg", "rect", "text"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "href", "rel", "class", "title", "id"),
    *("viewbox", "role", "aria-label", "x", "y", "width", "height", "text-anchor"),
}


class Seen(HTMLParser):
    """What a browser would see of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.metas: list[dict[str, str | None]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.addresses.update(value or "" for name, value in attrs if name == "href")
        if tag == "meta":
            self.metas.append(dict(attrs))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_nothing_in_the_page_can_act(hostile: Path, tmp_path: Path) -> None:
    text = exported(hostile, "html", tmp_path).read_text("utf-8")
    seen = Seen()
    seen.feed(text)
    assert len(PAYLOADS) >= 50
    assert seen.tags <= ALLOWED, seen.tags - ALLOWED
    assert seen.attributes <= ATTRIBUTES, seen.attributes - ATTRIBUTES
    assert all(re.match(r"https?://|#a-[0-9a-f]+$", address) for address in seen.addresses)
    assert {"http-equiv": "Content-Security-Policy", "content": POLICY} in seen.metas
    assert "default-src 'none'" in POLICY
    assert "script" not in POLICY
    assert "unsafe" not in POLICY
    assert text.count("<style>") == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", text)
    words = "".join(seen.words)
    assert all(payload in words for payload in PAYLOADS if payload.isprintable())


def test_the_style_is_the_one_that_the_policy_allows(hostile: Path, tmp_path: Path) -> None:
    import base64
    import hashlib

    text = exported(hostile, "html", tmp_path).read_text("utf-8")
    style = text[text.index("<style>") + 7 : text.index("</style>")]
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in POLICY
    assert "url(" not in style


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x", "file:///etc", "https://x y", "", None]
)
def test_addresses_that_no_link_may_lead_to(url: str) -> None:
    assert web_address(url) is None
    assert web_address(None) is None


def usual(folder: Path) -> Path:
    text = "Avant. Selon Les Échos, Orange a gagné 12 € en 2024, soit un tiers de plus. Après, rien."
    one = article("un.txt", text, title="Orange", publisher="Le Soir", url="https://exemple.fr/à?b=c#d", language="fr")
    mention = money(one, "12 €", amount=12, currency="EUR", modifier="min")
    period = Interval(text="en 2024", start=dt.date(2024, 1, 1), end=dt.date(2024, 12, 31))
    who, what = Subject(name="Orange", company_id="orange"), Metric(text="bénéfice", key="net_income")
    by = Source(name="Les Échos", cue="Selon")
    told = claim(one, mention, subject=who, metric=what, period=period, source=by, rules=("a:b", "c-d"))
    write(folder / "kb", [(one, [mention], [told])])
    return folder / "kb"


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("which", ["usual", "hostile"])
def test_the_graph_holds_what_its_shapes_say(which: str, hostile: Path, tmp_path: Path) -> None:
    import pyshacl
    import rdflib

    kb = hostile if which == "hostile" else usual(tmp_path)
    path = exported(kb, "jsonld", tmp_path)
    graph = rdflib.Graph().parse(path, format="json-ld")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=str(ROOT / "schemas" / "export.shacl.ttl"))
    assert conforms, report
    schema, oa = rdflib.Namespace("https://schema.org/"), rdflib.Namespace("http://www.w3.org/ns/oa#")
    with KnowledgeBase(kb) as base:
        texts = {article.id: article.text for article in base.articles()}
        claims = {found.id: found for found in base.claims()}
    nodes = list(graph.subjects(rdflib.RDF.type, schema.Claim))
    assert {str(node).removeprefix("urn:recoupe:claim:") for node in nodes} == claims.keys()
    for quote in graph.subjects(rdflib.RDF.type, oa.TextQuoteSelector):
        parts = [str(graph.value(quote, oa[name])) for name in ("prefix", "exact", "suffix")]
        assert any("".join(parts) in text for text in texts.values())


def test_the_graph_says_it_in_known_words(tmp_path: Path) -> None:
    nodes = json.loads(exported(usual(tmp_path), "jsonld", tmp_path).read_text("utf-8"))["@graph"]
    by_type = {node["@type"]: node for node in nodes}
    found = by_type["Claim"]
    assert found["about"] == {"@id": "urn:recoupe:company:orange"} == {"@id": by_type["Organization"]["@id"]}
    assert found["appearance"] == {"@id": by_type["NewsArticle"]["@id"]}
    assert found["claimInterpreter"] == {"@type": "Thing", "name": "Les Échos"}
    assert (found["recoupe:value"], found["recoupe:unit"], found["recoupe:modifier"]) == ("12", "EUR", "min")
    assert by_type["NewsArticle"]["url"] == {"@id": "https://exemple.fr/%C3%A0?b=c#d"}
    assert by_type["prov:Activity"]["prov:wasAssociatedWith"]["softwareVersion"] == "0.1.0"
    assert {"@id": "urn:recoupe:rule:a%3Ab"} in found["prov:wasInfluencedBy"]


def test_documents_hold_spans_and_records(tmp_path: Path) -> None:
    from recoupe.nlp.docbin import read

    (doc,) = read(exported(usual(tmp_path), "docbin", tmp_path))
    (span,) = doc.spans["money"]
    assert span.text == "12 €"
    assert span.id_ == doc._.recoupe["money"][0]["id"]
    assert doc._.recoupe_published == "2024-05-02"
    assert doc.user_data["article"]["path"] == "un.txt"


def test_the_workbook_has_three_sheets_and_links(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(exported(usual(tmp_path), "xlsx", tmp_path))
    assert book.sheetnames == ["claims", "articles", "companies"]
    place = [column.name for column in FLAT].index("url") + 1
    assert book["claims"].cell(2, place).hyperlink.target.startswith("https://exemple.fr/")
    assert book["companies"].cell(2, 2).value == "Orange"


def test_bad_destinations(tmp_path: Path) -> None:
    kb = usual(tmp_path)
    for arguments in (
        ["x.odt"],
        ["x", "--to", "odt"],
        [str(tmp_path), "--to", "csv"],
        [str(tmp_path / "no" / "x.csv")],
    ):
        result = CliRunner().invoke(app, ["export", str(kb), *arguments])
        assert result.exit_code == 2, result.output
    (tmp_path / "old.csv").write_text("old")
    assert CliRunner().invoke(app, ["export", str(kb), str(tmp_path / "old.csv")]).exit_code == 0
    assert "claim_id" in (tmp_path / "old.csv").read_text("utf-8-sig")
    assert not list(tmp_path.glob(".*new"))
