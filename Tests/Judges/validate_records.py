#!/usr/bin/env python3
"""Judges records/ by an independent JSON Schema library (jsonschema, pip): the schemas are valid 2020-12, each example is valid by its own,
and an example that lacks what is required, or has another type or another version, isn't. A field that nobody knows does no harm.

Usage: validate_records.py FOLDER. Writes {"schemas": n, "examples": n, "mutations": n, "faults": [...]}; exit status 0 without faults, 1 with
any, 77 when the library isn't installed.
"""
import copy
import json
import pathlib
import sys

try:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError
    from referencing import Registry, Resource
except ImportError as missing:
    print(f"not installed: {missing.name}", file=sys.stderr)
    sys.exit(77)


def places(value, path=()):
    """Every place in a JSON value, the root first."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, path + (key,))


def changed(value, path, new):
    """The value with another one at a place."""
    result = copy.deepcopy(value)
    inner = result
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = new
    return result


def other(value):
    """A value of another type."""
    return {"not": "this"} if not isinstance(value, dict) else "not this"


def at(value, path):
    for key in path:
        value = value[key]
    return value


def mutations(example, schema):
    """What must be refused: (why, value)."""
    for name in schema["required"]:
        yield f"without {name}", {key: inner for key, inner in example.items() if key != name}
    for path in places(example):
        if path:
            yield f"another type at {path}", changed(example, path, other(at(example, path)))
    if "schema" in example:
        yield "another version", {**example, "schema": example["schema"] + "0"}


def main(folder):
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in folder.glob("*.schema.json")}
    registry = Registry().with_resources((name, Resource.from_contents(schema)) for name, schema in schemas.items())
    faults, examples, mutated, used = [], 0, 0, set()
    for name, schema in sorted(schemas.items()):
        try:
            Draft202012Validator.check_schema(schema)
        except SchemaError as error:
            faults.append(f"{name}: {error.message}")
    for path in sorted(folder.glob("examples/*.json")):
        example = json.loads(path.read_text("utf-8"))
        name = (example["schema"].replace("/", "-") if "schema" in example else path.stem) + ".schema.json"
        used.add(name)
        validator = Draft202012Validator(schemas[name], registry=registry)
        examples += 1
        faults += [f"{path.name}: {error.json_path}: {error.message}" for error in validator.iter_errors(example)]
        if not validator.is_valid({**example, "later": {"unknown": True}}):
            faults.append(f"{path.name}: an unknown field is refused")
        for why, value in mutations(example, schemas[name]):
            mutated += 1
            if validator.is_valid(value):
                faults.append(f"{path.name}: {why} is accepted")
    for name in sorted(set(schemas) - used - {"common.schema.json"}):
        faults.append(f"{name}: has no example")
    print(json.dumps({"schemas": len(schemas), "examples": examples, "mutations": mutated, "faults": faults}))
    sys.exit(1 if faults or not examples else 0)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
