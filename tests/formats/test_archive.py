"""Hostile archives are refused before they are read; ours have the same bytes every time."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.formats.archive import (
    LIMITS,
    Limits,
    inspect_archive,
    read_archive,
    rewrite_zip,
    write_zip,
)
from terreau.problems import Refused

SMALL = Limits(packed=10_000, unpacked=50_000, members=5)


def archive(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def codes(data: bytes, limits: Limits = LIMITS) -> list[str]:
    return [problem.code for problem in inspect_archive(data, limits)]


def test_plain_archive_is_accepted() -> None:
    assert codes(archive({"a.txt": b"a", "b/c.txt": b"c"})) == []


def test_more_than_the_packed_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gros.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(SMALL.packed))
    assert [p.code for p in inspect_archive(path, SMALL)] == ["too-heavy"]


def test_fifty_megabytes_is_the_limit_of_the_house(tmp_path: Path) -> None:
    path = tmp_path / "gros.xlsx"
    with path.open("wb") as file:  # sparse: costs nothing on disk
        file.seek(50_000_000)
        file.write(b"\0")
    (problem,) = inspect_archive(path)
    assert problem.code == "too-heavy"
    assert "50\u00a0Mo" in problem.message


def test_bomb_is_refused_by_the_sums_of_its_directory() -> None:
    bomb = archive({f"{i}.xml": bytes(200_000_000) for i in range(3)})
    assert len(bomb) < 50_000_000
    assert codes(bomb) == ["too-large"]


def test_too_many_members_are_refused() -> None:
    assert codes(archive({f"{i}": b"" for i in range(9)}), SMALL) == ["too-large"]


def test_member_that_lies_about_its_size_is_refused() -> None:
    """A directory that declares 10 bytes where there are 40 000 is not believed."""
    data = bytearray(archive({"a.xml": bytes(40_000)}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    assert codes(bytes(data), SMALL) == ["not-an-archive"]


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/passwd", "a/../../b", "..\\b", "C:\\b"])
def test_path_that_leaves_the_archive_is_refused(name: str) -> None:
    assert codes(archive({name: b""})) == ["unsafe-path"]


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "Basic/script-lc.xml"])
def test_macros_are_refused_with_a_sentence(name: str) -> None:
    (problem,) = inspect_archive(archive({name: b"x"}))
    assert problem.code == "macros"
    assert "macros" in problem.sentence()


def test_duplicate_members_are_refused() -> None:
    data = archive({"aa": b"1", "ab": b"2"}).replace(b"ab", b"aa")
    assert codes(data) == ["duplicate-members"]


def test_encrypted_members_are_refused() -> None:
    data = bytearray(archive({"a": b"x"}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert codes(bytes(data)) == ["locked"]


def test_encrypted_office_file_is_said_to_be_locked() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert codes(ole) == ["locked"]
    assert codes(ole[:600]) == ["not-an-archive"]


@given(st.binary(max_size=300))
def test_any_bytes_give_problems_never_an_exception(data: bytes) -> None:
    assert inspect_archive(data)
    assert inspect_archive(b"PK\x03\x04" + data)


@given(st.integers(0, 400), st.integers(0, 255))
def test_a_damaged_archive_never_raises(at: int, value: int) -> None:
    data = bytearray(archive({"a.xml": b"<a/>" * 50, "b.xml": b"b"}))
    data[at % len(data)] = value
    inspect_archive(bytes(data))


def test_read_archive_returns_members_and_refuses_the_rest() -> None:
    assert read_archive(archive({"a": b"1", "d/": b"", "d/b": b"2"})) == {"a": b"1", "d/b": b"2"}
    with pytest.raises(Refused, match="abîmé"):
        read_archive(b"nothing")


@pytest.mark.parametrize("deflate", [False, True])
def test_rewritten_archive_has_the_same_bytes_whatever_the_order(deflate: bool) -> None:
    one = archive({"b": b"2" * 99, "a": b"1"})
    two = archive({"a": b"1", "b": b"2" * 99}, zipfile.ZIP_STORED)
    assert rewrite_zip(one, deflate=deflate) == rewrite_zip(two, deflate=deflate)


def test_rewritten_archive_is_sorted_stored_and_dated_1980(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(archive({"z": b"1" * 99, "mimetype": b"m", "a": b"2"}))
    with zipfile.ZipFile(io.BytesIO(rewrite_zip(path))) as file:
        infos = file.infolist()
    assert [info.filename for info in infos] == ["mimetype", "a", "z"]
    assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}


def test_deflate_makes_smaller_files() -> None:
    members = {"a": b"1" * 10_000}
    assert len(write_zip(members, deflate=True)) < len(write_zip(members)) / 10
