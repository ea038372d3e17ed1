"""What is no workbook is answered by one sentence, and never by an exception."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terreau import framework, gazetteer
from terreau.formats import workbook
from terreau.formats.archive import write_zip

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
CONTENT = b'<?xml version="1.0"?><Types xmlns="x"/>'


def xlsx(**extra: bytes) -> bytes:
    return write_zip({"[Content_Types].xml": CONTENT, **extra})


def ods(content: str) -> bytes:
    head = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    )
    text = f"{head}{content}</office:spreadsheet></office:body></office:document-content>"
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return write_zip({"mimetype": mimetype, "content.xml": text.encode()})


BAD: dict[str, tuple[bytes, str, str]] = {
    "PDF renamed": (b"%PDF-1.7\n%\xe2\xe3", "not-a-workbook", "un PDF"),
    "image": (b"\x89PNG\r\n\x1a\n", "not-a-workbook", "une image"),
    "web page": (b"<!DOCTYPE html><html>", "not-a-workbook", "une page web"),
    "CSV": ("nom;prénom\nA;B\n".encode(), "not-a-workbook", "CSV"),
    "noise": (bytes(range(256)), "not-a-workbook", "n’est pas un classeur"),
    "empty": (b"", "empty-file", "vide"),
    "locked xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "locked", "mot de passe"),
    "macros in xlsx": (xlsx(**{"xl/vbaProject.bin": b"x"}), "macros", "macros"),
    "macros in xls": (OLE + "_VBA_PROJECT".encode("utf-16-le"), "macros", "macros"),
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), "not-a-workbook", "document de texte"),
    "broken xls": (OLE, "broken-workbook", "abîmé"),
    "broken zip": (b"PK\x03\x04" + bytes(60), "not-an-archive", "abîmé"),
    "DOCX": (xlsx(**{"word/document.xml": b"<a/>"}), "not-a-workbook", "document de texte"),
    "ODT": (
        write_zip({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "not-a-workbook",
        "document de texte",
    ),
    "PPTX": (xlsx(**{"ppt/presentation.xml": b"<a/>"}), "not-a-workbook", "diaporama"),
    "xlsb": (xlsx(**{"xl/workbook.bin": b"x"}), "not-a-workbook", "xlsb"),
    "no sheet": (xlsx(), "broken-workbook", "abîmé"),
    "path out": (xlsx(**{"../a": b"x"}), "unsafe-path", "chemin"),
    "ZIP of photos": (
        write_zip({"a.jpg": b"x", "b.jpg": b"y"}),
        "not-a-workbook",
        "un seul classeur",
    ),
    "frozen data": (write_zip({"manifest.json": b"{}"}), "not-a-workbook", "données figées"),
    "locked xls in ZIP": (
        write_zip({"a.xls": OLE + "_VBA_PROJECT".encode("utf-16-le")}),
        "macros",
        "macros",
    ),
    "broken xlsx in ZIP": (
        write_zip({"a.xlsx": b"PK\x03\x04" + bytes(60)}),
        "not-an-archive",
        "abîmé",
    ),
    "no XML in ods": (
        write_zip({"content.xml": b"<a", "mimetype": b"x"}),
        "broken-workbook",
        "abîmé",
    ),
    "doctype in ods": (
        write_zip({"content.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        "broken-workbook",
        "abîmé",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_each_gets_one_intelligible_sentence(name: str, tmp_path: Path, today: date) -> None:
    data, code, words = BAD[name]
    path = tmp_path / "classeur.xlsx"
    path.write_bytes(data)
    result = workbook.read(path, today=today)
    assert result.dataset is None
    assert [problem.code for problem in result.problems] == [code]
    assert words in result.problems[0].sentence()
    assert result.problems[0].expected


def test_the_mark_of_an_open_workbook_names_the_workbook(tmp_path: Path, today: date) -> None:
    for name in ("~$projets.xlsx", ".~lock.projets.xlsx#"):
        (tmp_path / name).write_bytes(b"\x06Jeanne")
        (problem,) = workbook.read(tmp_path / name, today=today).problems
        assert problem.expected == "Donnez «\u00a0projets.xlsx\u00a0»."


def test_a_file_that_may_not_be_read_says_to_close_it(
    tmp_path: Path, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(*_arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", deny)
    (problem,) = workbook.read(tmp_path / "classeur.xlsx", today=today).problems
    assert problem.code == "file-locked"
    assert "fermez-le" in problem.expected


def test_missing_file_and_folder_are_said(tmp_path: Path, today: date) -> None:
    for path in (tmp_path / "rien.xlsx", tmp_path):
        (problem,) = workbook.read(path, today=today).problems
        assert problem.code == "file-missing"


def test_more_than_fifty_megabytes_is_refused_without_being_read(
    tmp_path: Path, today: date
) -> None:
    path = tmp_path / "gros.xlsx"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.seek(60_000_000)
        file.write(b"\0")
    (problem,) = workbook.read(path, today=today).problems
    assert problem.code == "too-heavy"


def test_bomb_is_refused_before_it_is_read(tmp_path: Path, today: date) -> None:
    path = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", CONTENT)
        for number in range(3):
            file.writestr(f"xl/worksheets/sheet{number}.xml", bytes(200_000_000))
    (problem,) = workbook.read(path, today=today).problems
    assert problem.code == "too-large"
    assert "500\u00a0Mo" in problem.message


def test_two_lone_cells_at_the_corners_are_refused(tmp_path: Path, today: date) -> None:
    """A sheet of seventeen thousand million cells, almost all empty, is never built in memory."""
    import xlsxwriter

    path = tmp_path / "loin.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Projets et lieux")
    sheet.write(0, 0, "Référence")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    (problem,) = workbook.read(path, today=today).problems
    assert problem.code == "sheet-too-wide"
    assert "Projets et lieux" in problem.where


def test_repeated_cells_of_an_ods_are_counted_not_built(tmp_path: Path, today: date) -> None:
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="9000"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="900000">{cell}</table:table-row>'
    path = tmp_path / "loin.ods"
    path.write_bytes(ods(f'<table:table table:name="A">{row}</table:table>'))
    (problem,) = workbook.read(path, today=today).problems
    assert problem.code == "sheet-too-wide"


def test_formulas_in_error_of_an_ods_are_placed(tmp_path: Path) -> None:
    from terreau.formats.workbook.inside import look_inside

    error = '<table:table-cell calcext:value-type="error" office:value-type="string"><text:p>#N/A</text:p></table:table-cell>'
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    rows = f'<table:table-row table:number-rows-repeated="3"/><table:table-row>{empty}{error}</table:table-row>'
    errors, problems = look_inside(ods(f'<table:table table:name="A">{rows}</table:table>'))
    assert problems == []
    assert errors == {"A": {(3, 2): "#N/A"}}


def test_panic_of_the_reader_is_a_refusal_and_an_interruption_is_not() -> None:
    from terreau.formats.workbook.opening import guard
    from terreau.problems import Refused

    class PanicException(BaseException):
        pass

    def fail(error: BaseException) -> None:
        raise error

    with pytest.raises(Refused, match="abîmé"):
        guard(fail, PanicException())
    with pytest.raises(KeyboardInterrupt):
        guard(fail, KeyboardInterrupt())


def test_password_known_by_the_reader_is_said() -> None:
    from python_calamine import PasswordError

    from terreau.formats.workbook.opening import guard
    from terreau.problems import Refused

    def fail() -> None:
        raise PasswordError

    with pytest.raises(Refused, match="mot de passe"):
        guard(fail)


@pytest.fixture(scope="module")
def template() -> bytes:
    out = io.BytesIO()
    workbook.new(
        out,
        framework.default(),
        gazetteer.default(),
        title="T",
        as_of=date(2026, 11, 12),
        departements=("39",),
    )
    return out.getvalue()


FUZZ = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def answer(tmp_path: Path, today: date) -> Callable[[bytes], None]:
    """Any bytes give problems, never data, never an exception."""

    def run(data: bytes) -> None:
        path = tmp_path / "fuzz.xlsx"
        path.write_bytes(data)
        result = workbook.read(path, today=today)
        assert result.problems
        assert result.dataset is None

    return run


@FUZZ
@given(
    data=st.binary(max_size=400),
    head=st.sampled_from([b"", b"PK\x03\x04", OLE, b"%PDF", b"<html>"]),
)
def test_random_bytes_never_raise(
    data: bytes, head: bytes, answer: Callable[[bytes], None]
) -> None:
    answer(head + data)


@FUZZ
@given(share=st.floats(0, 1))
def test_truncated_workbooks_never_raise(
    share: float, template: bytes, answer: Callable[[bytes], None]
) -> None:
    answer(template[: int(share * (len(template) - 1))])


@FUZZ
@given(data=st.data())
def test_workbooks_with_broken_parts_never_raise(
    data: st.DataObject, template: bytes, answer: Callable[[bytes], None]
) -> None:
    """The archive is whole, one of its parts is not."""
    with zipfile.ZipFile(io.BytesIO(template)) as file:
        members = {name: file.read(name) for name in file.namelist()}
    name = data.draw(st.sampled_from(sorted(n for n in members if n.startswith("xl/w"))))
    part = members[name]
    cut = data.draw(st.integers(0, len(part) - 1))
    noise = data.draw(st.binary(max_size=30))
    members[name] = part[:cut] + noise + part[cut + len(noise) + 1 :]
    path_data = write_zip(members)
    answer(path_data)
