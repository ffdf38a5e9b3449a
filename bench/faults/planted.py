"""Observations with one fault each, to see that each bound catches its own. No service is needed."""
from collections import Counter
from dataclasses import replace

import observed
from observed import Observed
from stand.callers import NO_ANSWER, Call

# A fault from second 10 to second 20, seen until second 30; nobody noticed it.
CALLS = [Call(10 + i / 4, 0.01, 200) for i in range(80)]
GOOD = Observed(10, 20, 30, CALLS, CALLS, CALLS, megabytes=200, heap=20, stop=1)


def with_one(**change):
    """One of the calls, in the middle of the time behind the fault, is another one."""
    return [*CALLS[:60], replace(CALLS[60], **change), *CALLS[61:]]


def down(begin, end):
    return [replace(call, status=503) if begin <= call.sent < end else call for call in CALLS]


GOES_DOWN = replace(GOOD, ready=down(12, 21))

# The bound, an observation that meets it, and one that does not.
PLANTED = [
    (observed.ALIVE, GOOD, replace(GOOD, alive=False)),
    (observed.NO_500, GOOD, replace(GOOD, logins=with_one(status=500))),
    (observed.NO_500, GOOD, replace(GOOD, attack=Counter({"500": 1}))),
    (observed.ANSWERED, GOOD, replace(GOOD, logins=with_one(status=NO_ANSWER))),
    (observed.RETRY_AFTER, replace(GOOD, logins=with_one(status=503, retry_after=True)), replace(GOOD, logins=with_one(status=503))),
    (observed.READY, GOOD, replace(GOOD, ready=with_one(status=503))),
    (observed.accepted(0.9), replace(GOOD, logins=down(10, 11)), replace(GOOD, logins=down(10, 14))),
    (observed.login_within(2), GOOD, replace(GOOD, logins=with_one(seconds=2.1))),
    (observed.live_within(1), GOOD, replace(GOOD, live=with_one(seconds=1.1))),
    (observed.live_within(1), GOOD, replace(GOOD, live=with_one(status=NO_ANSWER))),
    (observed.back_within(5), replace(GOOD, logins=down(10, 24)), replace(GOOD, logins=down(10, 26))),
    (observed.back_within(50), GOOD, replace(GOOD, logins=down(10, 30))),
    (observed.not_ready_within(5), GOES_DOWN, GOOD),
    (observed.not_ready_within(1), replace(GOOD, ready=down(10, 20)), GOES_DOWN),
    (observed.ready_again_within(2), GOES_DOWN, replace(GOOD, ready=down(12, 24))),
    (observed.resident_below(300), GOOD, replace(GOOD, megabytes=301)),
    (observed.heap_below(150), GOOD, replace(GOOD, heap=151)),
    (observed.heap_below(150), GOOD, replace(GOOD, heap=None)),
    (observed.errors_below(5), GOOD, replace(GOOD, errors=6)),
    (observed.ends_within(26), GOOD, replace(GOOD, stop=None)),
]


def wrong():
    """What the bounds are wrong about."""
    for bound, good, bad in PLANTED:
        if text := bound.missed(good):
            yield f"{bound.text}: a good observation is refused: {text}"
        if not bound.missed(bad):
            yield f"{bound.text}: the planted fault is not found"
