"""The seed of the sample: made here, so that the workers of pytest inherit it, and told at the end."""
import os
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "e2e")]  # what the tests of whole runs know of a world serves here too
os.environ.setdefault("PERIGEE_FAULTS_SEED", str(random.randrange(10 ** 6)))


def pytest_terminal_summary(terminalreporter):
    """With it the same faults are drawn again."""
    terminalreporter.write_line(f"PERIGEE_FAULTS_SEED={os.environ['PERIGEE_FAULTS_SEED']} draws these faults again")
