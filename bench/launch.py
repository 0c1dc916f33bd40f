"""Start a command again and again and print [seconds, peak, exit status] of each run as JSON: python -S launch.py RUNS COMMAND ...

A process of its own, and a small one: a child's peak memory counts what its parent held when it was started, so a large parent would hide a small child.
"""
import json
import os
import sys
import time

runs, command = int(sys.argv[1]), sys.argv[2:]
out = []
for _ in range(runs):
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(child, 0)
    out.append([time.perf_counter() - start, usage.ru_maxrss, os.waitstatus_to_exitcode(status)])
print(json.dumps(out))
