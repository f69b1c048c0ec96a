"""The seal: what goes in comes out, for whoever has the key, and nothing that was touched opens."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from lead_office import AT, KEYS, MINUTE, Office, office_in
from secrets_planted import NAME

from yuetan.casework.seal_keys import change_key, reseal_all
from yuetan.records.sealing import (
    Keys,
    Sealed,
    SealError,
    add_key,
    make_key_file,
    read_keys,
    seal,
    unseal,
)
from yuetan.records.tables import sealed

LATER = AT + MINUTE
LEAD, OTHER = "A" * 22, "B" * 22
TWO = Keys("two", {**KEYS.by_id, "two": bytes(range(32, 64))})
SEALED = seal(KEYS, LEAD, "source", NAME)


@pytest.fixture(scope="module")
def shared_office(shared_database_url: str) -> Iterator[Office]:
    made = office_in(shared_database_url)
    yield made
    made.records.dispose()


@pytest.fixture
def office(shared_office: Office) -> Iterator[Office]:
    yield shared_office
    with shared_office.records.begin() as connection:
        connection.execute(sa.delete(sealed))


# The seal


@given(st.text() | st.sampled_from(["", "㐂𠮷", "\x00", "a\x00\x00", "\x80", "字" * 100_000, "a" * 255, "a" * 256]))
def test_what_is_sealed_comes_out_as_it_went_in(text: str) -> None:
    assert unseal(KEYS, LEAD, "material", seal(KEYS, LEAD, "material", text)) == text


@pytest.mark.parametrize(("text", "length"), [("", 256), ("a" * 255, 256), ("a" * 256, 512), ("字" * 85, 256)])
def test_a_length_is_told_in_steps_alone(text: str, length: int) -> None:
    assert length + 16 == len(seal(KEYS, LEAD, "source", text).ciphertext)


def test_the_same_text_is_never_sealed_alike() -> None:
    several = [seal(KEYS, LEAD, "source", NAME) for _ in range(100)]
    assert len({one.nonce for one in several}) == len({one.ciphertext for one in several}) == 100


def test_half_a_character_is_refused_without_being_repeated() -> None:
    with pytest.raises(SealError) as caught:
        seal(KEYS, LEAD, "source", f"{NAME}\ud800")
    assert NAME not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_change_of_any_byte_of_the_ciphertext_is_noticed() -> None:
    for place in range(len(SEALED.ciphertext)):
        assert_shut(evolve(SEALED, ciphertext=changed_at(SEALED.ciphertext, place)))


def test_a_change_of_any_byte_of_the_nonce_is_noticed() -> None:
    for place in range(len(SEALED.nonce)):
        assert_shut(evolve(SEALED, nonce=changed_at(SEALED.nonce, place)))


@pytest.mark.parametrize("length", [0, 1, 15, 16, 271])
def test_a_ciphertext_cut_short_is_noticed(length: int) -> None:
    assert_shut(evolve(SEALED, ciphertext=SEALED.ciphertext[:length]))


@pytest.mark.parametrize("nonce", [b"", b"short", bytes(13), bytes(200)])
def test_a_nonce_of_another_length_is_noticed(nonce: bytes) -> None:
    assert_shut(evolve(SEALED, nonce=nonce))


@pytest.mark.parametrize("key_id", ["two", "three", ""])
def test_another_key_id_is_noticed(key_id: str) -> None:
    assert_shut(evolve(SEALED, key_id=key_id), TWO)


def test_one_key_under_two_ids_is_noticed() -> None:
    assert_shut(evolve(SEALED, key_id="same"), Keys("one", {**KEYS.by_id, "same": KEYS.by_id["one"]}))


def test_another_key_under_the_same_id_does_not_open() -> None:
    assert_shut(SEALED, Keys("one", {"one": bytes(32)}))


@pytest.mark.parametrize(("reference", "part"), [(OTHER, "source"), (LEAD, "material")])
def test_a_row_moved_to_another_lead_or_part_does_not_open(reference: str, part: str) -> None:
    with pytest.raises(SealError, match="打不开"):
        unseal(KEYS, reference, part, SEALED)


def assert_shut(of: Sealed, keys: Keys = KEYS) -> None:
    with pytest.raises(SealError) as caught:
        unseal(keys, LEAD, "source", of)
    assert NAME not in str(caught.value)


def changed_at(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1:]


# In the database


def test_parts_swapped_in_the_database_do_not_open(office: Office) -> None:
    opening = agreed(office, office.entered())
    with office.records.begin() as connection:
        for old, new in (("source", "none"), ("material", "source"), ("none", "material")):
            connection.execute(sa.update(sealed).where(sealed.c.part == old).values(part=new))
    with pytest.raises(SealError, match="打不开"):
        office.leads.read(office["handler"], opening, at=LATER)


def test_rows_of_two_leads_swapped_in_the_database_do_not_open(office: Office) -> None:
    opening, _ = agreed(office, office.entered()), office.entered()
    with office.records.begin() as connection:
        rows = connection.execute(sa.select(sealed).where(sealed.c.part == "source")).all()
        for mine, other in zip(rows, reversed(rows), strict=True):
            connection.execute(sa.update(sealed).where(sealed.c.id == mine.id).values(
                nonce=other.nonce, ciphertext=other.ciphertext))
    with pytest.raises(SealError, match="打不开"):
        office.leads.read(office["handler"], opening, at=LATER)


def test_a_row_that_is_gone_is_noticed(office: Office) -> None:
    opening = agreed(office, office.entered())
    with office.records.begin() as connection:
        connection.execute(sa.delete(sealed))
    with pytest.raises(SealError, match="不在库中"):
        office.leads.read(office["handler"], opening, at=LATER)


def test_a_new_key_seals_everything_anew_and_the_old_one_is_needed_no_more(office: Office) -> None:
    opening = agreed(office, office.entered())
    before = office.rows(sa.select(sealed.c.ciphertext))
    assert reseal_all(office.records, TWO) == 2
    assert reseal_all(office.records, TWO) == 0
    assert set(before).isdisjoint(office.rows(sa.select(sealed.c.ciphertext)))
    leads = evolve(office.leads, keys=Keys("two", {"two": TWO.by_id["two"]}))
    source = leads.read(office["handler"], opening, at=LATER).source
    assert source is not None
    assert source.name == NAME


def test_nothing_is_sealed_anew_where_one_row_does_not_open(office: Office) -> None:
    office.entered()
    with office.records.begin() as connection:
        connection.execute(sa.update(sealed).where(sealed.c.part == "material").values(ciphertext=b"changed"))
    before = office.rows(sa.select(sealed.c.key_id, sealed.c.ciphertext))
    with pytest.raises(SealError):
        reseal_all(office.records, TWO)
    assert office.rows(sa.select(sealed.c.key_id, sealed.c.ciphertext)) == before


def test_changing_the_key_keeps_the_older_one_for_backups(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "seal.key"
    first = make_key_file(path)
    reference = evolve_keys(office, first).entered()
    assert change_key(office.records, path) == 2
    keys = read_keys(path)
    assert keys.current != first.current
    assert first.by_id.items() < keys.by_id.items()
    assert agreed(evolve_keys(office, keys), reference)


def evolve_keys(office: Office, keys: Keys) -> Office:
    return evolve(office, leads=evolve(office.leads, keys=keys))


def agreed(office: Office, reference: str) -> str:
    opening = office.asked(reference)
    office.leads.agree(office["second"], opening, "同意", at=LATER)
    return opening


# The key file


def test_a_key_file_is_made_for_its_owner_alone_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "seal.key"
    made = make_key_file(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_keys(path) == made
    assert [len(key) for key in made.by_id.values()] == [32]


def test_two_key_files_hold_two_keys(tmp_path: Path) -> None:
    one, other = make_key_file(tmp_path / "one"), make_key_file(tmp_path / "other")
    assert set(one.by_id.values()).isdisjoint(other.by_id.values())


def test_a_key_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "seal.key"
    made = make_key_file(path)
    with pytest.raises(SealError, match="已经存在"):
        make_key_file(path)
    assert read_keys(path) == made


def test_a_key_that_was_added_is_the_current_one(tmp_path: Path) -> None:
    path = tmp_path / "seal.key"
    first, second = make_key_file(path), add_key(path)
    assert read_keys(path) == second
    assert second.by_id[first.current] == first.by_id[first.current]
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["seal.key"]  # noqa: PTH208 - names alone are asked for


@pytest.mark.parametrize("act", [make_key_file, add_key])
def test_a_key_file_that_cannot_be_written_is_said(act: Callable[[Path], Keys], tmp_path: Path) -> None:
    path = tmp_path / "seal.key"
    if act is add_key:
        make_key_file(path)
        (tmp_path / "seal.key.new").touch()
    else:
        path = tmp_path / "nowhere" / "seal.key"
    with pytest.raises(SealError, match="无法"):
        act(path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o644, 0o666, 0o610])
def test_a_key_file_that_others_may_use_is_refused(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "seal.key"
    make_key_file(path)
    path.chmod(mode)
    with pytest.raises(SealError, match=f"权限是 {mode:o}.*chmod 600"):
        read_keys(path)


GOOD = base64.b64encode(bytes(range(32))).decode()


@pytest.mark.parametrize(("content", "said"), [
    ("", "损坏"), ("[]", "损坏"), ("{", "损坏"), ("7", "损坏"), ("\udcff", "损坏"), ({}, "损坏"),
    ({"current": "a", "keys": {}}, "损坏"), ({"keys": {"a": GOOD}}, "损坏"), ({"current": "a", "keys": "a"}, "损坏"),
    ({"current": "a", "keys": {"a": GOOD[:-1]}}, "损坏"), ({"current": "a", "keys": {"a": 7}}, "损坏"),
    ({"current": "a:b", "keys": {"a:b": GOOD}}, "损坏"), ({"current": "", "keys": {"": GOOD}}, "损坏"),
    ({"current": "a", "keys": {"a": GOOD[:24]}}, "长度是 18 字节，应为 32 字节"),
    ({"current": "a", "keys": {"a": GOOD, "b": ""}}, "“b”的长度是 0 字节"),
    ({"current": "b", "keys": {"a": GOOD}}, "指定现用密钥“b”，文件中却没有它"),
])
def test_a_key_file_that_will_not_do_is_refused_and_no_key_repeated(content: Any, said: str, tmp_path: Path) -> None:  # noqa: ANN401 - any JSON
    path = tmp_path / "seal.key"
    make_key_file(path)
    written = content if isinstance(content, str) else json.dumps(content)
    path.write_bytes(written.encode(errors="surrogateescape"))
    with pytest.raises(SealError, match=said) as caught:
        read_keys(path)
    assert GOOD[:20] not in f"{caught.value}{caught.value.__context__!r}"


def test_a_key_file_that_is_missing_or_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SealError, match="不存在"):
        read_keys(tmp_path / "seal.key")
    with pytest.raises(SealError, match="读不出来"):
        read_keys(tmp_path)


def test_keys_are_not_printed() -> None:
    assert "\\x00" not in repr(KEYS)
