"""How long `kedja audit verify --data` takes over a made-up data folder: python3 audit_verify.py BIN [ENTRIES].

BIN holds kedja and kedjad, release builds. The folder is that of `kedjad init`, with entries put into it: sealed texts, leaves,
tiles and a signed checkpoint, written from the formats alone, so the verification is judged as well. Half of the entries are about one of
a thousand participants, under keys of their own. Prints seconds and peak memory: tree alone (a mirror's work), then texts opened as well.
"""
import base64, datetime, hashlib, hmac, json, os, pathlib, random, resource, sqlite3, subprocess, sys, tempfile, time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ROOT = pathlib.Path(__file__).resolve().parent.parent
BIN = pathlib.Path(sys.argv[1]).resolve()
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
START = 1_790_000_000_000
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, env={**os.environ, "KEDJA_LANG": "en"})
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))[:200]}: {done.stdout}{done.stderr}")
    return done.stdout


class Key:
    """Seals as the exchange does: version 2, the key's id, nonce, ciphertext and tag."""

    def __init__(self, secret, use):
        self.use, self.secret, self.cipher = use, secret, ChaCha20Poly1305(secret)
        self.prefix = b"\x02" + hmac.digest(secret, f"kedja/key-id/v1/{use}".encode(), "sha256")[:8]

    def context(self, place):
        return f"kedja/sealed/v2/{self.use}/{place}".encode()

    def seal(self, plaintext, place):
        nonce = random.randbytes(12)
        return self.prefix + nonce + self.cipher.encrypt(nonce, plaintext, self.context(place))

    def open(self, sealed, place):
        assert sealed[:9] == self.prefix, place
        return self.cipher.decrypt(sealed[9:21], sealed[21:], self.context(place))


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_over(row):
    """Neighbouring subtrees of one height, of which the last may be smaller (RFC 6962 section 2.1)."""
    while len(row) > 1:
        row = [node(row[i], row[i + 1]) if i + 1 < len(row) else row[i] for i in range(0, len(row), 2)]
    return row[0]


def installation(folder):
    """A data folder as `kedjad init` makes it, and its master key."""
    run(BIN / "kedja", "pki", "init", "--dir", folder / "pki", "--name", "Bench")
    run(BIN / "kedja", "pki", "issue", "server", "--dir", folder / "pki")
    run(BIN / "kedja", "pki", "issue", "officer", "sdf/ada", "--dir", folder / "pki")
    (folder / "kedjad.yaml").write_text(
        f"""
listen: {{ host: 127.0.0.1, port: 0 }}
data: data
masterKey: master.key
policies: {ROOT}/policies
tls: {{ certificate: pki/server/cert.pem, key: pki/server/key.pem, clientAuthority: pki/ca/ca.pem, revocations: pki/ca/revocations.jws }}
log: {{ origin: kedja.example/bench }}
"""
    )
    run(
        BIN / "kedjad", "init", "--config", folder / "kedjad.yaml", "--organisation", "sdf", "--name", "SDF", "--kind", "kommun",
        "--administrator", "ada", "--recipient", (folder / "pki/officers/sdf/ada/age.pub").read_text().strip(),
    )
    return folder / "data", folder / "master.key"


class Forge:
    """Writes entries into the database of a data folder."""

    def __init__(self, database, master):
        self.db = database
        columns = "log_origin, system, log_signer"
        self.origin, system, signer = database.execute(f"SELECT {columns} FROM keys").fetchone()
        self.system = Key(master.open(system, "key/system/system"), "system")
        self.signer = Ed25519PrivateKey.from_private_bytes(master.open(signer, "key/log"))
        self.participants = [self.participant(master, number) for number in range(min(1000, COUNT))]

    def participant(self, master, number):
        name = "par_" + "".join(random.choices(ALPHABET, k=25)) + "0"
        key = Key(random.randbytes(32), "subject")
        self.db.execute(
            "INSERT INTO participants (id, blind_index, subject_key) VALUES (?, ?, ?)",
            (name, random.randbytes(32), master.seal(key.secret, f"key/subject/{name}")))
        return name, key

    def entry(self, index):
        """A retrieval, or the refusal of one, as the exchange writes it down; half of them about a participant."""
        at = START + 40 * index
        name, key = random.choice(self.participants) if index % 2 else (None, self.system)
        moment = datetime.datetime.fromtimestamp(at / 1000, datetime.timezone.utc)
        values = {
            "action": "retrieveDocument", "at": moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at % 1000:03}Z", "index": index, "officer": "sdf/ada",
            "outcome": "permitted" if name else "denied", "owner": "kriminalvarden", "policies": ["read-by-consent"], "policyErrors": [],
            "policyDigest": "5f" * 32, "purpose": "planering", "resource": "doc_" + "0c8jv3k7m2" * 2 + "q4x9ab",
        } | ({"participant": name} if name else {"code": "denied"})
        text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        salt = random.randbytes(32)
        stated = b"\x01" + at.to_bytes(8, "big")
        leaf = stated + hashlib.sha256(stated + salt + text).digest()
        hashed = hashlib.sha256(b"\x00" + leaf).digest()
        row = (index, leaf, key.seal(salt + text, f"entry/{index}"), at, values["action"], values["outcome"], "sdf/ada", "sdf", name, hashed)
        return row, hashed

    def fill(self, count):
        hashes = []
        for index in range(count):
            row, hashed = self.entry(index)
            hashes.append(hashed)
            self.db.execute(
                "INSERT INTO entries (log_index, leaf, text, at, action, outcome, officer, organisation, participant, leaf_hash)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self.tiles(hashes)
        self.sign(count, root_over(hashes))

    def tiles(self, row):
        self.db.execute("DELETE FROM tiles")
        level = 0
        while row:
            # What is behind the last full tile of level 0 lies with its entries.
            last = len(row) if level else len(row) // 256 * 256
            for start in range(0, last, 256):
                self.db.execute("INSERT INTO tiles VALUES (?, ?, ?)", (level, start // 256, b"".join(row[start:min(start + 256, last)])))
            row = [root_over(row[start:start + 256]) for start in range(0, len(row) // 256 * 256, 256)]
            level += 1

    def sign(self, size, root):
        public = self.signer.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        keyed = b"\x01" + public
        identity = hashlib.sha256(self.origin.encode() + b"\n" + keyed).digest()[:4]
        text = f"{self.origin}\n{size}\n{base64.b64encode(root).decode()}\n"
        signature = base64.b64encode(identity + self.signer.sign(text.encode())).decode()
        note = f"{text}\n— {self.origin} {signature}\n".encode()
        self.db.execute("INSERT OR REPLACE INTO checkpoints (only, note) VALUES (1, ?)", (note,))
        self.verifier = f"{self.origin}+{identity.hex()}+{base64.b64encode(keyed).decode()}"


def measured(label, *command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    report = json.loads(run(*command, "--json"))["result"]
    took = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{label:<24}{report['size']:>10} entries {took:8.1f} s {cpu:8.1f} s CPU  {report['opened']:>8} texts opened"
          f"  peak so far {after.ru_maxrss / 1024:.0f} MiB")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        data, key = installation(folder)
        master = Key(bytes.fromhex(key.read_text().strip()), "master")
        database = sqlite3.connect(data / "kedja.sqlite")
        forge = Forge(database, master)
        began = time.monotonic()
        forge.fill(COUNT)
        database.commit()
        database.close()
        print(f"{COUNT} entries made in {time.monotonic() - began:.0f} s, {os.path.getsize(data / 'kedja.sqlite') / COUNT:.0f} bytes each")
        verify = [BIN / "kedja", "audit", "verify", "--data", data, "--log-key", forge.verifier]
        measured("tree, texts sealed", *verify)
        measured("tree and texts", *verify, "--master-key", key)


main()
