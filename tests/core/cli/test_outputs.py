"""What a command writes: whole or not there, behind links, in the right place and never half."""

import os
import sys
import threading
from pathlib import Path

import pytest

from pat_core.cli.outputs import Outputs, check_output
from pat_core.cli.stopping import BEGUN
from pat_core.cli.streams import CannotWriteError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the empty folder in which the test runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _held() -> dict[str, bytes | str]:
    """Return what every file in the folder holds, hidden ones too; of a link where it leads."""
    return {
        path.name: str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in sorted(Path().iterdir())
    }


def _write(**contents: bytes) -> None:
    with Outputs() as made:
        for place, content in contents.items():
            made.write(place, content)
        made.keep()


def test_nothing_is_in_its_place_before_it_is_kept() -> None:
    """Until then, what stood there stands; then all of it is there, and nothing is left beside."""
    Path("a").write_bytes(b"older")
    with Outputs() as made:
        made.write("a", b"new ")
        made.write("b", b"x")
        made.write("a", b"whole")
        made.complete()
        assert Path("a").read_bytes() == b"older"
        assert not Path("b").exists()
        assert len(BEGUN) == 2
        made.keep()
    assert _held() == {"a": b"new whole", "b": b"x"}
    assert not BEGUN


def test_what_is_not_kept_is_taken_away() -> None:
    """An error on the way leaves every file as it was, and no other."""
    Path("a").write_bytes(b"older")
    with Outputs() as made:
        made.write("a", b"x" * 100_000)
        made.write("b", b"x")
    assert _held() == {"a": b"older"}
    assert not BEGUN


@pytest.mark.parametrize(
    ("place", "cause"),
    [
        *(("no/a", "No such file"), (".", "Is a directory"), ("new/", "Is a directory")),
        *(("a/b", "Not a directory"), ("a/", "Is a directory"), ("x\0y", "null"), ("round", "")),
        pytest.param("x" * 300, "too long", marks=pytest.mark.needs_process),
    ],
)
def test_place_that_cannot_be_written_is_told(place: str, cause: str) -> None:
    """The sentence names the place as it was given, before the work and at its end."""
    Path("a").write_bytes(b"older")
    Path("round").symlink_to("round")
    for attempt in (lambda: check_output(place), lambda: _write(**{"b": b"x", place: b"y"})):
        with pytest.raises(CannotWriteError, match=r": cannot be written: ") as caught:
            attempt()
        assert caught.value.status == 3
        assert str(caught.value).startswith(f"{place}: ")
        assert cause in str(caught.value)
    assert _held() == {"a": b"older", "round": "round"}


def test_check_leaves_everything_as_it_was() -> None:
    """To see whether a place can be written makes no file and touches none."""
    Path("a").write_bytes(b"older")
    for place in ("a", "b"):
        check_output(place)
    assert _held() == {"a": b"older"}


def test_link_stays_and_what_it_leads_to_is_replaced() -> None:
    """A link is followed to its end, also where nothing is there yet."""
    Path("far").mkdir()
    Path("far/a").write_bytes(b"older")
    Path("one").symlink_to("two")
    Path("two").symlink_to("far/a")
    Path("new").symlink_to("far/b")
    _write(one=b"x", new=b"y")
    assert (Path("one").is_symlink(), Path("two").is_symlink()) == (True, True)
    assert (Path("far/a").read_bytes(), Path("far/b").read_bytes()) == (b"x", b"y")
    assert sorted(os.listdir("far")) == ["a", "b"]  # noqa: PTH208


@pytest.mark.needs_process
def test_permissions_stay_and_new_files_get_the_usual_ones() -> None:
    """What others may do with a file is not for us to change."""
    before = os.umask(0o027)
    try:
        Path("a").write_bytes(b"older")
        Path("a").chmod(0o604)
        _write(a=b"x", b=b"y")
    finally:
        os.umask(before)
    assert [Path(name).stat().st_mode & 0o777 for name in "ab"] == [0o604, 0o640]


def test_output_that_cannot_take_its_place_puts_the_others_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of three outputs the last one fails: the first is as before, and the second is not there."""
    for with_links in (True, False):
        Path("a").write_bytes(b"older")
        if not with_links:
            monkeypatch.setattr(os, "link", _refuse, raising=False)
        with Outputs() as made:
            for place in "abc":
                made.write(place, b"new")
            made.complete()
            Path("c").mkdir()
            with pytest.raises(CannotWriteError, match=r"^c: cannot be written"):
                made.keep()
        Path("c").rmdir()
        assert _held() == {"a": b"older"}
        assert not BEGUN


def _refuse(*_: object) -> None:
    raise OSError(1, "no links here")


def test_disk_that_fills_up_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not all could be written, nothing takes its place."""
    Path("a").write_bytes(b"older")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWriteError, match=r"^b: cannot be written: No space left"):
        _write(b=b"x" * 100_000, a=b"y")
    assert _held() == {"a": b"older"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no such device")
@pytest.mark.needs_process
def test_devices_are_written_directly() -> None:
    """A device stays one; if it takes nothing, the files beside it are not written either."""
    _write(**{"/dev/null": b"x", "a": b"older"})
    with pytest.raises(CannotWriteError, match=r"^/dev/full: cannot be written: No space left"):
        _write(**{"a": b"new", "/dev/full": b"x"})
    assert _held() == {"a": b"older"}
    assert not Path("/dev/null").is_file()


@pytest.mark.needs_process
@pytest.mark.skipif(sys.platform == "win32", reason="this system has no such pipes")
def test_named_pipe_is_written_directly() -> None:
    """Whoever reads the pipe gets it all; to check it does not disturb that."""
    os.mkfifo("pipe")
    check_output("pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(Path("pipe").read_bytes()))
    reader.start()
    _write(pipe=b"x" * 100_000)
    reader.join(timeout=30)
    assert got == [b"x" * 100_000]
    assert Path("pipe").is_fifo()
