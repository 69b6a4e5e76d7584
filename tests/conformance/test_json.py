"""json.decode and json.encode against Python's json, on generated and on damaged texts."""

import json
import math
import struct

CASES = 2000


class Refused(Exception):
    """Python's reader accepts this by default, RFC 8259 does not (or leaves it open and we refuse)."""


def read(text: bytes):
    """What a text says according to Python, where Python is made as strict as we are."""

    def constant(word):
        raise Refused(word)

    def integer(digits):
        value = int(digits)
        return value if -(2**63) <= value < 2**63 else floating(digits)

    def floating(digits):
        value = float(digits)
        if math.isinf(value):
            raise Refused(digits)
        return value

    def members(pairs):
        if len(dict(pairs)) != len(pairs):
            raise Refused("a member twice")
        return dict(pairs)

    value = json.loads(
        text.decode("utf-8"),
        parse_constant=constant,
        parse_int=integer,
        parse_float=floating,
        object_pairs_hook=members,
    )
    spell(value)  # refuses lone surrogates
    return value


def spell(value):
    """The same notation as json_batch.lua."""
    if value is None:
        return "n"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, int):
        return f"i{value}"
    if isinstance(value, float):
        return "d" + struct.pack(">d", value).hex()
    if isinstance(value, str):
        return "s" + value.encode("utf-8").hex()
    if isinstance(value, list):
        return "[" + ",".join(map(spell, value)) + "]"
    return "{" + ",".join(sorted(k.encode("utf-8").hex() + ":" + spell(v) for k, v in value.items())) + "}"


def character(rng):
    ranges = [(0, 0x7F), (0x20, 0x7E), (0x80, 0x7FF), (0x800, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x10FFFF)]
    return chr(rng.randint(*rng.choice(ranges)))


def string(rng):
    return "".join(character(rng) for _ in range(int(rng.expovariate(0.1))))


def number(rng):
    kind = rng.randrange(6)
    if kind == 0:
        return rng.randint(-100, 100)
    if kind == 1:
        return rng.randint(-(2**63), 2**63 - 1)
    if kind == 2:
        return rng.choice([2**53 + 1, -(2**63), 2**63 - 1, 0.0, -0.0, 5e-324, 1.7976931348623157e308, 1e16, 1e22, 1e23])
    if kind == 3:
        return round(rng.uniform(-1e6, 1e6), rng.randint(0, 6))
    if kind == 4:
        return math.ldexp(1.0, rng.randint(-1074, 1023))
    value = struct.unpack(">d", rng.randbytes(8))[0]
    return value if math.isfinite(value) else 0.5


def value(rng, depth=0):
    kind = rng.randrange(9 if depth < 5 else 6)
    if kind < 2:
        return string(rng)
    if kind < 4:
        return number(rng)
    if kind < 6:
        return rng.choice([None, True, False])
    size = rng.choice([0, 1, 2, 3, 10]) if rng.random() < 0.98 else 400
    if depth > 1:
        size = min(size, 3)
    if kind < 8:
        return {string(rng): value(rng, depth + 1) for _ in range(size)}
    return [value(rng, depth + 1) for _ in range(size)]


def literal(rng):
    """A number as no writer would write it, but as the grammar allows."""
    digits = "".join(rng.choices("0123456789", k=rng.choice([1, 3, 17, 19, 20, 40, 320])))
    text = rng.choice(["", "-"]) + (digits.lstrip("0") or "0")
    if rng.random() < 0.6:
        text += "." + "".join(rng.choices("0123456789", k=rng.choice([1, 5, 20, 60])))
    if rng.random() < 0.5:
        text += rng.choice("eE") + rng.choice(["", "+", "-"]) + str(rng.choice([0, 7, 22, 300, 310, 330, 10**12]))
    return text


def text(rng):
    if rng.random() < 0.2:
        return ("[" + ", ".join(literal(rng) for _ in range(3)) + "]").encode()
    options = {"ensure_ascii": rng.random() < 0.5, "indent": rng.choice([None, None, 0, 3, "\t"])}
    if rng.random() < 0.3:
        options["separators"] = rng.choice([(",", ":"), (" ,\r\n", " :\t")])
    return json.dumps(value(rng), **options).encode("utf-8")


def damaged(rng):
    """A text with one to three of its bytes removed, doubled, swapped or changed."""
    data = bytearray(text(rng)[:400])
    for _ in range(rng.randint(1, 3)):
        if not data:
            break
        at = rng.randrange(len(data))
        kind = rng.randrange(5)
        if kind == 0:
            del data[at : at + rng.choice([1, 1, 5])]
        elif kind == 1:
            data[at:at] = data[at : at + rng.randint(1, 8)]
        elif kind == 2:
            data[at] = rng.randrange(256)
        elif kind == 3:
            data[at:at] = rng.choice(
                [b"\\ud800", b"\\udfff", b"\\u12", b"NaN", b"Infinity", b"01", b"1.", b"1e", b",", b"]", b'"', b"\x00"]
                + [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"/**/", b"'", b"\x0b"]
            )
        else:
            data[at:at] = rng.choice([b" ", b"\n", b"\t", b"\r", b"0", b"-", b"true", b"null", b"{}", b"[]"])
    return bytes(data)


def expected(data):
    try:
        return spell(read(data))
    except (ValueError, Refused):  # includes errors of decoding and encoding UTF-8
        return "refused"


def check(batch, texts):
    refused = 0
    for data, answer in zip(texts, batch("json_batch.lua", [data.hex() for data in texts])):
        spelt, _, again = answer.partition("\t")
        assert spelt == expected(data), data
        if spelt == "refused":
            refused += 1
        else:
            assert spell(read(bytes.fromhex(again))) == spelt, (data, bytes.fromhex(again))
    return refused


def test_generated(rng, batch):
    """Refuses only numbers beyond doubles; what is written again reads back as the same."""
    assert check(batch, [text(rng) for _ in range(CASES)]) < CASES / 4


def test_damaged(rng, batch):
    """Both refuse the same texts and agree on the rest."""
    refused = check(batch, [damaged(rng) for _ in range(CASES)])
    assert CASES / 4 < refused < CASES


def test_floats_are_as_short_as_python(rng, batch):
    """Python writes the shortest digits that read back; so do we."""
    floats = [math.ldexp(1.0, e) for e in range(-1074, 1024)]
    while len(floats) < 2 * CASES:
        floats.append(number(rng) * 1.0)

    def digits(literal):
        return literal.lower().partition("e")[0].replace(".", "").lstrip("-0").rstrip("0")

    lines = [json.dumps([x]).encode().hex() for x in floats]
    for x, answer in zip(floats, batch("json_batch.lua", lines)):
        ours = bytes.fromhex(answer.partition("\t")[2]).decode().strip("[] \n")
        assert len(digits(ours)) == len(digits(repr(x))), (ours, repr(x))
