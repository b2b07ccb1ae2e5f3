"""Times the Rust implementation of Cedar (cedarpy) on the scenario: python3 cedar_peer.py SCENARIO-FOLDER OURS-PREPARED OURS-JSON.

Handles for policies, entities and schema are prepared before, requests go in as a batch, as cedarpy is fastest. What a call costs with no
policies at all is said beside it: that much is reading requests from JSON and making answers, not deciding. The last two arguments are our
own decisions a second in the same run, for the ratios.
"""
import gzip, importlib.metadata, json, pathlib, sys, time
import cedarpy

folder = pathlib.Path(sys.argv[1])
ours_prepared, ours_json = float(sys.argv[2]), float(sys.argv[3])


def read(name):
    plain = folder / name
    return plain.read_text() if plain.exists() else gzip.open(folder / (name + ".gz"), "rt").read()


def entity(uid):
    return "%s::%s" % (uid["type"], json.dumps(uid["id"]))


requests = [json.loads(line) for line in read("requests.jsonl").splitlines()][:4000]
requests = [{**r, **{k: entity(r[k]) for k in ("principal", "action", "resource")}} for r in requests]
expected = [json.loads(line) for line in read("decisions.jsonl").splitlines()][: len(requests)]
entities = cedarpy.Entities.from_json_str(read("entities.json"))


def rate(policies):
    """Decisions a second, the best of three rounds, and the answers."""
    handle = cedarpy.PolicySet.from_str(policies)
    best, answers = 0.0, []
    for _ in range(3):
        start = time.perf_counter()
        answers = cedarpy.is_authorized_batch(requests, handle, entities)
        best = max(best, len(requests) / (time.perf_counter() - start))
    return best, answers


whole, answers = rate(read("policies.cedar"))
wrong = sum((a.decision.value.lower() == "allow") != (e["decision"] == "allow") for a, e in zip(answers, expected))
empty, _ = rate("")
print("Rust (cedarpy %s), one core, batch, prepared handles: %.0f/s, %.1f µs a decision, %d wrong answers of %d"
      % (importlib.metadata.version("cedarpy"), whole, 1e6 / whole, wrong, len(requests)))
print("  of it %.1f µs with no policies: reading JSON, making answers; so deciding takes about %.1f µs"
      % (1e6 / empty, 1e6 / whole - 1e6 / empty))
print("ratios: from JSON, ours / Rust's: %.0f ×; deciding alone, ours prepared / Rust's without its JSON: %.0f ×"
      % (ours_json / whole, ours_prepared * (1 / whole - 1 / empty)))
