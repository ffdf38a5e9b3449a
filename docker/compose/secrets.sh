#!/bin/sh
# The passwords and the keys of compose.yaml, made once. Each of the folders is a volume of its own, and each
# container gets no other folders than those that it needs.
set -eu
umask 077

random() { od -An -N18 -tx1 /dev/urandom | tr -d ' \n'; }

# A folder with a password that USER alone may read. A start that was cut off leaves an empty file, and begins again.
password() { # NAME USER
  chown "$2" "/secrets/$1"
  chmod 700 "/secrets/$1"
  [ -s "/secrets/$1/password" ] || random >"/secrets/$1/password"
  chown "$2" "/secrets/$1/password"
}

# A key of the service in a folder that it alone may read.
key() { # FOLDER FILE [--factor]
  folder=/secrets/service/$1
  file=$folder/$2
  shift 2
  mkdir -p "$folder"
  chown 65532 "$folder"
  if [ ! -s "$file" ]; then
    rm -f "$file"
    /opt/java/bin/java -jar /opt/latchkey/quarkus-run.jar key generate "$@" --out "$file"
  fi
  chown 65532 "$file"
}

for name in owner operator service seed; do password "$name" 65532; done
# Grafana's user reads it, and the user that prints it.
password grafana 472:65532
chmod 750 /secrets/grafana
chmod 440 /secrets/grafana/password

key keys first.pem
key factor-keys first.key --factor
