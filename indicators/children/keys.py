"""The keys that protect children's rows and files: one for each authority, purpose and version.

Each is derived from the version's master key in the settings, which the database never holds. An authority
keeps the version of its first child-level return, since a pseudonym of another version is another number;
it moves to the newest when its own is said to be retired (docs/adr/0022).
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from authorities.models import Authority
from authorities.refusal import Refused
from indicators.models import Return, ReturnKind

KEY_BYTES, NONCE_BYTES = 32, 12
PSEUDONYM, FILE, CHECK = "pseudonym", "file", "check"


def newest_version() -> str:
    """The version that new authorities begin with."""
    version: str = list(settings.CHILD_KEYS)[-1]
    return version


def version_for(authority: Authority) -> str:
    """The version of the authority's next child-level return: that of its newest, else the newest of all."""
    earlier = Return.objects.filter(authority=authority, kind=ReturnKind.CHILDREN).exclude(key_version="")
    own = earlier.order_by("-pk").values_list("key_version", flat=True).first()
    return newest_version() if own is None or _retired(own) else own


def check_of(authority: Authority, version: str) -> str:
    """16 characters that tell one key from another and say nothing about it. Refused as the key itself is."""
    return _derived(authority, version, CHECK)[:8].hex()


def refuse_changed_key(authority: Authority, version: str) -> None:
    """Raises Refused where the authority's earlier returns were made under another key of the same version.

    The same child would be another number from now on, and nobody would notice but by wrong figures.
    """
    earlier = Return.objects.filter(authority=authority, key_version=version).exclude(key_check="")
    made = earlier.order_by("-pk").values_list("key_check", flat=True).first()
    if made is not None and made != check_of(authority, version):
        raise Refused(
            f"Version {version} of the keys is not the key that {authority}'s earlier lists were made with. "
            "Nothing was stored: the same child would count as another. Ask whoever runs the portal to put "
            "the old key back, or to add a new version and have the lists handed in again."
        )


def pseudonym_key(authority: Authority, version: str) -> bytes:
    """32 bytes, for the identifiers of this authority alone. Raises Refused where the version is gone."""
    return _derived(authority, version, PSEUDONYM)


def seal(authority: Authority, version: str, content: bytes, *, about: str = "") -> bytes:
    """The content encrypted for its authority (AES-256-GCM, the nonce first).

    `about` names what it belongs to: it opens under the same authority, version and name alone.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    cipher = AESGCM(_derived(authority, version, FILE))
    return nonce + cipher.encrypt(nonce, content, about.encode())


def unseal(authority: Authority, version: str, sealed: bytes, *, about: str = "") -> bytes:
    """What was sealed. Raises Refused where the key is gone, is another, or the bytes were changed."""
    cipher = AESGCM(_derived(authority, version, FILE))
    try:
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about.encode())
    except (InvalidTag, ValueError):
        raise Refused(
            f"This file cannot be opened with version {version} of the keys: the key has changed, or the "
            "file was. Ask whoever runs the portal to look at LFL_CHILD_KEYS."
        ) from None


def _retired(version: str) -> bool:
    return version in settings.CHILD_KEYS and settings.CHILD_KEYS[version] is None


def _derived(authority: Authority, version: str, purpose: str) -> bytes:
    master = settings.CHILD_KEYS.get(version)
    if master is None:
        gone = "was retired" if _retired(version) else "is missing from LFL_CHILD_KEYS"
        raise Refused(
            f"Version {version} of the keys of {authority}'s children {gone}. Nothing was stored or opened. "
            "Ask whoever runs the portal to look at it."
        )
    about = f"like for like/{purpose}/{authority.code}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=about).derive(master)
