"""The names and numbers of a pack: what is written by one version is read by every later one."""

from __future__ import annotations

FORMAT = "profilegen-pack"
FORMAT_VERSION = 1
SCHEMA_VERSION = 1
"""The version of the records' fields, as `schema` in profile.yaml says it."""

ALGORITHMS = ("sha256", "sha512")
"""What every pack is summed up with. Others are read, if they are no weaker."""

BAGIT, BAG_INFO, SIGNATURE = "bagit.txt", "bag-info.txt", "signature.json"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
DATA, PROFILE, SCHOOL, SITE = "data/", "data/profile/", "data/school/", "data/site/"
DESCRIPTION, READ_ME = "data/pack.json", "data/READ ME FIRST.html"
SOFTWARE = "profilegen"

MARK = b"profilegen pack"
"""The comment of each zip that is made here: so we know our own."""


def manifest(algorithm: str) -> str:
    """The name of the list of the payload."""
    return f"manifest-{algorithm}.txt"


def tag_manifest(algorithm: str) -> str:
    """The name of the list of everything else."""
    return f"tagmanifest-{algorithm}.txt"
