"""Benchmarks, each run by itself; they share `peers`, `probes` and `scores`."""
