"""The scenarios. To add one, write a function that takes a Scene and checks what it saw, and name a fault for it."""
import re, time
from collections import Counter
from dataclasses import dataclass, field

from stand import people
from stand.people import QUICK, SLOW

from guesses import right, statuses, told, wrong
from scene import TABLES, eventually, settled, until

# The defaults that the bounds follow from.
NAME_FAILURES, IN_FLIGHT, ACCOUNT_FAILURES, PER_NETWORK, RECOVERY = 5, 10, 100, 100, 6
HOME, GUESSER, STRANGER, OTHER_STRANGER = "198.51.100.1", "203.0.113.7", "198.19.1.1", "198.19.2.1"
# Guesses that are asked before the last ones are counted everywhere.
UNDER_WAY = 10


@dataclass
class Scenario:
    text: str
    play: object  # Scene -> None
    fault: str
    replicas: int = 2
    settings: dict = field(default_factory=dict)
    fault_settings: dict = field(default_factory=dict)  # where settings are what plants the fault


def replicas(scene):
    most = NAME_FAILURES + IN_FLIGHT * len(scene.replicas)
    for domain in (QUICK, SLOW):
        seen = statuses(scene.at_once([wrong(domain, "user-0", GUESSER)] * 400))
        compared, cost = seen[401], people.HASHES[domain][1][4:6].lstrip("0")
        met = NAME_FAILURES <= compared <= most
        scene.check(f"400 guesses at once at one name, bcrypt cost {cost}: compared", compared, f"{NAME_FAILURES} to {most}", met)
        scene.check("all answers", told(seen), "401 or 429", compared + seen[429] == 400)
    seen = statuses(scene.in_turn([wrong(QUICK, "user-1", GUESSER)] * 20, pause=0.2))
    scene.check("20 guesses one by one, at the replicas in turn", told(seen), "5 × 401", seen == {401: NAME_FAILURES, 429: 15})


def restart(scene):
    seen = statuses(scene.at_once([wrong(QUICK, "user-0", GUESSER)] * 100))
    written = eventually(scene.name_failures, seen[401])
    met = written == seen[401]
    scene.check("100 guesses at once: compared, and counted in the table", f"{seen[401]}, {written}", "the same number", met)
    count = len(scene.replicas)

    def rows():
        return scene.postgres.sql("SELECT key, failures FROM failures ORDER BY key")

    before = settled(rows)
    scene.stop()
    if scene.planted:
        scene.postgres.sql("TRUNCATE failures")
    scene.start(count)
    after = rows()
    scene.check("rows of the table, before and after", f"{lines(before)}, {lines(after)}", "the same rows", after == before != "")
    again = statuses(scene.in_turn([wrong(QUICK, "user-0", GUESSER)] * count))
    scene.check("the next guess at each replica", told(again), "429", again == {429: count})


def lines(text):
    return len(text.splitlines())


def limited(scene):
    if not scene.planted:
        scene.postgres.sql("UPDATE users SET change_password = true WHERE username = 'user-0'")
    few = statuses(scene.in_turn([wrong(QUICK, "user-0", GUESSER)] * 3))

    def counted():
        return scene.name_failures(), scene.account_failures("user-0"), scene.known_networks("user-0")

    before = eventually(counted, (3, 3, 0))
    met = before == (3, 3, 0)
    scene.check("3 guesses: failures of the name, of the account; known networks", f"{told(few)}: {listed(before)}", "3, 3, 0", met)
    answers = scene.in_turn([right(QUICK, "user-0", GUESSER)] * 200)
    tokens = sum(answer.is_limited() for answer in answers)
    scene.check("200 logins with the right password: limited tokens", tokens, "200", tokens == 200)
    after = settled(counted)
    scene.check("the same numbers after them", listed(after), "3, 3, 0", after == (3, 3, 0))
    more = statuses(scene.in_turn([wrong(QUICK, "user-0", GUESSER)] * 2, pause=0.2))
    last = statuses(scene.in_turn([right(QUICK, "user-0", GUESSER)] * 2))
    seen = f"{told(more)}; {told(last)}"
    scene.check("2 more guesses, then the right password at each replica", seen, "429 at the end", last == {429: 2})


def listed(numbers):
    return ", ".join(map(str, numbers))


def guess_from_ten_networks(scene, name, guesses=ACCOUNT_FAILURES):
    """Five guesses at each of the two names, from each network: the short fuse allows no more."""
    names = [name, f"{name}@example.com"]
    requests = [
        wrong(QUICK, names[n // NAME_FAILURES % 2], f"198.18.{n // (2 * NAME_FAILURES)}.1") for n in range(guesses)
    ]
    seen = statuses(scene.in_turn(requests))
    return seen, eventually(lambda: scene.account_failures(name), guesses)


def locked_out(scene):
    first = statuses([*scene.in_turn([right(QUICK, "user-0", HOME)]), *scene.in_turn([right(QUICK, "user-1", HOME)])])
    known = eventually(lambda: scene.known_networks("user-0"), 1)
    scene.check("the owner logs in; networks that are known then", f"{told(first)}; {known}", "1", known == 1)

    seen, failures = guess_from_ten_networks(scene, "user-1", ACCOUNT_FAILURES - 1)
    near = one(scene, right(QUICK, "user-1", STRANGER))
    scene.check("99 guesses from 10 networks, then the right password from another one", f"{told(seen)}; {near}", "200", near == 200)

    seen, failures = guess_from_ten_networks(scene, "user-0")
    met = failures == ACCOUNT_FAILURES
    scene.check("100 guesses from 10 networks, half at each name: failures of the account", failures, "100", met)
    before = scene.audited("locked")
    strangers = [right(QUICK, "user-0", STRANGER), right(QUICK, "user-0@example.com", OTHER_STRANGER)]
    kept_out = statuses(scene.in_turn(strangers))
    scene.check("then the right password from a network that is not known, by each name", told(kept_out), "401", kept_out == {401: 2})
    told_of = until(lambda: scene.audited("locked") - before, lambda count: count >= 2)
    scene.check("events of the audit that say so", told_of, "2", told_of == 2)
    owner = statuses(scene.in_turn([right(QUICK, "user-0@example.com", HOME)]))
    scene.check("the owner, from the known network", told(owner), "200", owner == {200: 1})
    over = eventually(lambda: scene.account_failures("user-0"), 0)
    scene.check("failures of the account after that", over, "0", over == 0)
    let_in = one(scene, right(QUICK, "user-0", "198.19.3.1"))
    scene.check("the right password from a network that was not known", let_in, "200", let_in == 200)


def one(scene, request):
    return scene.in_turn([request])[0].status


def fleet(scene):
    for what in ("300 logins of one user at once, from one network", "the same again"):
        seen = statuses(scene.at_once([right(QUICK, "user-0", HOME)] * 300))
        scene.check(what, told(seen), "all 200", seen == {200: 300})


def away(scene):
    def unwritten():
        return scene.metric("latchkey_attempts_unwritten_total")

    def guess(what, name, most):
        before = unwritten()
        seen = statuses(scene.in_turn([wrong(QUICK, name, GUESSER)] * 20))
        met = NAME_FAILURES <= seen[401] <= most and seen[401] + seen[429] + seen[503] == 20
        scene.check(f"{what}: 20 guesses one by one", told(seen), f"{most} × 401 at most", met)
        more = until(lambda: unwritten() - before, lambda count: count > 0)
        scene.check(f"{what}: latchkey_attempts_unwritten_total", f"{more:+.0f}", "more than 0", more > 0)
        others = statuses(scene.in_turn([right(QUICK, f"user-{n}", HOME) for n in range(10, 20)]))
        scene.check(f"{what}: 10 logins of others", told(others), "200", others == {200: 10})

    def guess_again(when):
        seen = Counter(one(scene, wrong(QUICK, name, GUESSER)) for name in ("user-0", "user-1"))
        scene.check(f"{when}: guesses at the names that are paused", told(seen), "429", seen == {429: 2})

    scene.postgres.sql(f"REVOKE INSERT, UPDATE, DELETE ON {TABLES} FROM latchkey")
    guess("writing is not allowed", "user-0", NAME_FAILURES)
    scene.postgres.sql(f"GRANT INSERT, UPDATE, DELETE ON {TABLES} TO latchkey")
    with scene.postgres.transaction(f"LOCK TABLE {TABLES} IN EXCLUSIVE MODE"):
        # A guess is in flight until its failure is written, or time is over.
        guess("writing waits for a lock", "user-1", NAME_FAILURES + IN_FLIGHT)

    scene.postgres.stop()
    asked = Counter(one(scene, right(QUICK, f"user-{n}", HOME)) for n in range(20, 40))
    scene.check("PostgreSQL is stopped: 20 logins", told(asked), "503", asked == {503: 20})
    guess_again("PostgreSQL is stopped")
    scene.postgres.start()
    began = time.monotonic()
    until(lambda: one(scene, right(QUICK, "user-20", HOME)), lambda status: status == 200, 30)
    seconds = time.monotonic() - began
    back = statuses(scene.in_turn([right(QUICK, f"user-{n}", HOME) for n in range(20, 40)]))
    met = back == {200: 20} and seconds < 10
    scene.check("it is started again: seconds until a login, then 20 logins", f"{seconds:.1f}; {told(back)}", "10 s; 200", met)
    guess_again("it is started again")


WRITES = re.compile(r"\b(insert\s+into|update|delete\s+from)\s+\W?(failures|account_failures|known_networks)\b", re.IGNORECASE)


def quiet(scene):
    before = scene.rows_written()
    with scene.postgres.statements() as log:
        networks = [f"198.18.{n}.1" if scene.planted else HOME for n in range(100)]
        seen = statuses(scene.in_turn([right(QUICK, "user-0", network) for network in networks]))
        writing = settled(lambda: how_many_write(log()))
    after = scene.rows_written()
    rows = after - before
    met = rows <= 1 and seen == {200: 100}
    scene.check("100 logins of one user from one network: rows written", f"{told(seen)}: {rows}", "at most 1", met)
    scene.check("statements with INSERT, UPDATE or DELETE for these tables", writing, "at most 1", writing <= 1)
    with scene.postgres.statements() as log:
        guess = one(scene, wrong(QUICK, "user-0", GUESSER))
        writing = settled(lambda: how_many_write(log()))
    rows = scene.rows_written() - after
    met = rows > 0 and writing > 0
    scene.check("the control, a guess: rows, statements", f"{guess}: {rows}, {writing}", "at least 1 of each", met)


def how_many_write(statements):
    return sum(WRITES.search(statement) is not None for statement in statements)


def spray(scene):
    parts = [
        ("one address", 300, 1, lambda n: "203.0.113.9"),
        ("networks /64 of one /56", 600, 4, lambda n: f"2001:db8:1:{n % 256:x}::1"),
        ("networks /64 of one /48, in many /56", 2000, 16, lambda n: f"2001:db8:2:{n * 257 % 65536:x}::1"),
    ]
    first = 0
    for what, count, times, network in parts:
        requests = [wrong(QUICK, f"user-{first + n}", network(n)) for n in range(count)]
        first += count
        began = time.monotonic()
        seen = statuses(scene.in_turn(requests))
        limit = PER_NETWORK * times
        most = limit + UNDER_WAY + int((time.monotonic() - began) * times / RECOVERY) + 1
        met = limit <= seen[401] <= most and seen[401] + seen[429] == count
        scene.check(f"one password for {count} names, from {what}: compared", told(seen), f"{limit} to {most}", met)


def unlock(scene):
    def locked():
        """What `user show` tells of it."""
        return re.search(r"^locked\s+(\w+)", scene.command("user", "show", QUICK, "user-0"), re.MULTILINE)[1]

    seen, failures = guess_from_ten_networks(scene, "user-0")
    kept_out, shown = one(scene, right(QUICK, "user-0", STRANGER)), locked()
    met = kept_out == 401 and shown == "true"
    scene.check("100 guesses, then the right password; `user show`: locked", f"{kept_out}; {shown}", "401; true", met)
    if not scene.planted:
        scene.command("user", "unlock", QUICK, "user-0")
    let_in, shown = one(scene, right(QUICK, "user-0", OTHER_STRANGER)), locked()
    met = let_in == 200 and shown == "false"
    scene.check("`user unlock`, then the same", f"{let_in}; {shown}", "200; false", met)


SCENARIOS = {
    "replicas": Scenario(
        "two replicas compare no more guesses than the limit and what is in flight, once",
        replicas,
        "a name may have 200 logins in flight",
        # So that no network is refused, and no guess only because many wait.
        settings={"LATCHKEY_ATTEMPTS_PER_NETWORK": "0", "LATCHKEY_PASSWORD_MAX_WAIT": "60s"},
        fault_settings={"LATCHKEY_ATTEMPTS_IN_FLIGHT_PER_NAME": "200"},
    ),
    "restart": Scenario("the counts outlive the replicas", restart, "the table is emptied meanwhile"),
    "limited": Scenario(
        "a right password that leads to a limited token clears nothing, and makes no network known",
        limited,
        "the user owes nothing, so the token is a full one",
    ),
    "locked-out": Scenario(
        "somebody who locks an account cannot lock its owner out",
        locked_out,
        "an account is locked after 1,000 failures",
        fault_settings={"LATCHKEY_ATTEMPTS_ACCOUNT_FAILURES": "1000"},
    ),
    "fleet": Scenario(
        "many right logins of one user at once wait for each other, and are let in",
        fleet,
        "they wait for at most 100 ms",
        replicas=1,
        settings={"LATCHKEY_PASSWORD_COST": "4"},
        fault_settings={"LATCHKEY_PASSWORD_MAX_WAIT": "100ms", "LATCHKEY_ATTEMPTS_IN_FLIGHT_PER_NAME": "1"},
    ),
    "away": Scenario(
        "where failures cannot be written, the count of the process decides, and a metric says so",
        away,
        "nothing is refused",
        replicas=1,
        settings={"LATCHKEY_ATTEMPTS_NAME_DELAY": "10m"},  # a pause that is not over before the end
        fault_settings={"LATCHKEY_ATTEMPTS_MODE": "shadow"},
    ),
    "quiet": Scenario("a user who logs in from one place again and again writes nothing", quiet, "each login has another network"),
    "spray": Scenario(
        "one password for many names is refused by network: an address, and the networks of IPv6 around it",
        spray,
        "a network has 1,000 attempts",
        fault_settings={"LATCHKEY_ATTEMPTS_PER_NETWORK": "1000"},
    ),
    "unlock": Scenario("an operator unlocks an account", unlock, "no operator does it", replicas=1),
}
