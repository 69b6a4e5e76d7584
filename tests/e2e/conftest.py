"""Tests of one xdist_group share a world, so they go to one worker and run one after the other; what several share."""
import pytest
from _pytest.nodeid import coerce_node_id

from witness import World, apply, state


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """xdist reads the group from the end of an item's id; since pytest 9.2 it no longer gets it there by itself."""
    if not config.getoption("loadgroup", False):
        return
    for item in items:
        mark = item.get_closest_marker("xdist_group")
        if mark and "@" not in item.nodeid.rpartition("]")[2]:
            item._id = coerce_node_id(f"{item.nodeid}@{mark.args[0]}")


@pytest.fixture(scope="module", name="straight")
def _straight():
    """What a run that nobody disturbs comes to."""
    with World("guide") as world:
        result = apply(world)
        assert result.code == 0, result
        return state(world)
