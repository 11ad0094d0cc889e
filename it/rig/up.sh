#!/usr/bin/env bash
# A real Kubernetes API server without containers: etcd, kube-apiserver and kube-controller-manager as processes on
# 127.0.0.1, with the CRDs of Istio and the Gateway API. No kubelet: nothing runs in it.
#
#   up.sh        starts it afresh and prints the KUBECONFIG to use
#   up.sh down   stops exactly these processes and forgets their data
#
# Needs Go 1.26 or newer, openssl and curl; no root. RIG_HOME keeps the programs (default: the user's cache folder),
# RIG_PORT is the first of four ports, so that several rigs can run side by side.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=${RIG_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/meshwright-rig}
port=${RIG_PORT:-6444}
state=$home/run-$port
etcd=http://127.0.0.1:$((port + 1))
peers=http://127.0.0.1:$((port + 2))
controllers=serviceaccount-controller,serviceaccount-token-controller,namespace-controller
controllers+=,root-ca-certificate-publisher-controller,garbage-collector-controller,clusterrole-aggregation-controller
controllers+=,endpointslice-controller,validatingadmissionpolicy-status-controller

# One after the other, each until it is gone: an API server without its etcd would never end, and who starts the next
# rig needs the ports.
down() {
  local name pid
  for name in controllers apiserver etcd; do
    if [ -f "$state/$name.pid" ]; then
      pid=$(cat "$state/$name.pid")
      kill "$pid" 2> /dev/null || continue
      for _ in $(seq 50); do
        kill -0 "$pid" 2> /dev/null || break
        sleep 0.2
      done
      kill -9 "$pid" 2> /dev/null || true
    fi
  done
  rm -rf "$state"
}

if [ "${1:-}" = down ]; then
  down
  exit 0
fi

for tool in go openssl curl; do
  command -v "$tool" > /dev/null || { echo "rig: $tool is missing" >&2; exit 3; }
done
RIG_HOME=$home "$here/build.sh"
export PATH=$home/bin:$PATH
down
umask 077
mkdir -p "$state"
cd "$state"

# --- certificates: one CA, one for the server, one for us ---
openssl ecparam -genkey -name prime256v1 -noout -out ca.key
openssl req -x509 -new -key ca.key -days 365 -subj /CN=rig-ca -out ca.crt
certificate() { # NAME SUBJECT EXTENSION
  openssl ecparam -genkey -name prime256v1 -noout -out "$1.key"
  openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"
  echo "$3" > "$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 365 -extfile "$1.ext" -out "$1.crt" 2> /dev/null
}
certificate apiserver /CN=kube-apiserver "subjectAltName=IP:127.0.0.1,DNS:localhost"
certificate admin /O=system:masters/CN=rig-admin "extendedKeyUsage=clientAuth"
openssl genrsa -out accounts.key 2048 2> /dev/null
openssl rsa -in accounts.key -pubout -out accounts.pub 2> /dev/null

inline() { base64 < "$1" | tr -d '\n'; }
cat > kubeconfig << YAML
apiVersion: v1
kind: Config
clusters:
  - {name: rig, cluster: {server: "https://127.0.0.1:$port", certificate-authority-data: $(inline ca.crt)}}
users:
  - {name: admin, user: {client-certificate-data: $(inline admin.crt), client-key-data: $(inline admin.key)}}
contexts:
  - {name: rig, context: {cluster: rig, user: admin}}
current-context: rig
YAML
export KUBECONFIG=$state/kubeconfig

# --- processes ---
start() { # NAME COMMAND...
  local name=$1
  shift
  setsid "$@" > "$name.log" 2>&1 < /dev/null &
  echo $! > "$name.pid"
}
await() { # NAME COMMAND...: until the command succeeds, at most a minute
  local name=$1
  shift
  for _ in $(seq 300); do
    if "$@" > /dev/null 2>&1; then return; fi
    sleep 0.2
  done
  echo "rig: $name did not come up:" >&2
  tail -5 "$name.log" >&2
  exit 1
}
start etcd etcd --data-dir "$state/etcd" --listen-client-urls "$etcd" --advertise-client-urls "$etcd" \
  --listen-peer-urls "$peers" --initial-advertise-peer-urls "$peers" --initial-cluster "default=$peers" --unsafe-no-fsync
await etcd curl -fs "$etcd/health"

start apiserver kube-apiserver --etcd-servers="$etcd" --bind-address=127.0.0.1 --secure-port="$port" \
  --advertise-address=127.0.0.1 --endpoint-reconciler-type=none --service-cluster-ip-range=10.97.0.0/16 \
  --tls-cert-file=apiserver.crt --tls-private-key-file=apiserver.key --client-ca-file=ca.crt \
  --authorization-mode=RBAC --allow-privileged=true \
  --service-account-issuer=https://kubernetes.default.svc.cluster.local \
  --service-account-key-file=accounts.pub --service-account-signing-key-file=accounts.key
await apiserver kubectl get --raw /readyz

start controllers kube-controller-manager --kubeconfig="$KUBECONFIG" --leader-elect=false --bind-address=127.0.0.1 \
  --secure-port=$((port + 3)) --service-account-private-key-file=accounts.key --root-ca-file=ca.crt --controllers="$controllers"
await controllers kubectl -n default get serviceaccount default

kubectl apply --server-side -f "$home/crds/istio.yaml" -f "$home/crds/gateway-api.yaml" > crds.log
kubectl wait --for=condition=Established crd --all --timeout=60s >> crds.log
echo "$KUBECONFIG"
