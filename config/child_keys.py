"""The keys beneath children's pseudonyms and sealed files: read from a line of text, or made at first start.

The line is `1:<base64 of 32 bytes>,2:<the same>`; the last is the newest. `1:retired` says that version 1
is gone for good, on purpose, so that nobody takes it for lost. Reads nothing but what it is given.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path

KEY_BYTES, KEY_VARIETY = 32, 10
RETIRED = "retired"
VERSION = re.compile(r"[0-9a-z][0-9a-z-]{0,19}")
FORM = "write 1:KEY, and 2:KEY after a comma when a second is added; KEY is the base64 of 32 random bytes"

# None in the place of a key: retired.
Keys = dict[str, bytes | None]


def read_child_keys(given: str) -> tuple[Keys, list[str]]:
    """The keys by version, oldest first, and what is wrong with the line. No sentence quotes a key."""
    keys: Keys = {}
    faults = []
    for number, part in enumerate(given.split(",") if given.strip() else [], start=1):
        version, _, text = part.strip().partition(":")
        if not VERSION.fullmatch(version):
            faults.append(f"entry {number} of LFL_CHILD_KEYS has no version: {FORM}")
        elif version in keys:
            faults.append(f"LFL_CHILD_KEYS has version {version} twice")
        elif text == RETIRED:
            keys[version] = None
        elif (key := _decoded(text)) is None:
            faults.append(f"version {version} of LFL_CHILD_KEYS is not a key of {KEY_BYTES} bytes: {FORM}")
        else:
            keys[version] = key
    return keys, faults + _unfit(keys)


def _decoded(text: str) -> bytes | None:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None


def _unfit(keys: Keys) -> list[str]:
    faults = []
    real = [key for key in keys.values() if key is not None]
    if any(len(set(key)) < KEY_VARIETY for key in real):
        faults.append("LFL_CHILD_KEYS must be random")
    if len(set(real)) < len(real):
        faults.append("LFL_CHILD_KEYS has the same key under two versions")
    if keys and list(keys.values())[-1] is None:
        faults.append("the last of LFL_CHILD_KEYS is retired: add a new version after it")
    return faults


def made_from(secret: str, keys: Mapping[str, bytes | None]) -> bool:
    """Whether a key is the portal's secret key over again: a piece of it, written in it, or its hash."""
    plain = secret.encode()
    hashes = {hashlib.new(name, plain).digest()[:KEY_BYTES] for name in ("sha256", "sha512", "sha3_256")}
    return any(
        key in plain or key in hashes or any(text in secret for text in _written(key))
        for key in keys.values()
        if key is not None
    )


def _written(key: bytes) -> list[str]:
    bare = [base64.b64encode(key), base64.urlsafe_b64encode(key)]
    return [key.hex(), *(each.decode().rstrip("=") for each in bare)]


def kept_child_keys(folder: Path) -> str:
    """The line in the folder's `child-keys`, made for its owner alone where there is none yet."""
    kept = folder / "child-keys"
    if not kept.exists():
        line = "1:" + base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
        handle, new = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "w") as file:
            file.write(line + "\n")
        try:
            # All of it or nothing, and never over another process's: pseudonyms made with that are for good.
            kept.hardlink_to(new)
        except FileExistsError:
            pass
        finally:
            Path(new).unlink()
    return kept.read_text().strip()
