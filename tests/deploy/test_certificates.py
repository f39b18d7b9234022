"""Settings and certificates for several machines."""

import stat

import pytest
import yaml

from deploy.certificates import FILES, environment, write_certificates
from lessons.work.cluster import SETTINGS


def flat(tree, path=""):
    """Nested settings by their full names."""
    if not isinstance(tree, dict):
        return {path: tree}
    return {name: value for key, part in tree.items() for name, value in flat(part, f"{path}.{key}".strip(".")).items()}


def test_the_file_for_several_machines_has_the_settings_of_one(pytestconfig):
    assert flat(yaml.safe_load((pytestconfig.rootpath / "deploy/dask.yaml").read_text("utf-8"))) == SETTINGS


def test_certificates_are_for_their_owner_alone_and_never_overwritten(tmp_path):
    folder = tmp_path / "new"
    write_certificates(folder)
    for name in FILES:
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    before = (folder / "key.pem").read_text()
    with pytest.raises(FileExistsError):
        write_certificates(folder)
    assert (folder / "key.pem").read_text() == before
    assert set(environment(folder).values()) == {"true", *(str(folder / name) for name in FILES)}
