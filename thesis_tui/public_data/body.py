"""The bytes of an answer or a saved file, unpacked within bounds."""

from __future__ import annotations

from thesis_tui.errors import InputError


def unpacked(body: bytes, most: int) -> bytes:
    """A body as it is, or what a gzip file holds. Raises InputError for one that is broken or larger than `most`."""
    if body[:2] == b"\x1f\x8b":
        import zlib

        # 31 is 15 bits of window and a gzip header (16)
        unpacker = zlib.decompressobj(wbits=31)
        try:
            # one byte beyond tells what is too large, however much a small file would unpack to
            body = unpacker.decompress(body, most + 1)
        except zlib.error:
            raise InputError("is packed and cannot be unpacked", "file") from None
        if not unpacker.eof and len(body) <= most:
            raise InputError("is packed and cut off", "file")
    if len(body) > most:
        raise InputError(f"is larger than {most / 1_000_000:g} MB", "file")
    return body
