"""Benchmarks: the synthetic corpus, timings, mutation score. Each has one command, listed in benchmarks/README.md."""
