"""Runs the commands of docs/datasets.md beside many exports and compares what they print with the native files.

count.py DIRECTORY: made by `cargo run --example export_many`; Python's packages are on the path already.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import monotonic

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TOOLS = ("duckdb", "pandas", "datasets", "spark")


def blocks(language):
    page = (ROOT / "docs" / "datasets.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def pinned():
    lists = [ROOT / "tests" / kind / "requirements.txt" for kind in ("formats", "datasets")]
    return {line.split("==")[0] for file in lists for line in file.read_text(encoding="utf-8").splitlines()}


def expected(exports):
    """The lines that the programs must print, of the native files."""
    counts = Counter()

    def add(kind, native, person, label):
        counts[kind, native["article"]["id"], label] += 1
        counts[kind, person, label] += 1

    files = sorted(exports.glob("*.native.json"))
    silent = 0
    for file in files:
        native = json.loads(file.read_text(encoding="utf-8"))
        for person in native["annotators"]:
            whole = {}
            own = [one for one in native["annotations"] if one["annotator"] == person["id"]]
            silent += not own
            for one in own:
                add("documents", native, person["id"], one["label"])
                whole[one["start"], one["end"]] = one["label"]
            for sentence in native["sentences"]:
                label = whole.get((sentence["start"], sentence["end"]))
                label = label or ("none" if sentence["id"] in person.get("judged_none", []) else None)
                if label:
                    add("sentences", native, person["id"], label)
    assert len(files) >= 2000 and silent > 50, f"{len(files)} exports, {silent} without labels"
    return sorted("\t".join(map(str, (*key, count))) for key, count in counts.items())


def run(command, directory, environment):
    started = monotonic()
    done = subprocess.run(["bash", "-euc", command], cwd=directory, env=environment, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-6000:], sep="\n")
    return done.returncode, monotonic() - started


def main(exports):
    install, compare = blocks("sh")
    missing = set(install.split()[2:]) - pinned()
    assert install.startswith("pip install ") and not missing, f"not pinned: {missing}"
    wanted = expected(exports)
    print(f"{len(wanted)} counts of the native files")
    tools = [tool for tool in TOOLS if tool != "spark" or shutil.which("java")]
    if "spark" not in tools:
        print("Java is missing (apt-get install default-jre-headless): Spark is not tried")
    assert f"for tool in {' '.join(TOOLS)}; do" in compare
    failed = 0
    with tempfile.TemporaryDirectory() as directory:
        (Path(directory) / "exports").symlink_to(exports.resolve())
        for program in blocks("python"):
            name = re.match(r"# (count_\w+\.py)\n", program)
            assert name, f"a program without a name: {program[:60]}"
            (Path(directory) / name[1]).write_text(program, encoding="utf-8")
        environment = {
            **os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HF_HOME": f"{directory}/cache",
            "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1",
            "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost",
        }
        for tool in tools:
            # The page's own loop, with one tool: so that each failure and each time is told.
            code, seconds = run(compare.replace(" ".join(TOOLS), tool), directory, environment)
            file = Path(directory) / f"{tool}.tsv"
            lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
            wrong = sorted(set(lines) ^ set(wanted)) or (len(lines) != len(wanted)) * ["a line twice"]
            print(f"{tool}: {len(lines)} counts in {seconds:.1f} s{', ' if wrong or code else ''}{wrong[:4] or code or ''}", flush=True)
            failed += bool(wrong or code)
    print(f"{len(tools)} programs, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
