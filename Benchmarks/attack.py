"""Attacks the daemon with others' tools: python3 attack.py BIN schema|tls|both EXAMPLES. Run it by scripts/attack.

schema: schemathesis makes up calls from openapi.yaml, sound ones and unsound ones, as each role, with the ids of real things among its values.
A finding is an answer of 5xx, one of a status, type, field or shape that the document doesn't have, or an unsound call that is taken.
tls: sslscan's report, read for anything but TLS 1.3 and its own suites. Exit status 1 tells of a finding.
"""
import pathlib, re, subprocess, sys, xml.etree.ElementTree as ET

from stage import ROOT, Stage

CHECKS = ("not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,"
          "negative_data_rejection,missing_required_header,unsupported_method,allow_header_conformance")
ROLES = {
    "administrator": "sdf-angered/ada", "recorder": "sdf-angered/rut", "auditor": "sdf-angered/gun", "case officer": "kriminalvarden/kim",
    "approver": "kriminalvarden/uno", "recipient": "vagen-ut/vera", "emergency": "vagen-ut/nell", "outsider": "fk/frida",
    "samordningsförbund": "samordning-nordost/siv",
}


def schema(stage, examples):
    """Findings of each role."""
    findings = {}
    configuration = stage.folder / "schemathesis.toml"
    lines = ["[parameters]"] + [f'"path.{name}" = "{id}"' for name, id in stage.ids.items()]
    configuration.write_text("\n".join(lines) + "\n")
    for role, officer in ROLES.items():
        certificate, key = stage.officers[officer]
        made_up = run(stage, certificate, key, examples)
        real = run(stage, certificate, key, max(1, examples // 4), configuration)
        findings[role] = made_up + real
        print(f"{role:20} {officer:26} {'; '.join(findings[role]) or 'nothing found'}", flush=True)
    served = stage.log.read_text()
    if failed := re.findall(r".*call failed.*", served):
        findings["log"] = failed[:3]
        print("the daemon's log:", *failed[:3], sep="\n  ")
    if stage.daemon.poll() is not None:
        findings["daemon"] = ["ended"]
        print("the daemon has ended")
    return findings


def run(stage, certificate, key, examples, configuration=None):
    # The stream of events has no end, so nothing is made up for it here.
    command = ["schemathesis", *(["--config-file", configuration] if configuration else []), "run", ROOT / "openapi.yaml", "--url", stage.url,
               "--request-cert", certificate, "--request-cert-key", key, "--tls-verify", stage.ca(), "--checks", CHECKS,
               "--phases", "examples,coverage,fuzzing", "--max-examples", examples, "--exclude-path", "/v1/events", "--suppress-health-check",
               "all", "--seed", "7", "--continue-on-failure", "--request-timeout", "30", "--warnings", "off"]
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, cwd=stage.folder)
    print(done.stdout, file=sys.stderr)
    print(done.stderr, file=sys.stderr)
    summary = done.stdout[done.stdout.find(" SUMMARY "):]
    found = [line.strip() for line in summary.splitlines() if re.match(r"\s+(❌|🚫)|\s+\S.*: \d+$", line)]
    return [] if done.returncode == 0 else found or [f"schemathesis ended with {done.returncode}"]


def tls(stage):
    certificate, key = stage.officers["vagen-ut/vera"]
    done = subprocess.run(["sslscan", "--xml=-", "--show-sigs", f"--certs={certificate}", f"--pk={key}", f"127.0.0.1:{stage.port}"],
                          capture_output=True, text=True)
    print(done.stdout, file=sys.stderr)
    test = ET.fromstring(done.stdout).find("ssltest")
    if test is None:
        return ["sslscan got no answer"]
    findings = [f"{p.get('type')}{p.get('version')} is spoken" for p in test.iter("protocol")
                if p.get("enabled") == "1" and (p.get("type"), p.get("version")) != ("tls", "1.3")]
    ciphers = [c for c in test.iter("cipher")]
    findings += [f"{c.get('sslversion')} {c.get('cipher')}" for c in ciphers if c.get("sslversion") != "TLSv1.3"]
    findings += ["renegotiation" for r in test.iter("renegotiation") if r.get("supported") == "1" and r.get("secure") != "1"]
    findings += ["compression" for c in test.iter("compression") if c.get("supported") == "1"]
    findings += ["heartbleed" for h in test.iter("heartbleed") if h.get("vulnerable") == "1"]
    spoken = sorted({f"{c.get('sslversion')} {c.get('cipher')}" for c in ciphers})
    groups = sorted({g.get("name") for g in test.iter("group")})
    if not spoken:
        findings.append("no suite was found, so nothing was tried")
    print(f"spoken: {', '.join(spoken)}; groups: {', '.join(groups)}")
    print("; ".join(findings) or "nothing found")
    return findings


def main():
    binaries, what, examples = sys.argv[1], sys.argv[2], int(sys.argv[3])
    findings = []
    with Stage(binaries) as stage:
        if what != "tls":
            findings += [found for each in schema(stage, examples).values() for found in each]
        if what != "schema":
            findings += tls(stage)
    print(f"{len(findings)} findings")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
