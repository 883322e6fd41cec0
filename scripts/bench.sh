#!/usr/bin/env bash
# Sets up, builds the demo and prints sizes and times: of 2,000 generated sentences,
# every fifth labelled, in Chromium. Close other programs first.
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh" test
long_step "Demo build" trunk build
node scripts/size.mjs dist
exec node scripts/bench.mjs
