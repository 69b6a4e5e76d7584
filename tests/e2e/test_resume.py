"""`perigee resume`: a run goes on after kills, lost answers and a lost API server, with what it began with, where it
began, and comes to the end of a run that nobody disturbed."""
import json
import pathlib
import time

import pytest

from runs import (
    MOMENTS, Run, evictions, in_effect, journal_of, killed_at, lease, only_run, perigee, resume, runs, said,
    words_of_apply)
from witness import (
    Nothing, World, apply, assert_eniconfigs, assert_moved, assert_network, assert_replaced, associations, attempts,
    blocks, customised, groups, pod_subnets, pods, state, thirds)

ONCE = {"AssociateVpcCidrBlock": 1, "CreateSubnet": 3, "AssociateRouteTable": 3, "CreateNodegroup": 1,
        "DeleteNodegroup": 1}


def assert_same_end(world, old, run, straight=None):
    """The end of the procedure, each AWS call carried out as often as is right, nothing left of the way, no lock."""
    expected, tables = thirds(world)
    assert_eniconfigs(world, assert_network(world, expected, tables))
    assert_replaced(world, old)
    assert_moved(world)
    assert straight is None or state(world) == straight
    assert {operation: len(in_effect(world, operation)) for operation in ONCE} == ONCE
    assert not [p for p in pods(world) if "canary" in p["metadata"]["name"]]
    assert lease(world) is None
    assert {name: told["state"] for name, told in runs(world).items()} == {run: "done"}
    with Nothing(world):
        again = apply(world)
    assert again.code == 0 and "nothing to change" in again.out, again


def test_killed_at_every_kind_of_write_and_resumed(straight):
    """SIGKILL while a write is on its way, again and again under one id; the last resumption comes to the same end."""
    with World("guide") as world:
        old, run, seen = groups(world), killed_at(world, MOMENTS[0]), [MOMENTS[0]]
        while seen[-1] != MOMENTS[-1]:
            assert runs(world)[run]["state"] == "killed"
            again = Run(world, "resume", run, "--yes")
            seen.append(again.moment(MOMENTS[MOMENTS.index(seen[-1]) + 1]))
            again.kill()
            assert "workers" in groups(world) or seen[-1] == "delete node group", "the old group goes last"
        assert len(seen) >= len(MOMENTS) - 2, "a busy machine may kill one late, but not most of them"
        result = resume(world, run)
        assert result.code == 0, result
        assert_same_end(world, old, run, straight)
        with Nothing(world):
            over = resume(world, run)
        assert over.code == 0 and "nothing to change" in over.out, over


# -- with what it began with ------------------------------------------------------------------------------------------

LATE = '\nfunction verify_pods(run)\n'


def team_playbook(world, folder):
    """pod-range with names of a team's own, and a module beside it that the first and the last step require."""
    path = customised(
        world, folder / "ours.lua", ('"{cluster}-pods-{zone}"', '"ours {zone}"'),
        ("function check_first(run)\n", 'function check_first(run)\n  run:say(require("team").first)\n'),
        (LATE, LATE + '  run:say(require("late").last)\n'))
    (folder / "team.lua").write_text('return { first = "the words of team one" }\n')
    (folder / "late.lua").write_text('return { last = "the last word of team one" }\n')
    return path


def subnet_names(world):
    """The Name tags of the pod subnets."""
    return sorted(t["Value"] for s in pod_subnets(world).values() for t in s["Tags"] if t["Key"] == "Name")


def test_the_files_that_it_began_with(tmp_path):
    """The playbook changed and its modules deleted meanwhile: the run does what it began with, in every step."""
    with World("guide") as world:
        path = team_playbook(world, tmp_path)
        run = killed_at(world, "subnet", *words_of_apply(world, path))
        text = pathlib.Path(path).read_text()
        pathlib.Path(path).write_text(text.replace('"ours {zone}"', '"changed {zone}"'))
        for module in ("team", "late"):
            (tmp_path / f"{module}.lua").unlink()
        result = resume(world, run)
        assert result.code == 0, result
        assert "the words of team one" in result.out and "the last word of team one" in result.out, result
        assert subnet_names(world) == [f"ours {zone}" for zone in sorted(thirds(world)[0])]
        assert_moved(world)


def test_with_an_edited_playbook(tmp_path):
    """`--edited` with other steps is refused with their names; with the same steps it is what runs, then and later."""
    with World("guide") as world:
        path = team_playbook(world, tmp_path)
        run = killed_at(world, "subnet", *words_of_apply(world, path))
        text = pathlib.Path(path).read_text()
        other = tmp_path / "other.lua"
        other.write_text(text.replace('  "join_route_tables",\n  "write_eniconfigs",\n',
                                      '  "write_eniconfigs",\n  "join_route_tables",\n', 1))
        with Nothing(world):
            refused = resume(world, run, "--edited", str(other))
        assert refused.code == 2, refused
        assert "has not the steps of run" in said(refused) and "create_subnets, join_route_tables, write_eniconfigs" \
            in said(refused), refused
        for word, reason in (("1=done", "has no write 1 whose outcome is not known"), ("1=gone", "it wants NUMBER="),
                             ("77=failed", "has no write 77")):
            with Nothing(world):
                refused = resume(world, run, "--settled", word)
            assert refused.code == 2 and reason in said(refused), refused
        (tmp_path / "team.lua").write_text('return { first = "the words of team two" }\n')
        other.write_text(text.replace('"{group}-pods"', '"{group}-edited"'))
        again = Run(world, "resume", run, "--edited", str(other), "--yes")
        again.wait_for("+ canary pod")
        again.kill()
        (tmp_path / "team.lua").write_text('return { first = "the words of team three" }\n')
        result = resume(world, run)
        assert result.code == 0, result
        assert "the words of team two" in result.out and set(groups(world)) == {"workers-edited"}, result
        assert runs(world)[run]["state"] == "done"


# -- where it began ---------------------------------------------------------------------------------------------------

@pytest.fixture(scope="module", name="begun")
def _begun():
    """A run that was killed after its range; nothing that follows may write."""
    with World("guide") as world:
        world.begun = killed_at(world, "subnet")
        yield world


def altered(world, folder, change):
    """A copy of the run's journal in a folder of its own, its pinned target changed; gives the environment for it."""
    lines = journal_of(world, world.begun).read_text().splitlines()
    first = json.loads(lines[0])
    change(first["target"])
    folder.mkdir()
    (folder / f"{world.begun}.jsonl").write_text("\n".join([json.dumps(first), *lines[1:]]) + "\n")
    return {"PERIGEE_STATE": str(folder)}


@pytest.mark.xdist_group("begun")
@pytest.mark.parametrize("command", ["resume", "undo"])
@pytest.mark.parametrize(("member", "value"), [
    ("account", "210987654321"), ("arn", "arn:aws-cn:eks:cn-northwest-1:123456789012:cluster/blue"),
    ("partition", "aws"), ("authority", "0123456789abcdef"), ("api", "https://10.0.0.1:443"), ("vpc", "vpc-1")])
def test_another_target(begun, tmp_path, command, member, value):
    """Whatever differs from what the run wrote to: exit 3, both values named, nothing written, the run as it was."""
    env = altered(begun, tmp_path / "state", lambda target: target.update({member: value}))
    before = (tmp_path / "state" / f"{begun.begun}.jsonl").read_text()
    with Nothing(begun):
        result = perigee(begun, command, begun.begun, "--yes", env=env)
    assert result.code == 3, result
    now = json.loads(journal_of(begun, begun.begun).read_text().splitlines()[0])["target"][member]
    assert f"run {begun.begun} wrote to {member} {value}; this would be {now}" in said(result), result
    assert "Nothing was written" in said(result), result
    assert (tmp_path / "state" / f"{begun.begun}.jsonl").read_text() == before


@pytest.mark.xdist_group("begun")
def test_a_cluster_of_the_same_name_elsewhere(begun):
    """The same account, region and name, and yet another cluster: its API server and VPC tell."""
    with World("guide") as other:
        home = other.folder / "home" / "state"
        home.mkdir(parents=True, exist_ok=True)
        lines = journal_of(begun, begun.begun).read_text().splitlines()
        first = json.loads(lines[0])
        first["context"], first["settings"] = {}, {**first["settings"], "cluster": other.cluster}
        (home / f"{begun.begun}.jsonl").write_text("\n".join([json.dumps(first), *lines[1:]]) + "\n")
        for command in ("resume", "undo"):
            with Nothing(other):
                result = perigee(other, command, begun.begun, "--yes")
            assert result.code == 3, result
            assert "wrote to authority" in said(result) and "wrote to vpc" in said(result), result
        assert set(blocks(other)) == {"10.42.0.0/16"}


@pytest.mark.xdist_group("begun")
def test_another_region(begun):
    """`--region` of another one: refused, exit 2, since the run did not write there."""
    for command in ("resume", "undo"):
        with Nothing(begun):
            result = perigee(begun, command, begun.begun, "--yes", "--region", "cn-north-1")
        assert result.code == 2 and "wrote to region cn-northwest-1, not to cn-north-1" in said(result), result


@pytest.mark.xdist_group("begun")
def test_an_unknown_run(begun):
    """Exit 2 with the id that was probably meant; so for every command that takes one."""
    wrong = begun.begun[:-1] + ("2" if begun.begun[-1] != "2" else "3")
    for command in (["resume"], ["undo"], ["show-run"]):
        result = perigee(begun, *command, wrong)
        assert result.code == 2, result
        assert f"there is no run '{wrong}'" in said(result) and f"did you mean '{begun.begun}'?" in said(result), result


@pytest.mark.xdist_group("begun")
def test_zz_what_was_refused_is_finished_at_last(begun):
    """None of the refusals has changed how the run stands: it is killed, and goes on."""
    assert {run: told["state"] for run, told in runs(begun).items()} == {begun.begun: "killed"}
    shown = perigee(begun, "show-run", begun.begun)
    assert shown.code == 0 and "range 100.64.0.0/16" in shown.out, shown
    assert f"`perigee resume {begun.begun}` goes on, `perigee undo {begun.begun}` goes back" in said(shown), shown
    result = resume(begun, begun.begun)
    assert result.code == 0, result
    assert_moved(begun)


def test_a_run_that_has_not_ended():
    """Its process lives: neither resumed nor taken back, exit 2 with who it is; it goes on undisturbed."""
    with World("guide", {"delays": {"associate": 6000}}) as world:
        first = Run(world, *words_of_apply(world))
        first.wait_for("waiting for range")
        run, before = only_run(world), attempts(world)
        for command in ("resume", "undo"):
            result = perigee(world, command, run, "--yes")
            assert result.code == 2 and f"run {run} has not ended" in said(result), result
            assert f"process {first.process.pid} of" in said(result), result
        assert attempts(world) == before and runs(world)[run]["state"] == "running"
        assert first.end() == 0, first.text
        assert runs(world)[run]["state"] == "done"


# -- answers and servers that were lost -------------------------------------------------------------------------------

def test_killed_while_an_answer_does_not_come():
    """The write took effect, its answer never came, the process was killed: the resumed run does not send it again."""
    operations = {"AssociateVpcCidrBlock": lambda w: len(blocks(w)) == 2, "CreateSubnet": lambda w: len(
        pod_subnets(w)) == 3, "AssociateRouteTable": lambda w: len(associations(w)) == 9,
        "CreateNodegroup": lambda w: len(groups(w)) == 2, "DeleteNodegroup": lambda w: "workers" not in groups(w)}
    faults = [{"operation": f"{'eks' if 'group' in name else 'ec2'}:{name}", "kind": "timeout-after-write",
               "seconds": 12} for name in operations]
    with World("guide", {"faults": faults}) as world:
        old, run = groups(world), None
        for name, has_effect in operations.items():
            going = Run(world, *(["resume", run, "--yes"] if run else words_of_apply(world)))
            world.wait(f"the effect of {name}", lambda has_effect=has_effect: has_effect(world), 60)
            going.kill()
            run = only_run(world)
            assert runs(world)[run]["unknown"] >= 1, "what became of it is not known"
        result = resume(world, run)
        assert result.code == 0, result
        # the front writes a request down when it is through with it
        world.wait("the log", lambda: all(world.requests(operation=name) for name in operations))
        assert {name: len(world.requests(operation=name)) for name in operations} == ONCE, "none was sent twice"
        assert runs(world)[run]["unknown"] <= 1, "but the deletion: nobody asks for a group that is gone"
        assert_same_end(world, old, run)


def test_a_connection_that_breaks_before_the_write_and_a_kill():
    """The request never arrived: after the kill it is sent again, once, and only when it has been looked for."""
    with World("guide", {"faults": [{"operation": "ec2:AssociateVpcCidrBlock", "kind": "drop", "times": 1}]}) as world:
        going = Run(world, *words_of_apply(world))
        world.wait("the request", lambda: world.requests(operation="AssociateVpcCidrBlock"), 30)
        going.wait_for("! no answer to 'create range", "no answer to 'create range")
        going.kill()
        run = only_run(world)
        assert set(blocks(world)) == {"10.42.0.0/16"}
        result = resume(world, run, "--output", "json")
        assert result.code == 0, result
        assert "it is not known whether 'create range 100.64.0.0/16'" in result.out, result
        assert len(in_effect(world, "AssociateVpcCidrBlock")) == 1
        assert runs(world)[run]["state"] == "done"


def test_the_api_server_goes_in_the_middle_of_a_drain():
    """It is gone for 20 s: the run waits and goes on by itself when it is back; no eviction but accepted ones."""
    with World("guide") as world:
        old = groups(world)
        going = Run(world, *words_of_apply(world))
        going.moment("evict")
        with world.without("kube-apiserver"):
            time.sleep(20)  # the outage itself
        assert going.end() == 0, going.text
        world.wait("all pods", lambda: all(p["status"].get("podIP") for p in pods(world)), 60)
        assert_replaced(world, old)
        assert_moved(world)
        assert lease(world) is None and runs(world)[only_run(world)]["state"] == "done"
        assert len(set(evictions(world))) == len(evictions(world)) > 0, "each pod was evicted once"
