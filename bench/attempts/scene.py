"""One scenario on its stage: a database, the replicas of the service on it, and what is read of both."""
import os, re, shutil, subprocess, time, urllib.request
from dataclasses import dataclass

from stand import people, service

import guesses

# The callers are on this machine. Each proxy there may say who they are.
PROXIES = {"LATCHKEY_CALLER_TRUSTED_PROXIES": "127.0.0.0/8"}
# Nobody of the scenarios is one of these users, or in this network.
WARM_UP_USERS, WARM_UP_NETWORK, WARM_UP_ROUNDS = range(100, people.USERS), "192.0.2.1", 20
TABLES = "failures, account_failures, known_networks"


@dataclass
class Check:
    what: str
    seen: object
    bound: object
    met: bool

    def cells(self):
        return self.what, self.seen, self.bound, "met" if self.met else "missed"


class Scene:
    """What a scenario may use. `planted` says whether its fault is planted."""

    def __init__(self, stand, settings, replicas, planted):
        self.planted, self.checks = planted, []
        self._stand, self._settings, self._logs = stand, PROXIES | settings, []
        self.postgres = stand.postgres()
        self.replicas = []
        self.start(replicas)

    def start(self, count):
        for _ in range(count):
            name = f"replica-{len(self._logs) + 1}"
            replica = self._stand.service(self.postgres.port, settings=self._settings, name=name)
            self.replicas.append(replica)
            self._logs.append(replica.log)
        self._warm_up()

    def stop(self):
        """Tells each replica to end, and waits for it."""
        for replica in self.replicas:
            replica.stop()
        self.replicas.clear()

    def _warm_up(self):
        """So that the code for a login is compiled, and connections to the database are open."""
        logins = [guesses.right(people.QUICK, f"user-{n}", WARM_UP_NETWORK) for n in WARM_UP_USERS]
        for replica in self.replicas:
            for _ in range(WARM_UP_ROUNDS):
                guesses.at_once([(replica.port, login) for login in logins])

    def check(self, what, seen, bound, met):
        """One line of the table."""
        self.checks.append(Check(what, seen, bound, met))

    def in_turn(self, requests, pause=0.0):
        """One after the other, at the replicas in turn: the answers."""
        answers = []
        for number, request in enumerate(requests):
            answers.append(guesses.one(self.replicas[number % len(self.replicas)].port, request))
            time.sleep(pause)
        return answers

    def at_once(self, requests):
        """All together, at the replicas in turn: the answers."""
        return guesses.at_once([(self.replicas[n % len(self.replicas)].port, each) for n, each in enumerate(requests)])

    def name_failures(self):
        """Of all names in all networks: they are not forgotten bit by bit."""
        return int(self.postgres.sql("SELECT coalesce(sum(failures), 0)::bigint FROM failures WHERE leak = 0"))

    def account_failures(self, name):
        return int(self._of_user("SELECT coalesce(sum(failures), 0) FROM account_failures", name))

    def known_networks(self, name):
        return int(self._of_user("SELECT count(*) FROM known_networks", name))

    def _of_user(self, question, name):
        return self.postgres.sql(
            f"""
            {question} WHERE user_id IN (SELECT u.id FROM users u JOIN organizations o ON o.id = u.organization_id
              WHERE o.domain = '{people.QUICK}' AND u.username = '{name}')
            """
        )

    def rows_written(self):
        """Rows that were added, changed or removed in the tables of attempts. PostgreSQL counts late."""
        time.sleep(12)  # a connection reports what it did once it was idle for ten seconds
        return int(
            self.postgres.sql(
                """
                SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables
                WHERE relname IN ('failures', 'account_failures', 'known_networks')
                """
            )
        )

    def metric(self, name):
        """Over all replicas and labels."""
        texts = [read(f"http://127.0.0.1:{replica.management}/q/metrics") for replica in self.replicas]
        return sum(float(value) for text in texts for value in re.findall(rf"^{name}(?:\{{.*\}})? (\S+)", text, re.MULTILINE))

    def audited(self, outcome):
        """How many events of the audit have this outcome, in all logs."""
        return sum(log.read_text(errors="replace").count(f'"outcome":"{outcome}"') for log in self._logs)

    def command(self, *arguments):
        """Runs a command of an operator: what it prints."""
        environment = os.environ | {
            "LATCHKEY_DATABASE_URL": f"postgresql://127.0.0.1:{self.postgres.port}/latchkey",
            "LATCHKEY_DATABASE_USERNAME": "postgres",
            "LATCHKEY_DATABASE_PASSWORD": "postgres",
            "LATCHKEY_MIGRATE_AT_START": "false",
        }
        command = service.java("-jar", service.JAR, *arguments)
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    def close(self, folder, name):
        """Ends what runs. The logs are kept in `folder`, for those who look for a cause."""
        self._stand.clear()
        folder.mkdir(parents=True, exist_ok=True)
        for log in self._logs:
            shutil.move(log, folder / f"{name}-{log.name}")


def read(address):
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()


def eventually(question, wanted, patience=10):
    """What is asked is written in the background. The last answer, once it is the wanted one or patience ends."""
    return until(question, lambda answer: answer == wanted, patience)


def until(question, is_enough, patience=10):
    limit = time.monotonic() + patience
    while not is_enough(answer := question()) and time.monotonic() < limit:
        time.sleep(0.1)
    return answer


def settled(question):
    """The answer, once it stays the same for a second."""
    answer, before = question(), None
    while answer != before:
        time.sleep(1)
        answer, before = question(), answer
    return answer
