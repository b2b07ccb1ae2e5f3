"""Whether somebody who may not know of a thing can tell it from what doesn't exist: python3 enumeration.py BIN [ROUNDS].

An officer who has nothing to do with the case asks the real daemon for things that are there and for things that aren't, in random order, over
one kept connection. Answers are compared byte by byte but for what is random in each; times by their medians, beside the spread of the middle half
of those of one kind, and by Mann and Whitney's rank test (two-sided, normal approximation): a small p says that the times differ systematically.
Only a person's number can be guessed: ids are 128 random bits, so that whoever has one has been told of the thing. Exit status 1 is for answers.
"""
import http.client, json, math, random, re, ssl, statistics, sys, time, uuid

from stage import Stage

ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 400
UNKNOWN = "701063-2391"


class Officer:
    """One officer's kept connection."""

    def __init__(self, stage, name):
        context = ssl.create_default_context(cafile=str(stage.ca()))
        context.check_hostname = False
        context.load_cert_chain(*map(str, stage.officers[name]))
        self.connection = http.client.HTTPSConnection("127.0.0.1", stage.port, context=context)

    def ask(self, method, path, body=None):
        """Seconds, and the answer."""
        fields = {"Host": f"127.0.0.1:{self.connection.port}"}
        if body is not None:
            fields |= {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
            body = json.dumps(body).encode()
        begun = time.perf_counter()
        self.connection.request(method, path, body, fields)
        answer = self.connection.getresponse()
        text = answer.read()
        taken = time.perf_counter() - begun
        return taken, (answer.status, sorted(name.lower() for name, _ in answer.getheaders()), masked(text.decode()))


def masked(text):
    text = re.sub(r"[a-z]+_[0-9a-z]{26}", "ID", text)
    text = re.sub(r'"(checkpoint)":"(?:[^"\\]|\\.)*"', r'"\1":"…"', text)
    text = re.sub(r'"inclusionProof":\[[^]]*\]', '"inclusionProof":[…]', text)
    text = re.sub(r"[A-Za-z0-9+/]{40,}=*", lambda found: f"({len(found[0])})", text)
    text = re.sub(r'\d{4}-\d\d-\d\dT[\d:.]+Z', "TIME", text)
    return re.sub(r'(\\?"(?:auditIndex|index)\\?":)\d+', r"\1N", text)


def probes(ids):
    """Name, and the call about a given thing, with the thing that is there and one that isn't."""
    def by_id(name, method, path, kind, body=None):
        gone = ids[kind].split("_")[0] + "_" + "".join(random.choice("0123456789abcdefghjkmnpqrstvwxyz") for _ in range(26))
        return name, [(method, path.format(id), body) for id in (ids[kind], gone)]

    purpose = {"purpose": "planering"}
    return [
        ("search by number", [("POST", "/v1/participants/search", {"number": n}) for n in (Stage.number, UNKNOWN)]),
        by_id("participant", "GET", "/v1/participants/{}", "participant"),
        by_id("consents of participant", "GET", "/v1/participants/{}/consents", "participant"),
        by_id("restrictions of participant", "GET", "/v1/participants/{}/restrictions", "participant"),
        by_id("extract of the log", "POST", "/v1/participants/{}/extract", "participant", {"from": 0}),
        by_id("register extract", "POST", "/v1/participants/{}/register", "participant", {}),
        by_id("case", "GET", "/v1/cases/{}", "case"),
        by_id("chain", "GET", "/v1/cases/{}/chain", "case"),
        by_id("documents of case", "GET", "/v1/cases/{}/documents", "case"),
        by_id("step", "POST", "/v1/steps/{}/changes", "step", {"openEnded": True}),
        by_id("consent", "GET", "/v1/consents/{}", "consent"),
        by_id("deliveries on consent", "GET", "/v1/consents/{}/deliveries", "consent"),
        by_id("document", "GET", "/v1/documents/{}", "document"),
        by_id("retrieval", "POST", "/v1/documents/{}/retrievals", "document", purpose),
        by_id("emergency", "POST", "/v1/documents/{}/emergencies", "document", purpose | {"reason": "x"}),
        by_id("explanation", "POST", "/v1/documents/{}/explanations", "document", purpose),
        by_id("readers", "POST", "/v1/documents/{}/readers", "document", purpose),
        by_id("request", "GET", "/v1/requests/{}", "request"),
        by_id("withdrawal of request", "POST", "/v1/requests/{}/withdrawal", "request", {}),
    ]


def rank_test(left, right):
    """Mann and Whitney's U as the chance that one of `left` is larger, and the two-sided p of no difference."""
    ranked = sorted([(time, 0) for time in left] + [(time, 1) for time in right])
    n, m = len(left), len(right)
    ranks = sum(place + 1 for place, (_, side) in enumerate(ranked) if side == 0)
    u = ranks - n * (n + 1) / 2
    z = (u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12)
    return u / (n * m), math.erfc(abs(z) / math.sqrt(2))


def spread(times):
    quarters = statistics.quantiles(times, n=4)
    return quarters[2] - quarters[0]


def main():
    differing = []
    with Stage(sys.argv[1]) as stage:
        outsider = Officer(stage, "fk/frida")
        calls = probes(stage.ids)
        times = {name: ([], []) for name, _ in calls}
        answers = {name: (set(), set()) for name, _ in calls}
        for number in range(ROUNDS + 10):
            turns = [(name, side, each[side]) for name, each in calls for side in (0, 1)]
            random.shuffle(turns)
            for name, side, call in turns:
                taken, answer = outsider.ask(*call)
                if number >= 10:
                    times[name][side].append(taken)
                answers[name][side].add(json.dumps(answer, ensure_ascii=False))
        print(f"{ROUNDS} rounds; microseconds\n{'asked for':28}{'there':>8}{'not':>8}{'differ':>8}{'spread':>8}{'larger':>8}{'p':>10}  answers")
        for name, (there, gone) in times.items():
            if answers[name][0] != answers[name][1]:
                differing.append(name)
            larger, p = rank_test(there, gone)
            medians = [statistics.median(each) * 1e6 for each in (there, gone)]
            same = "differ" if name in differing else "the same"
            print(f"{name:28}{medians[0]:8.0f}{medians[1]:8.0f}{medians[0] - medians[1]:+8.0f}{spread(gone) * 1e6:8.0f}{larger:8.2f}{p:10.1e}  {same}")
        for name in differing:
            print(name, *sorted(answers[name][0] ^ answers[name][1]), sep="\n  ")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
