import FuzzRun

runFuzzer(WireTargets.all)
