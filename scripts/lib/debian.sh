# Debian packages: collects what is missing, says so, installs it in one go.
# Sourced, never run.

MISSING_PACKAGES=()

# want_command COMMAND PACKAGE…: notes the packages when the command is missing.
want_command() {
    local command=$1
    shift
    have "$command" || MISSING_PACKAGES+=("$@")
}

# want_file FILE PACKAGE…: the same for a file.
want_file() {
    local file=$1
    shift
    [ -e "$file" ] || MISSING_PACKAGES+=("$@")
}

# Once a run, and only when something is to be installed.
refresh_package_lists() {
    [ -z "${PACKAGE_LISTS_FRESH:-}" ] || return 0
    can_be_root || fail "Debian packages are missing and you are neither root nor able to use sudo; ask for: apt-get install ${MISSING_PACKAGES[*]:-rustc-web cargo-web rust-web-src}"
    long_step "Package lists" as_root apt-get update -q
    PACKAGE_LISTS_FRESH=1
}

install_missing_packages() {
    ((${#MISSING_PACKAGES[@]})) || return 0
    if ! is_debian; then
        fail "these are missing; install them with your system's tools (named here as in Debian) and start again: ${MISSING_PACKAGES[*]}"
    fi
    refresh_package_lists
    say "Installing Debian packages: ${MISSING_PACKAGES[*]}"
    long_step "Debian packages" as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "${MISSING_PACKAGES[@]}"
    MISSING_PACKAGES=()
    hash -r
}

# candidate PACKAGE: the upstream version apt would install, or nothing.
candidate() {
    apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: \([0-9]*:\)\{0,1\}\([0-9.]*\).*/\2/p'
}

# Sets RUST_FAMILY to the names of the distribution's Rust packages: Debian keeps a
# newer compiler for browsers ("web") beside the release's own.
choose_rust_family() {
    local version
    for RUST_FAMILY in web plain; do
        case $RUST_FAMILY in
            web) version=$(candidate rustc-web) ;;
            plain) version=$(candidate rustc) ;;
        esac
        [ -n "$version" ] && at_least "$RUST_MINIMUM" "$version" && return 0
    done
    return 1
}

# rust_packages PART…: the package names of compiler, source, clippy, rustfmt.
rust_packages() {
    local part
    for part; do
        case $RUST_FAMILY-$part in
            web-compiler) printf '%s\n' rustc-web cargo-web ;;
            web-source) echo rust-web-src ;;
            web-clippy) echo rust-web-clippy ;;
            web-rustfmt) echo rustfmt-web ;;
            plain-compiler) printf '%s\n' rustc cargo ;;
            plain-source) echo rust-src ;;
            plain-clippy) echo rust-clippy ;;
            plain-rustfmt) echo rustfmt ;;
        esac
    done
}

# The newest LLVM linker of the distribution, as "lld-22".
newest_lld() { apt-cache search --names-only '^lld-[0-9]+$' | cut -d ' ' -f 1 | sort -V | tail -n 1; }
