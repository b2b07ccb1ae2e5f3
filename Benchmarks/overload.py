"""Floods the daemon in every way that has a bound, and tells what it took: python3 overload.py BIN [--connections N] [--seconds S].

BIN holds kedja and kedjad. For each phase: the daemon's peak resident memory beside idle, what became of the flood's connections and calls, and
how long another organisation's call took meanwhile: the median and the slowest of its calls, each on a connection of its own, beside those of
before. The flood runs in processes of its own, on the same machine: its CPU time is the daemon's loss, which a flood from elsewhere wouldn't be.

Its status isn't zero when fewer of the other organisation's calls got through in a phase than didn't, or the daemon took more memory than its unit
lets it (MemoryHigh of packaging/kedjad.service).
"""
import argparse, collections, json, multiprocessing, os, pathlib, re, selectors, signal, socket, ssl, statistics, subprocess, sys, tempfile, time, uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent
FLOODS = 10
# MiB.
MOST_MEMORY = int(re.search(r"^MemoryHigh=(\d+)G$", (ROOT / "packaging/kedjad.service").read_text(), re.M)[1]) * 1024
faults = []


def run(*command, text=None):
    done = subprocess.run([str(c) for c in command], input=text, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))[:200]}: {done.stdout}{done.stderr}")
    return done.stdout


class Daemon:
    """A kedjad with eleven organisations: `sdf`, whose calls are timed, and ten that flood."""

    def __init__(self, folder, bin):
        self.folder, self.bin, self.pki = folder, bin, folder / "pki"
        kedja = bin / "kedja"
        run(kedja, "pki", "init", "--dir", self.pki, "--name", "Bench")
        run(kedja, "pki", "issue", "server", "--dir", self.pki)
        self.officers = ["sdf/ada", "sdf/rut"] + [f"flod-{n}/olle" for n in range(FLOODS)]
        for officer in self.officers:
            run(kedja, "pki", "issue", "officer", officer, "--dir", self.pki)
        (folder / "kedjad.yaml").write_text(
            f"""
listen: {{ host: 127.0.0.1, port: 0 }}
data: data
masterKey: master.key
policies: {ROOT}/policies
tls: {{ certificate: pki/server/cert.pem, key: pki/server/key.pem, clientAuthority: pki/ca/ca.pem, revocations: pki/ca/revocations.jws }}
log: {{ origin: kedja.example/bench, level: warning }}
"""
        )
        made = run(
            bin / "kedjad", "init", "--config", folder / "kedjad.yaml", "--organisation", "sdf", "--name", "SDF", "--kind", "kommun",
            "--administrator", "ada", "--recipient", (self.pki / "officers/sdf/ada/age.pub").read_text().strip(),
        )
        log_key, root = (re.search(rf"{name}: *(.+)", made)[1] for name in ("log verifier key", "directory root"))
        self.process = subprocess.Popen(
            [bin / "kedjad", "serve", "--config", folder / "kedjad.yaml"], stdout=open(folder / "out", "w"), stderr=open(folder / "err", "w"))
        for _ in range(600):
            found = re.search(r"listening on (\S+):(\d+)", (folder / "out").read_text())
            if found:
                break
            time.sleep(0.05)
        self.port = int(found[2])
        os.environ["KEDJA_CONFIG_DIR"] = str(folder / "profiles")
        run(
            kedja, "profile", "add", "ada", "--daemon", f"https://127.0.0.1:{self.port}", "--pki", self.pki, "--officer", "sdf/ada", "--log-key",
            log_key, "--directory-root", root,
        )
        for n in range(FLOODS):
            run(
                kedja, "organisation", "add", f"flod-{n}", "--name", f"Flod {n}", "--kind", "annan", "--binding", "agreement:A-1:2026-01-31",
                "--profile", "ada",
            )
        for officer in self.officers[1:]:
            run(
                kedja, "officer", "add", officer, "--role", "caseOfficer", "--recipient-file", self.pki / f"officers/{officer}/age.pub",
                "--profile", "ada",
            )

    def forget_peak(self):
        pathlib.Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def memory(self):
        """Resident now and at most, MiB."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return tuple(int(re.search(rf"{name}:\s+(\d+)", text)[1]) / 1024 for name in ("VmRSS", "VmHWM"))

    def files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


class Client:
    """TLS as one officer, over plain sockets: what is sent is sent as it stands."""

    def __init__(self, port, pki, officer):
        self.port = port
        self.context = ssl.create_default_context(cafile=str(pki / "ca/ca.pem"))
        self.context.check_hostname = False
        self.context.load_cert_chain(pki / f"officers/{officer}/auth.pem", pki / f"officers/{officer}/auth.key")

    def plain(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def connect(self):
        return self.context.wrap_socket(self.plain(), server_hostname="localhost")

    def call(self, text, keep=None):
        """One call and its whole answer's status; `keep` is a connection that was opened before."""
        connection = keep or self.connect()
        try:
            connection.sendall(text)
            answer = b""
            while b"\r\n\r\n" not in answer:
                piece = connection.recv(65536)
                if not piece:
                    return 0
                answer += piece
            head, _, body = answer.partition(b"\r\n\r\n")
            length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
            while len(body) < length:
                piece = connection.recv(65536)
                if not piece:
                    return 0
                body += piece
            return int(head[9:12])
        finally:
            if not keep:
                connection.close()


def post(path, body, headers="", length=None):
    text = body if isinstance(body, bytes) else body.encode()
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: {uuid.uuid4().hex}\r\n{headers}"
        f"Content-Length: {len(text) if length is None else length}\r\n\r\n"
    ).encode() + text


def get(path, headers=""):
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()


WORK = lambda: post("/v1/participants/search", "{}")

# What a flood sends on each of its connections; `None` stands for one that doesn't even shake hands.
STALLS = {
    "stalled handshakes": None,
    "idle connections": b"",
    "stalled heads": b"GET /v1/status HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    "stalled bodies": post("/v1/participants", "{", length=1 << 20),
    "half-sent bodies of 1 MiB": post("/v1/participants", "{" + " " * 900_000, length=1 << 20),
    "large headers": get("/v1/status", "".join(f"X-{n}: {'y' * 300}\r\n" for n in range(60))),
    "answers not read": get("/v1/directory") * 200,
}
CALLS = {
    "deep JSON": lambda: post("/v1/participants", "[" * 1_000_000),
    "JSON of many values": lambda: post("/v1/participants", '{"x":[' + ",".join(["0"] * 500_000) + "]}"),
    "bodies of 1 MiB": lambda: post("/v1/participants", '{"number":"' + "9" * 1_000_000 + '"}'),
    "calls": WORK,
}


def hold(port, pki, officer, message, count, seconds, results):
    """Opens connections, sends on each, and holds them; opens another for each that is closed."""
    client, held, tally = Client(port, pki, officer), [], collections.Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if len(held) < count:
            try:
                connection = client.plain() if message is None else client.connect()
                if message is None:
                    connection.sendall(b"\x16\x03\x01")
                else:
                    connection.settimeout(0.2)
                    try:
                        connection.sendall(message)
                    except TimeoutError:
                        tally["held back"] += 1
                connection.setblocking(False)
                held.append(connection)
                tally["opened"] += 1
            except OSError:
                tally["refused"] += 1
        if len(held) % 50 == 0 or len(held) >= count:
            held = [c for c in held if is_open(c, tally, message)]
            if len(held) >= count:
                time.sleep(0.05)
    tally["held at the end"] = len(held)
    results.put(tally)


def is_open(connection, tally, message):
    if message == STALLS["answers not read"]:
        return True
    try:
        if connection.recv(65536):
            tally["answered"] += 1
            return True
        connection.close()
    except (BlockingIOError, ssl.SSLWantReadError):
        return True
    except OSError:
        connection.close()
    tally["closed"] += 1
    return False


def call(port, pki, officer, name, seconds, results):
    """Calls without a pause, one after another over a kept connection."""
    client, tally, connection = Client(port, pki, officer), collections.Counter(), None
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            connection = connection or client.connect()
            status = client.call(CALLS[name](), keep=connection)
            tally[str(status)] += 1
            if status == 0:
                connection = None
        except OSError:
            tally["refused"] += 1
            connection = None
    results.put(tally)


def timed(client, seconds):
    """Milliseconds of the other organisation's calls, each with a handshake; and how many didn't get through."""
    took, failed, end = [], collections.Counter(), time.monotonic() + seconds
    while time.monotonic() < end:
        start = time.perf_counter()
        try:
            status = client.call(WORK())
        except OSError as error:
            status = type(error).__name__
        if status == 200:
            took.append((time.perf_counter() - start) * 1000)
        else:
            failed[str(status)] += 1
        time.sleep(0.05)
    return took, failed


def phase(daemon, name, target, arguments, seconds):
    daemon.forget_peak()
    results = multiprocessing.Queue()
    flood = [multiprocessing.Process(target=target, args=(*each, seconds + 2, results)) for each in arguments]
    for process in flood:
        process.start()
    time.sleep(2)
    took, failed = timed(Client(daemon.port, daemon.pki, "sdf/rut"), seconds)
    files = daemon.files()
    total = sum((results.get() for _ in flood), collections.Counter())
    for process in flood:
        process.join()
    report(name, daemon, took, failed, files, total)
    time.sleep(1)


def report(name, daemon, took, failed, files, total=None):
    now, peak = daemon.memory()
    middle = f"{statistics.median(took):7.1f}" if took else "      –"
    slowest = f"{max(took):8.1f}" if took else "       –"
    lost = "" if not failed else "  not served: " + ", ".join(f"{v} × {k}" for k, v in sorted(failed.items()))
    seen = "" if total is None else "  flood: " + ", ".join(f"{k} {v}" for k, v in sorted(total.items()))
    print(f"{name:34} {peak:7.0f} {now:7.0f} {files:6} {len(took):6} {middle} {slowest}{lost}{seen}", flush=True)
    if len(took) <= sum(failed.values()):
        faults.append(f"{name}: {len(took)} of the others' calls were served, and {sum(failed.values())} weren't")
    if peak > MOST_MEMORY:
        faults.append(f"{name}: {peak:.0f} MiB, of {MOST_MEMORY}")
    if daemon.process.poll() is not None:
        sys.exit(f"the daemon is gone: {(daemon.folder / 'err').read_text()[-2000:]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bin", type=pathlib.Path)
    parser.add_argument("--connections", type=int, default=3000, help="of all floods together")
    parser.add_argument("--callers", type=int, default=200, help="that one organisation floods with calls by")
    parser.add_argument("--seconds", type=int, default=10, help="of each phase")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kedja-overload-") as folder:
        daemon = Daemon(pathlib.Path(folder), options.bin.resolve())
        print(f"{'phase':34} {'peak':>7} {'after':>7} {'files':>6} {'served':>6} {'median':>7} {'slowest':>8}   (MiB, MiB, –, –, ms, ms)")
        report("idle", daemon, *timed(Client(daemon.port, daemon.pki, "sdf/rut"), options.seconds), daemon.files())
        one, all = ["flod-0/olle"], [f"flod-{n}/olle" for n in range(FLOODS)]
        for name, message in STALLS.items():
            share = max(options.connections // len(all), 1)
            phase(daemon, name, hold, [(daemon.port, daemon.pki, o, message, share) for o in all], options.seconds)
        for name in CALLS:
            workers = [(daemon.port, daemon.pki, one[0], name)] * (options.callers if name == "calls" else 16)
            phase(daemon, f"{name}, one organisation", call, workers, options.seconds)
        phase(daemon, "calls, ten organisations", call, [(daemon.port, daemon.pki, o, "calls") for o in all for _ in range(options.callers // 10)], options.seconds)
        phase(daemon, "afterwards", call, [], options.seconds)
        daemon.stop()
    if faults:
        sys.exit("overload: " + "; ".join(faults))


if __name__ == "__main__":
    main()
