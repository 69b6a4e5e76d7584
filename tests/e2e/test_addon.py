"""The configuration of a managed add-on: judged by the schema of its version before the first write, and compared."""
import json

from runs import said
from witness import FLAG, LABEL, ZONE, Nothing, World, apply, assert_switched, aws_node, environment

# As an older version took it: what EKS itself would refuse now, an hour into the run.
BREACHED = {"cni": {"kind": "addon", "set_by_hand": {"MY_OWN": "1"}, "configuration": {
    "env": {"WARM_IP_TARGET": 3}, "toleration": [], "resources": {"limits": {"cpu": 1}}}}}
UNREAD = {"keys": {"unread": {"groups": ["system:masters"]}},
          "denies": {"unread": ["eks:DescribeAddonConfiguration"]}}


def addon_of(world):
    return world.eks.describe_addon(clusterName=world.cluster, addonName="vpc-cni")["addon"]


def test_a_configuration_that_the_schema_does_not_take():
    """Each breach is named by its path, with what to do; nothing is written."""
    with World("guide", BREACHED) as world, Nothing(world):
        result = apply(world)
    told = said(result)
    assert result.code == 3, result
    version = "in the configuration of vpc-cni v1.20.4-eksbuild.1"
    for text in (f"x add-on configuration env.MY_OWN {version} (set by hand on aws-node): the schema does not know it",
                 "-> take it away (kubectl set env daemonset/aws-node -n kube-system MY_OWN-), or update the add-on",
                 f"env.WARM_IP_TARGET {version}: expected string, is number",
                 f"resources.limits.cpu {version}: expected string, is number",
                 f"toleration {version}: the schema does not know it, did you mean 'tolerations'?",
                 "-> correct the add-on's configuration, or update the add-on; aws eks describe-addon-configuration "
                 "--addon-name vpc-cni --addon-version v1.20.4-eksbuild.1 tells what this version takes"):
        assert text in told, (text, result)
    assert "Nothing was written." in told and "traceback" not in told, result


def test_a_schema_that_may_not_be_read():
    """It is told, and the run goes on; EKS judges what it is sent."""
    with World("addon-set-by-hand", UNREAD) as world:
        before = aws_node(world)
        result = apply(world, key="unread")
        told = said(result)
        assert result.code == 0, result
        assert ("! add-on schema the configuration of vpc-cni was not validated, since its schema cannot be read: "
                in told), result
        assert "-> allow eks:DescribeAddonConfiguration" in told, result
        assert_switched(world, before)
        values = {"WARM_ENI_TARGET": "1", "WARM_IP_TARGET": "4", FLAG: "true", LABEL: ZONE}
        assert json.loads(addon_of(world)["configurationValues"])["env"] == values
        assert environment(aws_node(world)).items() >= values.items()
