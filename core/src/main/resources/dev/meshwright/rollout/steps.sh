#!/usr/bin/env bash
# Carries out the steps of the plan; the phase scripts and rollback.sh call it. Read plan.md first.
#
# KUBECTL      the kubectl to use (default: kubectl); contexts and KUBECONFIG work as always
# SMOKE_IMAGE  an image with curl, for the smoke tests (default: curlimages/curl)
set -euo pipefail
: "${KUBECTL:=kubectl}" "${SMOKE_IMAGE:=curlimages/curl}"
rollout=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
before=$rollout/before
yes=false
smoke=true
wait=true

usage() {
  echo "usage: steps.sh phase PHASE [--yes] [--no-smoke] [--no-wait]"
  echo "       steps.sh rollback [PHASE...] [--yes] [--no-wait]"
  echo "  --yes       change things without asking"
  echo "  --no-smoke  leave the smoke tests out"
  echo "  --no-wait   do not wait until restarted workloads are ready"
}

say() { printf '%s\n' "$*" >&2; }

confirm() { # QUESTION
  $yes && return
  local answer
  read -r -p "$1 [y/N] " answer || answer=
  case $answer in y | Y | yes) ;; *) say "Stopped. Nothing after this point was changed."; exit 1 ;; esac
}

connect() {
  command -v "$KUBECTL" > /dev/null || { say "$KUBECTL is not on the PATH. Install it, or name it in KUBECTL."; exit 2; }
  "$KUBECTL" version > /dev/null 2>&1 || { say "The cluster does not answer. Check the context; nothing was changed."; exit 3; }
}

# The live objects of an overlay without what the server owns: status, uid, resourceVersion, managedFields and the like.
live_objects() { # OVERLAY
  local live
  live=$("$KUBECTL" get -k "$1" --ignore-not-found -o yaml)
  local base=0
  case $live in *$'\nitems:'*) base=2 ;; esac
  printf '%s\n' "$live" | awk -v base="$base" '
    function indent(line) { match(line, /[^ ]/); return RSTART - 1 }
    /^$/ { if (!dropping) print; next }
    { here = indent($0); item = substr($0, 1, base) == "- " ; if (item) here = base }
    dropping && (here > dropped || (here == dropped && !item && substr($0, here + 1, 2) == "- ")) { next }
    { dropping = 0 }
    here <= base { inMetadata = ($0 ~ /^ *metadata:/ && here == base) }
    here == base && $0 ~ /^ *status:/ && !item { dropping = 1; dropped = here; next }
    inMetadata && here == base + 2 && $0 ~ /^ *(uid|resourceVersion|generation|creationTimestamp|selfLink|managedFields|deletionTimestamp|deletionGracePeriodSeconds):/ {
      dropping = 1; dropped = here; next
    }
    { print }'
}

present() { # OVERLAY: one "kind namespace name" per line
  "$KUBECTL" get -k "$1" --ignore-not-found -o go-template='{{define "o"}}{{.kind}} {{or .metadata.namespace "-"}} {{.metadata.name}}{{"\n"}}{{end}}{{if .items}}{{range .items}}{{template "o" .}}{{end}}{{else if .metadata}}{{if .metadata.name}}{{template "o" .}}{{end}}{{end}}'
}

# Saves what an overlay is about to change, once: a second run keeps what the first one saw.
save() { # OVERLAY
  local name folder
  name=$(basename "$1")
  folder=$before/$(basename "$(dirname "$1")")
  [ -e "$folder/$name.absent.yaml" ] && return
  mkdir -p "$folder"
  live_objects "$1" > "$folder/$name.yaml.part"
  present "$1" > "$folder/$name.present"
  : > "$folder/$name.absent.part"
  local version kind namespace object
  while read -r version kind namespace object; do
    grep -qxF "$kind $namespace $object" "$folder/$name.present" && continue
    {
      printf -- '---\napiVersion: %s\nkind: %s\nmetadata:\n  name: %s\n' "$version" "$kind" "$object"
      [ "$namespace" = - ] || printf '  namespace: %s\n' "$namespace"
    } >> "$folder/$name.absent.part"
  done < "$1/objects.txt"
  rm "$folder/$name.present"
  mv "$folder/$name.yaml.part" "$folder/$name.yaml"
  mv "$folder/$name.absent.part" "$folder/$name.absent.yaml"
  say "Saved what is there now to ${folder#"$rollout"/}/$name.yaml"
}

apply() { # OVERLAY
  "$KUBECTL" apply --server-side --field-manager=meshwright --force-conflicts -k "$1"
}

restart() { # KIND NAMESPACE NAME
  case $1 in
    Deployment | StatefulSet | DaemonSet) "$KUBECTL" -n "$2" rollout restart "$1/$3" ;;
    Job | CronJob) say "$1 $2/$3 gets its proxy with its next run." ;;
    *) say "$1 $2/$3 cannot be restarted by kubectl: replace its pods by hand." ;;
  esac
}

await() { # KIND NAMESPACE NAME
  case $1 in
    Deployment | StatefulSet | DaemonSet) "$KUBECTL" -n "$2" rollout status "$1/$3" --timeout=5m ;;
  esac
}

each_workload() { # FUNCTION FILE
  local kind namespace name
  while read -r kind namespace name; do
    if [ -n "$kind" ]; then "$1" "$kind" "$namespace" "$name" < /dev/null; fi
  done < "$2"
}

# Calls from inside a pod of the caller, so that the call has the caller's identity.
answer() { # NAMESPACE SELECTOR URL: the HTTP status, 000 where there is no answer
  local pod
  pod=$("$KUBECTL" -n "$1" get pod -l "$2" --field-selector=status.phase=Running -o name | head -n 1)
  [ -n "$pod" ] || { echo none; return; }
  "$KUBECTL" -n "$1" debug "$pod" -q -i --image="$SMOKE_IMAGE" --profile=restricted --custom="$rollout/smoke-container.json" \
    -- curl -s -o /dev/null -m 5 -w '%{http_code}' "$3" < /dev/null 2> /dev/null || true
}

smoke_tests() { # FILE
  local verdict namespace selector url failed=0 status
  while read -r verdict namespace selector url; do
    [ -n "$verdict" ] || continue
    status=$(answer "$namespace" "$selector" "$url")
    case $verdict:$status in
      *:none) say "SKIP  $namespace has no running pod with $selector"; continue ;;
      allowed:000 | allowed:403 | allowed:503) failed=$((failed + 1)); say "FAIL  $namespace → $url must work, answer $status" ;;
      refused:403 | refused:000) say "ok    $namespace → $url is refused" ;;
      refused:*) failed=$((failed + 1)); say "FAIL  $namespace → $url must be refused, answer $status" ;;
      *) say "ok    $namespace → $url works" ;;
    esac
  done < "$1"
  [ "$failed" = 0 ] || { say "$failed smoke tests failed. The way back: $rollout/rollback.sh"; exit 1; }
}

run_phase() { # PHASE
  local phase=$rollout/$1
  [ -d "$phase" ] || { say "There is no phase $1."; exit 2; }
  local title
  title=$(head -n 1 "$phase/title.txt")
  connect
  say "$title: $("$KUBECTL" config current-context)"
  save "$phase/join"
  if [ -d "$phase/close" ]; then save "$phase/close"; fi

  say "Joins:"
  sed 's/^/  /' "$phase/joins.txt" >&2
  confirm "Apply their configuration (mTLS PERMISSIVE, policies in dry-run) and restart them?"
  apply "$phase/join"
  each_workload restart "$phase/restarts.txt"
  if $wait; then each_workload await "$phase/restarts.txt"; fi

  if [ -d "$phase/close" ]; then
    say "Every known caller of these has joined now, so they can be closed:"
    sed 's/^/  /' "$phase/closes.txt" >&2
    confirm "Close them (mTLS STRICT, policies enforced)?"
    apply "$phase/close"
    if $smoke; then smoke_tests "$phase/smoke.txt"; fi
  fi
  say "Done. The way back: $rollout/rollback.sh"
}

roll_back() { # PHASE...
  local phases=("$@") folder phase saved part
  if [ ${#phases[@]} = 0 ]; then
    for folder in "$before"/*/; do
      case $folder in *.restored/ | *'*/') ;; *) phases=("$(basename "$folder")" ${phases[@]+"${phases[@]}"}) ;; esac
    done
  fi
  if [ ${#phases[@]} = 0 ]; then
    say "Nothing to put back: no phase has run."
    return
  fi

  connect
  say "Puts back what was there before ${phases[*]}: $("$KUBECTL" config current-context)"
  confirm "Go on?"
  for phase in "${phases[@]}"; do
    saved=$before/$phase
    [ -d "$saved" ] || { say "There is nothing saved for $phase. Phases that ran: $(ls "$before")"; exit 2; }
    for part in close join; do
      [ -e "$saved/$part.absent.yaml" ] || continue
      if grep -q '^kind:\|^- apiVersion' "$saved/$part.yaml"; then "$KUBECTL" replace -f "$saved/$part.yaml"; fi
      if [ -s "$saved/$part.absent.yaml" ]; then "$KUBECTL" delete --ignore-not-found -f "$saved/$part.absent.yaml"; fi
    done
    each_workload restart "$rollout/$phase/restarts.txt"
    if $wait; then each_workload await "$rollout/$phase/restarts.txt"; fi
    rm -rf "$saved.restored"
    mv "$saved" "$saved.restored"
  done
  say "Done: what was there before is there again."
}

command=${1:-}
shift || true
names=()
for argument in "$@"; do
  case $argument in
    --yes) yes=true ;;
    --no-smoke) smoke=false ;;
    --no-wait) wait=false ;;
    --help) usage; exit 0 ;;
    -*) usage >&2; exit 2 ;;
    *) names+=("$argument") ;;
  esac
done
case $command:${#names[@]} in
  phase:1) run_phase "${names[0]}" ;;
  rollback:*) roll_back ${names[@]+"${names[@]}"} ;;
  --help:*) usage ;;
  *) usage >&2; exit 2 ;;
esac
