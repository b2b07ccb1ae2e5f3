import FuzzRun

runFuzzer(LeafTargets.all)
