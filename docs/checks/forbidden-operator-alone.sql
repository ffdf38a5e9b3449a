-- What the operator's role may not do, one statement a line: PostgreSQL refuses each with SQLSTATE 42501.
-- The service's role may do all of it: it counts failed logins, ends sessions, and keeps the second factors.
SELECT FROM attempt_key
SELECT FROM failures
INSERT INTO failures VALUES (gen_random_uuid(), 1, 0, now(), now())
UPDATE failures SET failures = 0
DELETE FROM failures
INSERT INTO account_failures SELECT id, 100, now() FROM users ON CONFLICT DO NOTHING
UPDATE account_failures SET failures = 100
INSERT INTO known_networks SELECT id, gen_random_uuid(), current_date FROM users
UPDATE known_networks SET network = gen_random_uuid()
UPDATE known_networks SET seen_on = current_date
DELETE FROM known_networks
SELECT FROM ended_sessions
INSERT INTO ended_sessions VALUES (gen_random_uuid(), now())
DELETE FROM ended_sessions
UPDATE second_factors SET last_step = 0
INSERT INTO factor_enrolments SELECT id, 'mine', '' FROM users
UPDATE factor_enrolments SET made_at = now()
INSERT INTO recovery_codes SELECT user_id, sha256('mine') FROM second_factors
SELECT replace_password(id, 0, 'mine', 'mine') FROM users
SELECT use_one_time_code(id, 'mine', 'mine') FROM users
