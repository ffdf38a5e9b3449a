#!/bin/sh
# The organisation acme with the user john.doe, once; then what a person needs to know, on every start.
set -eu

latchkey() { /opt/java/bin/java -jar /opt/latchkey/quarkus-run.jar "$@"; }

if [ ! -e /secrets/seed/done ]; then
  # A start that was cut off may have added the one but not the other.
  latchkey org add acme || echo "It was there already"
  latchkey user add acme john.doe --email john.doe@example.com --first-name John --last-name Doe --password-stdin </secrets/seed/password
  touch /secrets/seed/done
fi
cat <<END

Log in:
  curl -i http://localhost:8080/v1/acme/auth/login -H 'Content-Type: application/json' \\
    -d '{"username":"john.doe","password":"$(cat /secrets/seed/password)"}'
Grafana:    http://localhost:3000, admin, password $(cat /secrets/grafana/password)
Prometheus: http://localhost:9090
END
