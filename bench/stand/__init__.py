"""What the proofs have in common: the packaged service with a PostgreSQL of its own, callers, probes, measures, pages.

Used by bench/attempts, bench/faults, bench/fuzz-http, bench/resource-servers and bench/soak. Plain Python 3 without further packages.
"""
