"""Keep a vault in one file: the old content or the new, never less, whatever happens in between."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from headunit.errors import CannotWriteError, FileMissingError, InputError, ReadFailedError, TryAgainError
from headunit.vault.content import Vault
from headunit.vault.key import RFC_9106_LOW_MEMORY, SALT_BYTES, Cost, VaultKey, derive_key
from headunit.vault.sealed import FORMATS, LARGEST_VAULT_BYTES, NONCE_BYTES, Opened, check_start, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from headunit.vault.disk import Disk
    from headunit.vault.passphrase import Passphrase
    from headunit.vault.sealed import Reader

__all__ = ["VaultStore"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultStore:
    """Keep the vault at *path*.

    *disk* does the steps, *random_bytes* gives that many bytes that nobody can guess, *cost* is what a new passphrase
    is worth, and *formats* are those that can be read.
    """

    path: Path
    disk: Disk
    random_bytes: Callable[[int], bytes]
    cost: Cost = RFC_9106_LOW_MEMORY
    formats: Mapping[int, Reader] = field(default_factory=lambda: FORMATS)

    def create(self, passphrase: Passphrase) -> None:
        """Make an empty vault; raises InputError (``vault-exists``), TryAgainError, CannotWriteError."""
        key = self._new_key(passphrase.check_new())
        with _writing(self.path):
            self.disk.make_folder(self.path.parent)
        with self._locked():
            if self.disk.exists(self.path):
                raise InputError(
                    "vault-exists",
                    f"there is a vault at {str(self.path)!r} already",
                    value=str(self.path),
                    next_step="'headunit vault list' opens it; choose another folder with --home for a second one",
                )
            self._write(Vault(), key)

    def check(self) -> None:
        """Say before a passphrase is asked for why this vault can't be opened; raises what :meth:`open` raises."""
        check_start(self._read(), newest=max(self.formats))

    def open(self, passphrase: Passphrase) -> Vault:
        """Return what the vault holds; one in an older format is kept as a backup and written anew.

        Raises FileMissingError (``vault-missing``), ReadFailedError, and what :func:`unseal` raises.
        """
        opened = self._unsealed(self._read(), passphrase)
        return opened.vault if self._is_current(opened) else self.change(passphrase, lambda vault: vault)

    def change(self, passphrase: Passphrase, edit: Callable[[Vault], Vault]) -> Vault:
        """Put what *edit* makes of the vault in its place and return it; nobody else can write meanwhile.

        Raises what :meth:`open` raises, TryAgainError (``vault-busy``) and CannotWriteError (``vault-unwritten``).
        """
        self.check()
        with self._locked():
            opened = self._for_change(passphrase)
            changed = edit(opened.vault)
            if changed != opened.vault or not self._is_current(opened):
                self._write(changed, opened.key)
        return changed

    def change_passphrase(self, old: Passphrase, new: Passphrase) -> None:
        """Write the vault under a key from *new* and a new salt; raises what :meth:`change` raises.

        Copies and backups keep the passphrase that they were made under.
        """
        self.check()
        key = self._new_key(new.check_new())
        with self._locked():
            self._write(self._for_change(old).vault, key)

    def back_up(self, target: Path, passphrase: Passphrase) -> int:
        """Copy the vault to *target*, which must not be there yet, and return how many entries it was seen to hold.

        Raises InputError (``backup-exists``), and what :meth:`open` and :meth:`change` raise.
        """
        self.check()
        with self._locked():
            file = self._read()
            held = len(self._unsealed(file, passphrase).vault.entries)
            self._add(target, file)
        return held

    def _add(self, target: Path, content: bytes) -> None:
        """Write *content* to *target* as :meth:`_put` does, but never over what is there or comes meanwhile."""
        try:
            self._put(target, content, self.disk.add)
        except CannotWriteError as fault:
            if not isinstance(fault.__cause__, FileExistsError):
                raise
            raise InputError(
                "backup-exists",
                f"there is a file {str(target)!r} already",
                value=str(target),
                next_step="give another name: a backup is never written over",
            ) from None

    def _is_current(self, opened: Opened) -> bool:
        return opened.version == max(self.formats)

    def _new_key(self, passphrase: Passphrase) -> VaultKey:
        try:
            return derive_key(passphrase, self.cost, self.random_bytes(SALT_BYTES))
        except MemoryError:
            raise TryAgainError(
                "memory-short",
                f"there are no {self.cost.memory_kib >> 10} MiB of memory free to make a key with",
                expected=f"{self.cost.memory_kib >> 10} MiB",
                next_step="close other programs and try again; nothing was written",
            ) from None

    def _unsealed(self, file: bytes, passphrase: Passphrase) -> Opened:
        return unseal(file, passphrase, usual=self.cost, formats=self.formats)

    def _for_change(self, passphrase: Passphrase) -> Opened:
        """Open the vault, and keep a file in an older format under another name before it is written over."""
        file = self._read()
        opened = self._unsealed(file, passphrase)
        if not self._is_current(opened):
            mark = sha256(file).hexdigest()[:8]
            backup = self.path.with_name(f"{self.path.stem}.format-{opened.version}.{mark}{self.path.suffix}")
            self._put(backup, file)
        return opened

    def _read(self) -> bytes:
        try:
            file = self.disk.read(self.path, LARGEST_VAULT_BYTES + 1)
        except FileNotFoundError:
            raise FileMissingError(
                "vault-missing",
                f"there is no vault at {str(self.path)!r}",
                value=str(self.path),
                next_step="'headunit vault init' makes one",
            ) from None
        except OSError as fault:
            message = f"the vault {str(self.path)!r} can't be read ({fault.strerror or fault})"
            raise ReadFailedError("vault-unread", message, value=str(self.path)) from None
        return file

    def _write(self, vault: Vault, key: VaultKey) -> None:
        self._put(self.path, seal(vault, key, self.random_bytes(NONCE_BYTES)))

    def _put(self, target: Path, content: bytes, place: Callable[[Path, Path], None] | None = None) -> None:
        """Write *content* beside *target* and put it in its place when all of it has reached the disk."""
        beside = target.with_name(f".{target.name}.part")
        with _writing(target):
            try:
                self.disk.remove(beside)
                self.disk.write_new(beside, content)
                self.disk.sync(beside)
                (place or self.disk.replace)(beside, target)
                self.disk.sync_folder(target.parent)
            except OSError:
                self.disk.remove(beside)
                raise

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with ExitStack() as held:
            with _writing(self.path):
                held.enter_context(self.disk.lock(self.path.with_name(f"{self.path.name}.lock")))
            yield


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise CannotWriteError(
            "vault-unwritten",
            f"can't write {str(target)!r} ({fault.strerror or fault})",
            value=str(target),
            next_step="check the folder, its rights and the free space; the vault is whole, old or new",
        ) from fault
