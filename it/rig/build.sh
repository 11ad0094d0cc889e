#!/usr/bin/env bash
# Builds the programs of the rig from the Go modules that go.mod pins, and takes the CRDs out of the modules that ship them.
# What is built already stays. The first time takes about 10 minutes on 2 cores, and 8 GB for Go's own caches.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
home=${RIG_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/meshwright-rig}
mkdir -p "$home/bin" "$home/crds"

exec 9> "$home/build.lock"
if command -v flock > /dev/null; then flock 9; fi

export GOFLAGS=-mod=mod
kubernetes=$(go list -m -f '{{.Version}}' k8s.io/kubernetes)
minor=${kubernetes#v*.}
flags="-s -w"
for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
  flags+=" -X $package.gitVersion=$kubernetes -X $package.gitMajor=1 -X $package.gitMinor=${minor%%.*}"
  flags+=" -X $package.gitTreeState=clean -X $package.buildDate=2026-01-01T00:00:00Z"
done

build() { # PROGRAM PACKAGE
  local stamp=$home/bin/$1.$kubernetes
  if [ ! -e "$stamp" ]; then
    echo "rig: building $1" >&2
    go build -ldflags "$flags" -o "$home/bin/$1" "$2"
    touch "$stamp"
  fi
}
build etcd go.etcd.io/etcd/server/v3
for program in kube-apiserver kube-controller-manager kubectl; do
  build "$program" "k8s.io/kubernetes/cmd/$program"
done

folder_of() { # MODULE; nothing is built from it, so it may not be here yet
  go mod download "$1"
  go list -m -f '{{.Dir}}' "$1"
}
istio=$(folder_of istio.io/api)
gateway_api=$(folder_of sigs.k8s.io/gateway-api)
cp -f "$istio/kubernetes/customresourcedefinitions.gen.yaml" "$home/crds/istio.yaml"
for crd in "$gateway_api"/config/crd/standard/*.yaml; do
  if grep -q '^kind: CustomResourceDefinition' "$crd"; then
    echo ---
    cat "$crd"
  fi
done > "$home/crds/gateway-api.yaml"
chmod u+w "$home"/crds/*.yaml
