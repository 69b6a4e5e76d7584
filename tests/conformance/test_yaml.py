"""What yaml writes, read back by PyYAML (1.1), ruamel.yaml (1.2) and kubectl; what others write, read by yaml."""

import io
import json
import math
import os
import shlex
import subprocess

import pytest
import yaml as pyyaml
from ruamel.yaml import YAML

CASES = 2000

# Texts that some reader takes for something else when they stand without quotes.
TRAPS = (
    "y n Y N yes no Yes No YES NO on off On OFF true false True FALSE tRue null Null NULL ~ nil None "
    "0 1 -1 +1 007 010 08 0o7 0O7 0x1F 0XFF 0b101 1_000 _1 1__0 1:30 190:20:30 1:30.5 -1:20 .5 5. -.5 +.5 1.0 1e3 1E+3 "
    "1e-3 .1e1 1.e1 1.5e+20 .inf -.inf +.INF .Inf .nan .NaN inf nan Infinity NaN 1,000 0.1.2 1.2.3.4 "
    "2001-01-01 2001-1-1 2001-12-14t21:59:43.10-05:00 2001-12-14T21:59:43Z 12:30 12:30:45 << = - -- --- ... .... .. . "
    "--- - ? : # & * ! | > @ ` % , [ ] { } ' \" \\ -a ?a :a a: a:b a# #a &a *a !a |a >a @a `a %a ,a [a a] {a a} 'a a' "
    "!!str <<a e3 0e 0x 0o 0b - 1- 1+ +a -.a ._ .a _ 100.64.0.0/16 v1.10.1-eksbuild.1 subnet-0212576e31c02c077 "
    "1234e5678 12e 0777 0888 ENIConfig topology.kubernetes.io/zone http://x:80/?a=b#c"
).split() + [
    "", " ", "  ", "\t", " a", "a ", "a: b", "a :b", "a #b", "a\t#b", "- a", "? a", ": a", "--- a", "... a", "key: [1]",
    "2001-12-14 21:59:43.10 -5", "2001-12-14 21:59:43", "1 000", "0 ", "true ", "\ttrue", "null\n", "a\\nb", "%YAML 1.2",
]
PIECES = ["a", "b", " ", "  ", "\n", "\n\n", "\t", ":", ": ", " #", "#", "-", "- ", "'", '"', "\\", "\r", "\r\n", "\x00",
          "\x07", "\x1b", "\x7f", "\x80", "\x85", "\xa0", "\xad", "\u2028", "\u2029", "\ufeff", "\ufffd", "\ue000", "é",
          "中", "🙂", "\U0010fffd", "\ud7ff", "|", ">", "%", "@", "`", "{", "}", "[", "]", ",", "&", "*", "!", "?", "=", "<<",
          "line of text", "true", "1", "0x", "...", "---", "key: value"]


def text(rng):
    kind = rng.random()
    if kind < 0.4:
        return rng.choice(TRAPS)
    if kind < 0.5:
        trap = rng.choice(TRAPS)
        return rng.choice([trap.upper(), trap.lower(), trap.title(), trap + trap, trap[1:], trap[:-1], trap + "\n"])
    if kind < 0.6:
        return "".join(rng.choices("0123456789.:-+_eExXoO tTzZ,", k=rng.randint(1, 9)))
    if kind < 0.65:  # long lines, and keys beyond what a simple key may have
        return " ".join(rng.choice(["word", "a:", "#", "longer"]) for _ in range(rng.randint(20, 300)))
    return "".join(rng.choice(PIECES) for _ in range(rng.randint(0, 8)))


def number(rng):
    if rng.random() < 0.5:
        return rng.choice([0, 1, -1, 2**53, 2**53 + 1, 2**63 - 1, -(2**63), rng.randint(-(2**63), 2**63 - 1)])
    return rng.choice([0.0, 0.1, 1e300, 5e-324, 1e-7, 1e16, 123456789.125, -2.5, 3.0, rng.uniform(-1, 1),
                       rng.random() * 10.0 ** rng.randint(-300, 300)])


def value(rng, depth=0):
    kind = rng.random() if depth < 5 else 1
    if kind < 0.2:
        return [value(rng, depth + 1) for _ in range(rng.randint(0, 4))]
    if kind < 0.5:
        names = {text(rng) for _ in range(rng.randint(0, 5))}
        if rng.random() < 0.2:
            names |= {"apiVersion", "kind", "metadata", "spec", "status"}
        return {name: "v1" if name in ("apiVersion", "kind") else value(rng, depth + 1) for name in sorted(names)}
    return rng.choice([text(rng), text(rng), text(rng), number(rng), True, False, None])


def same(a, b):
    """Equal, and of equal kinds: to Python, 1 equals True and 1.0."""
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


def ruamel_reads(stream):
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    return reader.load(stream)


def finite(value):
    """The value as yaml_batch.lua spells it in JSON; what is not JSON at all (a date, say) shows."""
    if isinstance(value, dict):
        return {name: finite(item) for name, item in value.items()}
    if isinstance(value, list):
        return [finite(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return f"number: {value}"
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        return float(value)
    return value


@pytest.fixture
def written(rng, batch):
    values = [value(rng) for _ in range(CASES)]
    answers = batch("yaml_batch.lua", [json.dumps(["emit", v]) for v in values])
    return [(v, json.loads(line)["made"]) for v, line in zip(values, answers)]


def test_pyyaml_reads_what_is_written(written):
    for expected, made in written:
        assert same(pyyaml.load(made, pyyaml.SafeLoader), expected), made


def test_libyaml_reads_what_is_written(written):
    for expected, made in written:
        assert same(pyyaml.load(made, pyyaml.CSafeLoader), expected), made


def test_ruamel_reads_what_is_written(written):
    for expected, made in written:
        assert same(ruamel_reads(made), expected), made


def test_a_stream_reads_back(rng, batch):
    values = [value(rng) for _ in range(CASES)]
    made = json.loads(batch("yaml_batch.lua", [json.dumps(["emit_all", values])])[0])["made"]
    assert same(list(pyyaml.load_all(made, pyyaml.SafeLoader)), values)


@pytest.mark.skipif(not os.environ.get("KUBECTL"), reason="KUBECTL names no kubectl")
def test_kubectl_reads_what_is_written(rng, batch, tmp_path):
    maps = [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": f"m{i}", "namespace": "default"},
             "data": {f"k{k}": text(rng) for k in range(4)}} for i in range(CASES)]
    made = json.loads(batch("yaml_batch.lua", [json.dumps(["emit_all", maps])])[0])["made"]
    file = tmp_path / "maps.yaml"
    file.write_text(made, encoding="utf-8")
    command = [*shlex.split(os.environ["KUBECTL"]), "annotate", "--local", "-f", str(file), "-o", "json", "read=back"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    read, at, decoder = [], 0, json.JSONDecoder()
    while at < len(done.stdout.rstrip()):
        item, at = decoder.raw_decode(done.stdout, at)
        read += item["items"] if item["kind"] == "List" else [item]
        at += len(done.stdout[at:]) - len(done.stdout[at:].lstrip())
    found = {m["metadata"]["name"]: m["data"] for m in read}
    for expected in maps:
        assert found[expected["metadata"]["name"]] == expected["data"]


def settled(value):
    """The value without texts on whose kind, without quotes, versions and readers of YAML differ."""
    if isinstance(value, dict):
        return {settled(name): settled(item) for name, item in value.items()}
    if isinstance(value, list):
        return [settled(item) for item in value]
    if isinstance(value, str):
        # line breaks of YAML 1.1 only: PyYAML writes them into single quotes, where every reader folds them
        value = value.translate(dict.fromkeys(map(ord, "\x85\u2028\u2029"), "~"))
        return "n" + value if value[:1] in tuple("+-.0123456789_") else value
    return value


def foreign_text(rng):
    """A document as another program would write it."""
    out = io.StringIO()
    data = settled(value(rng))
    if rng.random() < 0.5:
        pyyaml.dump(data, out, pyyaml.SafeDumper, allow_unicode=rng.random() < 0.5, width=rng.choice([20, 80, 10000]),
                    default_flow_style=rng.choice([True, False, None]), indent=rng.choice([2, 4]),
                    default_style=rng.choice([None, None, None, "'", '"']), explicit_start=rng.random() < 0.5)
    else:
        writer = YAML(typ="safe", pure=True)
        writer.version = rng.choice([None, None, (1, 2)])
        writer.default_flow_style = False  # in flow style it writes plain scalars that libyaml never read
        writer.dump(data, out)
    return out.getvalue()


def test_reads_what_others_write(rng, batch):
    texts = [foreign_text(rng) for _ in range(CASES)]
    answers = batch("yaml_batch.lua", [json.dumps(["parse", t]) for t in texts])
    for source, line in zip(texts, answers):
        answer = json.loads(line)
        assert "made" in answer, (source, answer)
        assert same(answer["made"], finite(ruamel_reads(source))), source


def test_plain_scalars(rng, batch):
    found = set()
    while len(found) < CASES:
        token = rng.choice(["", "-", "+", ""]) + rng.choice(["", "", "0x", "0o", "."]) + "".join(
            rng.choices("0123456789.eE+-aF", k=rng.randint(1, 8)))
        found.add(rng.choice([token, token, rng.choice(TRAPS[:40])]) if len(found) < CASES // 2 else token)
    tokens = [t for t in sorted(found) if not set(t) & set("_:&*!|>@`%,[]{}#'\"\\") and core_only(t)]
    answers = batch("yaml_batch.lua", [json.dumps(["parse", "- " + t + "\n"]) for t in tokens])
    for token, line in zip(tokens, answers):
        answer = json.loads(line)
        expected = finite(ruamel_reads("- " + token + "\n"))
        if expected in (["number: inf"], ["number: -inf"]) and "inf" not in token.lower():
            assert "(number)" in answer["failure"], token  # a commit such as 1234e5678, not an infinity
            continue
        assert same(answer.get("made"), expected), (token, answer, expected)


def core_only(token):
    """Neither the few forms that ruamel.yaml adds to the core schema of YAML 1.2, nor what is no plain scalar."""
    if token[:1] == "." and "e" in token.lower():
        return False
    signed_form = token[:1] in ("+", "-") and token[1:3] in ("0x", "0o", "0b") or token[:2] in ("+.", "-.")
    return token not in ("-", "--", "---", "?", "=", "<<") and not token.startswith(("0b", "- ")) and not signed_form
