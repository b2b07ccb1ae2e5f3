#!/usr/bin/env python3
"""Judges a transparency log from the specifications alone: C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof, RFC 6962
section 2.1.

usage: verify_log.py FILE.json     judges
       verify_log.py --make        prints such a file of its own making, for others to judge

The file holds
  verifierKey   text, name+hash+key
  checkpoint    text, the signed note
  leaves        list of base64, every entry of the log
  inclusion     list of {index, size, hashes: [base64]}
  consistency   list of {old, new, hashes: [base64]}
  proofs        list of text, one tlog-proof for an entry in the checkpoint's tree
  cosigners     list of {key, time}: verifier keys of witnesses that must have cosigned the checkpoint, then; may be missing
  firstKey      text, a verifier key that the log had before; may be missing, else
  statements    list of text, signed notes that lead from it to verifierKey (CONFIGURATION.md, "The log's key")

Prints what was verified and exits with 0, or says what is wrong and exits with 1. Shares no code with what it judges.
"""

import base64
import hashlib
import json
import struct
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class Wrong(Exception):
    """The log is not what it claims to be."""


def require(condition, what):
    if not condition:
        raise Wrong(what)


def unbase64(text):
    data = base64.b64decode(text, validate=True)
    require(base64.b64encode(data).decode() == text, "base64 is not canonical")
    return data


def hashes_of(texts):
    hashes = [unbase64(text) for text in texts]
    require(all(len(value) == 32 for value in hashes), "a hash has not 32 bytes")
    return hashes


# RFC 6962 section 2.1

def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size):
    """The largest power of two smaller than size."""
    return 1 << ((size - 1).bit_length() - 1)


def tree_hash(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return node_hash(tree_hash(leaves[:k]), tree_hash(leaves[k:]))


def root_by_path(leaf, index, size, path):
    """The root that PATH(index, D[size]) leads to (section 2.1.1); the path's last hash is the root's child."""
    if size == 1:
        require(not path, "an inclusion proof is too long")
        return leaf
    require(path, "an inclusion proof is too short")
    k = split(size)
    if index < k:
        return node_hash(root_by_path(leaf, index, k, path[:-1]), path[-1])
    return node_hash(path[-1], root_by_path(leaf, index - k, size - k, path[:-1]))


def roots_by_subproof(old, new, proof, old_root):
    """The old and new roots that SUBPROOF leads to (section 2.1.2); old_root is None once it no longer stands at the left edge."""
    if old == new:
        if old_root is not None:
            require(not proof, "a consistency proof is too long")
            return old_root, old_root
        require(len(proof) == 1, "a consistency proof has a wrong length")
        return proof[0], proof[0]
    require(proof, "a consistency proof is too short")
    k = split(new)
    if old <= k:
        first, second = roots_by_subproof(old, k, proof[:-1], old_root)
        return first, node_hash(second, proof[-1])
    first, second = roots_by_subproof(old - k, new - k, proof[:-1], None)
    return node_hash(proof[-1], first), node_hash(proof[-1], second)


# C2SP signed-note and tlog-checkpoint

def read_key(text, kind=b"\x01"):
    name, key_id, encoded = text.split("+", 2)
    key = unbase64(encoded)
    require(key[:1] == kind and len(key) == 33, "the key is not of the type that it must have")
    expected = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    require(key_id == expected.hex(), "the key's id is wrong")
    return name, expected, Ed25519PublicKey.from_public_bytes(key[1:])


def signatures_by(note, name, key_id):
    """The note's text, and the signatures on lines with this name and id."""
    end = note.rindex("\n\n")
    text, lines = note[:end + 1], note[end + 2:]
    require(lines.endswith("\n"), "the note doesn't end in a newline")
    found = []
    for line in lines[:-1].split("\n"):
        dash, signer, encoded = line.split(" ")
        require(dash == "\u2014", "a signature line has no dash")
        signature = unbase64(encoded)
        require(len(signature) > 4, "a signature line has no signature")
        if signer == name and signature[:4] == key_id:
            found.append(signature[4:])
    require(found, "the note isn't signed by the key")
    return text, found


def check(key, signature, message, what):
    try:
        key.verify(signature, message)
    except InvalidSignature:
        raise Wrong(what) from None


def verify_note(note, key_text):
    name, key_id, key = read_key(key_text)
    text, found = signatures_by(note, name, key_id)
    for signature in found:
        check(key, signature, text.encode(), "the note's signature is wrong")
    return name, text


# C2SP tlog-cosignature

def cosigned_message(time, text):
    return ("cosignature/v1\ntime %d\n" % time).encode() + text.encode()


def verify_cosignature(note, key_text, time):
    name, key_id, key = read_key(key_text, b"\x04")
    text, found = signatures_by(note, name, key_id)
    for signature in found:
        require(len(signature) == 72, "a cosignature has not 72 bytes")
        stated = struct.unpack(">Q", signature[:8])[0]
        require(stated == time, "a cosignature states another time")
        check(key, signature[8:], cosigned_message(stated, text), "a cosignature is wrong")


def read_checkpoint(note, key_text):
    name, text = verify_note(note, key_text)
    origin, size, root = text.split("\n")[:3]
    require(origin == name, "the origin isn't the key's name")
    require(size == str(int(size)), "the size isn't a plain decimal")
    return int(size), hashes_of([root])[0]


# Statements that the log's key was replaced, each signed by both keys.

def follow_keys(key, statements):
    """The key that they lead to, and the smallest size that it signs."""
    least = 0
    for note in statements:
        name, text = verify_note(note, key)
        lines = text.split("\n")
        require(len(lines) == 6 and lines[5] == "", "a statement has not five lines")
        kind, origin, size, old, new = lines[:5]
        require(kind == "kedja/log-key/v1" and origin == name and old == key, "a statement doesn't go on from the key before")
        require(verify_note(note, new)[0] == name, "the new key has another name")
        require(size == str(int(size)) and int(size) > least, "the sizes of statements don't grow")
        key, least = new, int(size)
    return key, least


# C2SP tlog-proof

def verify_proof(text, key_text, leaves):
    head, note = text.split("\n\n", 1)
    lines = head.split("\n")
    require(lines.pop(0) == "c2sp.org/tlog-proof@v1", "a proof has a wrong first line")
    if lines[0].startswith("extra "):
        unbase64(lines.pop(0)[len("extra "):])
    field, index = lines.pop(0).split(" ")
    require(field == "index" and index == str(int(index)), "a proof has no index")
    size, root = read_checkpoint(note, key_text)
    require(int(index) < size, "a proof's index is outside the tree")
    require(root_by_path(leaves[int(index)], int(index), size, hashes_of(lines)) == root, "a proof doesn't lead to its checkpoint")


def judge(log):
    leaves = [leaf_hash(unbase64(entry)) for entry in log["leaves"]]
    size, root = read_checkpoint(log["checkpoint"], log["verifierKey"])
    require(size == len(leaves), "the checkpoint's size isn't the number of entries")
    require(root == tree_hash(leaves), "the checkpoint's root isn't that of the entries")
    if "firstKey" in log:
        key, least = follow_keys(log["firstKey"], log["statements"])
        require(key == log["verifierKey"] and least <= size, "the statements don't lead to the log's key")
    for item in log["inclusion"]:
        found = root_by_path(leaves[item["index"]], item["index"], item["size"], hashes_of(item["hashes"]))
        require(found == tree_hash(leaves[:item["size"]]), "inclusion of %(index)d in %(size)d isn't proven" % item)
    for item in log["consistency"]:
        roots = tree_hash(leaves[:item["old"]]), tree_hash(leaves[:item["new"]])
        found = roots_by_subproof(item["old"], item["new"], hashes_of(item["hashes"]), roots[0])
        require(found == roots, "consistency of %(old)d with %(new)d isn't proven" % item)
    for text in log["proofs"]:
        verify_proof(text, log["verifierKey"], leaves)
    cosigners = log.get("cosigners", [])
    for cosigner in cosigners:
        verify_cosignature(log["checkpoint"], cosigner["key"], cosigner["time"])
    counts = len(leaves), len(log["inclusion"]), len(log["consistency"]), len(log["proofs"]), len(cosigners)
    return "verified: %d entries, %d inclusion, %d consistency, %d proofs, %d cosignatures" % counts


# A log of this file's own making.

def inclusion_path(index, leaves):
    """PATH(m, D[n]), section 2.1.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return inclusion_path(index, leaves[:k]) + [tree_hash(leaves[k:])]
    return inclusion_path(index - k, leaves[k:]) + [tree_hash(leaves[:k])]


def subproof(old, leaves, complete=True):
    """SUBPROOF(m, D[n], b), section 2.1.2."""
    if old == len(leaves):
        return [] if complete else [tree_hash(leaves)]
    k = split(len(leaves))
    if old <= k:
        return subproof(old, leaves[:k], complete) + [tree_hash(leaves[k:])]
    return subproof(old - k, leaves[k:], False) + [tree_hash(leaves[:k])]


def base64_text(data):
    return base64.b64encode(data).decode()


class Signer:
    def __init__(self, name, kind, seed):
        self.name = name
        self.key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed).digest())
        public = kind + self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = hashlib.sha256(name.encode() + b"\n" + public).digest()[:4]
        self.verifier = "%s+%s+%s" % (name, self.id.hex(), base64_text(public))

    def line(self, signature):
        return "\u2014 %s %s\n" % (self.name, base64_text(self.id + signature))


def make():
    entries = [bytes([number]) * number for number in range(23)]
    leaves = [leaf_hash(entry) for entry in entries]
    log = Signer("python.example/log", b"\x01", b"log")
    text = "%s\n%d\n%s\n" % (log.name, len(leaves), base64_text(tree_hash(leaves)))
    note = text + "\n" + log.line(log.key.sign(text.encode()))
    cosigners = []
    for number in range(3):
        witness, time = Signer("python.example/w%d" % number, b"\x04", b"w%d" % number), 1700000000 + number
        note += witness.line(struct.pack(">Q", time) + witness.key.sign(cosigned_message(time, text)))
        cosigners.append({"key": witness.verifier, "time": time})
    sizes = range(1, len(leaves) + 1)
    texts = lambda hashes: [base64_text(value) for value in hashes]
    proofs = []
    for index in range(len(leaves)):
        extra = "extra %s\n" % base64_text(b"more") if index == 3 else ""
        head = "".join(value + "\n" for value in texts(inclusion_path(index, leaves)))
        proofs.append("c2sp.org/tlog-proof@v1\n%sindex %d\n%s\n%s" % (extra, index, head, note))
    return {
        "verifierKey": log.verifier, "checkpoint": note, "cosigners": cosigners, "leaves": [base64_text(entry) for entry in entries],
        "inclusion": [
            {"index": index, "size": size, "hashes": texts(inclusion_path(index, leaves[:size]))}
            for size in sizes for index in range(size)],
        "consistency": [
            {"old": old, "new": new, "hashes": texts(subproof(old, leaves[:new]))} for new in sizes for old in range(1, new + 1)],
        "proofs": proofs,
    }


def main():
    if sys.argv[1:] == ["--make"]:
        json.dump(make(), sys.stdout)
        return 0
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            print(judge(json.load(file)))
    except (Wrong, ValueError, KeyError, IndexError) as error:
        print("wrong:", error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
