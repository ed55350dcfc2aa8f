"""Ingestion: encodings, dates, languages, and the same article told in every format."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from recoupe.errors import IngestError, UsageError
from recoupe.ingest.dates import date_in_name, read_date
from recoupe.ingest.encodings import decode
from recoupe.ingest.finding import find_sources
from recoupe.ingest.formats import FORMATS, SUFFIXES, format_of, read_source
from recoupe.ingest.language import language_of
from recoupe.ingest.reading import Reading
from recoupe.ingest.sources import Source
from recoupe.lexicon.language import ACCEPT, FRENCH_WORDS, REJECT, reads_as_french

BODY = (
    "La coopérative laitière de l’Ouest a annoncé jeudi un investissement de 3,8 milliards d’euros dans ses usines.\n"
    "Selon sa directrice, le groupe vise une hausse de 15 % de ses ventes d’ici à 2030, contre 9 % l’an dernier."
)
FRENCH = [
    "Où l’été s’achève, la forêt brûle : 3 000 € de dégâts, « c’est énorme » dit-on.",
    "Le cœur de l’œuvre coûte 12 €.",
    "À Liège, l’aciérie ferme.",
    "Bénéfice en hausse",
    "Noël",
]


def readings(path: Path, published: dt.date | None = None) -> list[Reading]:
    return list(read_source(Source(path.name, path, asked=True), published))


def only(path: Path, published: dt.date | None = None) -> Reading:
    (reading,) = readings(path, published)
    return reading


# Encodings


@pytest.mark.parametrize("text", FRENCH)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_french_is_decoded(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


def test_latin_9_euro() -> None:
    text = "Le prêt s’élève à 12 € par mois, été comme hiver".replace("’", "'")
    assert decode(text.encode("iso-8859-15"), "a.txt") == text


def test_a_long_foreign_text_is_left_to_charset_normalizer() -> None:
    text = "Компания сообщила о росте выручки на пятнадцать процентов в третьем квартале этого года. " * 5
    assert decode(text.encode("cp1251"), "a.txt") == text


def test_old_macintosh_french() -> None:
    text = "Le chiffre d’affaires a été multiplié par deux : l’été dernier, à Besançon, l’usine était fermée. " * 5
    assert "été" in decode(text.encode("mac-roman"), "a.txt")


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 4, b"\0\0\0\0", b"%PDF-1.7\n\x00\x01\x02\xe2\xe3", b"\x7fELF\x02\0"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(IngestError) as caught:
        decode(data, "a.txt")
    assert caught.value.error == "binary"


def test_line_ends_and_odd_spaces_stay() -> None:
    text = "Un\r\ndeux\u00a0trois\u202f%\rquatre"
    assert decode(text.encode(), "a.txt") == text


# Dates


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-01-04", "2024-01-04"),
        ("2024-01-04T23:30:00+01:00", "2024-01-04"),
        ("2024-01-04 08:00", "2024-01-04"),
        ("20240104", "2024-01-04"),
        ("04/01/2024", "2024-01-04"),
        ("4.1.2024", "2024-01-04"),
        ("jeudi 4 janvier 2024", "2024-01-04"),
        ("1er août 2023", "2023-08-01"),
        ("Thu, 04 Jan 2024 10:00:00 +0100", "2024-01-04"),
        ("2024-02-31", None),
        ("hier", None),
        ("2024", None),
        ("janvier 2024", None),
        ("bientôt", None),
    ],
)
def test_dates_of_metadata(written: str, date: str | None) -> None:
    assert read_date(written) == (dt.date.fromisoformat(date) if date else None)


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2024-01-04-tiktok.txt", "2024-01-04"),
        ("a/b/depeche_20240104.md", "2024-01-04"),
        ("bilan-04-01-2024.txt", "2024-01-04"),
        ("revue.2024.01.04.jsonl#20251231", "2024-01-04"),
        ("2024/01/article.txt", None),
        ("12345678901.txt", None),
        ("article-20241350.txt", None),
    ],
)
def test_dates_of_file_names(name: str, date: str | None) -> None:
    assert date_in_name(name) == (dt.date.fromisoformat(date) if date else None)


def test_where_the_date_comes_from(tmp_path: Path) -> None:
    option = dt.date(2020, 1, 1)
    named = tmp_path / "2021-02-03.md"
    named.write_text(f"---\ndate: 2022-03-04\n---\n{BODY}", "utf-8")
    assert (a := only(named, option).article)
    assert (str(a.published), a.published_source) == (
        "2022-03-04",
        "front-matter",
    )
    named.write_text(BODY, "utf-8")
    assert (a := only(named, option).article)
    assert (str(a.published), a.published_source) == ("2021-02-03", "file-name")
    bare = tmp_path / "a.txt"
    bare.write_text(BODY, "utf-8")
    assert (a := only(bare, option).article)
    assert (a.published, a.published_source) == (option, "option")
    assert (a := only(bare).article)
    assert (a.published, a.published_source) == (None, None)


def test_a_date_that_cannot_be_read_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "2021-02-03.md"
    path.write_text(f"---\ndate: bientôt\n---\n{BODY}", "utf-8")
    reading = only(path)
    assert [warning.error for warning in reading.warnings] == ["bad-date"]
    assert reading.article
    assert reading.article.published_source == "file-name"


# Languages


def test_the_language_lexicon_proves_itself() -> None:
    from recoupe.ingest.language import _WORD

    for text in ACCEPT:
        assert reads_as_french(_WORD.findall(text.lower())), text
    for text in REJECT:
        assert not reads_as_french(_WORD.findall(text.lower())), text
    assert all(word == word.lower() and word.isalpha() for word in FRENCH_WORDS)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "fr"),
        ("Hausse record des profits chez Danone", "fr"),
        ("The company said its revenue rose 5% to $3bn.", "en"),
        ("El grupo anunció el martes un aumento de las ventas.", "es"),
        ("3,8 % + 12", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_of(text) == language


# Formats


def write_text(folder: Path) -> Path:
    path = folder / "2024-01-04.txt"
    path.write_text(BODY, "utf-8")
    return path


def write_markdown(folder: Path) -> Path:
    path = folder / "a.md"
    path.write_text(
        f"---\ntitle: Du lait à l’Ouest\ndate: 2024-01-04\nsource: Le Quotidien\nauthor: [Anne Roux]\n"
        f"url: https://exemple.fr/a\n---\n{BODY}",
        "utf-8",
    )
    return path


def write_html(folder: Path) -> Path:
    path = folder / "a.html"
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
    path.write_text(
        "<!doctype html><html lang=fr><head><meta charset=utf-8><title>Du lait à l’Ouest</title>"
        '<meta property="og:title" content="Du lait à l’Ouest"><meta property="og:site_name" content="Le Quotidien">'
        '<meta name="author" content="Anne Roux"><link rel="canonical" href="https://exemple.fr/a">'
        '<meta property="article:published_time" content="2024-01-04T08:00:00+01:00"></head><body>'
        f"<nav><a href=/>Accueil</a> <a href=/eco>Éco</a></nav><article>{paragraphs}</article>"
        "<footer>Mentions légales</footer></body></html>",
        "utf-8",
    )
    return path


RECORD = {
    "text": BODY,
    "title": "Du lait à l’Ouest",
    "published": "2024-01-04",
    "publisher": "Le Quotidien",
    "author": "Anne Roux",
    "url": "https://exemple.fr/a",
}


def write_jsonl(folder: Path) -> Path:
    path = folder / "a.jsonl"
    path.write_text(json.dumps(RECORD) + "\n", "utf-8")
    return path


def write_parquet(folder: Path) -> Path:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet as pq

    path = folder / "a.parquet"
    pq.write_table(pa.Table.from_pylist([RECORD]), path)
    return path


WRITERS = {
    "text": write_text,
    "markdown": write_markdown,
    "html": write_html,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
}


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_one_article_in_every_format(format: object, tmp_path: Path) -> None:
    name = format.name  # type: ignore[attr-defined]
    reading = only(WRITERS[name](tmp_path))
    article = reading.article
    assert article
    assert article.text.replace("\u00a0", " ") == BODY.replace("\u00a0", " ")
    assert (str(article.published), article.language) == ("2024-01-04", "fr")
    if name != "text":
        said = (article.title, article.publisher, article.author, article.url)
        assert said == ("Du lait à l’Ouest", "Le Quotidien", "Anne Roux", "https://exemple.fr/a")
    if name != "html":
        same = only(WRITERS["text"](tmp_path)).article
        assert same
        assert article.id == same.id


def test_the_text_of_markdown_is_what_follows_the_closing_line(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    for block, text in [
        ("---\ntitle: x\n---\n", "\n\n  Le corps\n---\nla suite\n"),
        ("---\r\ntitle: x\r\n---\r\n", "Le corps\r\n"),
        ("---\n---\n", "Le corps"),
    ]:
        path.write_bytes((block + text).encode())
        assert (article := only(path).article)
        assert article.text == text
    path.write_text("--- pas de bloc\nLe corps", "utf-8")
    assert (article := only(path).article)
    assert article.text == "--- pas de bloc\nLe corps"


@pytest.mark.parametrize("block", ["title: [x", "- a\n- b", "x: &a [*a, *b]", "\tx: 1", "{" * 5000])
def test_broken_front_matter_costs_only_the_metadata(block: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\n{block}\n---\n{BODY}", "utf-8")
    reading = only(path)
    assert reading.article
    assert reading.article.text == BODY
    assert "bad-front-matter" in [warning.error for warning in reading.warnings]


def test_a_page_declares_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    body = f"<article><p>{BODY.replace('è', 'e').replace('à', 'a')} Šéf Škody.</p></article>"
    path.write_bytes(f"<html><head><meta charset='windows-1250'></head><body>{body}</body></html>".encode("cp1250"))
    assert (article := only(path).article)
    assert "Šéf Škody" in article.text


def test_lines_that_are_no_article_cost_only_themselves(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        "{",
        "[1]",
        '{"title": "x"}',
        '{"text": 3}',
        '{"text": " "}',
        "",
        json.dumps({"text": BODY}),
        "[" * 100_000,
    ]
    path.write_text("\n".join(lines), "utf-8")
    ends = {reading.path: reading.problem.error if reading.problem else "read" for reading in readings(path)}
    assert ends == {
        "a.jsonl#1": "not-json",
        "a.jsonl#2": "not-an-object",
        "a.jsonl#3": "no-text",
        "a.jsonl#4": "no-text",
        "a.jsonl#5": "empty",
        "a.jsonl#7": "read",
        "a.jsonl#8": "not-json",
    }


def test_a_lone_surrogate_becomes_one_sign(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Le prix \\ud800 est de 3 € \\ud83d\\ude00", "title": "a\\udfff"}\n', "utf-8")
    assert (article := only(path).article)
    assert article.text == "Le prix \ufffd est de 3 € 😀"
    assert article.title == "a?"


# Folders


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c/d.md", "a-b.txt", ".caché.txt", ".git/x.txt", "image.jpg", "LISEZMOI"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / "kb").mkdir()
    for name in ("manifest.json", "claims.jsonl", "articles.jsonl"):
        (tmp_path / "kb" / name).write_text("{}", "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    sources, skipped = find_sources([tmp_path], SUFFIXES)
    assert [source.name for source in sources] == ["a-b.txt", "a/b/c/d.md", "a/z.txt", "b.txt"]
    assert skipped == {".jpg": 1, "(none)": 1}


def test_a_file_named_twice_is_read_once_and_names_are_told_apart(tmp_path: Path) -> None:
    for folder in ("un", "deux"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(folder, "utf-8")
    sources, _ = find_sources([tmp_path / "un", tmp_path / "un" / "a.txt"], SUFFIXES)
    assert [source.name for source in sources] == ["a.txt"]
    sources, _ = find_sources([tmp_path / "un", tmp_path / "deux"], SUFFIXES)
    assert [Path(source.name).parts[-2:] for source in sources] == [("deux", "a.txt"), ("un", "a.txt")]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        find_sources([tmp_path / "rien"], SUFFIXES)


# Blocks, Parquet and other places


def blocks_of(path: Path, step: int) -> list[Source]:
    size = path.stat().st_size
    edges = [*range(0, size, step), size]
    return [Source(path.name, path, block=block) for block in itertools.pairwise(edges)]


def told(those: Iterable[Reading], first: int = 0) -> list[tuple[str, str]]:
    """Each article's number and text, or the error, the numbers counted from `first`."""
    return [
        (str(first + int(one.path.rsplit("#", 1)[1])), one.article.text if one.article else one.problem.error)  # type: ignore[union-attr]
        for one in those
    ]


def joined(blocks: Iterable[Source]) -> list[tuple[str, str]]:
    """What blocks hold one after the other, numbered on."""
    found, first = [], 0
    for block in blocks:
        found += told(read_source(block), first)
        format = format_of(block)
        assert format
        assert format.places
        first += format.places(block)
    return found


@pytest.mark.parametrize("step", [1, 2, 7, 40, 64, 65, 1000])
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_jsonl_in_blocks_is_the_same_as_whole(step: int, end: str, tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"Le prix {n} est de {n} € par mois." + " et plus" * (n % 5)}) for n in range(9)]
    lines[3:3] = ["", "pas du JSON", "   "]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines) + end, "utf-8")
    assert joined(blocks_of(path, step)) == told(read_source(Source(path.name, path)))


def test_a_long_line_costs_a_block_no_more_than_its_length(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "mot " * 50_000}) + "\n" + json.dumps({"text": "Le prix."}) + "\n", "utf-8")
    assert joined(blocks_of(path, 1000)) == told(read_source(Source(path.name, path)))


def parquet(path: Path, rows: int, group: int) -> Path:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet as pq

    texts = [f"Le prix {n} est de {n} € par mois." if n % 10 else None for n in range(rows)]
    days = [dt.date(2024, 1, 1 + n % 28) for n in range(rows)]
    table = pa.table({"text": texts, "date": days, "title": [f"Titre {n}" for n in range(rows)], "other": days})
    pq.write_table(table, path, row_group_size=group)
    return path


def test_parquet_is_read_row_by_row(tmp_path: Path) -> None:
    found = readings(parquet(tmp_path / "a.parquet", 300, 100))
    assert [reading.path for reading in found] == [f"a.parquet#{number}" for number in range(1, 301)]
    assert found[0].problem
    assert found[0].problem.error == "no-text"
    one = found[127].article
    assert one
    assert (one.text, one.title) == ("Le prix 127 est de 127 € par mois.", "Titre 127")
    assert (one.published, one.published_source) == (dt.date(2024, 1, 16), "metadata")


@pytest.mark.parametrize("step", [50, 999, 4096, 100_000])
def test_parquet_in_blocks_is_the_same_as_whole(step: int, tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", 500, 130)
    assert joined(blocks_of(path, step)) == told(readings(path))


def test_what_is_no_parquet_or_has_no_text(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet as pq

    (tmp_path / "a.parquet").write_bytes(b"PAR1 et rien")
    pq.write_table(pa.table({"titre": ["x"]}), tmp_path / "b.parquet")
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "c.parquet")
    for name, error in (("a", "not-parquet"), ("b", "no-text"), ("c", "empty")):
        (reading,) = readings(tmp_path / f"{name}.parquet")
        assert reading.problem
        assert reading.problem.error == error


def test_files_at_an_address_are_those_of_a_folder(tmp_path: Path) -> None:
    fs = pytest.importorskip("fsspec").filesystem("memory")
    names = ("b.txt", "a/z.txt", "a/b/c/d.md", "a-b.txt", ".caché.txt", ".git/x.txt", "image.jpg", "kb/manifest.json")
    for name in (*names, "kb/claims.jsonl", "été 1.txt"):
        fs.pipe(f"/trouver/{name}", f"Le prix de {name} est de 12 €.".encode())
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"Le prix de {name} est de 12 €.", "utf-8")
    here, there = (find_sources([where], SUFFIXES) for where in (tmp_path, "memory://trouver"))
    assert [source.name for source in there[0]] == [source.name for source in here[0]]
    assert there[1] == here[1]
    assert len(there[0]) == len(here[0])
    assert [list(read_source(source)) for source in there[0]] == [list(read_source(source)) for source in here[0]]
    (one,) = find_sources(["memory://trouver/b.txt"], SUFFIXES)[0]
    assert (one.name, one.asked, one.size) == ("b.txt", True, 31)
    with pytest.raises(UsageError, match="does not exist"):
        find_sources(["memory://trouver/rien"], SUFFIXES)
    with pytest.raises(UsageError, match="cannot be opened"):
        find_sources(["nimporte://quoi"], SUFFIXES)
    (gone,) = read_source(one._replace(path="memory://trouver/rien.txt"))
    assert gone.problem
    assert gone.problem.error == "unreadable"
