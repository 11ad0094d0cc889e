#!/usr/bin/env bash
# Puts back exactly what the phase scripts found: every phase that ran, the last one first, or only those named.
set -euo pipefail
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/steps.sh" rollback "$@"
