#!/usr/bin/env bash
# Sets up, builds the demo and prints sizes and times: of 2,000 generated sentences, every fifth
# labelled, in Chromium; what the one-line form costs a host page; then the same beside the least
# that such a tool has to do, up to a book's length (SIZES, RUNS and OUT: see bench-scale.mjs).
# Close other programs first.
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh" test
long_step "Demo build" trunk build
node scripts/size.mjs dist
node scripts/bench.mjs
node scripts/bench-host.mjs
exec node scripts/bench-scale.mjs
