#!/usr/bin/env python3
"""Reads a mirrored log from the specifications alone: C2SP tlog-tiles, tlog-checkpoint, signed-note, tlog-proof.

usage: verify_mirror.py FOLDER VERIFIER-KEY
       verify_mirror.py --proof FILE VERIFIER-KEY

Of a folder: checkpoint, every tile of every level against the one below, every entry against its hash, and the root. Of a tlog-proof whose
extra data is JSON with the leaf: that the leaf stands in the signed tree. Exits with 0, or says what is wrong and exits with 1.
"""

import json
import os
import sys

from verify_log import Wrong, hashes_of, leaf_hash, read_checkpoint, require, root_by_path, tree_hash, unbase64


def tile_path(kind, index, width):
    """tlog-tiles, "Merkle Tree": three digits at a time, x before all but the last group."""
    groups = ["%03d" % (index % 1000)]
    while index >= 1000:
        index //= 1000
        groups.insert(0, "x%03d" % (index % 1000))
    return os.path.join("tile", kind, *groups) + ("" if width == 256 else ".p/%d" % width)


def read(folder, kind, index, width):
    with open(os.path.join(folder, tile_path(kind, index, width)), "rb") as file:
        return file.read()


def tiles(count):
    """Index and width of the tiles that hold so many hashes."""
    return [(index, min(256, count - 256 * index)) for index in range((count + 255) // 256)]


def read_entries(bundle):
    entries = []
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        require(len(bundle) >= 2 + length, "a bundle is cut off")
        entries.append(bundle[2:2 + length])
        bundle = bundle[2 + length:]
    return entries


def level_of(folder, level, count):
    row = []
    for index, width in tiles(count):
        tile = read(folder, str(level), index, width)
        require(len(tile) == 32 * width, "a tile has a wrong length")
        row += [tile[start:start + 32] for start in range(0, len(tile), 32)]
    return row


def judge_folder(folder, key):
    with open(os.path.join(folder, "checkpoint"), encoding="utf-8") as file:
        size, root = read_checkpoint(file.read(), key)
    leaves = []
    for index, width in tiles(size):
        entries = read_entries(read(folder, "entries", index, width))
        require(len(entries) == width, "a bundle has another number of entries than its width")
        leaves += [leaf_hash(entry) for entry in entries]
    below, level = leaves, 0
    while size >> (8 * level):
        require(level_of(folder, level, size >> (8 * level)) == below, "level %d isn't made of the one below" % level)
        below = [tree_hash(below[start:start + 256]) for start in range(0, len(below) // 256 * 256, 256)]
        level += 1
    require(tree_hash(leaves) == root, "the entries don't make up the signed root")
    return "verified: %d entries" % size


def judge_proof(path, key):
    with open(path, encoding="utf-8") as file:
        head, note = file.read().split("\n\n", 1)
    lines = head.split("\n")
    require(lines.pop(0) == "c2sp.org/tlog-proof@v1", "a proof has a wrong first line")
    extra = json.loads(unbase64(lines.pop(0).removeprefix("extra ")))
    index = int(lines.pop(0).removeprefix("index "))
    size, root = read_checkpoint(note, key)
    require(index < size, "a proof's index is outside the tree")
    leaf = leaf_hash(unbase64(extra["leaf"]))
    require(root_by_path(leaf, index, size, hashes_of(lines)) == root, "a proof doesn't lead to its checkpoint")
    return "verified: entry %d of %d" % (index, size)


def main():
    try:
        arguments = sys.argv[1:]
        print(judge_proof(*arguments[1:]) if arguments[0] == "--proof" else judge_folder(*arguments))
    except (Wrong, ValueError, KeyError, IndexError, OSError) as error:
        print("wrong:", error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
