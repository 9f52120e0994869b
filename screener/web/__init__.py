"""Takes requests from browsers and programs, gives pages and JSON: the service that `screener serve` runs.

One process speaks HTTP and checks who asks, how much and how long; the reading and deciding is done by workers in
processes of their own, which can be ended when they take too long.
"""
