#!/usr/bin/env bash
# Sets up, builds the demo and prints sizes and times: of 2,000 generated sentences, every fifth
# labelled, in Chromium; what the one-line form costs a host page; then the same and more beside the
# least that such a tool has to do and beside other tools (scripts/peers), up to a book's length
# (SIZES, RUNS, WITHOUT and OUT: see bench-scale.mjs). Close other programs first.
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh" test
long_step "Demo build" trunk build
node scripts/size.mjs dist
node scripts/bench.mjs
node scripts/bench-find.mjs
node scripts/bench-host.mjs
npm_store "$CHECKOUT/scripts/peers" peers
PEERS=$STORE exec node scripts/bench-scale.mjs
