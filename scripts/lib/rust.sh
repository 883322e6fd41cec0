# A Rust compiler that has the standard library of wasm32. In this order: the active
# toolchain has it; rustup installs it; Debian's compiler, for which the library is
# built once (the distribution has no package of it). Sourced, never run.

WASM=wasm32-unknown-unknown
DEBIAN_LIB=/usr/lib/rustlib
STD_MARK=$DEBIAN_LIB/$WASM/lib/reading-annotator-std

rustc_version() { "$1" --version 2>/dev/null | cut -d ' ' -f 2 | cut -d - -f 1; }

# rust_is_usable PARTS: the active toolchain is new enough, has wasm32 and, for
# tests, clippy and rustfmt.
rust_is_usable() {
    have rustc && have cargo || return 1
    at_least "$RUST_MINIMUM" "$(rustc_version rustc)" || return 1
    compgen -G "$(rustc --print sysroot)/lib/rustlib/$WASM/lib/libcore-*.rlib" >/dev/null || return 1
    [ "$1" = build ] || { cargo clippy --version && cargo fmt --version; } >/dev/null 2>&1
}

rustup_may_install() { have rustup && [ "${RUSTUP_AUTO_INSTALL:-1}" != 0 ]; }

# Returns non-zero where rustup cannot reach its server.
install_with_rustup() {
    if ! have rustc || ! at_least "$RUST_MINIMUM" "$(rustc_version rustc)"; then
        say "Installing with rustup: toolchain stable"
        attempt "Rust toolchain" rustup toolchain install stable --profile minimal || return 1
        export RUSTUP_TOOLCHAIN=stable
    fi
    say "Installing with rustup: target $WASM$([ "$1" = build ] || echo ', clippy, rustfmt')"
    attempt "wasm32 target" rustup target add $WASM || return 1
    [ "$1" = build ] || attempt "clippy and rustfmt" rustup component add clippy rustfmt
}

# Names the standard library built from this compiler's source.
std_key() { /usr/bin/rustc -vV | sha256sum | cut -c 1-16; }

std_is_installed() { [ -x /usr/bin/rustc ] && [ "$(cat "$STD_MARK" 2>/dev/null)" = "$(std_key)" ]; }

# build_std DIRECTORY: compiles the library with Debian's cargo in an empty package.
# The source paths are remapped, since they end up in panic messages.
build_std() {
    local work=$1/build source=$DEBIAN_LIB/src/rust
    mkdir -p "$work/src"
    printf '[package]\nname = "std-for-wasm"\nversion = "0.0.0"\nedition = "2024"\n' >"$work/Cargo.toml"
    : >"$work/src/lib.rs"
    cd "$work" || return
    env -u RUSTUP_TOOLCHAIN PATH=/usr/bin:/bin CARGO_TARGET_DIR="$work/target" RUSTC_BOOTSTRAP=1 \
        RUSTFLAGS="-Cembed-bitcode=yes --remap-path-prefix=$(realpath $source)=/rust --remap-path-prefix=$source=/rust --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=/registry" \
        /usr/bin/cargo build -Zbuild-std=std,panic_abort,test --release --target $WASM || return
    mkdir -p "$1/lib"
    cp "$work/target/$WASM/release/deps/"*.rlib "$1/lib/" || return
    rm -rf "$1"/lib/libstd_for_wasm-*.rlib "$work"
    touch "$1/complete"
}

install_std() {
    local built
    std_is_installed && return 0
    built=$CACHE/std-$(std_key)
    [ -e "$built/complete" ] || long_step "wasm32 standard library (about 2 minutes)" build_std "$built"
    can_be_root || fail "the wasm32 standard library must be copied to $DEBIAN_LIB as root; start this once as root or with sudo"
    as_root rm -rf "$DEBIAN_LIB/$WASM"
    as_root mkdir -p "$DEBIAN_LIB/$WASM/lib"
    as_root cp "$built"/lib/*.rlib "$DEBIAN_LIB/$WASM/lib/"
    std_key | as_root tee "$STD_MARK" >/dev/null
}

# Debian's compiler calls "rust-lld", which no package has; LLVM's lld is the same program.
install_rust_lld() {
    local directory lld
    directory=$DEBIAN_LIB/$(/usr/bin/rustc -vV | sed -n 's/^host: //p')/bin
    [ -x "$directory/rust-lld" ] && return 0
    lld=$(compgen -G '/usr/bin/lld-[0-9]*' | sort -V | tail -n 1)
    as_root mkdir -p "$directory"
    as_root ln -sf "${lld:?no lld found}" "$directory/rust-lld"
}

debian_compiler_is_complete() {
    std_is_installed && at_least "$RUST_MINIMUM" "$(rustc_version /usr/bin/rustc)" || return 1
    compgen -G "$DEBIAN_LIB/*/bin/rust-lld" >/dev/null || return 1
    [ "$1" = build ] || { [ -x /usr/bin/cargo-clippy ] && [ -x /usr/bin/rustfmt ] && [ -x /usr/bin/cargo-fmt ]; }
}

install_debian_compiler() {
    choose_rust_family || { refresh_package_lists && choose_rust_family; } \
        || fail "this Debian has no rustc of $RUST_MINIMUM or newer; install Rust with rustup (https://rustup.rs) and the target $WASM, then start again"
    local parts=(compiler source)
    [ "$1" = build ] || parts+=(clippy rustfmt)
    local package
    for package in $(rust_packages "${parts[@]}") "$(newest_lld)"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q ' installed$' || MISSING_PACKAGES+=("$package")
    done
    install_missing_packages
    install_std
    install_rust_lld
}

use_debian_compiler() {
    if have rustup; then
        [ "$(readlink -f "${RUSTUP_HOME:-$HOME/.rustup}/toolchains/debian")" = /usr ] \
            || rustup toolchain link debian /usr >/dev/null
        export RUSTUP_TOOLCHAIN=debian
    else
        PATH=/usr/bin:$PATH
    fi
    hash -r
}

# setup_rust build|test: afterwards cargo and rustc on PATH build for wasm32.
setup_rust() {
    rust_is_usable "$1" && return 0
    if ! debian_compiler_is_complete "$1"; then
        if rustup_may_install; then
            install_with_rustup "$1" && rust_is_usable "$1" && return 0
            say "rustup could not install what is missing"
            unset RUSTUP_TOOLCHAIN
        fi
        is_debian || fail "Rust $RUST_MINIMUM or newer with the target $WASM is missing: install it with rustup (https://rustup.rs), then: rustup target add $WASM && rustup component add clippy rustfmt"
        install_debian_compiler "$1"
    fi
    use_debian_compiler
    rust_is_usable "$1" || fail "Debian's Rust compiler was installed but cannot build for $WASM; remove $DEBIAN_LIB/$WASM and start again"
}

# The flags for wasm32, the desk's apart (rustc.sh), so that no path of the building machine is in the .wasm.
# .cargo/config.toml's flags are kept: cargo joins both lists. A flag with a space
# cannot be given this way and is left out; the test for paths then tells.
export_wasm_flags() {
    local cargo_home=${CARGO_HOME:-$HOME/.cargo} flags=() registry pair
    local pairs=("$CHECKOUT=." "$(rustc --print sysroot)/lib/rustlib/src/rust=/rust" "$cargo_home=/cargo")
    # The later of two matching flags wins: a dependency's path becomes "name-version/…".
    for registry in "$cargo_home"/registry/src/*/; do
        pairs+=("$registry=")
    done
    for pair in "${pairs[@]}"; do
        [[ $pair == *[[:space:]]* ]] || flags+=("--remap-path-prefix=$pair")
    done
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=${flags[*]}
    export RUSTC_WORKSPACE_WRAPPER=$CHECKOUT/scripts/lib/rustc.sh
    # These would replace the flags above and those of .cargo/config.toml.
    unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS
}
