#!/usr/bin/env bash
# Prints how long the gate takes from a cold start, and what memory it needs at most, with an AOT cache and without:
# a first start, and one that finds what runs already. Figures to look at; nothing is asserted.
#
#   gate.sh [RUNS] [LIB]    default 15, and the jars of the launcher's build
set -euo pipefail
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
runs=${1:-15}
lib=${2:-$checkout/cli/target/meshwright/lib}
[ -d "$lib" ] || "$checkout/meshwright" version > /dev/null # builds
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
case $("$java" -version 2>&1) in
  *\"2[5-9]*) ;;
  *) echo "a JDK 25 is needed: JAVA_HOME has to name one" >&2 && exit 2 ;;
esac
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp "$lib"/meshwright-agent*.jar "$scratch/agent.jar"
cp "$lib"/meshwright-trust*.jar "$scratch/trust.jar"
classpath=$scratch/agent.jar:$scratch/trust.jar
cd "$scratch"

# --- a repository with one release, by the commands that people use ---
mw() { "${MESHWRIGHT:-$checkout/meshwright}" "$@" > log 2>&1 || { cat log >&2; exit 1; }; }
echo 'correct horse' > password
for key in offline online; do mw repository key $key.key --password-file password; done
mkdir -p git/k8s && cd git && git init -q
cat > k8s/cart.yaml << 'YAML'
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec: {containers: [{name: cart, image: "cart:1"}]}
YAML
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$scratch/ca.key" -out root.pem \
  -subj /CN=root -days 10 2> /dev/null
git add -A && git -c user.name=a -c user.email=a@example.com commit -qm x && cd ..
mw bundle build git/k8s -o bundles --trust-bundle git/root.pem
mw bundle sign bundles/shop.cart.statement.json --key offline.key --password-file password
mw bundle verify bundles/shop.cart.bundle.json --key offline.key.pub --approve approved
mw bundle release bundles/shop.cart.bundle.json --counter 1 --not-before 2020-01-01T00:00:00Z \
  --not-after 2100-01-01T00:00:00Z -o director
mw repository init repo --root-key offline.key --targets-key offline.key --online-key online.key
mw repository delegate repo team --path 'bundles/*/*/*' --role-key offline.key
mw repository delegate repo director --path 'releases/*/*' --role-key online.key
mw repository add repo approved director
mw repository publish repo --key offline.key --key online.key --password-file password

# Serial GC, no perf data file and the quick compiler: less work at the start.
jvm="-XX:+UseSerialGC -XX:-UsePerfData -XX:TieredStopAtLevel=1 -Xmx48m -Xlog:disable"
gate() { echo "gate --class shop/cart --instance cart-0 --repository repo --state $1/state --out $1/out"; }
first="--root repo/metadata/1.root.json --floor 1"

# --- the cache, from a first start ---
# shellcheck disable=SC2046,SC2086 # options are words
"$java" $jvm -XX:AOTMode=record -XX:AOTConfiguration=profile -cp "$classpath" dev.meshwright.agent.Agent $(gate train) $first > log ||
  { cat log >&2; exit 1; }
# shellcheck disable=SC2086
"$java" $jvm -XX:AOTMode=create -XX:AOTConfiguration=profile -XX:AOTCache=gate.aot -cp "$classpath" > log 2>&1

# One run: seconds, the peak resident memory in MB, and the processor time, which a busy machine does not stretch.
once() {
  python3 - "$@" << 'PYTHON'
import resource, subprocess, sys, time
start = time.monotonic()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
seconds = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{seconds:.3f} {used.ru_maxrss // 1024} {code} {used.ru_utime + used.ru_stime:.3f}")
PYTHON
}

measure() { # TITLE FIRST OPTIONS...
  local title=$1 first_words=$2 i
  shift 2
  for ((i = 0; i < runs; i++)); do
    [ -z "$first_words" ] || rm -rf run
    # shellcheck disable=SC2046,SC2086
    once "$java" $jvm "$@" -cp "$classpath" dev.meshwright.agent.Agent $(gate run) $first_words
  done | sort -n | awk -v title="$title" '
    { time[NR] = $1; if ($2 > memory) memory = $2; code = $3; if (NR == 1 || $4 < work) work = $4 }
    END { printf "%-34s %7.3f %7.3f %7.3f s  %7.3f s  %4d MB  exit %d\n",
      title, time[1], time[int((NR + 1) / 2)], time[NR], work, memory, code }'
}

printf '%-34s %7s %7s %7s  %9s\n' "$runs runs on $(getconf _NPROCESSORS_ONLN) cores" min median max processor
measure "first start, AOT cache" "$first" -XX:AOTCache=gate.aot
measure "later start, AOT cache" "" -XX:AOTCache=gate.aot
measure "first start, without" "$first"
echo "cache $(du -m gate.aot | cut -f1) MB, jars $(du -cm agent.jar trust.jar | tail -1 | cut -f1) MB"
