"""json_schema.check against Python's jsonschema (draft-06), on generated schemas and values."""

import json
import re

from jsonschema import Draft6Validator

CASES = 2000
NAMES = ["a", "b", "c", "env", "a/b", "x.y", "", "é"]
DEFINITIONS = ["one", "two", "a~b", "c/d", "e f"]
TYPES = ["null", "boolean", "object", "array", "number", "string", "integer"]
SCALARS = [None, True, False, 0, 1, 2, -1, 1.0, 1.5, 2.0, 1e30, 2**53 + 1, "", "a", "1", "true", "é🙂", "abc"]


def value(rng, depth=0):
    kind = rng.randrange(4 if depth < 4 else 2)
    if kind < 2:
        return rng.choice(SCALARS)
    size = rng.choice([0, 1, 2, 3])
    if kind == 2:
        return [value(rng, depth + 1) for _ in range(size)]
    return {rng.choice(NAMES): value(rng, depth + 1) for _ in range(size)}


def some(rng, make, least=1, most=3):
    return [make() for _ in range(rng.randint(least, most))]


def pointer(name):
    return "#/definitions/" + name.replace("~", "~0").replace("/", "~1").replace(" ", "%20")


REFERENCES = [pointer(name) for name in DEFINITIONS]


def arguments(rng, depth, references):
    """What each keyword may ask for. A schema for the same value refers only to what comes later, so that all ends."""

    def same():
        return schema(rng, depth + 1, references)

    def deeper():
        return schema(rng, depth + 1, ["#", *REFERENCES])

    return {
        "type": lambda: rng.choice([rng.choice(TYPES), rng.sample(TYPES, rng.randint(1, 4))]),
        "enum": lambda: some(rng, lambda: value(rng, 2)),
        "const": lambda: value(rng, 2),
        "properties": lambda: {rng.choice(NAMES): deeper() for _ in range(3)},
        "additionalProperties": lambda: rng.choice([False, True, deeper()]),
        "required": lambda: rng.sample(NAMES, rng.randint(0, 2)),
        "items": lambda: rng.choice([deeper, lambda: some(rng, deeper)])(),
        "additionalItems": lambda: rng.choice([False, deeper()]),
        "uniqueItems": lambda: rng.choice([True, True, False]),
        "minItems": lambda: rng.randrange(3), "maxItems": lambda: rng.randrange(3),
        "minProperties": lambda: rng.randrange(3), "maxProperties": lambda: rng.randrange(3),
        "minLength": lambda: rng.randrange(3), "maxLength": lambda: rng.randrange(3),
        "minimum": lambda: rng.choice([0, 1, 1.5, -1.0, 2**53]), "maximum": lambda: rng.choice([0, 1, 1.5, 2**53]),
        "exclusiveMinimum": lambda: rng.choice([0, 1, 1.0]), "exclusiveMaximum": lambda: rng.choice([1, 2, 1.5]),
        "anyOf": lambda: some(rng, same), "oneOf": lambda: some(rng, same), "allOf": lambda: some(rng, same), "not": same,
        "$ref": lambda: rng.choice(references),
        "title": lambda: "words", "format": lambda: "ipv4", "default": lambda: value(rng, 3), "$comment": lambda: "words",
    }


DEEPER = {"properties", "additionalProperties", "items", "additionalItems", "anyOf", "oneOf", "allOf", "not"}
# Named and not judged: Lua has no regular expressions; the others are rare.
OTHERS = {
    "pattern": lambda rng: rng.choice(["^a", "b$", "."]),
    "patternProperties": lambda rng: {rng.choice(["^a", "b$", "."]): schema(rng, 4)},
    "multipleOf": lambda rng: rng.choice([1, 2, 0.5]),
    "contains": lambda rng: schema(rng, 4),
    "propertyNames": lambda rng: schema(rng, 4),
    "dependencies": lambda rng: {rng.choice(NAMES): rng.choice([[rng.choice(NAMES)], schema(rng, 4)])},
}


def schema(rng, depth=0, references=(), others=False):
    if rng.random() < 0.08 * depth:
        return rng.choice([True, False, {}])
    known = arguments(rng, depth, references)
    leave_out = {*(() if references else ("$ref",)), *(() if depth < 4 else DEEPER)}
    simple = [name for name in known if name not in leave_out]
    made = {name: known[name]() for name in rng.sample(simple, rng.randint(1, 3))}
    if others and rng.random() < 0.5:
        name = rng.choice(list(OTHERS))
        made[name] = OTHERS[name](rng)
    if isinstance(made.get("items"), bool):
        made.pop("additionalItems", None)  # jsonschema fails on these two together
    return made


def document(rng, others=False):
    made = schema(rng, 0, REFERENCES, others)
    made["definitions"] = {name: schema(rng, 2, REFERENCES[i + 1:], others) for i, name in enumerate(DEFINITIONS)}
    return made


def child(path, key):
    """A path as docs and messages write it."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if not re.fullmatch("[A-Za-z_][A-Za-z0-9_-]*", key):
        return f"{path}[{json.dumps(key, ensure_ascii=False)}]"
    return f"{path}.{key}" if path else key


def paths_of(error):
    path = ""
    for key in error.absolute_path:
        path = child(path, key)
    if error.validator == "required":
        return {child(path, name) for name in error.validator_value if name not in error.instance}
    if error.validator == "additionalProperties" and error.validator_value is False:
        return {child(path, name) for name in error.instance if name not in error.schema.get("properties", {})}
    if error.validator == "additionalItems" and error.validator_value is False:
        return {child(path, i) for i in range(len(error.schema["items"]), len(error.instance))}
    return {path}


def expected(case):
    """The paths of all breaches according to jsonschema, and whether these are right: it loses those of a bare false."""
    Draft6Validator.check_schema(case[0])
    errors = list(Draft6Validator(case[0]).iter_errors(case[1]))
    return set().union(*map(paths_of, errors)), all(error.validator for error in errors)


def ask(batch, cases):
    return [json.loads(line) for line in batch("json_schema_batch.lua", [json.dumps(case) for case in cases])]


def test_the_same_breaches(rng, batch):
    """At the same places, and there is nothing that is not judged."""
    cases = [[document(rng), value(rng)] for _ in range(CASES)]
    broken = 0
    for case, found in zip(cases, ask(batch, cases), strict=True):
        wanted, exact = expected(case)
        assert bool(found["paths"]) == bool(wanted), case
        assert not exact or set(found["paths"]) == wanted, case
        assert found["unjudged"] == [], case
        broken += bool(wanted) and exact
    assert CASES / 5 < broken < CASES * 4 / 5


def test_what_is_not_judged_is_never_decided(rng, batch):
    """With keywords that are not judged: what is said to break does, and what is said to hold holds."""
    cases = [[document(rng, others=True), value(rng)] for _ in range(CASES)]
    undecided = 0
    for case, found in zip(cases, ask(batch, cases), strict=True):
        wanted, _ = expected(case)
        if found["paths"]:
            assert wanted, case
        elif not found["unjudged"]:
            assert not wanted, case
        else:
            assert set(found["unjudged"]) <= {*OTHERS}, case
            undecided += 1
    assert CASES / 50 < undecided < CASES / 2
