"""The faults. To add one, write a function that takes a Scene, and say below what it is held to."""
import time
from dataclasses import dataclass, field

from observed import (
    ALIVE, ANSWERED, NO_500, READY, RETRY_AFTER, accepted, back_within, ends_within, errors_below, heap_below,
    live_within, login_within, not_ready_within, ready_again_within, resident_below,
)
from stand import firewall, people
from stand.names import NameServer
from stand.service import pod_megabytes

LIVE = live_within(1)
# Whatever happens
ALWAYS = [ALIVE, ANSWERED, RETRY_AFTER, LIVE, resident_below(pod_megabytes())]
# Whatever a stranger does to others
UNTOUCHED = [*ALWAYS, NO_500, accepted(0.99), login_within(2), READY, back_within(2)]
# Whatever happens to the database
OUTAGE = [*ALWAYS, NO_500, login_within(5), ready_again_within(10)]


@dataclass
class Fault:
    text: str
    inject: object  # Scene -> None
    bounds: list
    after: float = 15  # seconds of observation behind the fault
    seconds: float = 20
    login: object = people.login  # makes the login of the honest callers
    rate: float = 20
    settings: dict = field(default_factory=dict)
    files: int | None = None  # how many the process may open
    door: bool = False  # whether a TCP address of ours stands before the database
    names: object = None  # makes a DNS server of ours
    possible: object = lambda: True  # whether this machine can bring it about
    unread: bool = False  # whether nobody reads the log, and the service is told to end at the end


def nothing(scene):
    scene.wait()


def flood(name):
    def inject(scene):
        scene.flood("floods.py", name, "--host", "127.0.0.1", "--source", "127.0.0.3")
        scene.wait()

    return inject


def attack(name, *options):
    def inject(scene):
        scene.flood("attack.py", name, *options)
        scene.wait()

    return inject


def freeze(scene):
    scene.postgres.freeze()
    scene.wait()
    scene.postgres.thaw()


def freeze_and_flood(scene):
    scene.flood("attack.py", "made-up", "--rate", 970, "--connections", 2500)
    scene.postgres.freeze()
    scene.wait()
    scene.measure_heap()
    scene.postgres.thaw()


def failover(scene):
    other = scene.other_postgres()
    scene.postgres.freeze()
    scene.door.target = other.port
    scene.healed = time.monotonic()
    scene.wait()


def drop(scene):
    scene.door.silence_open()
    scene.healed = time.monotonic()
    scene.wait()


def firewall_drops(scene):
    scene.firewall.drop_open(scene.postgres.port)
    scene.healed = time.monotonic()
    scene.wait()


def terminate(scene):
    flood = scene.flood("attack.py", "logins", "--connections", 300, "--pause", 1.5)
    while flood.poll() is None:
        scene.postgres.terminate_connections()
        time.sleep(0.4)


def silent_names(scene):
    scene.names.silent = True
    scene.postgres.terminate_connections()
    scene.wait()
    scene.names.silent = False


def statement(broken, mended):
    def inject(scene):
        scene.postgres.sql(broken)
        scene.wait()
        scene.postgres.sql(mended)

    return inject


def bystander():
    return people.login(people.SLOW, headers=["X-Forwarded-For: 2001:db8:ffff::1"])


FAULTS = {
    "quiet": Fault("nothing happens: the control", nothing, [*UNTOUCHED, login_within(1)], after=0),
    # Hostile connections
    "unread": Fault("8 connections pipeline requests and never read an answer", flood("unread"), UNTOUCHED),
    "fields": Fault("1,200 connections send header fields without an end", flood("fields"), UNTOUCHED),
    "tiny": Fault("8 connections pipeline logins with 4,500 header fields each", flood("tiny"), UNTOUCHED),
    "idle": Fault("1,000 idle connections; the process may open 256 files", flood("idle"), UNTOUCHED, files=256),
    "drip": Fault("1,000 connections send a head, a byte a second", flood("drip"), UNTOUCHED),
    "bodies": Fault("1,000 connections send a body that nobody reads, a byte a second", flood("bodies"), UNTOUCHED),
    "reconnect": Fault("200 connections are opened and closed again and again", flood("reconnect"), UNTOUCHED),
    # Floods of requests
    "made-up": Fault("one address asks for made-up organisations as fast as it can", attack("made-up"), UNTOUCHED),
    "networks": Fault(
        "200 networks /64 of one /48 guess at one organisation; the logins are of its users elsewhere",
        attack("networks", "--connections", 200),
        UNTOUCHED,
        login=bystander,
        rate=4,
        # With limits on attempts most guesses would be refused before they get into the queue.
        settings={"LATCHKEY_CALLER_TRUSTED_PROXIES": "127.0.0.0/8", "LATCHKEY_ATTEMPTS_MODE": "off"},
    ),
    # The database
    "freeze": Fault("PostgreSQL stands still, then goes on", freeze, [*OUTAGE, back_within(10)]),
    "freeze-flood": Fault(
        "the same, with 970 requests a second for made-up organisations",
        freeze_and_flood,
        [*OUTAGE, heap_below(150), back_within(5)],
        seconds=60,
        after=30,
    ),
    "failover": Fault(
        "PostgreSQL stands still; its address leads to another one at once",
        failover,
        [*OUTAGE, back_within(10)],
        seconds=40,
        after=0,
        door=True,
    ),
    "drop": Fault(
        "open connections to PostgreSQL lose every byte, new ones work", drop, [*OUTAGE, back_within(10)], seconds=40, after=0, door=True
    ),
    "firewall": Fault(
        "the same by a firewall of this machine, so that nothing is acknowledged; needs iptables and root",
        firewall_drops,
        [*OUTAGE, back_within(10)],
        seconds=40,
        after=0,
        possible=firewall.is_there,
    ),
    "terminate": Fault(
        "PostgreSQL ends all connections again and again, while bursts of 300 logins come", terminate, [*OUTAGE, back_within(10)]
    ),
    "names": Fault(
        "the DNS server is silent and the connections to PostgreSQL end",
        silent_names,
        [*OUTAGE, back_within(10)],
        door=True,
        names=NameServer,
    ),
    "column": Fault(
        "a column is gone, then comes back",
        statement("ALTER TABLE users RENAME favorites TO gone", "ALTER TABLE users RENAME gone TO favorites"),
        [*ALWAYS, not_ready_within(10), ready_again_within(10), back_within(10), errors_below(5)],
    ),
    "right": Fault(
        "a right is revoked, then granted again",
        statement("REVOKE SELECT ON login_names FROM latchkey", "GRANT SELECT ON login_names TO latchkey"),
        [*ALWAYS, not_ready_within(10), ready_again_within(10), back_within(10), errors_below(5)],
    ),
    "log": Fault(
        "nobody reads the log, and malformed logins fill it; then SIGTERM",
        attack("malformed", "--rate", 1000, "--connections", 500),
        [*UNTOUCHED, ends_within(26)],
        unread=True,
    ),
}
