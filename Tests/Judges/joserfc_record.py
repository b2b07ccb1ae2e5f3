"""An independent JOSE library's view of a signed record: `verify` one, or `sign` one.

Reads JSON from standard input, writes JSON to standard output; where the library refuses, {"refused": "its error code"}.
  verify: {"record": {...}}                        -> {"payload": "...", "headers": [{...}]}
  sign:   {"payload": "...", "signers": [{"header": {...}, "key": "PEM"}, ...]} -> the record, a signature each
"""

import base64
import json
import sys

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey

KEY_TYPES = {"ES256": ECKey, "EdDSA": OKPKey}


def registry():
    """The library's defaults, save that headers hold certificates and so are longer."""
    result = jws.JWSRegistry(algorithms=list(KEY_TYPES))
    result.max_header_length = 64 << 10
    return result


def leaf_key(obj):
    """The public key of the leaf certificate in `x5c`."""
    header = obj.headers()
    certificate = x509.load_der_x509_certificate(base64.b64decode(header["x5c"][0]))
    pem = certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return KEY_TYPES[header["alg"]].import_key(pem)


def verify(request):
    result = jws.deserialize_json(request["record"], leaf_key, registry=registry())
    headers = [member.headers() for member in result.members]
    return {"payload": result.payload.decode(), "headers": headers}


def sign(request):
    signers = request["signers"]
    keys = {s["header"]["x5c"][0]: KEY_TYPES[s["header"]["alg"]].import_key(s["key"]) for s in signers}
    members = [{"protected": s["header"]} for s in signers]
    return jws.serialize_json(members, request["payload"], lambda obj: keys[obj.headers()["x5c"][0]], registry=registry())


def main():
    actions = {"verify": verify, "sign": sign}
    try:
        print(json.dumps(actions[sys.argv[1]](json.load(sys.stdin))))
    except JoseError as error:
        print(json.dumps({"refused": error.error}))


if __name__ == "__main__":
    main()
