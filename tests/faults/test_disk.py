"""A disk that refuses one operation, or all from one on: nothing is sent that is not on disk, and when the disk is well
again the run comes to the end of a run that nobody disturbed."""
import os

import pytest

from disk import Disk, assert_written_first, requests
from faulty import effects, run_id, sample
from runs import runs, said, words_of_apply
from witness import World, assert_moved, state

OPERATIONS = 171  # of the guide's scenario; an eviction that a budget refuses for a moment is four more
EVERY = [(number, mode) for number in range(1, OPERATIONS + 1) for mode in ("once", "on")]


@pytest.fixture(scope="module", name="straight")
def _straight():
    """What a run on a good disk comes to."""
    with World("guide") as world:
        disk = Disk(world)
        result = disk.run(*words_of_apply(world))
        assert result.code == 0, result
        assert_written_first(world, disk)
        assert len(requests(world)) >= 36 and len(disk.operations()) >= OPERATIONS, len(disk.operations())
        return state(world), effects(world)


def assert_said(result, failed):
    """A plain failure that names the file, or the folder, and why."""
    text = said(result)
    assert result.code == 1 and "stack traceback" not in text, result
    assert "cannot be written" in text and any(os.strerror(o["error"]) in text for o in failed), (failed, result)
    assert any(o["path"] in text for o in failed), (failed, result)


@pytest.mark.parametrize(("number", "mode"), sample("disk", EVERY, 2))
def test_one_refusal(straight, number, mode):
    """The run stops before the next write, or does not need what failed; then it is resumed, or begun anew."""
    with World("guide") as world:
        disk = Disk(world)
        result = disk.run(*words_of_apply(world), fault=(number, mode))
        failed = [o for o in disk.operations() if o["error"]]
        assert failed and failed[0]["number"] == number, "the fault was played"
        assert_written_first(world, disk)
        if result.code != 0:
            assert_said(result, failed)
        begun = disk.journals()
        assert begun or not requests(world), "what was sent has a journal"
        assert set(runs(world)) == {path.stem for path in begun}
        if result.code != 0:
            result = disk.run("resume", run_id(world), "--yes") if begun else disk.run(*words_of_apply(world))
        assert result.code == 0, result
        assert_written_first(world, disk)
        assert_moved(world)
        assert (state(world), effects(world)) == straight
