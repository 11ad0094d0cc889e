"""Makes repositories with python-tuf: repository.py DIR

DIR/1 holds a repository with delegations by path, nested, and by hash, and keys of all kinds; DIR/2 the same after all
keys were rotated and targets changed; DIR/3 the same with a timestamp that its key did not sign.
"""

import datetime
import os
import shutil
import sys

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

base = sys.argv[1]
expires = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) + datetime.timedelta(days=30)
TOP = [Root.type, Targets.type, Snapshot.type, Timestamp.type]
make = {
    Root.type: CryptoSigner.generate_rsa,
    Targets.type: CryptoSigner.generate_ecdsa,
    Snapshot.type: CryptoSigner.generate_ed25519,
    Timestamp.type: CryptoSigner.generate_ecdsa,
    "team": CryptoSigner.generate_rsa,
    "team-a": CryptoSigner.generate_ed25519,
    "bins": CryptoSigner.generate_ecdsa,
}
signers = {role: [generate()] for role, generate in make.items()}
roles = {
    Root.type: Root(expires=expires, consistent_snapshot=True),
    Targets.type: Targets(expires=expires),
    Snapshot.type: Snapshot(expires=expires),
    Timestamp.type: Timestamp(expires=expires),
    "team": Targets(expires=expires),
    "team-a": Targets(expires=expires),
}
roles.update({f"bin-{digit:x}": Targets(expires=expires) for digit in range(16)})
content = {}


def keys_of(role):
    return signers["bins" if role.startswith("bin-") else role]


def delegate(delegator, delegations):
    found = {signer.public_key.keyid: signer.public_key for role in delegations for signer in keys_of(role.name)}
    roles[delegator].delegations = Delegations(found, {role.name: role for role in delegations})


def delegation(name, terminating=False, **covers):
    keyids = [signer.public_key.keyid for signer in keys_of(name)]
    return DelegatedRole(name, keyids, 1, terminating, **covers)


def authorize():
    for role in TOP:
        for key in list(roles[Root.type].roles[role].keyids):
            roles[Root.type].revoke_key(key, role)
        for signer in signers[role]:
            roles[Root.type].add_key(signer.public_key, role)
    bins = [delegation(f"bin-{digit:x}", True, path_hash_prefixes=[f"{digit:x}"]) for digit in range(16)]
    delegate(Targets.type, [delegation("team", paths=["team/*", "team/*/*"]), *bins])
    delegate("team", [delegation("team-a", paths=["team/a/*"])])


def add(role, path, text):
    content[path] = text.encode()
    roles[role].targets[path] = TargetFile.from_data(path, content[path], ["sha256", "sha512"])


def bin_of(path):
    return next(
        name
        for name, role in roles[Targets.type].delegations.roles.items()
        if name.startswith("bin-") and role.is_delegated_path(path)
    )


def publish(number, extra=()):
    folder = os.path.join(base, str(number))
    if number > 1:
        shutil.copytree(os.path.join(base, str(number - 1)), folder)
        for role in roles.values():
            role.version += 1
    os.makedirs(os.path.join(folder, "metadata"), exist_ok=True)
    for name, role in roles.items():
        if isinstance(role, Targets):
            roles[Snapshot.type].meta[f"{name}.json"] = MetaFile(role.version)
    roles[Timestamp.type].snapshot_meta = MetaFile(roles[Snapshot.type].version)
    for name, role in roles.items():
        file = Metadata(role)
        for signer in [*keys_of(name), *(extra if name == Root.type else ())]:
            file.sign(signer, append=True)
        stored = "timestamp.json" if name == Timestamp.type else f"{role.version}.{name}.json"
        file.to_file(os.path.join(folder, "metadata", stored))
    for path, data in content.items():
        for value in TargetFile.from_data(path, data, ["sha256", "sha512"]).hashes.values():
            parent, _, name = path.rpartition("/")
            os.makedirs(os.path.join(folder, "targets", parent), exist_ok=True)
            with open(os.path.join(folder, "targets", parent, f"{value}.{name}"), "wb") as file:
                file.write(data)


authorize()
add(Targets.type, "top", "by the top")
add("team", "team/x", "by the team")
add("team-a", "team/a/x", "by team a")
add(bin_of("config/shop"), "config/shop", "in a bin")
publish(1)

former = signers[Root.type]
signers.update({role: [generate()] for role, generate in make.items()})
authorize()
add("team-a", "team/a/x", "by team a, again")
publish(2, former)

signers[Timestamp.type] = [CryptoSigner.generate_ecdsa()]
publish(3)
