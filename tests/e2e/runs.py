"""Runs that are stopped, taken up again and taken back, for the tests that do so; and what a world looks like."""
import json
import signal
import subprocess
import threading

from witness import (
    PERIGEE, acl_of, associations, aws_node, blocks, eniconfigs, environment, group_of, groups, kubernetes_writes,
    nodes, pods, table_of)

# What is about to be written when a run is stopped, in the order of a run.
MOMENTS = ["range", "subnet", "route table association", "ENIConfig", "former maximum", "variables of aws-node",
           "node group", "canary pod", "cordon", "evict", "exclude from load balancers",
           "delete node group"]


def words_of_apply(world, playbook="pod-range", *options):
    """The words of `perigee apply`."""
    return ["apply", str(playbook), "--set", f"cluster={world.cluster}", "--yes", *options]


class Run:
    """A command of Perigee that can be stopped when it says something."""

    def __init__(self, world, *words, key="admin", env=None):
        self.world, self.text = world, ""
        self.process = world.start([PERIGEE, *words], key=key, env=env, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True)
        self.limit = threading.Timer(400, self.process.kill)
        self.limit.start()

    def wait_for(self, *texts):
        """Reads until a line begins with one of these; gives the text that it was."""
        for line in self.process.stdout:
            self.text += line
            for text in texts:
                if line.strip().startswith(text):
                    return text
        raise AssertionError(f"{texts} did not come:\n{self.text}")

    def moment(self, name):
        """Reads until it announces this write, or one that comes after it in MOMENTS; gives that moment."""
        return self.wait_for(*[f"+ {moment}" for moment in MOMENTS[MOMENTS.index(name):]]).removeprefix("+ ")

    def kill(self):
        """SIGKILL; what was said until then is kept."""
        self.process.send_signal(signal.SIGKILL)
        assert self.end() == -signal.SIGKILL, self.text

    def end(self):
        """Waits for the end and gives the exit code."""
        self.text += self.process.stdout.read()
        code = self.process.wait(60)
        self.limit.cancel()
        return code

    def said(self):
        """All its words without line breaks."""
        return " ".join(self.text.split())


def perigee(world, *words, **how):
    """Any command of Perigee; gives its Result."""
    return world.run([PERIGEE, *words], **{"timeout": 250, **how})


def said(result):
    """Both streams, without line breaks."""
    return " ".join((result.out + " " + result.err).split())


def runs(world, **how):
    """What `perigee runs` tells: id -> run."""
    lines = perigee(world, "runs", "--output", "json", check=True, **how).out.splitlines()
    return {run["run"]: run for run in map(json.loads, lines)}


def only_run(world, **how):
    """The id of the only run that has written something."""
    found, = runs(world, **how)
    return found


def journal_of(world, run):
    """The file of a run, seen from out here."""
    return world.folder / "home" / "state" / f"{run}.jsonl"


def killed_at(world, moment, *words):
    """A run that is killed as soon as it announces this write; gives its id."""
    run = Run(world, *(words or words_of_apply(world)))
    assert run.moment(moment) == moment
    run.kill()
    return only_run(world)


def killed_when(world, text, *words):
    """A run that is killed when it says this; gives its id."""
    going = Run(world, *(words or words_of_apply(world)))
    going.wait_for(text)
    going.kill()
    return only_run(world)


def resume(world, run, *options, **how):
    """`perigee resume RUN --yes`."""
    return perigee(world, "resume", run, "--yes", *options, **how)


def undo(world, run, *options, **how):
    """`perigee undo RUN --yes`."""
    return perigee(world, "undo", run, "--yes", *options, **how)


def lease(world):
    """The Lease of runs; None when there is none."""
    found = world.kubectl("get", "lease", "perigee", "-n", "kube-system", "-ojson", check=False)
    return json.loads(found.out) if found.code == 0 else None


def network(world):
    """Blocks, subnets, tables, associations and ACLs of the VPC, with their ids: after undo nothing of it differs."""
    subnets = world.ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [world.ids["vpc"]]}])["Subnets"]
    return {
        # what was taken away stays in the answer for a while
        "blocks": {block: state for block, state in blocks(world).items() if state != "disassociated"},
        "subnets": {s["SubnetId"]: [s["CidrBlock"], s["AvailabilityZone"], sorted(
            (t["Key"], t["Value"]) for t in s.get("Tags", [])), table_of(world, s["SubnetId"]),
            acl_of(world, s["SubnetId"])] for s in subnets},
        "associations": associations(world),
    }


def node_groups(world):
    """Size, bounds, labels, taints, tags and nodes of each group; where their pods are, by subnet."""
    known = nodes(world)
    return {name: {
        **{m: group.get(m) or None for m in ("scalingConfig", "labels", "taints", "tags", "subnets", "instanceTypes",
                                             "nodeRole", "amiType", "capacityType", "status")},
        "nodes": sorted(n["metadata"]["labels"]["topology.kubernetes.io/zone"] for n in known.values()
                        if group_of(n) == name and not n["spec"].get("unschedulable")),
    } for name, group in groups(world).items()}


def cni(world):
    """The CNI: variables, add-on's configuration, ENIConfigs."""
    addons = world.eks.list_addons(clusterName=world.cluster)["addons"]
    addon = "vpc-cni" in addons and world.eks.describe_addon(clusterName=world.cluster, addonName="vpc-cni")["addon"]
    return {"environment": environment(aws_node(world)), "eniconfigs": eniconfigs(world),
            "addon": addon and [json.loads(addon.get("configurationValues") or "{}"), addon["status"]]}


def everything(world):
    """All that undo must bring back."""
    return {"network": network(world), "groups": node_groups(world), "cni": cni(world),
            "tags": world.eks.describe_cluster(name=world.cluster)["cluster"].get("tags", {}),
            "pods": sorted(p["metadata"]["namespace"] + "/" + p["metadata"]["labels"].get("app", "")
                           for p in pods(world)),
            "scaling": sorted((g["MinSize"], g["MaxSize"], g["DesiredCapacity"], len(g["SuspendedProcesses"]))
                              for g in world.autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"])}


def evictions(world):
    """The uids of pods whose eviction the API server has accepted."""
    return [e["requestObject"]["deleteOptions"]["preconditions"]["uid"]
            for e in kubernetes_writes(world, "create", "pods", "eviction")]


def in_effect(world, operation):
    """The requests of an operation that AWS has carried out; one whose answer was lost has no status."""
    return [r for r in world.requests(operation=operation) if (r["status"] or 200) < 400 and r["fault"] != "drop"]
