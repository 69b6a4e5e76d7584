"""XML trees against those of Python's ElementTree, on generated documents and on damaged ones."""

import json
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape, quoteattr

CASES = 2000
NAMES = ["item", "vpcId", "tagSet", "a", "B", "x-1", "_y", "é", "requestId", "Errors"]
SPACES = {"": None, "p": "http://ec2.amazonaws.com/doc/2016-11-15/", "q": "urn:q", "r": "urn:r é"}
TEXTS = ["", " ", "\n  ", "text", "a b", "é中🙂", "<&>", "]]", '"\'', "  both  ", "\t", "line\nline", "0", "true"]


def text(rng):
    """A text as it may stand between tags."""
    out = []
    for _ in range(rng.randint(0, 3)):
        piece = rng.choice(TEXTS)
        form = rng.random()
        if form < 0.6:
            out.append(escape(piece))
        elif form < 0.75:
            out.append("<![CDATA[" + piece.replace("]]>", "") + "]]>")
        elif form < 0.85:
            out.append("".join(f"&#{ord(c)};" if rng.random() < 0.5 else f"&#x{ord(c):X};" for c in piece))
        elif form < 0.95:
            out.append("<!-- a comment & more -->")
        else:
            out.append("<?pi a < b?>")
    return "".join(out)


def element(rng, depth=0):
    prefix = rng.choice(["", "", "", "p", "q"])
    name = (prefix + ":" if prefix else "") + rng.choice(NAMES)
    attributes = {}
    if depth == 0:
        attributes = {"xmlns:" + p: uri for p, uri in SPACES.items() if p}
    if rng.random() < 0.15:
        attributes["xmlns"] = rng.choice(["", "urn:q", "http://ec2.amazonaws.com/doc/2016-11-15/"])
    for _ in range(rng.randint(0, 3) if rng.random() < 0.3 else 0):
        key = rng.choice(["", "", "p:", "r:"]) + rng.choice(["id", "key", "é"])
        attributes[key] = rng.choice(TEXTS)
    head = name + "".join(f" {k}={quoteattr(v)}" for k, v in attributes.items())
    children = rng.randint(0, 4) if depth < 6 and rng.random() < 0.6 else 0
    if not children and rng.random() < 0.2:
        return f"<{head}/>"
    mixed = rng.random() < 0.3
    inside = text(rng) if mixed or not children else rng.choice(["", "\n  "])
    for _ in range(children):
        inside += element(rng, depth + 1) + (text(rng) if mixed else rng.choice(["", "\n"]))
    return f"<{head}>{inside}</{name}{rng.choice(['', ' '])}>"


def document(rng):
    head = rng.choice(["", '<?xml version="1.0" encoding="UTF-8"?>\n', "<?xml version='1.0'?>", "<!-- first -->\n"])
    return head + element(rng) + rng.choice(["", "\n", "<!-- last -->"])


def split(name):
    return name[1:].split("}") if name.startswith("{") else ("", name)


def expected_tree(node, parent_space=""):
    """What docs/reference/xml.md says the tree of this element is."""
    space, name = split(node.tag)
    tree = {"name": name, "children": []}
    if space != parent_space:
        tree["ns"] = space
    if node.attrib:
        tree["attrs"] = dict(node.attrib)
    if len(node) == 0:
        tree["text"] = node.text or ""
        return tree
    texts = [node.text] + [child.tail for child in node]
    mixed = any(t and t.strip(" \t\r\n") for t in texts)
    for child, before in zip(list(node) + [None], texts):
        if mixed and before:
            tree["children"].append(before)
        if child is not None:
            tree["children"].append(expected_tree(child, space))
    return tree


def test_trees(rng, batch):
    texts = [document(rng) for _ in range(CASES)]
    for source, line in zip(texts, batch("xml_batch.lua", [json.dumps(t) for t in texts])):
        assert json.loads(line) == expected_tree(ElementTree.fromstring(source)), source


def test_damaged_documents(rng, batch):
    """What ElementTree refuses is refused, with a line of the text; what it takes gives the same tree."""
    texts = []
    for _ in range(CASES):
        source = element(rng)  # without a declaration: Python knows more encodings than expat
        for _ in range(rng.randint(1, 3)):
            at = rng.randrange(len(source) + 1)
            source = source[:at] + rng.choice(["", "<", ">", "&", "</a>", "\x01", '"', "]]>", "<a>", "é"]) \
                + source[at + rng.randint(0, 2):]
        texts.append(source)
    refused = 0
    for source, line in zip(texts, batch("xml_batch.lua", [json.dumps(t) for t in texts])):
        answer = json.loads(line)
        try:
            expected = expected_tree(ElementTree.fromstring(source))
        except ElementTree.ParseError:
            refused += 1
            assert answer["failure"] == "xml" and 1 <= answer["line"] <= source.count("\n") + 1, source
        else:
            assert answer == expected, source
    assert refused > CASES / 4


def test_doctypes_are_refused(rng, batch):
    texts = []
    for _ in range(50):
        inner = rng.choice(['[<!ENTITY x "y">]', 'SYSTEM "file:///etc/passwd"', "", 'PUBLIC "a" "http://127.0.0.1/"'])
        texts.append(f"<!DOCTYPE a {inner}>" + rng.choice(["<a>&x;</a>", "<a/>"]))
    for source, line in zip(texts, batch("xml_batch.lua", [json.dumps(t) for t in texts])):
        assert json.loads(line)["failure"] == "doctype", source
