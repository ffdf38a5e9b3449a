#!/bin/sh
# The passwords and the signing key of compose.yaml, made once. Each reader gets its own folder, by the number of its user.
set -eu
umask 077

random() { od -An -N18 -tx1 /dev/urandom | tr -d ' \n'; }
# Nothing but what the reader's user may read.
folder() { # NAME OWNER
  mkdir -p "/secrets/$1"
  chown "$2" "/secrets/$1"
}

chmod 755 /secrets
folder database 0
folder latchkey 65532
folder latchkey/keys 65532
folder seed 65532
# Grafana's user reads it, and the one that prints it.
folder grafana 472:65532
chmod 750 /secrets/grafana

# A start that was cut off leaves an empty file, and begins again.
[ -s /secrets/database/password ] || random >/secrets/database/password
[ -s /secrets/seed/password ] || random >/secrets/seed/password
[ -s /secrets/grafana/password ] || random >/secrets/grafana/password
chown 472:65532 /secrets/grafana/password
chmod 440 /secrets/grafana/password
printf 'latchkey.database.password=%s\n' "$(cat /secrets/database/password)" >/secrets/latchkey/database.properties
if [ ! -s /secrets/latchkey/keys/first.pem ]; then
  rm -f /secrets/latchkey/keys/first.pem
  /opt/java/bin/java -jar /opt/latchkey/quarkus-run.jar key generate --out /secrets/latchkey/keys/first.pem
fi
chown 65532 /secrets/latchkey/database.properties /secrets/latchkey/keys/first.pem /secrets/seed/password
