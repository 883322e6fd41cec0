#!/usr/bin/env bash
# Gets all that building ("build") or testing ("test") needs and puts it on PATH.
#   . scripts/setup.sh test             in a script: sets the environment
#   scripts/setup.sh test               installs only
#   scripts/setup.sh test COMMAND…      installs, then runs the command with the tools
# Tools go to the cache and are shared by all checkouts. Says what it installs first.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$CHECKOUT/scripts/lib/debian.sh"
. "$CHECKOUT/scripts/lib/rust.sh"
. "$CHECKOUT/scripts/lib/tools.sh"

want_python() {
    want_command python3 python3 python3-venv
    python3 -c 'import ensurepip, venv' 2>/dev/null || MISSING_PACKAGES+=(python3-venv)
}

# For Spark, in one test: elsewhere that says that Java is missing.
want_java() { ! is_debian || want_command java default-jre-headless; }

want_browsers() {
    local fonts=/usr/share/fonts/truetype
    have chromium || have google-chrome || want_command chromium chromium
    want_command chromedriver chromium-driver
    have firefox || want_command firefox-esr firefox-esr
    want_command WebKitWebDriver webkit2gtk-driver
    want_command Xvfb xvfb
    if is_debian; then
        want_file $fonts/dejavu/DejaVuSans.ttf fonts-dejavu-core
        want_file $fonts/noto/NotoColorEmoji.ttf fonts-noto-color-emoji
    fi
}

# setup build|test
setup() {
    cd "$CHECKOUT"
    take_lock
    # Programs that a bare system lacks.
    want_command cc gcc libc6-dev
    want_file /etc/ssl/certs ca-certificates
    node_is_usable || MISSING_PACKAGES+=(nodejs npm)
    [ "$1" = build ] || { want_browsers; want_python; want_java; }
    install_missing_packages
    node_is_usable || fail "Node.js $NODE_MINIMUM or newer with npm is missing: install it from https://nodejs.org"

    setup_rust "$1"
    cargo_tool wasm-bindgen wasm-bindgen-cli "$WASM_BINDGEN_VERSION"
    cargo_tool trunk trunk "$TRUNK_VERSION"
    cargo_tool wasm-pack wasm-pack "$WASM_PACK_VERSION"
    if [ "$1" = test ]; then
        cargo_tool geckodriver geckodriver "$GECKODRIVER_VERSION"
        cargo_tool cargo-deny cargo-deny "$CARGO_DENY_VERSION"
    fi
    setup_npm
    # Trunk and wasm-pack then build without the network.
    cargo fetch --locked --offline --quiet 2>/dev/null || long_step "Rust dependencies" cargo fetch --locked
    release_lock
    export_wasm_flags
    export PATH
    # Incremental builds cost time and space where everything is built once.
    [ -z "${CI:-}" ] || export CARGO_INCREMENTAL=0
}

case ${1:-} in
    build | test) setup "$1" ;;
    *) fail "usage: scripts/setup.sh build|test [COMMAND…]" ;;
esac
if [ "${BASH_SOURCE[0]}" = "$0" ] && (($# > 1)); then
    shift
    exec "$@"
fi
