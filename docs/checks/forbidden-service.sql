-- What the service's role may not do, one statement a line: PostgreSQL refuses each with SQLSTATE 42501.
-- The operator's role may do the statements on rows; docs/checks/forbidden-operator.sql has what it may not do either,
-- and docs/checks/forbidden-operator-alone.sql what only the service's role may do.
INSERT INTO organizations (id, domain, name) VALUES (gen_random_uuid(), 'mine', 'Mine')
UPDATE organizations SET status = 'active'
UPDATE organizations SET session_epoch = 0
INSERT INTO users (id, organization_id, username, email, first_name, last_name, status) SELECT gen_random_uuid(), id, 'mine', 'mine@example.com', '', '', 'active' FROM organizations
UPDATE users SET password_hash = NULL
UPDATE users SET status = 'active'
UPDATE users SET mfa_required = false
DELETE FROM users
INSERT INTO login_names SELECT organization_id, 'mine', id FROM users
UPDATE login_names SET name_key = name_key || '-mine'
DELETE FROM login_names
INSERT INTO one_time_codes SELECT id, 'reset', sha256(uuid_send(id)), now() FROM users
SET ROLE latchkey_operator
