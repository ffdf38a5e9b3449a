-- What neither the operator's role nor the service's may do, one statement a line: PostgreSQL refuses each with SQLSTATE 42501.
DELETE FROM organizations
TRUNCATE login_names
ALTER TABLE users ADD COLUMN mine text
ALTER TABLE users DISABLE TRIGGER USER
DROP TABLE login_names
CREATE INDEX ON users (username)
CREATE TRIGGER mine AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
CREATE TABLE mine (id int)
CREATE TABLE public.mine (id uuid REFERENCES users (id))
CREATE FUNCTION mine() RETURNS int LANGUAGE sql RETURN 1
CREATE SCHEMA mine
INSERT INTO flyway_schema_history SELECT * FROM flyway_schema_history
UPDATE flyway_schema_history SET success = false
DELETE FROM flyway_schema_history
INSERT INTO attempt_key (key) VALUES (sha256('mine'))
UPDATE attempt_key SET key = sha256('mine')
DELETE FROM attempt_key
TRUNCATE failures, account_failures, known_networks, ended_sessions
TRUNCATE one_time_codes
TRUNCATE second_factors, recovery_codes, factor_enrolments
UPDATE ended_sessions SET expires_at = now()
UPDATE second_factors SET user_id = gen_random_uuid()
UPDATE recovery_codes SET hash = sha256('mine')
DROP FUNCTION use_one_time_code
ALTER FUNCTION replace_password RESET search_path
CREATE ROLE mine
ALTER ROLE latchkey SUPERUSER
SET ROLE latchkey_owner
COPY users TO PROGRAM 'true'
SELECT pg_read_file('PG_VERSION')
