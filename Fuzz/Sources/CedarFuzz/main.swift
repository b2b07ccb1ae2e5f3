import FuzzRun

runFuzzer(CedarTargets.all)
