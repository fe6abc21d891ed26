"""Whether a zip is one, and what it unpacks to: asked before it is unpacked."""

import os
import struct
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from api.errors import InvalidInput

MOST_UNPACKED = 2_000_000_000
MOST_TIMES = 200
# The texts that cells share are read at once; the rest is read as it goes.
SHARED_TEXTS, MOST_SHARED = "xl/sharedStrings.xml", 250_000_000
SMALL = 1_000_000
END, END_SIZE, LONGEST_TAIL = b"PK\x05\x06", 22, 22 + 65_535
END_OF_LARGE = b"PK\x06\x07"


def check_zip(file: IO[bytes]) -> None:
    """Refuse what is no zip, and one that unpacks to more than a workbook ever does."""
    check_directory(file)
    try:
        with ZipFile(file) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise no_workbook() from error
    unpacked = sum(part.file_size for part in parts)
    shared = sum(part.file_size for part in parts if part.filename == SHARED_TEXTS)
    if unpacked > MOST_UNPACKED or shared > MOST_SHARED or any(map(is_bomb, parts)):
        raise too_large()


def check_directory(file: IO[bytes]) -> None:
    """Refuse a zip whose list of parts is itself too long to be read."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - LONGEST_TAIL))
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < END_SIZE:
        raise no_workbook()
    (bytes_of_list,) = struct.unpack_from("<L", tail, at + 12)
    if bytes_of_list > SMALL or END_OF_LARGE in tail[max(0, at - 20) : at]:
        raise too_large()


def is_bomb(part: ZipInfo) -> bool:
    return part.file_size > SMALL and part.file_size > MOST_TIMES * part.compress_size


def no_workbook() -> InvalidInput:
    return InvalidInput("workbook_unreadable", "The file is no workbook (xlsx).")


def too_large() -> InvalidInput:
    return InvalidInput("workbook_too_large", "The workbook unpacks to more than is read.")
