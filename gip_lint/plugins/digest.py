"""Digests, by which a content is known again. To check a clean report without the cache takes none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b


def digest_of(content: bytes = b"", *, size: int) -> blake2b:
    """Return the digest of *content*, of *size* bytes, which ``update`` goes on with."""
    from hashlib import blake2b  # noqa: PLC0415 - OpenSSL comes with it

    return blake2b(content, digest_size=size)
