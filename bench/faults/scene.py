"""One fault on its stage: service, database, callers and probes, and the observation of them."""
import json, shutil, subprocess, sys, time
from collections import Counter
from pathlib import Path

from observed import Observed
from stand import people
from stand.callers import Steady
from stand.door import Door
from stand.firewall import Firewall
from stand.process import Peak

HERE = Path(__file__).resolve().parent
CALLER, PATIENCE = "127.0.0.2", 10
LIVE, READY = (people.request("GET", f"/q/health/{name}") for name in ("live", "ready"))
WARM_UP, QUIET = 6, 3


class Scene:
    """What the function of a fault may use. It sets `healed` where the service could be well before the function ends."""

    def __init__(self, stand, fault, settings, seconds):
        self.seconds, self.healed, self.heap, self.attack = seconds, None, None, Counter()
        self._stand, self._floods = stand, []
        self.postgres = stand.postgres()
        self.door = Door(self.postgres.port)
        self.names = fault.names and fault.names()
        self.firewall = Firewall()
        given = dict(fault.settings)
        if self.names:
            given |= {
                "LATCHKEY_DATABASE_URL": f"postgresql://database.latchkey.test:{self.door.port}/latchkey",
                "QUARKUS_DATASOURCE_JDBC_URL": f"jdbc:postgresql://127.0.0.1:{self.door.port}/latchkey",
                "QUARKUS_VERTX_RESOLVER_SERVERS": self.names.address,
            }
        port = self.door.port if fault.door else self.postgres.port
        self.service = stand.service(port, settings=given | settings, files=fault.files, unread=fault.unread)

    def other_postgres(self):
        return self._stand.postgres()

    def wait(self):
        """While the fault lasts."""
        time.sleep(self.seconds)

    def flood(self, program, name, *options, seconds=None):
        """Begins an attack, a program of this folder. It ends by itself, or with the fault."""
        command = [sys.executable, HERE / program, name, "--port", self.service.port, "--seconds", seconds or self.seconds]
        process = subprocess.Popen(list(map(str, [*command, *options])), stdout=subprocess.PIPE, text=True)
        self._floods.append(process)
        return process

    def measure_heap(self):
        self.heap = self.service.heap_megabytes()

    def end_floods(self):
        while self._floods:
            process = self._floods.pop()
            try:
                output, _ = process.communicate(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                output, _ = process.communicate()
            try:
                self.attack.update(json.loads(output))
            except ValueError:
                pass  # not all of them count

    def close(self):
        self.end_floods()
        self.firewall.close()
        self.door.close()
        if self.names:
            self.names.close()
        self._stand.clear()


def observe(stand, fault, settings, seconds, log):
    """`log` is where the service's log is kept, for those who look for a cause."""
    scene = Scene(stand, fault, settings, seconds)
    try:
        return observe_in(scene, fault)
    finally:
        scene.close()
        if scene.service.log.exists():
            log.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(scene.service.log, log)


def observe_in(scene, fault):
    service = scene.service
    scene.flood("attack.py", "logins", "--connections", 8, seconds=WARM_UP).wait()
    scene.end_floods()
    scene.attack.clear()
    peak = Peak(service.pid)
    callers = [
        Steady(service.port, fault.login, fault.rate, PATIENCE, CALLER),
        Steady(service.management, lambda: LIVE, 2, PATIENCE, CALLER),
        Steady(service.management, lambda: READY, 2, PATIENCE, CALLER),
    ]
    time.sleep(QUIET)
    began = time.monotonic()
    fault.inject(scene)
    healed = scene.healed or time.monotonic()
    scene.end_floods()
    time.sleep(fault.after)
    ended = time.monotonic()
    calls = [[call for call in each.end() if call.sent >= began] for each in callers]
    heap = service.heap_megabytes() if scene.heap is None else scene.heap
    alive = service.is_alive()
    stop = service.end(60) if fault.unread else None
    late = max(each.late for each in callers)
    return Observed(
        began, healed, ended, *calls, peak.end(), heap, alive, scene.attack, len(service.errors()), late, stop
    )
