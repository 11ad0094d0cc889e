#!/usr/bin/env bash
# @TITLE@. Read plan.md first; `--help` lists the options.
set -euo pipefail
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/steps.sh" phase @PHASE@ "$@"
