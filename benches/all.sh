#!/usr/bin/env bash
# All measurements of benches/README.md in one run on one machine: the table between its marks is written anew.
# Let nothing else work meanwhile. usage: benches/all.sh [DEPARTMENTS]   (100,000 through the pipe unless told)
set -euo pipefail
cd "$(dirname "$0")/.."
departments="${1:-100000}"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
table="$scratch/table"

row() { # JOB RESULT COMMAND
    printf '| %s | %s | `%s` |\n' "$1" "$2" "$3" | tee -a "$table" >&2
}

# The lines of a program that prints "job   result" in columns.
printed() { # BENCH
    cargo bench --quiet --bench "$1" 2>/dev/null | sed -n 's/^ *\([^ ].*[^ ]\)  *\([0-9][0-9.]* *\(reports\/s\|µs a report\).*\)$/\1|\2/p' |
        while IFS='|' read -r job result; do row "$job" "$(tr -s ' ' <<<"$result")" "cargo bench --bench $1"; done
}

# The medians of a divan bench, under the names of their functions.
divan() { # BENCH
    cargo bench --quiet --bench "$1" 2>/dev/null | sed 's/^│/ /' | awk -F '│' '
        /(├|╰)─/ {
            nested = /^ /
            name = $1; sub(/^ *(├|╰)─ */, "", name)
            split(name, words, /  +/)
            # A function that is run with several arguments stands above them without a time of its own.
            if (words[2] !~ /[0-9]/) { group = words[1] " "; next }
            median = $3; gsub(/^ +| +$/, "", median)
            print (nested ? group : "") words[1] "|" median
        }' | while IFS='|' read -r job result; do row "$1: ${job//_/ }" "median $result" "cargo bench --bench $1"; done
}

rustc="$(rustc --version | cut -d ' ' -f 2)"
processor="$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)"
{
    echo "rustc $rustc, $(nproc) cores of ${processor:-an unknown processor}, $(uname -sm)."
    echo
    echo "| job | result | command |"
    echo "|---|---|---|"
} >"$table"

cargo build --release --locked --quiet
printed ratio
printed jsonl
printed scale
for bench in draft audit update diff word import; do divan "$bench"; done

program="${CARGO_TARGET_DIR:-target}/release/juesuan"
lines="$scratch/departments.jsonl"
cargo bench --quiet --bench synthesize -- "$departments" >"$lines" 2>/dev/null
through() { # JOBS DO: seconds, and the most memory in KiB
    local start="${EPOCHREALTIME/./}" peak=""
    if [ -x /usr/bin/time ]; then
        /usr/bin/time -f %M -o "$scratch/peak" "$program" batch - --jsonl --quiet --jobs "$1" --do "$2" <"$lines" >/dev/null || true
        peak="$(tail -n 1 "$scratch/peak")"
    else
        "$program" batch - --jsonl --quiet --jobs "$1" --do "$2" <"$lines" >/dev/null || true
    fi
    echo "$((${EPOCHREALTIME/./} - start)) ${peak:-0}"
}
say() { # DO
    local one two
    one="$(through 1 "$1")" two="$(through 2 "$1")"
    row "$departments plausible departments through \`batch - --jsonl --do $1\`" "$(awk -v one="$one" -v two="$two" -v count="$departments" 'BEGIN {
        split(one, a, " "); split(two, b, " ")
        printf "%.0f reports/s on one core, %.0f on two: %.2f times; %.1f MiB resident", count / a[1] * 1e6, count / b[1] * 1e6, a[1] / b[1], (a[2] > b[2] ? a[2] : b[2]) / 1024
    }')" "benches/all.sh"
}
say draft
say check
say draft,check

benches/startup.sh 2>/dev/null | while read -r what which result; do
    row "$what $which of a fresh process" "$result" "benches/startup.sh"
done
peer="$(benches/peers/jinja2.sh 2>&1 | tail -n 1)"
row "the same lines by Jinja2" "$peer" "benches/peers/jinja2.sh"

awk -v table="$table" '
    /<!-- measured -->/ { print; print ""; while ((getline line < table) > 0) print line; print ""; skip = 1 }
    /<!-- \/measured -->/ { skip = 0 }
    !skip || /<!-- \/measured -->/ { if (!/<!-- measured -->/) print }
' benches/README.md >"$scratch/readme"
cp "$scratch/readme" benches/README.md
