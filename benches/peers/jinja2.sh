#!/bin/sh
# The seed's report by Jinja2 and by juesuan: the same lines, the same texts, one core each; figures in memory to text, and
# JSON Lines from end to end.
# Jinja2 comes from PyPI into a virtual environment of its own; without Python or the network the run is skipped, and
# says so. usage: benches/peers/jinja2.sh [REPEAT]   (each of the 100 lines so many times, 20 unless told)
set -eu
cd "$(dirname "$0")/../.."
repeat=${1:-20}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

skip() {
    echo "SKIPPED: $1" >&2
    exit 0
}

command -v python3 >/dev/null || skip "no python3"
python3 -m venv "$scratch/venv" 2>/dev/null || skip "python3 has no venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check jinja2==3.1.6 2>/dev/null ||
    skip "jinja2 could not be installed from PyPI"

juesuan=${JUESUAN:-target/release/juesuan}
[ -x "$juesuan" ] || cargo build --release --quiet
cargo bench --quiet --bench jsonl -- lines >"$scratch/once"
i=0
while [ "$i" -lt "$repeat" ]; do
    cat "$scratch/once"
    i=$((i + 1))
done >"$scratch/lines"

# Reports a second of `draft to text with spans`, from figures in memory.
drafted=$(cargo bench --quiet --bench ratio | sed -n 's/^draft to text with spans *\([0-9]*\) reports.*/\1/p')
"$scratch/venv/bin/python" - "$juesuan" "$scratch" "$drafted" <<'PYTHON'
import json
import resource
import subprocess
import sys

juesuan, scratch, drafted = sys.argv[1:]
sides = {
    "juesuan": [juesuan, "batch", "-", "--jsonl", "--jobs", "1", "--do", "draft", "--quiet"],
    "Jinja2": [sys.executable, "benches/peers/jinja2_report.py"],
}


def seconds(command, lines, out):
    """Processor time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(lines, "rb") as source, open(out, "wb") as target:
        subprocess.run(command, stdin=source, stdout=target, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def texts(out):
    with open(out, encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file]


count = sum(1 for _ in open(f"{scratch}/lines", "rb"))
empty = f"{scratch}/none"
open(empty, "wb").close()
best = {name: min(seconds(command, f"{scratch}/lines", f"{scratch}/{name}") for _ in range(3)) for name, command in sides.items()}
start = {name: min(seconds(command, empty, f"{scratch}/nothing") for _ in range(3)) for name, command in sides.items()}
if texts(f"{scratch}/juesuan") != texts(f"{scratch}/Jinja2"):
    sys.exit("the texts differ")
cost = {name: (best[name] - start[name]) / count for name in sides}
print(f"{count} reports, the texts are equal; processor time without the start of the process")
for name in sides:
    print(f"{name:<10}{1 / cost[name]:>10.0f} reports/s{cost[name] * 1e6:>10.1f} µs a report")
with open(f"{scratch}/lines", "rb") as source:
    render = min(
        float(subprocess.run([*sides["Jinja2"], "--render"], stdin=source, stdout=subprocess.PIPE, check=True).stdout)
        for _ in range(3)
        if source.seek(0) == 0
    )
print(f"the template alone: {1 / render:.0f} reports/s; the same text with spans by juesuan: {drafted} reports/s")
print(
    f"juesuan is {float(drafted) * render:.1f} times as fast from figures to text, "
    f"{cost['Jinja2'] / cost['juesuan']:.1f} times from line to line"
)
PYTHON
