#!/usr/bin/env bash
# Sets up, builds the demo with Trunk and serves it on http://127.0.0.1:8080/ under
# the strict policy, as the tests see it; the desk is at desk.html. PORT chooses another port.
PORT=${PORT:-8080}
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh" build
long_step "Demo build" trunk build
exec node scripts/server.mjs dist "$PORT"
