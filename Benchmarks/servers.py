"""The servers that the benchmarks ask, as processes: how they're started, what they use, how they're stopped."""
import os, pathlib, re, signal, subprocess, sys, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TICK = os.sysconf("SC_CLK_TCK")


def run(*command, text=None, **options):
    done = subprocess.run([str(c) for c in command], input=text, capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))[:200]}: {done.stdout}{done.stderr}")
    return done.stdout


class Server:
    """A running server: how much CPU it has used, and how much memory at most."""

    def pids(self):
        children = run("ps", "-o", "pid=", "--ppid", self.process.pid, text=None) if self.forks else ""
        return [self.process.pid] + [int(p) for p in children.split()]

    def cpu(self):
        total = 0
        for pid in self.pids():
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICK

    def forget_peak(self):
        for pid in self.pids():
            pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")

    def peak(self):
        """MiB."""
        lines = [pathlib.Path(f"/proc/{pid}/status").read_text() for pid in self.pids()]
        return sum(int(re.search(r"VmHWM:\s+(\d+)", text)[1]) for text in lines) / 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


class Nginx(Server):
    forks = True

    def __init__(self, folder, pki):
        self.files = folder / "nginx"
        for name in ("files", "body", "logs"):
            (self.files / name).mkdir(parents=True)
        self.port = 18443
        (self.files / "nginx.conf").write_text(
            f"""
            daemon off; worker_processes auto; pid {self.files}/nginx.pid; error_log {self.files}/logs/error.log;
            {"user root;" if os.getuid() == 0 else ""}
            events {{ worker_connections 4096; }}
            http {{
                access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; client_max_body_size 0;
                client_body_temp_path {self.files}/body; client_body_buffer_size 256k;
                fastcgi_temp_path {self.files}/t1; proxy_temp_path {self.files}/t2; scgi_temp_path {self.files}/t3; uwsgi_temp_path {self.files}/t4;
                server {{
                    listen 127.0.0.1:{self.port} ssl; server_name localhost;
                    ssl_certificate {pki}/server/cert.pem; ssl_certificate_key {pki}/server/key.pem;
                    ssl_client_certificate {pki}/ca/ca.pem; ssl_verify_client on; ssl_protocols TLSv1.3;
                    root {self.files}/files;
                    location / {{ dav_methods PUT DELETE; }}
                    location /nothing {{ return 204; }}
                }}
            }}
            """
        )
        self.process = subprocess.Popen(["nginx", "-c", self.files / "nginx.conf", "-p", self.files], stderr=subprocess.DEVNULL)
        self.address = f"127.0.0.1:{self.port}"
        time.sleep(1)
        if self.process.poll() is not None:
            sys.exit("nginx did not start: " + (self.files / "logs/error.log").read_text())


class Daemon(Server):
    """kedjad on a data folder, which `kedjad init` makes where there's none."""

    forks = False

    def __init__(self, binaries, folder, pki):
        self.binaries, self.folder = binaries, folder
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
        if not (folder / "data").exists():
            self.init(pki)
        self.start()

    def init(self, pki):
        recipient = (pki / "officers/sdf/ada/age.pub").read_text().strip()
        made = run(
            self.binaries / "kedjad", "init", "--config", self.folder / "kedjad.yaml", "--organisation", "sdf", "--name", "SDF", "--kind",
            "kommun", "--administrator", "ada", "--recipient", recipient,
        )
        self.log_key = re.search(r"log verifier key: *(.+)", made)[1]
        self.root = re.search(r"directory root: *(.+)", made)[1]

    def start(self):
        out = open(self.folder / "out", "w+")
        self.process = subprocess.Popen(
            [self.binaries / "kedjad", "serve", "--config", self.folder / "kedjad.yaml"], stdout=out,
            stderr=open(self.folder / "err", "w"))
        for _ in range(1200):
            found = re.search(r"listening on (\S+)", (self.folder / "out").read_text())
            if found or self.process.poll() is not None:
                break
            time.sleep(0.05)
        if not found:
            sys.exit("kedjad did not start: " + (self.folder / "err").read_text()[-2000:])
        self.address = found[1]
        self.port = int(self.address.rpartition(":")[2])
