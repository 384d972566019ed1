# SPDX-License-Identifier: Apache-2.0
"""docs/openapi.yaml and docs/asyncapi.yaml against themselves and against the server: every reference resolves, and
the addresses, refusals and frames they name are those of the code, no more and no fewer."""

import re

import yaml

from sources import text_of

OPENAPI = "docs/openapi.yaml"
ASYNCAPI = "docs/asyncapi.yaml"
METHODS = ("get", "post", "put", "patch", "delete")
# An address in the code: a method and a pattern side by side, in routes.add() or in a table.
ROUTE = re.compile(r'"(GET|POST|PUT|PATCH|DELETE)",\s*"(/[^"]*)"')
# routes.add("GET", name, …) in `for (const auto* name : list)`, with `list{"…", …}` above.
LOOP = re.compile(r'for \([^;)]*?\b(\w+) : (\w+)\)\s*\{?\s*routes\.add\(\s*"([A-Z]+)",\s*\1\b')
ADD = re.compile(r'routes\.add\(\s*"[A-Z]+",(?!\s*")')
TEXT_OR_COMMENT = re.compile(r'("(?:\\.|[^"\\\n])*")|//[^\n]*')
ENCODED = re.compile(r'\{\s*"type",\s*"(\w+)"\s*\}')
DECODED = re.compile(r'\btype == "(\w+)"')
ERROR_ROW = re.compile(r'\{Code::\w+,\s*\d+,\s*"(\w+)"')


class Loader(yaml.SafeLoader):
    """YAML as usual, but a key that stands twice in one mapping is an error instead of the last one winning."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            name = self.construct_object(key, deep=True)
            if name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"'{name}' stands twice", key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep)


def faults(root):
    found = []
    openapi = load(root, OPENAPI, found)
    asyncapi = load(root, ASYNCAPI, found)
    if openapi is not None:
        found += [f"{OPENAPI}: {fault}" for fault in openapi_faults(root, openapi)]
    found += [f"{place}: routes.add() with addresses that this check cannot read; write them as the others are"
              for place, _, pattern in routes(root) if pattern is None]
    if asyncapi is not None:
        found += [f"{ASYNCAPI}: {fault}" for fault in asyncapi_faults(root, asyncapi)]
    return found


def load(root, name, found):
    try:
        document = yaml.load(text_of(root / name), Loader)
    except FileNotFoundError:
        found.append(f"{name}: is missing")
    except yaml.YAMLError as error:
        found.append(f"{name}: {' '.join(str(error).split())}")
    else:
        if isinstance(document, dict):
            return document
        found.append(f"{name}: is no mapping")
    return None


# --- what both have in common ---

def walk(node, where=""):
    """Every mapping of the document with its place in it."""
    if isinstance(node, dict):
        yield node, where
        for key, value in node.items():
            yield from walk(value, f"{where}/{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from walk(value, f"{where}/{number}")


def resolved(document, node):
    """What `$ref` names, through as many references as there are; None when it leads nowhere."""
    for _ in range(20):
        if not (isinstance(node, dict) and "$ref" in node):
            return node
        reference = node["$ref"]
        if not reference.startswith("#/"):
            return None
        node = document
        for part in reference[2:].split("/"):
            part = part.replace("~1", "/").replace("~0", "~")
            node = node.get(part) if isinstance(node, dict) else None
    return None


def common_faults(document, version):
    key, wanted = version
    if not str(document.get(key, "")).startswith(wanted):
        yield f"'{key}' does not say {wanted}"
    used = set()
    for node, where in walk(document):
        # What comes of `{ description: one, two }` without quotes.
        yield from (f"{where}: '{key}' has no value" for key, value in node.items() if value is None)
        if "$ref" in node:
            used.add(node["$ref"])
            if resolved(document, node) is None:
                yield f"{where}: {node['$ref']} leads nowhere"
        properties = node.get("properties")
        required = node.get("required")
        if isinstance(properties, dict) and isinstance(required, list):
            for name in required:
                if name not in properties:
                    yield f"{where}: requires '{name}', which is no property of it"
    for kind, parts in document.get("components", {}).items():
        for name in parts if kind != "securitySchemes" else ():
            if f"#/components/{kind}/{name}" not in used:
                yield f"components/{kind}/{name} is not used"


# --- HTTP ---

def openapi_faults(root, document):
    yield from common_faults(document, ("openapi", "3.1."))
    codes = known_codes(root)
    ids = set()
    documented = set()
    for path, item in document.get("paths", {}).items():
        for method, operation in item.items():
            if method not in METHODS:
                continue
            place = f"{method.upper()} {path}"
            documented.add(f"{method.upper()} {shape(path)}")
            yield from operation_faults(document, place, path, item, operation, codes)
            if operation.get("operationId") in ids:
                yield f"{place}: its operationId stands twice"
            ids.add(operation.get("operationId"))
    served = {f"{method} {shape(pattern)}": place for place, method, pattern in routes(root) if pattern is not None}
    for address in sorted(served.keys() - documented):
        yield f"{address} is missing, {served[address]} serves it"
    for address in sorted(documented - served.keys()):
        yield f"{address} is served by no file of src/api"


def operation_faults(document, place, path, item, operation, codes):
    if "operationId" not in operation:
        yield f"{place}: has no operationId"
    responses = operation.get("responses", {})
    if not any(str(status)[0] in "123" for status in responses):
        yield f"{place}: has no answer that is a success"
    for status, response in responses.items():
        response = resolved(document, response) or {}
        if not response.get("description"):
            yield f"{place}: answer {status} has no description"
        if str(status)[0] in "45":
            for code in re.findall(r"`([a-z_]+)`", response.get("description", "")):
                if code not in codes:
                    yield f"{place}: answer {status} names '{code}', which is no error code"
    parameters = [resolved(document, one) or {} for one in item.get("parameters", []) + operation.get("parameters", [])]
    named = {one.get("name") for one in parameters if one.get("in") == "path"}
    if named != set(re.findall(r"\{(\w+)\}", path)):
        yield f"{place}: its path has other parameters than those described"


def shape(path):
    """The same for `/a/:room/` of the code and `/a/{room_id}/` of the document."""
    return re.sub(r":\w+|\{\w+\}", "*", path)


def routes(root):
    """(place, method, pattern) of every address; the pattern is None where the code does not let itself be read."""
    for path in code_files(root, "src/api", "*.cc"):
        text = TEXT_OR_COMMENT.sub(lambda match: match.group(1) or "", text_of(path))
        name = str(path.relative_to(root))
        for method, pattern in ROUTE.findall(text):
            yield name, method, pattern
        loops = LOOP.findall(text)
        for _, table, method in loops:
            array = re.search(rf"\b{table}\s*(?:\[\]\s*=\s*)?\{{([^}}]*)\}}", text)
            patterns = re.findall(r'"(/[^"]*)"', array.group(1)) if array else []
            for pattern in patterns or [None]:
                yield name, method, pattern
        for _ in range(len(ADD.findall(text)) - len(loops)):
            yield name, "", None


def known_codes(root):
    return {code for path in code_files(root, "src/protocol", "error_rows_*.h") for code in ERROR_ROW.findall(text_of(path))}


def code_files(root, folder, pattern):
    return sorted(path for path in (root / folder).glob(pattern) if not path.stem.endswith("_test"))


# --- sockets ---

def asyncapi_faults(root, document):
    yield from common_faults(document, ("asyncapi", "3.0."))
    told = {"send": set(), "receive": set()}
    for name, operation in document.get("operations", {}).items():
        action = operation.get("action")
        channel = resolved(document, operation.get("channel"))
        if action not in told or not isinstance(channel, dict):
            yield f"operations/{name}: needs an action (send, receive) and a channel"
            continue
        for one in operation.get("messages", []):
            if one.get("$ref") not in channel_messages(document, operation["channel"]):
                yield f"operations/{name}: {one.get('$ref')} is no message of its channel"
                continue
            kind = frame_type(document, (resolved(document, one) or {}).get("payload"))
            if kind is None:
                yield f"operations/{name}: {one.get('$ref')} has no `type` with a `const`"
            else:
                told[action].add(kind)
    used = {one.get("$ref") for operation in document.get("operations", {}).values()
            for one in operation.get("messages", [])}
    for key in document.get("channels", {}):
        for place in channel_messages(document, {"$ref": f"#/channels/{key}"}):
            if place not in used:
                yield f"{place[2:]}: no operation uses it"
    for action, pattern, files in (("send", ENCODED, "encode*.cc"), ("receive", DECODED, "decode*.cc")):
        spoken = {kind for path in code_files(root, "src/protocol", files) for kind in pattern.findall(text_of(path))}
        for kind in sorted(spoken - told[action]):
            yield f"frame '{kind}' is missing among what the server {action}s"
        for kind in sorted(told[action] - spoken):
            yield f"frame '{kind}' is not one that the server {action}s"


def channel_messages(document, channel):
    messages = (resolved(document, channel) or {}).get("messages", {})
    return [f"{channel['$ref']}/messages/{name}" for name in messages]


def frame_type(document, payload):
    schema = resolved(document, payload) or {}
    return (resolved(document, schema.get("properties", {}).get("type")) or {}).get("const")
