#!/usr/bin/env bash
# Sets up and runs every check, each as a named step; ends with "N passed, N failed".
#   scripts/test.sh             all steps
#   scripts/test.sh fmt e2e     only these, in this order
# Browsers for the end-to-end tests: ENGINES=chromium,firefox,webkit.
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh" test
set +e

STEPS=(versions fmt clippy clippy-wasm doc doc-wasm deny native formats datasets browser yew-app trunk package package-forms paths size e2e)

# The pinned tools and the crates and packages they belong to have one version.
step_versions() {
    local crate binaryen trunk
    crate=$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' Cargo.toml)
    trunk=$(sed -n 's/^wasm_bindgen = "\(.*\)"$/\1/p' Trunk.toml)
    binaryen=$(node -p 'require("./package.json").devDependencies.binaryen')
    echo "wasm-bindgen: crate $crate, Trunk $trunk, pinned $WASM_BINDGEN_VERSION, found $(wasm-bindgen --version)"
    echo "binaryen: package.json $binaryen, pinned $BINARYEN_VERSION, found $(wasm-opt --version)"
    [ "$crate" = "$WASM_BINDGEN_VERSION" ] && [ "$trunk" = "$WASM_BINDGEN_VERSION" ] \
        && [ "$binaryen" = "$BINARYEN_VERSION" ] \
        && [ "$(wasm-bindgen --version)" = "wasm-bindgen $WASM_BINDGEN_VERSION" ] \
        && [[ $(wasm-opt --version) == *" version ${BINARYEN_VERSION%%.*}"* ]] \
        && grep -qx "trunk-version = \"=$TRUNK_VERSION\"" Trunk.toml
}

step_fmt() { cargo fmt --check; }
step_clippy() { cargo clippy --locked --all-targets -- -D warnings; }
# Examples and benches are native programs.
step_clippy-wasm() { cargo clippy --locked --lib --tests --target $WASM -- -D warnings; }
step_doc() { RUSTDOCFLAGS=-Dwarnings cargo doc --locked --no-deps; }
step_doc-wasm() { RUSTDOCFLAGS=-Dwarnings cargo doc --locked --no-deps --target $WASM; }
step_deny() { cargo deny --offline check bans licenses sources; }
step_native() { cargo test --locked; }
# Our exports, read by the programs that they are for.
step_formats() {
    local samples
    setup_python "$CHECKOUT/tests/formats/requirements.txt" || return
    samples=$(mktemp -d) || return
    cargo run --locked --quiet --example export_formats -- --samples "$samples" \
        && "$PYTHON" tests/formats/load.py "$samples"
    local code=$?
    rm -rf "$samples"
    return $code
}
# The commands of docs/datasets.md: thousands of exports, counted by four programs.
step_datasets() {
    local exports
    # Spark apart: half of all that is installed, and it changes more seldom than the rest.
    setup_python "$CHECKOUT/tests/datasets/requirements.txt" || return
    local spark=("${PYTHON%/bin/python}"/lib/python3.*/site-packages)
    setup_python "$CHECKOUT/tests/formats/requirements.txt" || return
    exports=$(mktemp -d) || return
    cargo run --locked --quiet --example export_many -- "$exports" 100 20 \
        && PYTHONPATH=${spark[0]} "$PYTHON" tests/datasets/count.py "$exports"
    local code=$?
    rm -rf "$exports"
    return $code
}
# The component without the element, as another application uses it; the end-to-end tests open its page.
step_yew-app() {
    cargo clippy --locked --lib --no-default-features --target $WASM -- -D warnings \
        && (cd examples/yew-app && CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$CHECKOUT/target} trunk build --locked --offline --public-url ./)
}
# The runner's own limit of 20 s is short for a busy machine.
step_browser() { WASM_BINDGEN_TEST_TIMEOUT=300 wasm-pack test --headless --chrome --firefox -- --locked; }
step_trunk() { trunk build; }
step_package() { wasm-pack build --target web; }
step_package-forms() { node scripts/package.mjs; }

# No path of the building machine may be in what is published.
step_paths() {
    local file found=0
    local places="/(home|root|Users|tmp|usr|builds?)/|\.cargo/|\.rustup/|$CHECKOUT/|$HOME/|$CACHE"
    for file in dist/*.wasm pkg/*.wasm dist/*.js pkg/*.js dist/package/*.js; do
        [ -e "$file" ] || { echo "$file is missing; run the steps trunk, package and package-forms first"; return 1; }
        if grep -aoE "($places)[ -~]{0,80}" "$file"; then
            echo "^ paths in $file"
            found=1
        fi
    done
    return $found
}

step_size() { node scripts/size.mjs dist; }

step_e2e() {
    compgen -G 'tests/e2e/*.test.mjs' >/dev/null || { echo "tests/e2e has no *.test.mjs"; return 1; }
    [ -e dist/index.html ] || { echo "dist is missing; run the step trunk first"; return 1; }
    # A browser waits more than it works: two files at a time, each with a browser, display, ports and site to itself.
    # What must happen within a time is tested alone.
    local file together=() alone=() code=0
    for file in tests/e2e/*.test.mjs; do
        if grep -q 'performance\.now\|_MS\b' "$file"; then alone+=("$file"); else together+=("$file"); fi
    done
    node --test --test-concurrency=2 --test-reporter=spec "${together[@]}" || code=$?
    node --test --test-concurrency=1 --test-reporter=spec "${alone[@]}" || code=$?
    return $code
}

(($# == 0)) || STEPS=("$@")
for step in "${STEPS[@]}"; do
    declare -F "step_$step" >/dev/null || fail "unknown step “$step”"
done

passed=0
failed=()
for step in "${STEPS[@]}"; do
    started=$SECONDS
    printf '\n== %s\n' "$step"
    if "step_$step" </dev/null; then
        passed=$((passed + 1))
        echo "== $step: passed in $((SECONDS - started)) s"
    else
        failed+=("$step")
        echo "== $step: FAILED after $((SECONDS - started)) s"
    fi
done

echo
((${#failed[@]} == 0)) || echo "failed: ${failed[*]}"
echo "$passed passed, ${#failed[@]} failed"
((${#failed[@]} == 0))
