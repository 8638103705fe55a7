"""Photos that go with a case: a folder for each, readable by the owner alone, gone with the case.

What is kept is a picture that this program wrote anew, so that it holds neither a place nor the name of a camera.
"""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from hashlib import sha256
from tempfile import mkdtemp
from typing import TYPE_CHECKING, NamedTuple

from headunit.errors import CannotWriteError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["KeptPhoto", "PhotoStore"]

_NAME = re.compile(r"[1-9][0-9]{0,5}\.jpg", re.ASCII)
_FOLDER_RIGHTS, _FILE_RIGHTS = 0o700, 0o600
_INCOMING = "incoming-"
"""Begins the name of a folder for what is being read; no case has such an id."""


class KeptPhoto(NamedTuple):
    """Hold one photo of a case: its *name* there, and what tells it from any other: its SHA-256 in hexadecimal."""

    name: str
    sha256: str

    @property
    def told(self) -> str:
        """Return it as a job sheet names it."""
        return f"{self.name} (SHA-256 {self.sha256[:16]}…)"


class PhotoStore:
    """Keep photos in *folder*, made when the first comes; every method may raise CannotWriteError."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; there may be none yet."""
        self._folder = folder

    def room(self) -> Path:
        """Return a new folder for photos that are being read; who asked for it removes it."""
        with _told(self._folder):
            self._folder.mkdir(mode=_FOLDER_RIGHTS, parents=True, exist_ok=True)
            return self._folder / mkdtemp(prefix=_INCOMING, dir=self._folder)

    def sweep(self) -> None:
        """Remove what an earlier program left half read."""
        with _told(self._folder):
            for folder in self._folder.glob(f"{_INCOMING}*"):
                shutil.rmtree(folder)

    def kept(self, case_id: str) -> tuple[KeptPhoto, ...]:
        """Return the photos of a case, in the order in which they came."""
        with _told(self._folder):
            return tuple(KeptPhoto(path.name, sha256(path.read_bytes()).hexdigest()) for path in self.paths(case_id))

    def paths(self, case_id: str) -> tuple[Path, ...]:
        """Return where the photos of a case are."""
        with _told(self._folder):
            found = [path for path in (self._folder / case_id).glob("*.jpg") if _NAME.fullmatch(path.name)]
        return tuple(sorted(found, key=_number))

    def read(self, case_id: str, name: str) -> bytes:
        """Return one photo, a JPEG; raises UnknownNameError (``unknown-photo``)."""
        path = self._path(case_id, name)
        with _told(self._folder):
            return path.read_bytes()

    def add(self, case_id: str, photos: Sequence[Path]) -> None:
        """Move *photos*, JPEGs of ours on the same disk, behind those of the case."""
        folder = self._folder / case_id
        last = max(map(_number, self.paths(case_id)), default=0)
        with _told(self._folder):
            folder.mkdir(mode=_FOLDER_RIGHTS, parents=True, exist_ok=True)
            for number, photo in enumerate(photos, last + 1):
                photo.chmod(_FILE_RIGHTS)
                photo.replace(folder / f"{number}.jpg")

    def remove(self, case_id: str, name: str) -> None:
        """Forget one photo; raises UnknownNameError (``unknown-photo``)."""
        path = self._path(case_id, name)
        with _told(self._folder):
            path.unlink()

    def delete(self, case_id: str) -> None:
        """Forget the photos of a case, if there are any."""
        self._delete(self._folder / case_id)

    def delete_all(self) -> None:
        """Forget every photo that can be forgotten; raises the fault of the last case whose can't be."""
        with _told(self._folder):
            found = list(self._folder.iterdir()) if self._folder.exists() else []
        fault: CannotWriteError | None = None
        for one in found:
            try:
                self._delete(one)
            except CannotWriteError as told:
                fault = told
        if fault is not None:
            raise fault
        self._delete(self._folder)

    def _delete(self, path: Path) -> None:
        with _told(self._folder):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def _path(self, case_id: str, name: str) -> Path:
        """Return the place of a photo that is there; a name from outside is compared, never used."""
        for path in self.paths(case_id):
            if path.name == name:
                return path
        raise UnknownNameError("unknown-photo", f"there is no photo {name!r} of the case {case_id}", value=name)


def _number(path: Path) -> int:
    return int(path.stem)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Tell a fault of the disk as one of ours."""
    try:
        yield
    except OSError as fault:
        raise CannotWriteError(
            "photos-unwritten",
            f"the photos in {str(folder)!r} can't be read or written ({fault.strerror or fault})",
            value=str(folder),
            next_step="look at the rights of the folder and the room on the disk",
        ) from fault
