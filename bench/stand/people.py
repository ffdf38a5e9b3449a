"""Who logs in, and how a request looks on the wire."""
import json, os, random, subprocess

from . import service

# Cost 4, so that the hash is no part of what is measured; cost 10, where it is.
QUICK, SLOW = "quick.example", "slow.example"
USERS = 200
PASSWORD = "warm"
HASHES = {
    QUICK: (PASSWORD, "$2b$04$abcdefghijklmnopqrstuu4XSYdc/GQRINyOlEiPRvteGCx0gpoNy"),
    SLOW: ("correct horse 0", "$2b$10$abcdefghijklmnopqrstueKqoVsoJGDx6nNUH16ypGsVqVFi2VeEK"),
}


def fill(postgres, folder):
    """The role of the service, the tables, and the users of both organisations."""
    postgres.sql("CREATE ROLE latchkey LOGIN PASSWORD 'latchkey'; CREATE DATABASE latchkey OWNER postgres", "postgres")
    command = service.java("-jar", service.JAR, "migrate")
    subprocess.run(command, cwd=folder, env=os.environ | owner(postgres), check=True, stdout=subprocess.DEVNULL)
    for domain, (_, hashed) in HASHES.items():
        postgres.sql(
            f"""
            INSERT INTO organizations (id, domain, name) VALUES (gen_random_uuid(), '{domain}', '{domain}');
            WITH made AS (
              INSERT INTO users (id, organization_id, username, email, first_name, last_name, status, password_hash)
              SELECT gen_random_uuid(), o.id, 'user-' || i, 'user-' || i || '@example.com', 'User', 'Number ' || i, 'active',
                  '{hashed}'
              FROM organizations o, generate_series(0, {USERS - 1}) i WHERE o.domain = '{domain}'
              RETURNING organization_id, id, username, email)
            INSERT INTO login_names (organization_id, name_key, user_id)
            SELECT organization_id, username, id FROM made UNION ALL SELECT organization_id, email, id FROM made;
            ANALYZE
            """
        )


def owner(postgres):
    """What `migrate` must be given."""
    return {
        "LATCHKEY_DATABASE_URL": f"postgresql://127.0.0.1:{postgres.port}/latchkey",
        "LATCHKEY_DATABASE_USERNAME": "postgres",
        "LATCHKEY_DATABASE_PASSWORD": "postgres",
        "LATCHKEY_DATABASE_SERVICE_ROLE": "latchkey",
    }


def login(domain=QUICK, username=None, password=None, headers=()):
    """One login as bytes. Without a name it is the right one of a user picked at random."""
    if username is None:
        username, password = f"user-{random.randrange(USERS)}", HASHES[domain][0]
    body = json.dumps({"username": username, "password": password}).encode()
    return request("POST", f"/v1/{domain}/auth/login", body, ["Content-Type: application/json", *headers])


def request(method, path, body=b"", headers=()):
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept: application/json", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body
