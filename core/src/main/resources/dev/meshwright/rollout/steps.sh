#!/usr/bin/env bash
# Carries out the steps of the plan; the phase scripts and rollback.sh call it. Read plan.md first.
#
# KUBECTL      the kubectl to use (default: kubectl); contexts and KUBECONFIG work as always
# SMOKE_IMAGE  an image with curl, for the smoke tests (default: curlimages/curl)
#
# Ends with 1 when stopped or when a step failed, 2 when called wrongly, 3 when the cluster could not be read.
set -euo pipefail
: "${KUBECTL:=kubectl}" "${SMOKE_IMAGE:=curlimages/curl}"
rollout=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
before=$rollout/before
yes=false
smoke=true
wait=true

usage() {
  case $1 in
    phase) echo "usage: ${2:-PHASE}.sh [--yes] [--no-smoke] [--no-wait]" ;;
    *)
      echo "usage: rollback.sh [PHASE] [--yes] [--no-wait]"
      echo "  PHASE       back to what was there before this phase (default: before the first)"
      ;;
  esac
  echo "  --yes       change things without asking"
  if [ "$1" = phase ]; then echo "  --no-smoke  leave the smoke tests out"; fi
  echo "  --no-wait   do not wait until restarted workloads are ready"
}

say() { printf '%s\n' "$*" >&2; }
fail() { # STATUS SENTENCE
  say "$2"
  exit "$1"
}

confirm() { # QUESTION
  if $yes; then return; fi
  local answer
  read -r -p "$1 [y/N] " answer || answer=
  case $answer in y | Y | yes) ;; *) fail 1 "Stopped. Nothing after this point was changed." ;; esac
}

connect() {
  command -v "$KUBECTL" > /dev/null || fail 2 "$KUBECTL is not on the PATH. Install it, or name it in KUBECTL."
  "$KUBECTL" version --request-timeout=10s > /dev/null 2>&1 ||
    fail 3 "The cluster does not answer. Check the context; nothing was changed."
}

context() { "$KUBECTL" config current-context 2> /dev/null || echo "this cluster"; }

# Runs what changes the cluster. Files are given on standard input, because `kubectl -f` takes a comma in a path as the
# end of it.
change() { # COMMAND...
  "$@" || fail 1 "A step failed, the reason stands above. Run this again, or go back: $rollout/rollback.sh"
}

# --- what is there before a phase: a numbered folder below before/, the newest is taken back first ---

# The live objects of a file or overlay without what the server owns: status, uid, resourceVersion, managedFields and
# the like. Text deeper than a key belongs to it, so blocks of JSON in annotations and the like stay as they are.
live_objects() { # -f -|-k OVERLAY
  local live base=0
  live=$("$KUBECTL" get "$@" --ignore-not-found -o yaml) || return
  case $live in '') return ;; *$'\nitems:'*) base=2 ;; esac
  printf '%s\n' "$live" | awk -v base="$base" '
    BEGIN { print "---" }
    /^ *$/ { if (!dropping) print; next }
    { match($0, /[^ ]/); here = RSTART - 1; item = base && substr($0, 1, 2) == "- "; if (item) here = base }
    dropping && (here > dropped || (here == dropped && !item && substr($0, here + 1, 2) == "- ")) { next }
    { dropping = 0 }
    here <= base { inMetadata = here == base && /^ *metadata:/ }
    (here == base && !item && /^ *status:/) || (here < base && /^metadata:/) ||
    (inMetadata && here == base + 2 && /^ *(uid|resourceVersion|generation|creationTimestamp|selfLink|managedFields|deletionTimestamp|deletionGracePeriodSeconds):/) {
      dropping = 1; dropped = here; next
    }
    { print }'
}

present() { # -f -|-k OVERLAY: one "kind namespace name" per line, and "meshwright" where it generated the object
  "$KUBECTL" get "$@" --ignore-not-found -o go-template='{{define "o"}}{{.kind}} {{or .metadata.namespace "-"}} {{.metadata.name}}{{with .metadata.labels}}{{if eq (printf "%v" (index . "app.kubernetes.io/managed-by")) "meshwright"}} meshwright{{end}}{{end}}{{"\n"}}{{end}}{{if .items}}{{range .items}}{{template "o" .}}{{end}}{{else if .metadata}}{{if .metadata.name}}{{template "o" .}}{{end}}{{end}}'
}

closes() { [ -s "$1/closes.txt" ]; } # PHASE_FOLDER

# Every object that a phase touches, as "apiVersion kind namespace name".
objects() { # PHASE_FOLDER
  {
    cat "$1/join/objects.txt"
    if closes "$1"; then cat "$1/close/objects.txt"; fi
  } | LC_ALL=C sort -u
}

# Looks at what the phase is about to change, unless an earlier run saw the same objects: what that one saved is kept.
look() { # PHASE
  local phase=$rollout/$1 new=$before/.new saved
  rm -rf "$new"
  for saved in "$before"/*."$1"/; do
    if [ -d "$saved" ] && objects "$phase" | cmp -s - "$saved/objects.txt"; then return; fi
  done
  mkdir -p "$new"
  objects "$phase" > "$new/objects.txt"
  cp "$phase/restarts.txt" "$new/restarts.txt"
  : > "$new/present.yaml"
  : > "$new/present.txt"
  if [ -s "$phase/namespaces.yaml" ]; then see "$new" "$phase/namespaces.yaml" -f -; fi
  see "$new" /dev/null -k "$phase/join"
  if closes "$phase"; then see "$new" /dev/null -k "$phase/close"; fi
  absent "$new"
}

see() { # FOLDER INPUT -f -|-k OVERLAY
  { live_objects "$3" "$4" < "$2" >> "$1/present.yaml" && present "$3" "$4" < "$2" >> "$1/present.txt"; } ||
    fail 3 "What is there now cannot be read. Is Istio installed there? Nothing was changed."
}

# The objects that are not there, as kubectl deletes them. A namespace stays: it may hold more by then.
absent() { # FOLDER
  local version kind namespace name
  while read -r version kind namespace name; do
    if [ "$kind" != Namespace ] && ! grep -qxF -e "$kind $namespace $name" -e "$kind $namespace $name meshwright" "$1/present.txt"; then
      printf -- "---\napiVersion: %s\nkind: %s\nmetadata:\n  name: '%s'\n  namespace: '%s'\n" "$version" "$kind" "$name" "$namespace"
    fi
  done < "$1/objects.txt" > "$1/absent.yaml"
}

replaced() { # FOLDER: the objects there now that others made; a namespace only gets a label
  LC_ALL=C sort -u "$1/present.txt" | grep -v -e '^Namespace ' -e ' meshwright$' || true
}

# Keeps what `look` saw; from here on the phase may change things.
keep() { # PHASE
  local new=$before/.new last=0 saved name
  if [ ! -d "$new" ]; then return; fi
  for saved in "$before"/*/; do
    name=$(basename "$saved")
    if [ -d "$saved" ]; then last=${name%%.*}; fi
  done
  name=$(printf '%02d.%s' $((10#$last + 1)) "$1")
  mv "$new" "$before/$name"
  say "Saved what is there now: before/$name"
}

# --- steps ---

server_side() { # -f -|-k OVERLAY
  "$KUBECTL" apply --server-side --field-manager=meshwright --force-conflicts "$@"
}

# Makes these objects exactly what the overlay says. Applying alone would leave fields that others had set before.
apply() { # OVERLAY
  change server_side -k "$1"
  change "$KUBECTL" replace --field-manager=meshwright -k "$1" > /dev/null
}

restart() { # KIND NAMESPACE NAME
  local said
  case $1 in
    Deployment | StatefulSet | DaemonSet)
      until said=$("$KUBECTL" -n "$2" rollout restart "$1/$3" 2>&1); do
        # kubectl refuses a second restart within a second, as after a rollback at once.
        case $said in *"within the past second"*) sleep 1 ;; *) say "$said"; return 1 ;; esac
      done
      printf '%s\n' "$said"
      ;;
    Job | CronJob) say "$1 $2/$3 gets its proxy with its next run." ;;
    *) say "$1 $2/$3 cannot be restarted by kubectl: replace its pods by hand." ;;
  esac
}

await() { # KIND NAMESPACE NAME
  case $1 in
    Deployment | StatefulSet | DaemonSet) "$KUBECTL" -n "$2" rollout status "$1/$3" --timeout=5m ;;
  esac
}

# All of them, whatever becomes of one; fails if one did.
each_workload() { # FUNCTION FILE
  local kind namespace name status=0
  while read -r kind namespace name; do
    if [ -n "$kind" ]; then "$1" "$kind" "$namespace" "$name" < /dev/null || status=1; fi
  done < "$2"
  return $status
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
  [ "$failed" = 0 ] || fail 1 "$failed smoke tests failed. The way back: $rollout/rollback.sh"
}

# --- the two ways to go ---

run_phase() { # PHASE
  local phase=$rollout/$1
  [ -d "$phase" ] || fail 2 "There is no phase $1."
  local title
  title=$(head -n 1 "$phase/title.txt")
  connect
  say "$title: $(context)"
  look "$1"

  say "Joins:"
  sed 's/^/  /' "$phase/joins.txt" >&2
  if [ -d "$before/.new" ] && [ -n "$(replaced "$before/.new")" ]; then
    say "Is there already and will be replaced:"
    replaced "$before/.new" | sed 's/^/  /' >&2
  fi
  confirm "Apply their configuration (mTLS PERMISSIVE, policies in dry-run) and restart them?"
  keep "$1"
  if [ -s "$phase/namespaces.yaml" ]; then
    # Only the label: a server-side apply would take away what `kubectl apply` had set.
    change "$KUBECTL" label --overwrite -f - istio-injection=enabled < "$phase/namespaces.yaml"
  fi
  apply "$phase/join"
  change each_workload restart "$phase/restarts.txt"
  if $wait; then change each_workload await "$phase/restarts.txt"; fi

  if closes "$phase"; then
    say "Every known caller of these has joined now, so they can be closed:"
    sed 's/^/  /' "$phase/closes.txt" >&2
    confirm "Close them (mTLS STRICT, policies enforced)?"
    apply "$phase/close"
    if $smoke; then smoke_tests "$phase/smoke.txt"; fi
  fi
  say "Done. The way back: $rollout/rollback.sh"
}

# What has been saved and not yet put back, the newest first, down to the first run of the phase.
to_put_back() { # [PHASE]
  local folder name all='' chosen=''
  for folder in "$before"/*/; do
    [ -d "$folder" ] || continue
    name=$(basename "$folder")
    all="$name $all"
    if [ -n "$chosen" ] || [ $# = 0 ] || [ "${name#*.}" = "$1" ]; then chosen="$name $chosen"; fi
  done
  if [ -n "$all" ] && [ -z "$chosen" ]; then fail 2 "$1 has not run. Phases that ran: $all"; fi
  echo "$chosen"
}

put_back() { # NAME
  local saved=$before/$1
  if [ -s "$saved/present.yaml" ]; then
    # Applying makes anew what was removed in the meantime; replacing takes away what was added, but rewrites the
    # annotation that `kubectl apply` compares with; applying once more puts that back.
    change server_side -f - < "$saved/present.yaml"
    change "$KUBECTL" replace --field-manager=meshwright -f - < "$saved/present.yaml" > /dev/null
    change server_side -f - < "$saved/present.yaml" > /dev/null
  fi
  if [ -s "$saved/absent.yaml" ]; then change "$KUBECTL" delete --ignore-not-found -f - < "$saved/absent.yaml"; fi
  # A workload that is gone by now must not keep the rest from going back.
  each_workload restart "$saved/restarts.txt" || say "Not everything could be restarted, the reason stands above."
  if $wait; then each_workload await "$saved/restarts.txt" || say "Not everything is ready yet."; fi
  mkdir -p "$rollout/restored"
  rm -rf "$rollout/restored/$1"
  mv "$saved" "$rollout/restored/$1"
}

roll_back() { # [PHASE]
  local names name
  names=$(to_put_back "$@")
  if [ -z "$names" ]; then
    say "Nothing to put back: no phase has run."
    return
  fi
  connect
  say "Puts back what was there before ${names% }: $(context)"
  confirm "Go on?"
  for name in $names; do put_back "$name"; done
  say "Done: what was there before is there again."
}

command=${1:-}
shift || true
phase=
if [ "$command" = phase ]; then
  phase=${1:-}
  shift || true
fi
names=()
for argument in "$@"; do
  case $argument in
    --yes) yes=true ;;
    --no-smoke) smoke=false ;;
    --no-wait) wait=false ;;
    --help | -h) usage "$command" "$phase"; exit 0 ;;
    -*) usage "$command" "$phase" >&2; exit 2 ;;
    *) names+=("$argument") ;;
  esac
done
case $command:${#names[@]} in
  phase:0) run_phase "$phase" ;;
  rollback:[01]) roll_back ${names[@]+"${names[@]}"} ;;
  *) usage "$command" "$phase" >&2; exit 2 ;;
esac
