#!/usr/bin/env bash
# Prints how long whole commands take once everything is built and trained, and what memory they need at most:
# minimum, median and maximum of several runs. Figures to look at; nothing is asserted.
#
#   times.sh [RUNS]    default 7; MESHGEN names another meshgen.py than the one beside the checkout
set -euo pipefail
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
meshwright=$checkout/meshwright
runs=${1:-7}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# One run: seconds and the peak resident memory in MB. From the process itself, so no other tool is needed.
once() {
  python3 - "$@" << 'PYTHON'
import os, resource, subprocess, sys, time
start = time.monotonic()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
seconds = time.monotonic() - start
print(f"{seconds:.3f} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} {code}")
PYTHON
}

measure() { # TITLE COMMAND...
  local title=$1 i
  shift
  for ((i = 0; i < runs; i++)); do once "$@"; done | sort -n | awk -v title="$title" '
    { time[NR] = $1; if ($2 > memory) memory = $2; code = $3 }
    END { printf "%-44s %7.2f %7.2f %7.2f s  %5d MB  exit %d\n", title, time[1], time[int((NR + 1) / 2)], time[NR], memory, code }'
}

"$meshwright" version >&2 # builds and trains if need be
printf '%-44s %7s %7s %7s\n' "$runs runs on $(getconf _NPROCESSORS_ONLN) cores" min median max
shop=$checkout/examples/shop
measure "version" "$meshwright" version
measure "map, 22 services" "$meshwright" map "$shop"
measure "check, 22 services" "$meshwright" check "$shop"
measure "onboard, 22 services" "$meshwright" onboard "$shop" -o "$scratch/shop"
istioctl=$(command -v istioctl || true)
[ -z "$istioctl" ] || measure "istioctl analyze, 22 services" "$istioctl" analyze --use-kube=false -R "$shop"

python3 "$(dirname "${BASH_SOURCE[0]}")/sourcegen.py" "$scratch/code" > /dev/null
measure "map --source, 64 services, 10^6 lines" "$meshwright" map "$scratch/code/manifests" --source "$scratch/code/source"

meshgen=${MESHGEN:-$checkout/../shared/bench/meshgen.py}
if [ -f "$meshgen" ]; then
  for size in 1000 10000; do
    mesh=$scratch/$size
    python3 "$meshgen" "$mesh" --services "$size" --istio > /dev/null
    measure "map, $size services" "$meshwright" map "$mesh/manifests"
    measure "check, $size services" "$meshwright" check "$mesh/manifests" "$mesh/istio"
    measure "access matrix, $size services" "$meshwright" access matrix "$mesh/manifests" "$mesh/istio"
    measure "onboard, $size services" "$meshwright" onboard "$mesh/manifests" -o "$mesh/out"
    [ -z "$istioctl" ] || measure "istioctl analyze, $size services" "$istioctl" analyze --use-kube=false -R "$mesh"
    runs=$((runs < 3 ? runs : 3)) # the large one takes its time
  done
else
  echo "no $meshgen: nothing larger to measure" >&2
fi
