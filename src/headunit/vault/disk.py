"""The few things that a vault asks of a disk, each a step at which the current can fail."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from headunit.errors import TryAgainError

if sys.platform == "win32":  # pragma: no cover - written for, not tested
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

__all__ = ["Disk", "RealDisk"]

_FILE_RIGHTS = 0o600
_FOLDER_RIGHTS = 0o700


class Disk(Protocol):
    """Read and replace files; each method is one step, and may raise OSError."""

    def read(self, path: Path, at_most: int) -> bytes:
        """Return the content of *path*, its first *at_most* bytes."""

    def exists(self, path: Path) -> bool:
        """Say whether something is at *path*."""

    def write_new(self, path: Path, content: bytes) -> None:
        """Make the file *path*, the owner's alone, and write *content*; it may not have reached the disk yet."""

    def sync(self, path: Path) -> None:
        """Return when the content of *path* has reached the disk."""

    def replace(self, source: Path, target: Path) -> None:
        """Put *source* in the place of *target*, in one step."""

    def add(self, source: Path, target: Path) -> None:
        """Put *source* at *target* in one step; raises FileExistsError, and touches nothing, if something is there."""

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in *folder* have reached the disk."""

    def remove(self, path: Path) -> None:
        """Take *path* away, if it is there."""

    def make_folder(self, folder: Path) -> None:
        """Make *folder* with those above it, the owner's alone, unless it is there."""

    def lock(self, path: Path) -> AbstractContextManager[None]:
        """Hold the lock *path*; raises TryAgainError (``vault-busy``) at once if somebody else does."""


class RealDisk:
    """Do the steps on the disk of this computer."""

    def read(self, path: Path, at_most: int) -> bytes:
        """Return the content of *path*, its first *at_most* bytes."""
        with path.open("rb") as file:
            return file.read(at_most)

    def exists(self, path: Path) -> bool:
        """Say whether something is at *path*."""
        return os.path.lexists(path)

    def write_new(self, path: Path, content: bytes) -> None:
        """Make the file *path*, the owner's alone, and write *content*."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with open(os.open(path, flags, _FILE_RIGHTS), "wb") as file:  # noqa: PTH123 - a descriptor
            file.write(content)

    def sync(self, path: Path) -> None:
        """Return when the content of *path* has reached the disk."""
        with path.open("r+b") as file:
            os.fsync(file.fileno())

    def replace(self, source: Path, target: Path) -> None:
        """Put *source* in the place of *target*, in one step."""
        source.replace(target)

    def add(self, source: Path, target: Path) -> None:
        """Put *source* at *target* unless something is there; in one step where the file system has hard links."""
        try:
            os.link(source, target)
        except FileExistsError:
            raise
        except OSError:  # exFAT and some network shares have none
            self._copy_new(source, target)
        source.unlink()

    def _copy_new(self, source: Path, target: Path) -> None:
        self.write_new(target, source.read_bytes())
        self.sync(target)

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in *folder* have reached the disk; Windows has no such step."""
        if sys.platform == "win32":  # pragma: no cover - written for, not tested
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        """Take *path* away, if it is there."""
        path.unlink(missing_ok=True)

    def make_folder(self, folder: Path) -> None:
        """Make *folder* with those above it, the owner's alone, unless it is there."""
        for part in reversed([folder, *folder.parents]):
            if not part.is_dir():
                part.mkdir(mode=_FOLDER_RIGHTS, exist_ok=True)

    @contextmanager
    def lock(self, path: Path) -> Iterator[None]:
        """Hold the lock *path*, a file that stays; the system lets go of it when the process ends, however it ends."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, _FILE_RIGHTS)
        try:
            _lock(descriptor, path)
            yield
        finally:
            os.close(descriptor)


def _lock(descriptor: int, path: Path) -> None:
    try:
        if sys.platform == "win32":  # pragma: no cover - written for, not tested
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        raise TryAgainError(
            "vault-busy",
            "somebody else is changing the vault just now",
            value=str(path),
            next_step="try again in a moment; nothing was changed",
        ) from None
