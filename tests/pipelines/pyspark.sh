#!/bin/sh
# The filter under PySpark's pipe on local mode gives what it gives by itself, whatever partition a line falls into.
# PySpark comes from PyPI into a virtual environment of its own; without it, Python or Java the run is skipped, and says
# so. usage: tests/pipelines/pyspark.sh [DEPARTMENTS]   (200 unless told)
set -eu
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

skip() {
    echo "SKIPPED: $1" >&2
    exit 0
}

command -v java >/dev/null || skip "no java"
command -v python3 >/dev/null || skip "no python3"
python3 -m venv "$scratch/venv" 2>/dev/null || skip "python3 has no venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check pyspark==3.5.5 2>/dev/null ||
    skip "pyspark could not be installed from PyPI"

juesuan=${JUESUAN:-${CARGO_TARGET_DIR:-target}/release/juesuan}
[ -x "$juesuan" ] || cargo build --release --locked --quiet
juesuan=$(realpath "$juesuan")
lines=$scratch/departments.jsonl
if [ -n "${LINES_FILE:-}" ]; then
    head -n "${1:-200}" "$LINES_FILE" >"$lines"
else
    "$juesuan" batch --synthesize "${1:-200}" >"$lines"
fi

export PYSPARK_PYTHON="$scratch/venv/bin/python" PYSPARK_DRIVER_PYTHON="$scratch/venv/bin/python"
"$scratch/venv/bin/python" tests/pipelines/pipe.py "$juesuan" "$lines" "$scratch/spark" 2>"$scratch/log" ||
    { cat "$scratch/log" >&2; exit 1; }
"$juesuan" batch - --jsonl --quiet <"$lines" >"$scratch/alone" || [ $? -eq 1 ]

# A line is known by its number within its own stream, which is another one in each partition.
"$scratch/venv/bin/python" - "$scratch/alone" "$scratch/spark" <<'PYTHON'
import json
import sys


def results(path):
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    for line in lines:
        del line["input"]
        for told in line["findings"] + line.get("gaps", []):
            del told["line"]
    return lines


alone, spark = map(results, sys.argv[1:])
if alone != spark:
    sys.exit("the results differ")
print(f"{len(spark)} departments, the results are equal")
PYTHON
