#!/bin/sh
# Cargo's RUSTC_WORKSPACE_WRAPPER: rustc with its arguments, but for two programs. Neither profiles nor features lead to these.
# The desk's wasm is built for speed: it reads and writes tens of megabytes and is no part of the widget, whose size
# counts; the flag for that in .cargo/config.toml is for all wasm.
# The page's wasm keeps what the linker knows of functions and data: scripts/lib/wasm_parts.mjs divides it by that.
case " $* " in
    *-Copt-level=z*'feature="desk"'* | *'feature="desk"'*-Copt-level=z*) exec "$@" -Copt-level=3 ;;
    *' --crate-name reading_annotator_page '*-Copt-level=z*) exec "$@" -Cstrip=debuginfo -Clink-arg=--emit-relocs ;;
    *) exec "$@" ;;
esac
