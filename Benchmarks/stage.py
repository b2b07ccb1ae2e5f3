"""A daemon on a loopback port with the seed network's officers and one person's case, for what asks it from outside. Each step is a command of kedja.

    with Stage(BIN) as stage:
        stage.officers["vagen-ut/vera"]      # (certificate, key)
        stage.ids["document"]                # doc_…
"""
import os, pathlib, re, signal, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent

ORGANISATIONS = [
    ("fk", "Försäkringskassan", "forsakringskassan", "statute"),
    ("samordning-nordost", "Samordningsförbundet", "samordningsforbund", "statute"),
    ("kriminalvarden", "Kriminalvården", "kriminalvarden", "statute"),
    ("vagen-ut", "Vägen ut!", "socialtForetag", "agreement:AVT-2026-17:2026-01-31"),
]
OFFICERS = {
    "sdf-angered/rut": ["recorder", "caseOfficer"],
    "sdf-angered/gun": ["auditor"],
    "kriminalvarden/kim": ["caseOfficer"],
    "kriminalvarden/uno": ["approver"],
    "kriminalvarden/dua": ["approver"],
    "vagen-ut/vera": ["caseOfficer"],
    "vagen-ut/nell": ["emergency"],
    "fk/frida": ["caseOfficer"],
    "fk/frej": ["recorder"],
    "fk/fred": ["administrator"],
    "samordning-nordost/siv": ["caseOfficer"],
}


def run(*command, env=None):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, env={**os.environ, **(env or {})})
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))[:300]}: {done.stdout}{done.stderr}")
    return done.stdout


class Stage:
    number = "880320-0016"

    def __init__(self, binaries):
        self.bin = pathlib.Path(binaries).resolve()

    def __enter__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="kedja-stage-")
        self.folder = pathlib.Path(self.temporary.name)
        self.pki = self.folder / "pki"
        self.officers, self.ids = {}, {}
        try:
            self.found()
            self.fill()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if getattr(self, "daemon", None):
            self.daemon.send_signal(signal.SIGTERM)
            self.daemon.wait(20)
        self.temporary.cleanup()

    def kedja(self, *arguments, by=None):
        profile = ["--profile", by] if by else []
        return run(self.bin / "kedja", *arguments, *profile, env={"KEDJA_CONFIG_DIR": str(self.folder / "profiles")})

    def ca(self):
        return self.pki / "ca/ca.pem"

    def found(self):
        self.kedja("pki", "init", "--dir", self.pki, "--name", "Kedja stage")
        self.kedja("pki", "issue", "server", "--dir", self.pki)
        for officer in ["sdf-angered/ada", *OFFICERS]:
            self.kedja("pki", "issue", "officer", officer, "--dir", self.pki)
            files = self.pki / "officers" / officer
            self.officers[officer] = (files / "auth.pem", files / "auth.key")
        (self.folder / "kedjad.yaml").write_text(f"""
listen: {{ host: 127.0.0.1, port: 0 }}
data: data
masterKey: master.key
policies: {ROOT}/policies
tls: {{ certificate: pki/server/cert.pem, key: pki/server/key.pem, clientAuthority: pki/ca/ca.pem, revocations: pki/ca/revocations.jws }}
log: {{ origin: kedja.example/stage }}
""")
        recipient = (self.pki / "officers/sdf-angered/ada/age.pub").read_text().strip()
        made = run(self.bin / "kedjad", "init", "--config", self.folder / "kedjad.yaml", "--organisation", "sdf-angered", "--name", "SDF",
                   "--kind", "kommun", "--administrator", "ada", "--recipient", recipient)
        self.serve()
        keys = ["--log-key", re.search(r"log verifier key: *(.+)", made)[1], "--directory-root", re.search(r"directory root: *(.+)", made)[1]]
        for officer in self.officers:
            self.kedja("profile", "add", officer.split("/")[1], "--daemon", self.url, "--pki", self.pki, "--officer", officer, *keys)

    def serve(self):
        out = self.folder / "out"
        self.log = self.folder / "err"
        self.daemon = subprocess.Popen([self.bin / "kedjad", "serve", "--config", self.folder / "kedjad.yaml"],
                                       stdout=open(out, "w"), stderr=open(self.log, "w"))
        for _ in range(600):
            if found := re.search(r"listening on \S+:(\d+)", out.read_text()):
                self.port = int(found[1])
                self.url = f"https://127.0.0.1:{self.port}"
                return
            time.sleep(0.05)
        sys.exit("the daemon didn't come up: " + self.log.read_text())

    def fill(self):
        for id, name, kind, binding in ORGANISATIONS:
            self.kedja("organisation", "add", id, "--name", name, "--kind", kind, "--binding", binding, by="ada")
        for officer, roles in OFFICERS.items():
            options = [option for role in roles for option in ("--role", role)]
            self.kedja("officer", "add", officer, *options, "--recipient-file", self.pki / "officers" / officer / "age.pub", by="ada")
        self.note(self.kedja("participant", "register", "--number", self.number, "--given-name", "Tilda", "--family-name", "Testsson", by="rut"))
        self.note(self.kedja("case", "open", self.ids["participant"], by="rut"))
        for officer in ("kriminalvarden/kim", "vagen-ut/vera"):
            self.kedja("case", "add-officer", self.ids["case"], officer, by="rut")
        day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 90 * 86400))
        self.note(self.kedja("consent", "record", "--case", self.ids["case"], "--from", "kriminalvarden", "--to", "vagen-ut", "--category",
                             "utslussning", "--purpose", "planering", "--until", day, "--given-by", "participant", "--method", "screen", by="rut"))
        self.note(self.kedja("case", "step", "add", self.ids["case"], "utslussning", "--organisation", "kriminalvarden", "--from",
                             time.strftime("%Y-%m-%d"), by="kim"))
        plan = self.folder / "plan.pdf"
        plan.write_bytes(b"%PDF-1.4 plan\n")
        self.note(self.kedja("document", "upload", plan, "--case", self.ids["case"], "--category", "utslussning", "--release", "policy", by="kim"))
        self.note(self.kedja("request", "create", self.ids["document"], "--purpose", "planering", "--reason", "Behövs", by="vera"))

    def note(self, output):
        """Remembers the last id of each kind that a command has told."""
        kinds = {"par": "participant", "case": "case", "cons": "consent", "doc": "document", "req": "request", "step": "step"}
        for id, prefix in re.findall(r"\b(([a-z]+)_[0-9a-z]{26})\b", output):
            if prefix in kinds:
                self.ids[kinds[prefix]] = id
