"""Several csv files as one archive."""

from __future__ import annotations

import io
import zipfile

import pytest

from indicators.forms.bundle import NO_TIME, bundle, unfit_together

FILES = [("List 3.csv", b"c,d\r\n"), ("List 1.csv", b"a,b\r\n")]


def test_a_file_alone_stays_as_it_came() -> None:
    alone = bundle([("return.xlsx", b"PK...")])

    assert (alone.name, alone.content) == ("return.xlsx", b"PK...")


def test_several_keep_their_names_and_their_bytes() -> None:
    made = bundle(FILES)

    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == dict(FILES)
    assert made.name == "2 csv files.zip"


def test_the_same_files_make_the_same_archive_in_whatever_order_they_were_chosen() -> None:
    made = bundle(FILES).content

    assert made == bundle(FILES[::-1]).content
    # Nor does the clock leave a mark in it.
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {member.date_time for member in archive.infolist()} == {NO_TIME}


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["a.csv", "b.xlsx"], "must all be .csv"),
        (["a.csv", "A.CSV"], "the same name"),
        ([f"{n}.csv" for n in range(21)], "There are 21 files"),
        (["a.csv", "b.CSV"], ""),
        (["one.xlsx"], ""),
    ],
)
def test_files_that_cannot_go_together_are_told_apart(names: list[str], words: str) -> None:
    sentence = unfit_together(names)

    assert words in sentence and bool(sentence) == bool(words)
