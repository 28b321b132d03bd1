"""The names and numbers of a pack: what is written by one version is read by every later one."""

from __future__ import annotations

from profilegen.loading import arrivals
from profilegen.model.schema import SCHEMA_VERSION as SCHEMA_VERSION

FORMAT = "profilegen-pack"
FORMAT_VERSION = 1
ALGORITHMS = ("sha256", "sha512")
"""What every pack is summed up with. Others are read, if they are no weaker."""

BAGIT, BAG_INFO, SIGNATURE = "bagit.txt", "bag-info.txt", "signature.json"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
DATA, PROFILE, SCHOOL, SITE = "data/", "data/profile/", "data/school/", "data/site/"
ARRIVALS = "data/arrivals/"
DESCRIPTION, READ_ME = "data/pack.json", "data/READ ME FIRST.html"
SOFTWARE = "profilegen"

ARRIVALS_FOLDER, ARRIVED_FOLDER = arrivals.ARRIVALS, arrivals.ASIDE
"""In a school, what is known of the moves of its students; in a student's folder, versions of files that came with one
and are not chosen yet."""
ARRIVAL, ARRIVED_DESCRIPTION, ARRIVED_SCHOOL = arrivals.FILE, "pack.json", "school/"
"""What lies in the folder of one move, but for what is said of differences."""
LARGEST_ARRIVAL = arrivals.LARGEST_ARRIVAL
LARGEST_DESCRIPTION = 128_000_000

MARK = b"profilegen pack"
"""The comment of each zip that is made here: so we know our own."""


def manifest(algorithm: str) -> str:
    """The name of the list of the payload."""
    return f"manifest-{algorithm}.txt"


def tag_manifest(algorithm: str) -> str:
    """The name of the list of everything else."""
    return f"tagmanifest-{algorithm}.txt"
