#!/usr/bin/env bash
# First report in a fresh process, and its peak memory: runs the released program fifty times.
set -euo pipefail
cd "$(dirname "$0")/.."
runs="${1:-50}"
figures=data/departments/jingyu-zhengwu/2023.yaml

cargo build --release --locked --quiet
program="${CARGO_TARGET_DIR:-target}/release/juesuan"
"$program" draft "$figures" >/dev/null 2>&1

times=()
for _ in $(seq "$runs"); do
    # EPOCHREALTIME costs no process of its own.
    start="${EPOCHREALTIME/./}"
    "$program" draft "$figures" >/dev/null 2>&1
    end="${EPOCHREALTIME/./}"
    times+=($((end - start)))
done
printf '%s\n' "${times[@]}" | sort -n | awk '
    { us[NR] = $1 }
    END { printf "first report   median %.1f ms, fastest %.1f ms of %d runs\n", us[int((NR + 1) / 2)] / 1000, us[1] / 1000, NR }'

if [ -x /usr/bin/time ]; then
    peak="$(/usr/bin/time -f '%M' -o /dev/stdout "$program" draft "$figures" 2>/dev/null | tail -n 1)"
    awk -v kib="$peak" 'BEGIN { printf "peak memory    %.1f MiB\n", kib / 1024 }'
else
    echo "SKIPPED: /usr/bin/time is not installed, peak memory was not measured" >&2
fi
