"""The watch over the disk sees what is written, also what is deleted again."""

import subprocess
import sys

import pytest

from tests.disk_watch import files_written


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells of files that were written")
def test_a_file_is_seen_that_another_process_writes_and_deletes(tmp_path):
    path = tmp_path / "picture.png"
    with files_written(tmp_path) as written:
        subprocess.run(["sh", "-c", f"echo secret > {path}; rm {path}; echo > {tmp_path / 'last'}"], check=True)
        while str(tmp_path / "last") not in written:  # the kernel tells in its order
            pass
    assert written[0] == str(path)
