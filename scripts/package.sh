#!/usr/bin/env bash
# Sets up, builds with Trunk and makes the embedding forms in dist/package/; prints
# their sizes and integrity hashes.
#   scripts/package.sh                    all forms
#   scripts/package.sh --article FILE     also one self-contained page of an .html, .md or .txt
#                                         article; --document-id ID names the article in exports
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh" build
long_step "Demo build" trunk build
exec node scripts/package.mjs "$@"
