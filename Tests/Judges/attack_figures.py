#!/usr/bin/env python3
"""Tries to compute small groups from all the figures that have been issued, by linear programming.

Standard input: {"smallest", "populations": [{"issues", "municipalities", "truth"}]}. The attacker sees `issues`, the answers of GET /v1/figures, and
knows which municipalities there are and how figures are issued: that who is waiting for a period is fewer than `smallest`, that a hidden cell is less than each
that is told, how quantiles are ranked. Out of it they make one system of equations for each population, with all that there is to know in whole
numbers: who began, ended and is under way in each quarter, each table, outcomes crossed with municipalities, durations by band. `truth` is looked at only for
which cells are small, and to see that the attacker's own bounds are true.

Prints `populations cells computed narrow`: how many small cells were attacked, how many of them have only one value that they can hold, and how many only two.
Exit status 1 when any was computed, 2 when the attacker is wrong.
"""
import json
import math
import sys

import numpy
from scipy.optimize import linprog
from scipy.sparse import coo_matrix

BANDS = ["underOneMonth", "oneToThreeMonths", "threeToSixMonths", "sixToTwelveMonths", "overOneYear"]


class System:
    """Numbers that aren't known, and what is known of them."""

    def __init__(self):
        self.names, self.bounds, self.rows = {}, [], []

    def variable(self, *name):
        if name not in self.names:
            self.names[name] = len(self.bounds)
            self.bounds.append([0, None])
        return self.names[name]

    def between(self, terms, low=None, high=None):
        """low ≤ the sum ≤ high; terms are (variable, factor)."""
        self.rows.append((terms, low, high))

    def sums(self, parts, whole):
        self.between([(part, 1) for part in parts] + [(whole, -1)], 0, 0)

    def known(self, variable, value):
        self.between([(variable, 1)], value, value)

    def compile(self):
        equal, unequal = ([], [], [], []), ([], [], [], [])
        for terms, low, high in self.rows:
            sides = [(equal, 1, high)] if low == high else [(unequal, s, s * b) for s, b in ((1, high), (-1, low)) if b is not None]
            for (at, to, factors, limits), sign, limit in sides:
                for variable, factor in terms:
                    at.append(len(limits))
                    to.append(variable)
                    factors.append(sign * factor)
                limits.append(limit)

        def matrix(parts):
            at, to, factors, limits = parts
            return coo_matrix((factors, (at, to)), shape=(len(limits), len(self.bounds))).tocsr() if limits else None

        self.equal, self.equal_limits = matrix(equal), equal[3] or None
        self.unequal, self.unequal_limits = matrix(unequal), unequal[3] or None

    def range(self, variable):
        """The least and the greatest whole number that the variable can hold; `None` where there's no greatest."""
        ends = []
        for sign in (1, -1):
            costs = numpy.zeros(len(self.bounds))
            costs[variable] = sign
            found = linprog(
                costs, A_ub=self.unequal, b_ub=self.unequal_limits, A_eq=self.equal, b_eq=self.equal_limits, bounds=self.bounds, method="highs"
            )
            if found.status == 3:
                ends.append(None)
            elif found.status == 0:
                ends.append(sign * found.fun)
            else:
                print("the attacker contradicts itself:", found.message, file=sys.stderr)
                sys.exit(2)
        low, high = ends
        return math.ceil(low - 1e-6), None if high is None else math.floor(high + 1e-6)


def quarters(period):
    first, last = ([int(x) for x in period[end].split("Q")] for end in ("first", "last"))
    return [f"{n // 4:04}Q{n % 4 + 1}" for n in range(first[0] * 4 + first[1] - 1, last[0] * 4 + last[1])]


def series(system, issues, smallest):
    """Who began, ended, and is under way."""
    before = None
    for issue in issues:
        began, ended, under_way = (system.variable(kind, issue["quarter"]) for kind in ("B", "C", "K"))
        terms = [(under_way, 1), (ended, 1), (began, -1)] + ([(before, -1)] if before is not None else [])
        system.between(terms, 0, 0)
        before = under_way
    waiting = []
    for issue in issues:
        waiting.append(system.variable("C", issue["quarter"]))
        if "ended" in issue:
            waiting = []
        else:
            system.between([(each, 1) for each in waiting], None, smallest - 1)
        for key, kind in (("begun", "B"), ("ended", "C")):
            if key in issue:
                parts = [(system.variable(kind, quarter), 1) for quarter in quarters(issue[key]["period"])]
                system.between(parts, issue[key]["participants"], issue[key]["participants"])
        if "begun" in issue:
            system.between([(system.variable("K", issue["quarter"]), 1)], smallest, None)


def partition(system, cells, told, total):
    system.between([(cell, 1) for cell in cells], total, total)
    least = min((value for value in told if value), default=None)
    for cell, value in zip(cells, told):
        if value is not None:
            system.known(cell, value)
        elif least is not None:
            system.between([(cell, 1)], None, least - 1)


def durations(system, number, row, count):
    """Rank r lies in band b: fewer than r are in lower bands, at least r in b and below."""
    cells = [system.variable(number, "band", row["step"], band) for band in BANDS]
    system.between([(cell, 1) for cell in cells], count, count)
    for key, quarter in (("lowerQuartile", 1), ("median", 2), ("upperQuartile", 3)):
        if key not in row["durations"]:
            continue
        place, rank = BANDS.index(row["durations"][key]), -(-count * quarter // 4)
        if place:
            system.between([(cell, 1) for cell in cells[:place]], None, rank - 1)
        system.between([(cell, 1) for cell in cells[: place + 1]], rank, None)


def tables(system, number, ended, names, smallest):
    total = ended["participants"]
    outcomes = [system.variable(number, "outcome", index) for index in range(len(ended["outcomes"]))]
    partition(system, outcomes, [row.get("participants") for row in ended["outcomes"]], total)
    places = {name: system.variable(number, "municipality", name) for name in names}
    told = {row["municipality"]: row["participants"] for row in ended["municipalities"]}
    for name, count in told.items():
        system.known(places[name], count)
    small = [places[name] for name in names if name not in told]
    system.between([(cell, 1) for cell in small], ended.get("otherMunicipalities", 0), ended.get("otherMunicipalities", 0))
    for index, outcome in enumerate(outcomes):
        system.sums([system.variable(number, "joint", index, name) for name in names], outcome)
    for name in names:
        system.sums([system.variable(number, "joint", index, name) for index in range(len(outcomes))], places[name])
    for row in ended["steps"]:
        through = system.variable(number, "step", row["step"])
        system.sums([through, system.variable(number, "not", row["step"])], system.variable(number, "all"))
        if "participants" in row:
            system.known(through, row["participants"])
        if "durations" in row:
            durations(system, number, row, row["participants"])
    system.known(system.variable(number, "all"), total)


def truth_of(name, truth):
    number, kind, *rest = name
    if number in ("B", "C", "K"):
        return truth[number][kind]
    if kind == "all":
        return None
    cells = truth["ended"][number]
    if kind == "not":
        return cells["all"] - cells["step"][rest[0]]
    if kind == "joint":
        return cells["joint"][rest[0]].get(rest[1], 0)
    if kind == "outcome":
        return cells["outcome"][rest[0]]
    if kind == "band":
        return cells["band"][rest[0]][BANDS.index(rest[1])]
    return cells[kind].get(rest[0], 0)


def main():
    question = json.load(sys.stdin)
    smallest, attacked, computed, narrow = question["smallest"], 0, 0, 0
    for place, population in enumerate(question["populations"]):
        system = System()
        series(system, population["issues"], smallest)
        for number, ended in enumerate(issue["ended"] for issue in population["issues"] if "ended" in issue):
            tables(system, number, ended, population["municipalities"], smallest)
        system.compile()
        for name, variable in system.names.items():
            value = truth_of(name, population["truth"])
            # The crossed tables are many; of every tenth population they're attacked, too.
            if value is None or not 0 < value < smallest or (name[1] == "joint" and place % 10):
                continue
            low, high = system.range(variable)
            if value < low or (high is not None and value > high):
                print(f"population {place}: {name} is {value}, not {low} to {high}", file=sys.stderr)
                sys.exit(2)
            attacked += 1
            computed += low == high
            narrow += high is not None and high - low == 1
            if low == high:
                print(f"population {place}: {name} is {value}", file=sys.stderr)
    print(len(question["populations"]), attacked, computed, narrow)
    sys.exit(1 if computed else 0)


main()
