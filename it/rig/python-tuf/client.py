"""Reads targets of a repository with python-tuf: client.py STATE METADATA_URL TARGETS_URL ROOT TARGET...

STATE is a folder that lasts between runs. Prints a line for each target: its content, "-" if there is none. Ends with 1
and the kind of refusal if the repository is not accepted.
"""

import os
import sys

from tuf.api.exceptions import RepositoryError
from tuf.ngclient import Updater

state, metadata_url, targets_url, root, *names = sys.argv[1:]
metadata_dir = os.path.join(state, "metadata")
target_dir = os.path.join(state, "targets")
os.makedirs(target_dir, exist_ok=True)
known = os.path.exists(os.path.join(metadata_dir, "root.json"))
with open(root, "rb") as file:
    bootstrap = file.read()
try:
    updater = Updater(metadata_dir, metadata_url, target_dir, targets_url, bootstrap=None if known else bootstrap)
    updater.refresh()
    for name in names:
        target = updater.get_targetinfo(name)
        if target is None:
            print("-")
        else:
            with open(updater.download_target(target), encoding="utf-8") as file:
                print(file.read())
except RepositoryError as refusal:
    print(f"{type(refusal).__name__}: {refusal}")
    sys.exit(1)
