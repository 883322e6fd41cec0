# Messages, long steps with progress, and the lock: what every script needs.
# Sourced, never run. Defines CHECKOUT and CACHE and the pinned versions.

CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/reading-annotator

mkdir -p "$CACHE/logs" "$CACHE/tools"
# shellcheck source=scripts/versions.env
. "$CHECKOUT/scripts/versions.env"

say() { printf '%s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

log_of() { printf '%s/logs/%s.log' "$CACHE" "$(printf '%s' "$1" | tr -c 'A-Za-z0-9.-' '_')"; }

# attempt NAME COMMAND…: runs the command with its output in a log, says every
# 15 s that it is still at work, and returns its code.
attempt() {
    local name=$1 started=$SECONDS ticks=0 code=0 log pid
    shift
    log=$(log_of "$name")
    say "$name …"
    # A process group of its own, so that an interruption ends the whole step.
    set -m
    ("$@") >"$log" 2>&1 </dev/null 9>&- &
    pid=$!
    set +m
    trap 'kill -- "-$pid" 2>/dev/null; exit 130' INT TERM
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        if (((SECONDS - started) / 15 > ticks)); then
            ticks=$(((SECONDS - started) / 15))
            say "  still at work after $((SECONDS - started)) s: $(tail -n 1 "$log" | tr -d '\r' | cut -c 1-100)"
        fi
    done
    wait "$pid" || code=$?
    trap - INT TERM
    ((code)) || say "  done in $((SECONDS - started)) s"
    return "$code"
}

# long_step NAME COMMAND…: the same; a failure ends the script with the log's last lines.
long_step() {
    local code=0
    attempt "$@" || code=$?
    ((code)) || return 0
    tail -n 30 "$(log_of "$1")" >&2
    fail "“$1” failed with code $code; the whole log is $(log_of "$1")"
}

have() { command -v "$1" >/dev/null 2>&1; }

is_debian() { have apt-get && grep -qx 'ID=debian' /etc/os-release 2>/dev/null; }

# at_least MINIMUM VERSION: compares dotted versions.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# as_root COMMAND…: as root, or through sudo (asking only where somebody can answer).
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

# Asks for sudo's password once, before long steps whose input is closed.
can_be_root() {
    [ "$(id -u)" = 0 ] && return 0
    have sudo || return 1
    sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }
}

# One set-up at a time: all checkouts share the cache.
take_lock() {
    have flock || return 0
    exec 9>"$CACHE/lock"
    local started=$SECONDS
    until flock -w 15 9; do
        say "another set-up is at work; waiting for it since $((SECONDS - started)) s"
    done
}

release_lock() { exec 9>&-; }
