#!/usr/bin/env python3
"""Writes the schema facts in core/src/main/resources/dev/meshwright/schema.

Run by hand when a new Istio minor version is out: add its line to ISTIO, drop the oldest, then

    python3 core/src/schema/generate.py

It needs Go (to fetch the modules that ship the CRDs) and Python 3 with PyYAML. The build does not run it.

Each distinct schema becomes one JSON file named by the hash of its content; versions of an API and of Istio that share
a schema share its file. index.json maps Istio minor version -> "group/version/Kind" -> file, scope and flags.
Descriptions are dropped: they are most of the size and nothing reads them.
"""
import hashlib
import json
import pathlib
import subprocess

import yaml

ISTIO = {"1.31": "v1.31.1", "1.30": "v1.30.2", "1.29": "v1.29.2"}
GATEWAY_API = {"1.31": "v1.5.0", "1.30": "v1.5.0", "1.29": "v1.5.0"}
OUT = pathlib.Path(__file__).resolve().parents[1] / "main/resources/dev/meshwright/schema"

KEEP = {
    "type", "properties", "required", "enum", "pattern", "format", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties",
    "multipleOf", "uniqueItems", "items", "additionalProperties", "oneOf", "anyOf", "allOf", "not", "default",
    "nullable", "x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource",
    "x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-validations",
}


def module(path, version):
    """The folder of a Go module at a version."""
    answer = subprocess.run(
        ["go", "mod", "download", "-json", f"{path}@{version}"], check=True, capture_output=True, text=True)
    return pathlib.Path(json.loads(answer.stdout)["Dir"])


def compact(schema):
    """The schema without what validation does not read."""
    if not isinstance(schema, dict):
        return schema
    kept = {}
    for key in sorted(KEEP & schema.keys()):
        value = schema[key]
        if key == "properties":
            value = {name: compact(field) for name, field in sorted(value.items())}
        elif key in ("items", "additionalProperties", "not"):
            value = compact(value)
        elif key in ("oneOf", "anyOf", "allOf"):
            value = [compact(part) for part in value]
        elif key == "x-kubernetes-validations":
            value = [{part: rule[part] for part in ("rule", "message") if part in rule} for rule in value]
        kept[key] = value
    return kept


def definitions(files):
    for file in files:
        for document in yaml.load_all(file.read_text(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if document and document.get("kind") == "CustomResourceDefinition":
                yield document["spec"]


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.json"):
        old.unlink()
    index = {}
    for minor, version in ISTIO.items():
        istio = module("istio.io/api", version)
        gateway = module("sigs.k8s.io/gateway-api", GATEWAY_API[minor])
        files = [istio / "kubernetes/customresourcedefinitions.gen.yaml",
                 *sorted((gateway / "config/crd/standard").glob("*.yaml"))]
        kinds = {}
        for definition in definitions(files):
            for served in definition["versions"]:
                text = json.dumps(compact(served["schema"]["openAPIV3Schema"]), separators=(",", ":")) + "\n"
                name = hashlib.sha256(text.encode()).hexdigest()[:12] + ".json"
                (OUT / name).write_text(text)
                kind = {"file": name, "scope": definition["scope"]}
                if not served["served"]:
                    kind["served"] = False
                if served.get("deprecated"):
                    kind["deprecated"] = True
                kinds["/".join((definition["group"], served["name"], definition["names"]["kind"]))] = kind
        index[minor] = {
            "modules": [f"istio.io/api {version}", f"sigs.k8s.io/gateway-api {GATEWAY_API[minor]}, standard channel"],
            "kinds": dict(sorted(kinds.items())),
        }
    (OUT / "index.json").write_text(json.dumps(index, indent=1) + "\n")


if __name__ == "__main__":
    main()
