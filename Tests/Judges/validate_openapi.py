#!/usr/bin/env python3
"""Judges openapi.yaml by openapi-spec-validator (pip): the OpenAPI 3.1 document must be valid.

Usage: validate_openapi.py FILE. Exit status 0 when valid, 1 with the reason when not, 77 when the validator isn't installed.
"""
import sys

try:
    import yaml
    from openapi_spec_validator import OpenAPIV31SpecValidator
except ImportError as missing:
    print(f"not installed: {missing.name}", file=sys.stderr)
    sys.exit(77)

with open(sys.argv[1], encoding="utf-8") as file:
    document = yaml.safe_load(file)
errors = list(OpenAPIV31SpecValidator(document).iter_errors())
for error in errors:
    print(f"{'/'.join(map(str, error.absolute_path))}: {error.message}", file=sys.stderr)
operations = [f"{method} {path}" for path, item in document["paths"].items() for method in item if method in ("get", "post", "patch")]
print(f"{len(operations)} operations, {len(document['components']['schemas'])} schemas, {len(errors)} errors")
sys.exit(1 if errors or not operations else 0)
