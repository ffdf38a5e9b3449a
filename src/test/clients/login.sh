#!/bin/sh
# usage: login.sh BASE_ADDRESS; prints the status and the body
answer=$(
  curl --silent --show-error --max-time 20 --write-out '\n%{http_code}' \
    -X POST "$1/v1/acme/auth/login" \
    -H 'Content-Type: application/json' \
    -H 'Accept: application/json' \
    -d '{"username":"john.doe@example.com","password":"john.doe.password"}'
) || exit
printf '%s\n' "$answer" | tail -n 1
printf '%s\n' "$answer" | sed '$d'
