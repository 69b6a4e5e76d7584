"""Every function of cidr against Python's ipaddress, on generated blocks of both families and on damaged texts."""

import json
import re
from ipaddress import collapse_addresses, ip_address, ip_interface, ip_network

CASES = 2000


def width(version):
    return 32 if version == 4 else 128


def address(rng, version):
    """Numbers whose zeros and ones come in runs, as those of real plans do."""
    bits = width(version)
    value = rng.getrandbits(bits)
    for _ in range(rng.randrange(4)):
        run = ((1 << rng.randint(1, bits)) - 1) << rng.randrange(bits)
        value = value & ~run if rng.random() < 0.7 else value | run
    return ip_address(value % 2**bits) if version == 4 else type(ip_address("::"))(value % 2**bits)


def spelling(rng, value):
    """An address as people write it."""
    if value.version == 4 or rng.random() < 0.5:
        return str(value)
    text = rng.choice([value.exploded, str(value).upper()])
    if rng.random() < 0.3:
        groups = value.exploded.split(":")
        tail = ip_address(int(value) & 0xFFFFFFFF)
        text = ":".join(groups[:6]) + ":" + str(ip_address(int(tail)))
    return text


def block(rng, version=None, least=0, most=None):
    """The text of a block, host bits included."""
    version = version or rng.choice([4, 6])
    prefix = rng.randint(least, most or width(version))
    text = spelling(rng, address(rng, version))
    return text if prefix == width(version) and rng.random() < 0.5 else f"{text}/{prefix}"


def inside(rng, outer, most_bits=8):
    """A block that touches `outer`: part of it, it, or around it."""
    net = ip_interface(outer).network
    least = max(0, net.prefixlen - 2)
    prefix = rng.randint(least, min(width(net.version), net.prefixlen + most_bits))
    host = int(net.network_address) + rng.randrange(net.num_addresses)
    return f"{type(net.network_address)(host)}/{prefix}"


def nets(texts):
    return [ip_interface(text).network for text in texts]


def ask(batch, calls):
    answers = batch("cidr_batch.lua", [json.dumps(call) for call in calls])
    return [None if answer == "refused" else json.loads(answer) for answer in answers]


def compare(batch, calls, expected):
    for call, want, got in zip(calls, expected, ask(batch, calls), strict=True):
        assert got == want, call


def texts(networks):
    return [str(net) for net in networks]


def test_parse_and_range(rng, batch):
    calls, expected = [], []
    for _ in range(CASES):
        text = block(rng)
        interface = ip_interface(text)
        net = interface.network
        first, last = str(net[0]), str(net[-1])
        calls += [["parse", text], ["range", text]]
        expected.append(
            [
                {
                    "address": str(interface.ip),
                    "network": str(net),
                    "first": first,
                    "last": last,
                    "prefix": net.prefixlen,
                    "family": net.version,
                }
            ]
        )
        expected.append([first, last])
    compare(batch, calls, expected)


def test_damaged_text(rng, batch):
    """Both refuse, or both accept and agree. Python alone takes netmasks, zones, and zeros before a prefix."""

    def reference(text):
        if "%" in text or re.search(r"/(0\d|.*\.)", text):
            return None
        try:
            return [str(ip_interface(text).network[0]), str(ip_interface(text).network[-1])]
        except ValueError:
            return None

    calls = []
    while len(calls) < CASES:
        text = list(block(rng))
        for _ in range(rng.randint(1, 3)):
            at = rng.randrange(len(text) + 1)
            if rng.random() < 0.5:
                text[at : at + 1] = rng.choice(["", "0", "9", ":", "::", ".", "/", "f", "g", " ", "%", "-", "1.2.3.4", "é"])
            else:
                text[at:at] = rng.choice(["0", "1", "25", ":", "::", ".", "/", "/8", "a", "x", "\n", "%eth0", "\u0660"])
        calls.append(["range", "".join(text)])
    expected = [reference(text) for _, text in calls]
    compare(batch, calls, expected)
    assert CASES / 5 < expected.count(None) < CASES


def test_questions(rng, batch):
    calls, expected = [], []
    while len(calls) < 4 * CASES:
        a = block(rng)
        b = inside(rng, a) if rng.random() < 0.7 else block(rng)
        if rng.random() < 0.5:
            a, b = b, a
        x, y = nets([a, b])
        same = x.version == y.version
        order = [(net.version, int(net[0]), net.prefixlen) for net in (x, y)]
        calls += [["contains", a, b], ["overlaps", a, b], ["compare", a, b], ["size", a]]
        expected += [[same and y.subnet_of(x)], [same and x.overlaps(y)]]
        expected += [[(order[0] > order[1]) - (order[0] < order[1])], [x.num_addresses]]
    compare(batch, calls, expected)


def test_parts(rng, batch):
    calls, expected = [], []
    for _ in range(CASES):
        text = block(rng)
        net = ip_interface(text).network
        prefix = min(width(net.version), net.prefixlen + rng.choice([0, 1, 2, 5]))
        calls.append(["split", text, prefix])
        expected.append([texts(net.subnets(new_prefix=prefix))])

        prefix = rng.randint(net.prefixlen, width(net.version))
        count, size = 2 ** (prefix - net.prefixlen), 2 ** (width(net.version) - prefix)
        n = rng.choice([1, count, -count, -1, count + 1, -count - 1, 0, rng.randint(-count, count)])
        if abs(n) < 2**63:
            index = n - 1 if n > 0 else count + n
            calls.append(["nth", text, prefix, n])
            start = int(net[0]) + index * size
            found = n != 0 and 0 <= index < count
            expected.append([f"{type(net[0])(start)}/{prefix}"] if found else None)

        n = rng.choice([0, 1, -1, 4, rng.randint(-net.num_addresses, net.num_addresses)])
        if abs(n) < 2**63:
            calls.append(["host", text, n])
            expected.append([str(net[n])] if -net.num_addresses <= n < net.num_addresses else None)
    compare(batch, calls, expected)


def test_collapse(rng, batch):
    calls, expected = [], []
    for _ in range(CASES):
        roots = [block(rng) for _ in range(rng.randint(1, 3))]
        given = [inside(rng, rng.choice(roots), 4) for _ in range(rng.randrange(25))]
        calls.append(["collapse", given])
        by_version = [collapse_addresses(net for net in nets(given) if net.version == v) for v in (4, 6)]
        expected.append([texts(by_version[0]) + texts(by_version[1])])
    compare(batch, calls, expected)


def without(net, taken):
    """What is left of a network, in order."""
    left = [net]
    for other in taken:
        kept = []
        for part in left:
            if part.version != other.version or not part.overlaps(other):
                kept.append(part)
            elif other.subnet_of(part) and other != part:
                kept += part.address_exclude(other)
        left = kept
    return list(collapse_addresses(left))


def test_exclude(rng, batch):
    calls, expected = [], []
    for _ in range(CASES):
        text = block(rng)
        taken = [inside(rng, text) if rng.random() < 0.9 else block(rng) for _ in range(rng.randrange(8))]
        calls.append(["exclude", text, taken])
        expected.append([texts(without(ip_interface(text).network, nets(taken)))])
    compare(batch, calls, expected)


def test_first_free(rng, batch):
    """By trying every candidate in order."""
    calls, expected = [], []
    for _ in range(CASES):
        text = block(rng)
        net = ip_interface(text).network
        prefix = min(width(net.version), net.prefixlen + rng.randrange(7))
        taken = [inside(rng, text) if rng.random() < 0.95 else block(rng) for _ in range(rng.randrange(12))]
        others = [other for other in nets(taken) if other.version == net.version]
        free = (part for part in net.subnets(new_prefix=prefix) if not any(part.overlaps(other) for other in others))
        found = next(free, None)
        calls.append(["first_free", text, prefix, taken])
        expected.append([str(found)] if found else None)
    compare(batch, calls, expected)


def test_the_order_is_total(rng, batch):
    """collapse of blocks that cannot merge gives them in the order of compare."""
    singles = sorted({address(rng, rng.choice([4, 6])) for _ in range(CASES)}, key=lambda a: (a.version, int(a)))
    apart = [a for a in singles if int(a) % 2 == 0]
    [[got]] = ask(batch, [["collapse", rng.sample([str(a) for a in apart], len(apart))]])
    assert got == [str(ip_network(a)) for a in apart]
