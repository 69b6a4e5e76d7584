"""What the conformance tests share: a seed that is new in each run and printed, and one run of perigee for many cases."""

import os
import random
import subprocess
from pathlib import Path

import pytest

SEED = int(os.environ.get("PERIGEE_SEED") or random.SystemRandom().randrange(2**32))
HERE = Path(__file__).parent


def pytest_terminal_summary(terminalreporter):
    terminalreporter.write_line(f"seed {SEED}; PERIGEE_SEED={SEED} repeats this run")


@pytest.fixture
def rng(request):
    """Random numbers that depend on the seed and on the test's name only, so that one test can be repeated alone."""
    return random.Random(f"{SEED} {request.node.name}")


@pytest.fixture
def batch(tmp_path):
    """batch(script, lines): runs perigee once on a file of these lines, and gives its output, one line for each."""

    def run(script, lines):
        cases = tmp_path / "cases"
        cases.write_text("".join(line + "\n" for line in lines), encoding="ascii")
        perigee = os.environ.get("PERIGEE", "perigee")
        done = subprocess.run(
            [perigee, str(HERE / script), str(cases)], capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        answers = done.stdout.split("\n")[:-1]  # splitlines would also cut at U+2028 and its like
        assert len(answers) == len(lines), f"{len(answers)} answers to {len(lines)} cases: {done.stderr[-2000:]}"
        return answers

    return run
