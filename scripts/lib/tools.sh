# The pinned tools: programs built by cargo and npm packages, kept in the cache.
# Sourced, never run.

# cargo_tool PROGRAM PACKAGE VERSION: on PATH afterwards; a program of the same
# version that is on PATH already is taken as it is.
cargo_tool() {
    local program=$1 package=$2 version=$3 root=$CACHE/tools/$2-$3
    if [ ! -x "$root/bin/$program" ]; then
        have "$program" && [[ " $("$program" --version 2>/dev/null | head -n 1) " == *" $version "* ]] && return 0
        say "Installing with cargo: $package $version"
        long_step "$package $version" build_tool "$package" "$version" "$root"
    fi
    PATH=$root/bin:$PATH
}

# Tools are built without the release profile's costly passes: these halve the time
# and the programs spend theirs in rustc and in browsers.
build_tool() {
    local build=$CACHE/build-$1
    rm -rf "$3.new"
    cd "$CACHE" || return
    env -u RUSTFLAGS CARGO_TARGET_DIR="$build" CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        CARGO_PROFILE_RELEASE_DEBUG=0 \
        cargo install --locked --root "$3.new" "$1" --version "$2" || return
    mkdir -p "$3" && cp -r "$3.new/." "$3/" && rm -rf "$3.new" "$build"
}

node_is_usable() {
    have node && have npm && at_least "$NODE_MINIMUM" "$(node --version | tr -d v)"
}

# npm_store DIRECTORY NAME: sets STORE to a place in the cache with the packages of its lock
# file, installed once per lock file.
npm_store() {
    STORE=$CACHE/$2-$(cat "$1/package.json" "$1/package-lock.json" | sha256sum | cut -c 1-16)
    [ -e "$STORE/complete" ] && return 0
    say "Installing with npm: the packages of ${1#"$CHECKOUT/"}/package-lock.json"
    rm -rf "$STORE"
    mkdir -p "$STORE"
    cp "$1/package.json" "$1/package-lock.json" "$STORE/"
    long_step "npm packages" npm ci --prefix "$STORE" --ignore-scripts --no-audit --no-fund
    touch "$STORE/complete"
}

# Links node_modules of the project's packages.
setup_npm() {
    local link=$CHECKOUT/node_modules
    npm_store "$CHECKOUT" npm
    if [ -d "$link" ] && [ ! -L "$link" ]; then
        fail "$link is a directory; remove it, set-up links the pinned packages there"
    fi
    [ "$(readlink "$link")" = "$STORE/node_modules" ] || ln -sfn "$STORE/node_modules" "$link"
    PATH=$STORE/node_modules/.bin:$PATH
}

# setup_python REQUIREMENTS: sets PYTHON to one that has the pinned packages, installed once
# per list. The formats' take about three minutes the first time and 1.2 GB, Spark two and 0.5 GB.
setup_python() {
    local store
    store=$CACHE/python-$( (cat "$1"; python3 --version) | sha256sum | cut -c 1-16)
    PYTHON=$store/bin/python
    [ -e "$store/complete" ] && return 0
    say "Installing with pip: the packages of ${1#"$CHECKOUT/"}"
    rm -rf "$store"
    attempt "Python packages" install_python_packages "$store" "$1" && touch "$store/complete" && return 0
    tail -n 30 "$(log_of "Python packages")" >&2
    return 1
}

install_python_packages() {
    python3 -m venv "$1" && "$1/bin/pip" install --disable-pip-version-check --no-input --progress-bar off -r "$2"
}
