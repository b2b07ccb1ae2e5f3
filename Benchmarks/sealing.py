#!/usr/bin/env python3
"""Sealing and opening 1 GiB beside Debian's age: sealing.py KEDJA MEASURED LOOP, three programs. Run by scripts/bench sealing.

All lies on tmpfs. The programs take turns, so that what else the machine does meets them alike; shown are medians of the rounds, and in
parentheses the best. KEDJA_BENCH_ROUNDS and KEDJA_BENCH_MIB change how many rounds and how much.
"""
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

KEDJA, MEASURED, LOOP = sys.argv[1:4]
ROUNDS = int(os.environ.get("KEDJA_BENCH_ROUNDS", "7"))
SIZE = int(os.environ.get("KEDJA_BENCH_MIB", "1024")) << 20
TARGETS = ("null", "warm", "fresh")


class Run:
    def __init__(self, line):
        self.wall, self.user, self.system, self.peak = (float(field) for field in line.split())
        self.speed = SIZE / self.wall / 1e9
        self.processor = SIZE / (self.user + self.system) / 1e9


def run(command, cores, target):
    """One run, with standard output to a device, over an existing file, or to a new one."""
    path = {"null": "/dev/null", "warm": "warm", "fresh": "fresh"}[target]
    if target == "fresh" and os.path.exists(path):
        os.unlink(path)
    pinned = ["taskset", "-c", ",".join(map(str, range(cores)))]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as output:
        done = subprocess.run(
            [*pinned, MEASURED, *command], stdout=output, stderr=subprocess.PIPE, text=True, env={**os.environ, "GOMAXPROCS": str(cores)})
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return Run(done.stderr.strip().splitlines()[-1])


def rounds(commands, cores, target):
    """The runs of each command, which take turns; a first one of each isn't counted."""
    runs = {name: [] for name in commands}
    for number in range(ROUNDS + 1):
        for name, command in commands.items():
            result = run(command, cores, target)
            if number > 0:
                runs[name].append(result)
    return runs


def median(runs, value="speed"):
    return statistics.median(getattr(one, value) for one in runs)


def best(runs, value="speed"):
    return max(getattr(one, value) for one in runs)


def prepare():
    with open("plain", "wb") as file:
        for _ in range(SIZE >> 20):
            file.write(os.urandom(1 << 20))
    subprocess.run(["age-keygen", "-o", "key"], check=True, stderr=subprocess.DEVNULL)
    recipient = subprocess.run(["age-keygen", "-y", "key"], check=True, capture_output=True, text=True).stdout.strip()
    subprocess.run([KEDJA, "seal", "-r", recipient, "-o", "sealed", "plain"], check=True)
    # What is measured must be right, too.
    for command in (["age", "-d", "-i", "key", "sealed"], [KEDJA, "open", "-i", "key", "sealed"]):
        opened = subprocess.Popen(command, stdout=subprocess.PIPE)
        subprocess.run(["cmp", "-", "plain"], stdin=opened.stdout, check=True)
        if opened.wait() != 0:
            sys.exit(f"{command[0]} doesn't open what kedja seals")
    shutil.copyfile("sealed", "warm")
    return recipient


def own_measure():
    """What OpenSSL says of itself. The plain loop is measured with the others, in turn."""
    told = subprocess.run(
        ["taskset", "-c", "0", "openssl", "speed", "-seconds", "2", "-evp", "chacha20-poly1305", "-bytes", "65536"],
        capture_output=True, text=True).stdout
    rate = re.search(r"ChaCha20-Poly1305\s+([\d.]+)k", told)
    print(f"openssl speed, 64 KiB, one core: {float(rate.group(1)) / 1e6 if rate else 0:.2f} GB/s")


def compare(recipient):
    works = {
        "seal": ([KEDJA, "seal", "-r", recipient, "plain"], ["age", "-r", recipient, "plain"], "plain"),
        "open": ([KEDJA, "open", "-i", "key", "sealed"], ["age", "-d", "-i", "key", "sealed"], "sealed"),
    }
    print(f"{'':20}{'kedja':>15}{'age':>15}{'ratio':>7}{'by processor':>14}{'peak MiB':>12}   of the plain loop")
    print(f"{'':20}{'GB/s (best)':>15}{'GB/s (best)':>15}{'':7}{'time, ratio':>14}{'kedja/age':>12}   in memory / with I/O")
    for cores in (1, 2):
        if cores > (os.cpu_count() or 1):
            continue
        for work, (ours, theirs, file) in works.items():
            for target in TARGETS:
                commands = {"kedja": ours, "age": theirs, "memory": [LOOP, work], "file": [LOOP, work, file]}
                runs = rounds(commands, cores, target)
                kedja, age, memory, loop = (runs[name] for name in commands)
                # The loop in memory does 1 GiB whatever the size of the file.
                limit = (1 << 30) / SIZE * median(memory)
                print(
                    f"{work} {cores} core{'s' if cores > 1 else ' '} {target:6}"
                    f"{median(kedja):9.2f} ({best(kedja):.2f}){median(age):8.2f} ({best(age):.2f})"
                    f"{median(kedja) / median(age):7.2f}{median(kedja, 'processor') / median(age, 'processor'):14.2f}"
                    f"{max(one.peak for one in kedja) / 1024:7.0f}/{max(one.peak for one in age) / 1024:.0f}"
                    f"{median(kedja) / cores / limit:13.0%} a core / {median(kedja) / median(loop):.0%}", flush=True)


folder = tempfile.mkdtemp(prefix="kedja-bench-", dir="/dev/shm")
try:
    os.chdir(folder)
    if shutil.disk_usage(folder).free < 5 * SIZE:
        sys.exit("there is too little room in /dev/shm: five times the size is needed")
    key = prepare()
    own_measure()
    compare(key)
finally:
    os.chdir("/")
    shutil.rmtree(folder)
