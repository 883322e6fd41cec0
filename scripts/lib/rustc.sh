#!/bin/sh
# Cargo's RUSTC_WORKSPACE_WRAPPER: rustc with its arguments, but that the desk's wasm is built for
# speed. It reads and writes tens of megabytes and is no part of the widget, whose size counts; the
# flag for that in .cargo/config.toml is for all wasm, and neither profiles nor features lead past it.
case " $* " in
    *-Copt-level=z*'feature="desk"'* | *'feature="desk"'*-Copt-level=z*) exec "$@" -Copt-level=3 ;;
    *) exec "$@" ;;
esac
