import FuzzRun

runFuzzer(ExchangeTargets.all)
