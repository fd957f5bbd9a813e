"""Files of the official Python writer, cut, repaired by `fathom repair`, and read by the official Python reader."""

from __future__ import annotations

import struct
import subprocess
import zlib
from pathlib import Path

import pytest
from conftest import BINARY, REPOSITORY
from mcap.reader import make_reader
from mcap.stream_reader import StreamReader
from mcap.writer import CompressionType, Writer

MESSAGES = [bytes([index]) * (index % 50 * 20) for index in range(200)]


def write(path: Path, compression: CompressionType, use_chunking: bool) -> None:
    writer = Writer(str(path), chunk_size=3000, compression=compression, use_chunking=use_chunking)
    writer.start()
    schema = writer.register_schema("a.B", "protobuf", b"\x01")
    channel = writer.register_channel("frames/front", "protobuf", schema, {"key": "value"})
    writer.add_attachment(1, 2, "notes.txt", "text/plain", b"hello")
    writer.add_metadata("fathom", {"version": "1"})
    for index, data in enumerate(MESSAGES):
        writer.add_message(channel, log_time=index, data=data, publish_time=index, sequence=index)
    writer.finish()


def repair(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    binary = BINARY if BINARY.is_absolute() else REPOSITORY / BINARY
    return subprocess.run([binary, "repair", *arguments], capture_output=True, text=True, timeout=60)


def check_every_crc(path: Path) -> list[bytes]:
    """The messages' data by the indexed reader; the streaming one must agree, and all checksums be there and right."""
    with path.open("rb") as file:
        reader = make_reader(file, validate_crcs=True)
        messages = [message.data for _, _, message in reader.iter_messages()]
        summary = reader.get_summary()
        assert [attachment.data for attachment in reader.iter_attachments()] == [b"hello"]
        assert [metadata.metadata for metadata in reader.iter_metadata()] == [{"version": "1"}]
    assert summary is not None and summary.statistics is not None
    assert summary.statistics.message_count == len(messages)
    with path.open("rb") as file:
        names = [type(record).__name__ for record in StreamReader(file, validate_crcs=True).records]
    assert names.count("Message") == len(messages) and names.count("ChunkIndex") == len(summary.chunk_indexes)
    with path.open("rb") as file:
        chunks = [
            record
            for record in StreamReader(file, emit_chunks=True).records
            if type(record).__name__ == "Chunk"
        ]
    assert all(chunk.uncompressed_crc for chunk in chunks)  # type: ignore[attr-defined]
    data = path.read_bytes()
    summary_start, _, summary_crc = struct.unpack("<QQI", data[-28:-8])
    assert summary_crc == zlib.crc32(data[summary_start:-12])
    data_end = summary_start - 13
    assert struct.unpack("<I", data[summary_start - 4 : summary_start])[0] == zlib.crc32(data[:data_end])
    return messages


@pytest.mark.parametrize("use_chunking", [True, False])
@pytest.mark.parametrize("compression", list(CompressionType))
def test_the_official_reader_takes_what_was_repaired(
    tmp_path: Path, compression: CompressionType, use_chunking: bool
) -> None:
    whole = tmp_path / "whole.mcap"
    write(whole, compression, use_chunking)
    data = whole.read_bytes()
    for share in (0.4, 0.7, 0.95):
        cut = tmp_path / "a.mcap.partial"
        cut.write_bytes(data[: int(len(data) * share)])
        done = repair(cut, "--overwrite")
        assert done.returncode == 0, done.stderr
        found = check_every_crc(tmp_path / "a.mcap")
        assert 0 < len(found) <= len(MESSAGES) and found == MESSAGES[: len(found)]


def test_it_says_what_it_did(tmp_path: Path) -> None:
    path = tmp_path / "a.mcap"
    write(path, CompressionType.ZSTD, True)
    path.write_bytes(path.read_bytes()[:-100])

    done = repair(path)
    assert done.returncode == 0
    repaired = tmp_path / "a.repaired.mcap"
    assert f"{repaired}: 200 messages in" in done.stdout
    assert check_every_crc(repaired) == MESSAGES

    done = repair(repaired)
    assert done.returncode == 0 and done.stdout == f"{repaired}: whole; nothing written\n"

    done = repair(path)
    assert done.returncode == 1 and "is there already" in done.stderr

    done = repair(tmp_path / "none.mcap")
    assert done.returncode == 1 and "No such file or directory" in done.stderr
    assert repair().returncode == 2
