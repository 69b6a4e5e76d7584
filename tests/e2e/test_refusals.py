"""Every refusal names the rule, the object and the remedy, ends with 3, and has written nothing."""
import pytest

from witness import Nothing, World, apply

REMEDY = " -> "


@pytest.mark.xdist_group("refuse-ipv6")
def test_an_ipv6_cluster():
    """Custom networking is for IPv4 clusters."""
    with World("refuse-ipv6") as world, Nothing(world):
        result = apply(world)
    assert result.code == 3 and "IPv6" in result.out and REMEDY in result.out, result
