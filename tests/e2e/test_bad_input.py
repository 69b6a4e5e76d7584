"""Whatever is wrong around a run: one clear message, the right exit code, no half-done write that is not reported."""
import pytest

from witness import Nothing, World, apply


@pytest.mark.xdist_group("bad-input")
def test_an_unknown_cluster():
    """The message names the cluster, the region and the clusters there."""
    with World("guide") as world, Nothing(world):
        result = apply(world, "--set", "cluster=gudie")
    assert result.code == 1 and 'no cluster "gudie" in cn-northwest-1' in result.err + result.out, result
