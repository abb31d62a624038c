"""Compares a snippet in HCL with the schema of Terraform's AWS provider.

Usage: check.py snippet.tf FOLDER, where FOLDER holds the provider's constructs for cdktf, which are generated
from its schema: one folder per resource and data source, with each attribute's name, type and whether it is required.
"""

import pathlib
import re
import sys

import hcl2

ATTRIBUTE = re.compile(r"#(\w+) \w+#\w+\}.*?readonly \w+(\??):", re.DOTALL)


def interfaces(kind, name, folder):
    """Name of the interface → attribute → whether it is required."""
    path = ("data-aws-" if kind == "data" else "") + name.replace("_", "-") + "/index.d.ts"
    source = (folder / path).read_text()
    found = {}
    for match in re.finditer(r"export interface (\w+)[^{]*\{(.*?)\n\}", source, re.DOTALL):
        found[match[1]] = {a[1]: a[2] == "" for a in ATTRIBUTE.finditer(match[2])}
    getters = {snake(g) for g in re.findall(r"get (\w+)\(\)", source)}
    return found, getters


def snake(name):
    return re.sub(r"([A-Z])", lambda m: "_" + m[1].lower(), name)


def pascal(name):
    return "".join(part.capitalize() for part in name.split("_"))


def check(where, given, interface, known, problems):
    attributes = known[interface]
    given = {plain(k): v for k, v in given.items() if not plain(k).startswith("__")}
    for name in given.keys() - attributes.keys():
        problems.append(f"{where}: the provider knows no {name}; known: {', '.join(sorted(attributes))}")
    for name in (n for n, required in attributes.items() if required):
        if name not in given:
            problems.append(f"{where}: {name} is required")
    for name, value in given.items():
        block = interface.removesuffix("Config") + pascal(name)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            if block not in known:
                problems.append(f"{where}: {name} is no block")
            else:
                check(f"{where}.{name}", value[0], block, known, problems)


def plain(text):
    return text.strip('"')


def main(snippet, folder):
    text = pathlib.Path(snippet).read_text()
    parsed = hcl2.loads(text)
    problems, declared, count = [], {}, 0
    for kind in ("data", "resource"):
        for element in parsed.get(kind, []):
            for full, named in element.items():
                name = plain(full).removeprefix("aws_")
                known, getters = interfaces(kind, name, folder)
                for local, body in named.items():
                    count += 1
                    declared[(kind, plain(full), plain(local))] = getters
                    config = ("DataAws" if kind == "data" else "") + pascal(name) + "Config"
                    check(f"{kind} {plain(full)}", body, config, known, problems)
    for match in re.finditer(r"(data\.)(aws_\w+)\.(\w+)\.(\w+)", text):
        getters = declared.get(("data", match[2], match[3]))
        if getters is None:
            problems.append(f"{match[0]} is not declared")
        elif match[4] not in getters:
            problems.append(f"{match[0]}: the provider knows no {match[4]} there")
    if problems:
        sys.exit("\n".join(problems))
    print(f"{count} elements are as the provider's schema has them")


main(sys.argv[1], pathlib.Path(sys.argv[2]))
