"""What honest callers saw of one fault, what the process used, and the bounds that both are held to."""
from collections import Counter
from dataclasses import dataclass, field

from stand.callers import NO_ANSWER

# With a login that fails so shortly before the end of the observation the service is not back.
LAST_SECONDS = 2


@dataclass
class Observed:
    """Times are those of time.monotonic(). Calls before `began` are left out."""

    began: float
    healed: float  # from here on the service could be well again
    ended: float
    logins: list
    live: list
    ready: list
    megabytes: float = 0
    heap: float | None = None
    alive: bool = True
    attack: Counter = field(default_factory=Counter)  # the answers to the attacker, by status
    errors: int = 0  # lines at level ERROR
    late: float = 0  # how late our own callers were at most
    stop: float | None = None  # seconds from SIGTERM to the end, where that was asked for

    def statuses(self):
        return Counter(call.status for call in self.logins)

    def failed(self):
        return [call for call in self.logins if call.status != 200]

    def recovery(self):
        """Seconds from `healed` to the last login that failed; None where the service is not back."""
        late = [call.sent - self.healed for call in self.failed() if call.sent > self.healed]
        if late and max(late) + self.healed > self.ended - LAST_SECONDS:
            return None
        return max(late, default=0)


def slowest(calls):
    return max((call.seconds for call in calls), default=0)


@dataclass
class Bound:
    text: str
    missed: object  # Observed -> what was seen instead, or None


def value(seen, limit, unit):
    return f"{seen:.1f} {unit}" if seen > limit else None


ALIVE = Bound("the process lives", lambda seen: None if seen.alive else "it ended")
NO_500 = Bound(
    "no answer is 500",
    lambda seen: f"{n} are" if (n := seen.statuses()[500] + seen.attack["500"]) else None,
)
ANSWERED = Bound(
    "each login has an answer", lambda seen: f"{n} of {len(seen.logins)} have none" if (n := seen.statuses()[NO_ANSWER]) else None
)
RETRY_AFTER = Bound(
    "each 503 has Retry-After",
    lambda seen: f"{n} have none" if (n := sum(c.status == 503 and not c.retry_after for c in seen.logins)) else None,
)
READY = Bound(
    "readiness is UP throughout",
    lambda seen: f"{n} of {len(seen.ready)} probes failed" if (n := sum(call.status != 200 for call in seen.ready)) else None,
)


def accepted(share):
    def missed(seen):
        ok = seen.statuses()[200]
        return None if ok >= share * len(seen.logins) else f"{ok} of {len(seen.logins)}"

    return Bound(f"{share:.0%} of the logins are let in", missed)


def login_within(seconds):
    return Bound(f"each login is answered within {seconds} s", lambda seen: value(slowest(seen.logins), seconds, "s"))


def live_within(seconds):
    def missed(seen):
        bad = sum(call.status != 200 for call in seen.live)
        return f"{bad} of {len(seen.live)} probes failed" if bad else value(slowest(seen.live), seconds, "s")

    return Bound(f"liveness answers within {seconds} s", missed)


def back_within(seconds):
    def missed(seen):
        recovery = seen.recovery()
        return "they are not back" if recovery is None else value(recovery, seconds, "s")

    return Bound(f"all logins are let in again within {seconds} s", missed)


def not_ready_within(seconds):
    def missed(seen):
        down = [call.sent - seen.began for call in seen.ready if call.status != 200 and call.sent < seen.healed]
        return value(min(down), seconds, "s") if down else "it stays UP"

    return Bound(f"readiness is DOWN within {seconds} s", missed)


def ready_again_within(seconds):
    def missed(seen):
        late = [call.sent - seen.healed for call in seen.ready if call.status != 200 and call.sent > seen.healed]
        return value(max(late, default=0), seconds, "s")

    return Bound(f"readiness is UP again within {seconds} s", missed)


def resident_below(megabytes):
    return Bound(f"the process stays below {megabytes} MB", lambda seen: value(seen.megabytes, megabytes, "MB"))


def heap_below(megabytes):
    def missed(seen):
        return "it cannot be measured" if seen.heap is None else value(seen.heap, megabytes, "MB")

    return Bound(f"the heap stays below {megabytes} MB", missed)


def errors_below(lines):
    return Bound(f"the log has at most {lines} errors", lambda seen: f"{seen.errors}" if seen.errors > lines else None)


def ends_within(seconds):
    def missed(seen):
        return "it does not end" if seen.stop is None else value(seen.stop, seconds, "s")

    return Bound(f"it ends within {seconds} s of SIGTERM", missed)
