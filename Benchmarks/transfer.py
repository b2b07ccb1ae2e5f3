"""Uploads to and retrieves from the daemon, and stores in and serves from nginx, over the same mutual TLS: python3 transfer.py BIN.

BIN holds kedja and kedjad, release builds. curl is the client of both, HTTP/1.1 over one kept connection a round; files and folders lie on a
tmpfs. Rounds alternate, medians are compared. `payload` is the payload's bytes alone; `whole` adds what Kedja is for: the decision, the durable
log entry and the key's release with a retrieval; the manifest's check, the digest and the durable document with an upload. CPU is the server's own.
"""
import base64, hashlib, json, os, pathlib, re, shutil, statistics, subprocess, sys, tempfile, time, uuid

from servers import Daemon, Nginx, run

BIN = pathlib.Path(sys.argv[1]).resolve()
KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30
PART = 4 * MIB


class Client:
    """curl, as one officer, and that officer's kedja."""

    def __init__(self, folder, pki, daemon):
        self.folder, self.daemon = folder, daemon
        self.officer = pki / "officers/sdf/rut"
        os.environ["KEDJA_CONFIG_DIR"] = str(folder / "profiles")
        for name in ("ada", "rut"):
            self.kedja(
                "profile", "add", name, "--daemon", f"https://{daemon.address}", "--pki", pki, "--officer", f"sdf/{name}", "--log-key",
                daemon.log_key, "--directory-root", daemon.root,
            )
        self.kedja(
            "officer", "add", "sdf/rut", "--role", "recorder", "--role", "caseOfficer", "--recipient-file", self.officer / "age.pub",
            "--profile", "ada",
        )
        registered = self.kedja(
            "participant", "register", "--number", "880320-0016", "--given-name", "Tilda", "--family-name", "Testsson", "--profile", "rut")
        self.participant = re.search(r"par_\w{26}", registered)[0]
        self.case = re.search(r"case_\w{26}", self.kedja("case", "open", self.participant, "--profile", "rut"))[0]

    def kedja(self, *arguments):
        return run(BIN / "kedja", *arguments)

    def curl(self, transfers, parallel=None, check=True, pace=None):
        """All transfers over one connection, or `parallel` at once. Answers the seconds that it took and curl's output."""
        lines = []
        for each in transfers:
            lines += [
                f'url = "https://{each["server"].address}{each["path"]}"', f'cacert = "{self.officer.parents[2]}/ca/ca.pem"',
                f'cert = "{self.officer}/auth.pem"', f'key = "{self.officer}/auth.key"', "http1.1", "silent", "show-error", "fail-with-body",
                f'output = "{each.get("output", "/dev/null")}"', 'header = "Expect:"', 'write-out = "%{http_code} "',
            ]
            lines += [f'header = "{h}"' for h in each.get("headers", [])]
            if "body" in each:
                lines += [f"data = {json.dumps(each['body'])}"]
            if "file" in each:
                lines += [f'upload-file = "{each["file"]}"']
            if "method" in each:
                lines += [f'request = "{each["method"]}"']
            if pace:
                lines += [f"limit-rate = {pace[0]}", f"max-time = {pace[1]}"]
            lines += ["next"]
        lines.pop()
        config = self.folder / "curl.conf"
        config.write_text("\n".join(lines))
        command = ["curl", "-K", config] + (["--parallel", "--parallel-immediate", "--parallel-max", str(parallel)] if parallel else [])
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True)
        seconds = time.perf_counter() - start
        if check and (done.returncode or set(done.stdout.split()) - {"200", "201", "204"}):
            sys.exit(f"curl {done.returncode}: {done.stdout[-200:]} {done.stderr[-500:]}")
        return seconds, done.stdout

    def post(self, path, body, output):
        headers = ["Content-Type: application/json", f"Idempotency-Key: {uuid.uuid4()}"]
        return dict(server=self.daemon, path=path, headers=headers, body=json.dumps(body), output=output)

    def results(self, transfers):
        """Does POSTs, and answers the seconds and the answers' results."""
        seconds, _ = self.curl(transfers)
        return seconds, [json.loads(pathlib.Path(t["output"]).read_text())["result"] for t in transfers]


class Document:
    """A sealed document of a size, cut into header, payload and the payload's parts."""

    def __init__(self, client, size, label):
        self.client, self.label = client, label
        self.folder = client.folder / f"document-{size}"
        self.folder.mkdir()
        _, (ticket,) = client.results([client.post("/v1/uploads", self.place, self.folder / "ticket")])
        plain, sealed = self.folder / "plain", self.folder / "sealed"
        with open(plain, "wb") as file:
            for _ in range(max(size // MIB, 1)):
                file.write(os.urandom(min(size, MIB)))
        run(BIN / "kedja", "seal", "-r", ticket["exchangeRecipient"], "-o", sealed, plain)
        with open(sealed, "rb") as file:
            header = b""
            while not header.rpartition(b"\n--- ")[1] or not header.endswith(b"\n"):
                header += file.readline()
            self.header, digest, self.parts, offset = header, hashlib.sha256(), [], 0
            self.payload = self.folder / "payload"
            with open(self.payload, "wb") as whole:
                while part := file.read(PART):
                    path = self.folder / f"part-{offset}"
                    path.write_bytes(part)
                    whole.write(part)
                    digest.update(part)
                    self.parts.append((offset, path, base64.b64encode(hashlib.sha256(part).digest()).decode()))
                    offset += len(part)
        self.size, self.digest = offset, digest.hexdigest()
        plain.unlink(), sealed.unlink()

    @property
    def place(self):
        return {"caseID": self.client.case, "category": "intyg", "release": "policy"}

    def begin(self, count):
        """Begins uploads; answers the seconds and the ids."""
        seconds, tickets = self.client.results(
            [self.client.post("/v1/uploads", self.place, self.folder / f"ticket-{n}") for n in range(count)])
        return seconds, [t["upload"] for t in tickets]

    def patches(self, upload):
        return [
            dict(
                server=self.client.daemon, path=f"/v1/uploads/{upload}", method="PATCH", file=path,
                headers=[f"Upload-Offset: {offset}", f"Content-Digest: sha-256=:{digest}:", "Content-Type: application/octet-stream"],
            )
            for offset, path, digest in self.parts
        ]

    def complete(self, uploads):
        """Completes uploads with signed manifests, made before the clock runs; answers the seconds and the documents' ids."""
        calls = []
        for n, upload in enumerate(uploads):
            body = {"manifest": sign(self.manifest(), self.client.officer), "header": base64.b64encode(self.header).decode()}
            calls.append(self.client.post(f"/v1/uploads/{upload}/completion", body, self.folder / f"made-{n}"))
        seconds, made = self.client.results(calls)
        return seconds, [m["id"] for m in made]

    def manifest(self):
        alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
        bits = int.from_bytes(os.urandom(16), "big") << 2
        document = "doc_" + "".join(alphabet[bits >> shift & 31] for shift in range(125, -1, -5))
        now = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
        return {
            "schema": "kedja-manifest/1", "document": document, "participant": self.client.participant, "caseID": self.client.case, "owner": "sdf",
            "category": "intyg", "release": "policy", "name": "a.pdf", "payloadDigest": self.digest, "payloadSize": self.size, "holders": [],
            "uploadedBy": "sdf/rut", "uploadedAt": now,
        }


def sign(payload, officer):
    """A JWS (General JSON, ES256) by openssl."""
    url = lambda data: base64.urlsafe_b64encode(data).rstrip(b"=").decode()
    compact = lambda value: json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
    pem = (officer / "sign.pem").read_text()
    chain = ["".join(c.split()) for c in re.findall(r"BEGIN CERTIFICATE-----(.*?)-----END", pem, re.S)]
    signed = url(compact({"alg": "ES256", "typ": "kedja-manifest+jws", "x5c": chain})), url(compact(payload))
    der = subprocess.run(
        ["openssl", "dgst", "-sha256", "-sign", str(officer / "sign.key")], input=".".join(signed).encode(), capture_output=True, check=True
    ).stdout
    r, rest = der[4 : 4 + der[3]], der[4 + der[3] :]
    raw = b"".join(n[-32:].rjust(32, b"\0") for n in (r, rest[2:]))
    return json.dumps({"payload": signed[1], "signatures": [{"protected": signed[0], "signature": url(raw)}]})


def timed(server, body):
    """Seconds and the server's CPU seconds."""
    before = server.cpu()
    seconds = body()
    return seconds, server.cpu() - before


def rounds(size):
    return {KIB: (300, 7), MIB: (60, 7), GIB: (1, 5)}[size]


def measure(document, client, nginx, daemon):
    """Alternating rounds; answers medians of (seconds, CPU) a transfer by what was measured."""
    count, times = rounds({"1 KiB": KIB, "1 MiB": MIB, "1 GiB": GIB}[document.label])
    shutil.copy(document.payload, nginx.files / "files/served")
    found = {}

    def note(name, server, body, per=count):
        seconds, cpu = timed(server, body)
        found.setdefault(name, []).append((seconds / per, cpu / per))

    get = [dict(server=nginx, path="/served")] * count
    put = [dict(server=nginx, path=f"/stored-{n}", file=document.payload, method="PUT") for n in range(count)]
    remove = [dict(server=nginx, path=f"/stored-{n}", method="DELETE") for n in range(count)]
    _, uploads = document.begin(1)
    client.curl(document.patches(uploads[0]))
    _, (known,) = document.complete(uploads)
    for _ in range(times):
        note("nginx get", nginx, lambda: client.curl(get)[0])
        asked = []

        def retrieve():
            calls = [
                client.post(f"/v1/documents/{known}/retrievals", {"purpose": "planering"}, document.folder / f"asked-{n}")
                for n in range(count)
            ]
            seconds, asked[:] = client.results(calls)
            return seconds

        ask = timed(daemon, retrieve)
        fetch = timed(
            daemon, lambda: client.curl([dict(server=daemon, path=f"/v1/retrievals/{a['id']}/payload") for a in asked])[0])
        found.setdefault("kedja get payload", []).append(tuple(v / count for v in fetch))
        found.setdefault("kedja get whole", []).append(tuple((a + f) / count for a, f in zip(ask, fetch)))
        note("nginx put", nginx, lambda: client.curl(put)[0])
        client.curl(remove)
        begun, fresh = [], []

        def begin():
            seconds, fresh[:] = document.begin(count)
            return seconds

        begun = timed(daemon, begin)
        sent = timed(daemon, lambda: client.curl([patch for upload in fresh for patch in document.patches(upload)])[0])
        done = timed(daemon, lambda: document.complete(fresh)[0])
        found.setdefault("kedja put payload", []).append(tuple(v / count for v in sent))
        found.setdefault("kedja put whole", []).append(tuple((b + s + d) / count for b, s, d in zip(begun, sent, done)))
    return {name: tuple(statistics.median(v) for v in zip(*values)) for name, values in found.items()}


def table(label, found):
    for name, peer in (("get payload", "get"), ("get whole", "get"), ("put payload", "put"), ("put whole", "put")):
        (ours, our_cpu), (theirs, their_cpu) = found[f"kedja {name}"], found[f"nginx {peer}"]
        print(
            f"{label:>6}  {name:<12} {ours * 1e3:10.2f} ms  nginx {theirs * 1e3:10.2f} ms  speed {theirs / ours:5.2f} of nginx"
            f"   CPU {our_cpu * 1e3:9.2f} ms, nginx {their_cpu * 1e3:9.2f} ms",
            flush=True,
        )


def memory(document, client, daemon):
    """The daemon's peak with many transfers at once."""
    def retrievals(count):
        calls = [
            client.post(f"/v1/documents/{document.known}/retrievals", {"purpose": "planering"}, document.folder / f"asked-{n}")
            for n in range(count)
        ]
        return [dict(server=daemon, path=f"/v1/retrievals/{a['id']}/payload") for a in client.results(calls)[1]]

    gets = retrievals(50)
    daemon.forget_peak()
    client.curl(gets, parallel=50)
    print(f"50 retrievals of {document.label} at once: peak {daemon.peak():.0f} MiB", flush=True)
    daemon.forget_peak()
    client.curl(gets, parallel=50, check=False, pace=("100k", 6))
    print(f"50 retrievals whose clients read 100 KiB a second: peak {daemon.peak():.0f} MiB", flush=True)
    _, uploads = document.begin(50)
    patches = [document.patches(upload)[0] for upload in uploads]
    daemon.forget_peak()
    client.curl(patches, parallel=50)
    print(f"50 parts of 4 MiB arriving at once: peak {daemon.peak():.0f} MiB", flush=True)


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="kedja-transfer-", dir="/dev/shm"))
    servers = []
    try:
        pki = folder / "pki"
        run(BIN / "kedja", "pki", "init", "--dir", pki, "--name", "Bench")
        run(BIN / "kedja", "pki", "issue", "server", "--dir", pki)
        for name in ("sdf/ada", "sdf/rut"):
            run(BIN / "kedja", "pki", "issue", "officer", name, "--dir", pki)
        daemon = Daemon(BIN, folder, pki)
        servers.append(daemon)
        nginx = Nginx(folder, pki)
        servers.append(nginx)
        client = Client(folder, pki, daemon)
        print(f"idle: {daemon.peak():.0f} MiB", flush=True)
        for size, label in ((KIB, "1 KiB"), (MIB, "1 MiB"), (GIB, "1 GiB")):
            document = Document(client, size, label)
            daemon.forget_peak()
            table(label, measure(document, client, nginx, daemon))
            print(f"{label:>6}  the daemon's peak memory {daemon.peak():.0f} MiB", flush=True)
            if size == GIB:
                break
            shutil.rmtree(document.folder)
        document = Document(client, 64 * MIB, "64 MiB")
        _, uploads = document.begin(1)
        client.curl(document.patches(uploads[0]))
        _, (document.known,) = document.complete(uploads)
        memory(document, client, daemon)
    finally:
        for server in servers:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


main()
